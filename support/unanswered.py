"""Vanguards that have not answered within ten working days."""

from datetime import date

from pages.errors import Refused
from support.answer_days import DAYS_TO_ANSWER
from support.models import Recipient, SupportRequest
from support.moves import make
from support.workflow import Move


def count_silence(day: date) -> int:
    """Record each awaited answer as late once its ten working days are over, each in a change of its own; return how many."""
    silent = Recipient.objects.silent(day).order_by("support_request_id", "vanguard_id")
    counted = 0
    for number, vanguard in list(silent.values_list("support_request_id", "vanguard_id")):
        words = f"No answer within {DAYS_TO_ANSWER} working days"
        try:
            make(SupportRequest(pk=number), Move.SILENCE, by=None, vanguard=vanguard, day=day, words=words)
        except Refused:  # they answered meanwhile
            continue
        counted += 1
    return counted
