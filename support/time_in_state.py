"""How long a request stood in each state, whether its target date was kept, and how long its answers took, in working days.

While the vanguards are waited for the clock stops: those days do not count for an answer, and the target date comes later by as many.
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
    return f"Missed by {late} working day{'s' if late != 1 else ''}" if late else "Met"


def took_to_accept(support_request: SupportRequest) -> int | None:
    """Since it was raised."""
    raised_on = support_request.raised_on
    return None if raised_on is None else max(0, working_days.between(raised_on, clock.today()))


def took_to_deliver(support_request: SupportRequest) -> int | None:
    """Since it was accepted, where it was not delivered before; without the days that the vanguards were waited for."""
    made = list(support_request.moves.order_by("moved_at", "pk"))
    accepted = [one for one in made if one.move == Move.ACCEPT]
    if not accepted or any(one.move == Move.DELIVER for one in made):
        return None
    since = clock.in_london(accepted[-1].moved_at).date()
    waited = sum(working_days.between(begun, ended) for begun, ended in waits(support_request) if begun >= since)
    return max(0, working_days.between(since, clock.today()) - waited)


def days_waited(support_request: SupportRequest) -> int:
    """For how many working days the vanguards have been waited for, where they are waited for now."""
    *_, (begun, ended) = waits(support_request) or [(clock.today(), clock.today())]
    return working_days.between(begun, ended)


def later_by_the_wait(support_request: SupportRequest) -> dict[str, date]:
    """Its target date once the wait is over, where it has one: later by the working days that the vanguards were waited for."""
    target_on = support_request.target_on
    return {} if target_on is None else {"target_on": working_days.after(target_on, days_waited(support_request))}


def waits(support_request: SupportRequest) -> list[tuple[date, date]]:
    """From which day until which the vanguards were waited for; until today, where they are still. Moves that change no state end none."""
    moves = support_request.moves.order_by("moved_at", "pk").values_list("state_after", "moved_at")
    days = [(after, clock.in_london(next(of_it)[1]).date()) for after, of_it in groupby(moves, key=lambda move: move[0])]
    ends = [*(day for _, day in days[1:]), clock.today()]
    return [(begun, ended) for (after, begun), ended in zip(days, ends, strict=True) if after == State.WAITING]
