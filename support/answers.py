"""What vanguards answered, now and in the past, for filters and numbers."""

from collections.abc import Iterable
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Q

from support.models import MoveMade, Recipient
from support.workflow import Helped, Move, Word

ANSWERS = {
    "not-delivered": ("Not delivered yet", Q(word=Word.OPEN)),
    "answered": ("Answered", Q(word__in=[Word.CONFIRMED, Word.DISPUTED])),
    "helped": ("It helped, fully or partly", Q(word=Word.CONFIRMED, helped__in=[Helped.YES, Helped.PARTLY])),
    "did-not-help": ("It did not help", Q(word=Word.CONFIRMED, helped=Helped.NO)),
    "disputed": ("Something is missing", Q(word=Word.DISPUTED)),
    "awaited": ("Not answered yet", Q(word=Word.DELIVERED)),
    "silent": ("Not answered in time", Q(word=Word.NOT_CONFIRMED)),
}


def who_answered(user: Any, answers: Iterable[str]) -> Any:
    """Return the recipients with one of these answers that this person may see."""
    return Recipient.objects.visible_to(user).filter(reduce(or_, (ANSWERS[answer][1] for answer in answers)))


def ever_disputed(user: Any) -> Q:
    """Return the condition that a vanguard disputes the request or once did, as far as this person may know."""
    moves = MoveMade.objects.visible_to(user).filter(move=Move.DISPUTE)
    recipients = who_answered(user, ["disputed"])
    return reduce(or_, (Q(pk__in=rows.order_by().values("support_request")) for rows in (moves, recipients)))
