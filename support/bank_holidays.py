"""Work out again what depends on England's bank holidays, because one may be declared late.

A day only ever moves later, so that nobody gets less time than they were told. What is over stays as it was counted: how long answers took
(`MoveMade.took`) and how far dates moved (a commitment's ledger).
"""

from datetime import date

from history import clock
from history.recording.bulk import change_all
from history.recording.changes import change
from pages import working_days
from support import time_in_state
from support.answer_days import silence_counts_from
from support.models import MoveMade, Recipient, SupportRequest
from support.querysets import RequestQuerySet
from support.workflow import Move, State

WHY = "A new bank holiday was declared: these days come later"


def reckon_anew(day: date) -> int:
    """Move answer days and target dates that a new bank holiday makes later; return how many moved.

    Only target dates that a wait had moved later move again. All of it is one change by the app itself; none if nothing moves.
    """
    with change(by=None, reason=WHY, source="command"):
        return _silence() + sum(_moved(one) for one in _waited_for().filter(target_on__gte=day))


def _silence() -> int:
    asked = Recipient.objects.awaited().order_by("asked_on").values_list("asked_on", flat=True).distinct()
    moved = 0
    for asked_on in list(asked):
        silent_on = silence_counts_from(asked_on)
        moved += change_all(Recipient.objects.awaited().filter(asked_on=asked_on, silent_on__lt=silent_on), silent_on=silent_on)
    return moved


def _waited_for() -> RequestQuerySet:
    """Return requests the team works on whose vanguards were asked for something before."""
    resumed = MoveMade.objects.filter(move=Move.RESUME).order_by().values("support_request")
    requests: RequestQuerySet = SupportRequest.objects.filter(state__in=[State.ACCEPTED, State.IN_PROGRESS], pk__in=resumed)
    return requests.order_by("pk")


def _moved(support_request: SupportRequest) -> bool:
    """Move the target date of a request if its last wait still sets it; return whether it moved."""
    resumed = support_request.moves.filter(move=Move.RESUME).latest("moved_at", "pk")
    versions = support_request.versions
    set_then = versions.filter(change=resumed.versions.get(history_type="+").change).first()
    before = versions.filter(valid_until=set_then.history_date).first() if set_then is not None else None
    if before is None or before.target_on is None or set_then.target_on != support_request.target_on:
        return False
    ended = clock.in_london(resumed.moved_at).date()
    days = [working_days.between(begun, until) for begun, until in time_in_state.waits(support_request) if until == ended]
    target_on = working_days.after(before.target_on, days[-1]) if days else support_request.target_on
    if target_on <= support_request.target_on:
        return False
    support_request.target_on = target_on
    support_request.save()
    return True
