"""Ten working days without a word."""

from datetime import date

from pages.errors import Refused
from support.awaited import DAYS_FOR_A_WORD
from support.models import Recipient, SupportRequest
from support.moving import moving
from support.workflow import Move


def count_silence(day: date) -> int:
    """Every word awaited whose ten working days are over counts as not confirmed, each as a change of its own; returns how many."""
    silent = Recipient.objects.silent(day).order_by("support_request_id", "vanguard_id")
    counted = 0
    for number, vanguard in list(silent.values_list("support_request_id", "vanguard_id")):
        words = f"No word within {DAYS_FOR_A_WORD} working days"
        try:
            with moving(SupportRequest(pk=number), Move.SILENCE, by=None, words=words, vanguard=vanguard) as under_way:
                if under_way.recipient.silent_on > day:
                    raise Refused("It was delivered again meanwhile, and its days are not over.")
        except Refused:  # they gave their word meanwhile
            continue
        counted += 1
    return counted
