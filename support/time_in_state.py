"""How long a request stood in each state, whether it met its target date, and how long answers took, in working days.

The clock stops while the team waits for the vanguards: those days do not count, and the target date moves later by as many.
"""

from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from history import clock
from history.reading import as_at
from history.reading.prepared import prepared
from pages import working_days
from support.models import SupportRequest
from support.workflow import Move, State


@dataclass(frozen=True)
class Stay:
    """A time in one state, from a day to another; if it is not over, to the moment shown."""

    state: State
    since: date
    until: date
    stands: bool
    target_on: date | None  # as it was when the stay began

    @property
    def days(self) -> int:
        return working_days.between(self.since, self.until)


def stays(support_request: SupportRequest, user: Any) -> list[Stay]:
    """Return the stays in order. Return none for people who joined later and did not see how it came to this state."""
    begun = [next(of_it) for _, of_it in groupby(_versions(support_request.pk, user), key=lambda row: row[0])]
    if not begun or begun[-1][0] != support_request.state:
        return []
    days = [clock.in_london(moment).date() for _, moment, _ in begun]
    return [
        Stay(State(state), since, until, until_now, target_on)
        for (state, _, target_on), since, until, until_now in zip(begun, days, [*days[1:], as_at.today()], _last(len(begun)), strict=True)
    ]


@prepared
def _versions(number: int, user: Any) -> Any:
    versions, moment = SupportRequest.versions_visible_to(user).filter(id=number).exclude(history_type="-"), as_at.moment()
    stood = versions if moment is None else versions.filter(history_date__lte=moment)
    return stood.order_by("history_date").values_list("state", "history_date", "target_on")


def _last(many: int) -> list[bool]:
    return [False] * (many - 1) + [True] * bool(many)


def target_kept(support_request: SupportRequest, stood: list[Stay]) -> str:
    """Return whether the first delivery met its target date, or by how many working days it missed it. "" unless the request is delivered
    or closed.
    """
    if not stood or stood[-1].state not in (State.DELIVERED, State.CLOSED):
        return ""
    given = next((number for number, stay in enumerate(stood) if stay.state == State.DELIVERED), None)
    target_on = None if given is None else stood[given].target_on
    if given is None or target_on is None:
        return ""
    late = max(0, working_days.between(target_on, stood[given].since))
    return f"Missed by {late} working day{'s' if late != 1 else ''}" if late else "Met"


def took_to_accept(support_request: SupportRequest) -> int | None:
    """Return the working days since it was raised."""
    raised_on = support_request.raised_on
    return None if raised_on is None else max(0, working_days.between(raised_on, clock.today()))


def took_to_deliver(support_request: SupportRequest) -> int | None:
    """Return the working days since it was accepted, without days spent waiting for the vanguards; None if it was delivered before."""
    made = list(support_request.moves.order_by("moved_at", "pk"))
    accepted = [one for one in made if one.move == Move.ACCEPT]
    if not accepted or any(one.move == Move.DELIVER for one in made):
        return None
    since = clock.in_london(accepted[-1].moved_at).date()
    waited = sum(working_days.between(begun, ended) for begun, ended in waits(support_request) if begun >= since)
    return max(0, working_days.between(since, clock.today()) - waited)


def days_waited(support_request: SupportRequest) -> int:
    """Return for how many working days the team has been waiting for the vanguards; 0 if it is not."""
    *_, (begun, ended) = waits(support_request) or [(clock.today(), clock.today())]
    return working_days.between(begun, ended)


def later_by_the_wait(support_request: SupportRequest) -> dict[str, date]:
    """Return the new target date after the wait, later by the working days waited; nothing if it has none."""
    target_on = support_request.target_on
    return {} if target_on is None else {"target_on": working_days.after(target_on, days_waited(support_request))}


def waits(support_request: SupportRequest) -> list[tuple[date, date]]:
    """Return from when to when the team waited for the vanguards; until today if it still does. Moves that keep the state do not end a
    wait.
    """
    moves = support_request.moves.order_by("moved_at", "pk").values_list("state_after", "moved_at")
    days = [(after, clock.in_london(next(of_it)[1]).date()) for after, of_it in groupby(moves, key=lambda move: move[0])]
    ends = [*(day for _, day in days[1:]), clock.today()]
    return [(begun, ended) for (after, begun), ended in zip(days, ends, strict=True) if after == State.WAITING]
