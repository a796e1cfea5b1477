"""What those who lead a vanguard do about its part in a request: each in one change, as support/actions.py has it for the team."""

from history import clock
from people.models import User
from support.awaited import silence_counts_from
from support.models import SupportRequest
from support.moving import moving
from support.workflow import Helped, Move


def confirm(support_request: SupportRequest, *, by: User, vanguard: int, helped: Helped, words: str = "") -> SupportRequest:
    """A vanguard's word: it was delivered, and whether it helped."""
    with moving(support_request, Move.CONFIRM, by=by, words=words, vanguard=vanguard) as under_way:
        under_way.recipient.helped, under_way.recipient.words = helped, words
    return under_way.support_request


def dispute(support_request: SupportRequest, *, by: User, vanguard: int, words: str) -> SupportRequest:
    """A vanguard's word: it was not delivered as it should be. Open again, for this one alone."""
    with moving(support_request, Move.DISPUTE, by=by, words=words, vanguard=vanguard) as under_way:
        under_way.recipient.words = words
    return under_way.support_request


def take_back_dispute(support_request: SupportRequest, *, by: User, vanguard: int, words: str) -> SupportRequest:
    """It was disputed by mistake: the vanguard's answer is awaited again, on a fresh ten working days, as after a delivery."""
    with moving(support_request, Move.TAKE_BACK, by=by, words=words, vanguard=vanguard) as under_way:
        recipient, today = under_way.recipient, clock.today()
        recipient.words, recipient.asked_on = "", today
        recipient.silent_on = max(silence_counts_from(today), recipient.silent_on or today)
    return under_way.support_request


def withdraw(support_request: SupportRequest, *, by: User, vanguard: int, words: str) -> SupportRequest:
    """A vanguard needs it no more; with the last one the request is closed."""
    with moving(support_request, Move.WITHDRAW, by=by, words=words, vanguard=vanguard) as under_way:
        pass
    return under_way.support_request
