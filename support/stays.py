"""How long a request stood in each state, whether its target date was kept, and how long its answers took, in working days.

While the vanguards are waited for the clock stops: those days do not count for an answer, and the target date comes later by as many.
"""

from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import Any

from history import as_at, clock
from pages import working_days
from support.models import SupportRequest
from support.workflow import Move, State


@dataclass(frozen=True)
class Stay:
    """From a day until another (the moment shown, where it still stands there), in working days."""

    state: State
    since: date
    until: date
    stands: bool
    target_on: date | None  # as it was when the stay began

    @property
    def days(self) -> int:
        return working_days.between(self.since, self.until)


def stays(support_request: SupportRequest, user: Any) -> list[Stay]:
    """Its stays in order; none for somebody who has not seen how it came to stand where it does, for they joined later."""
    versions = SupportRequest.versions_visible_to(user).filter(id=support_request.pk).exclude(history_type="-")
    moment = as_at.moment()
    if moment is not None:
        versions = versions.filter(history_date__lte=moment)
    rows = versions.order_by("history_date").values_list("state", "history_date", "target_on")
    begun = [next(of_it) for _, of_it in groupby(rows, key=lambda row: row[0])]
    if not begun or begun[-1][0] != support_request.state:
        return []
    days = [clock.in_london(moment).date() for _, moment, _ in begun]
    return [
        Stay(State(state), since, until, until_now, target_on)
        for (state, _, target_on), since, until, until_now in zip(begun, days, [*days[1:], as_at.today()], _last(len(begun)), strict=True)
    ]


def _last(many: int) -> list[bool]:
    return [False] * (many - 1) + [True] * bool(many)


def target_kept(support_request: SupportRequest, stood: list[Stay]) -> str:
    """In words, where it stands delivered or closed: whether the target date of its first delivery was kept, or by how many working days
    it was missed.
    """
    if not stood or stood[-1].state not in (State.DELIVERED, State.CLOSED):
        return ""
    given = next((number for number, stay in enumerate(stood) if stay.state == State.DELIVERED), None)
    target_on = None if given is None else stood[given].target_on
    if given is None or target_on is None:
        return ""
    late = max(0, working_days.between(target_on, stood[given].since))
    return f"missed by {late} working day{'s' if late != 1 else ''}" if late else "kept"


def took(support_request: SupportRequest, move: Move) -> int | None:
    """How long a move that is made now took: to accept, since it was raised; to deliver the first time, since it was accepted."""
    if move == Move.ACCEPT:
        return took_to_accept(support_request)
    made = list(support_request.moves.order_by("moved_at", "pk")) if move == Move.DELIVER else []
    accepted = [one for one in made if one.move == Move.ACCEPT]
    if not accepted or any(one.move == Move.DELIVER for one in made):
        return None
    since = clock.in_london(accepted[-1].moved_at).date()
    return max(0, working_days.between(since, clock.today()) - days_waited(support_request, since=accepted[-1].moved_at))


def days_waited(support_request: SupportRequest, since: datetime | None = None) -> int:
    """For how many working days it waited for the vanguards: since a moment, or, where it waits now, this time."""
    waited, begun = 0, None
    for moment, after in support_request.moves.order_by("moved_at", "pk").values_list("moved_at", "state_after"):
        day = clock.in_london(moment).date()
        if after == State.WAITING:
            begun = begun or day
        elif begun is not None:
            waited += working_days.between(begun, day) if since is not None and moment > since else 0
            begun = None
    return waited + (working_days.between(begun, clock.today()) if begun is not None else 0)


def took_to_accept(support_request: SupportRequest) -> int | None:
    raised_on = support_request.raised_on
    return None if raised_on is None else max(0, working_days.between(raised_on, clock.today()))
