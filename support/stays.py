"""How long a request stood in each state, and whether its target date was kept: from its versions, so for every moment."""

from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from history import as_at, clock
from pages import working_days
from support.models import SupportRequest
from support.workflow import State


@dataclass(frozen=True)
class Stay:
    """From a day until another (the moment shown, where it still stands there), in working days."""

    state: State
    since: date
    until: date
    stands: bool

    @property
    def days(self) -> int:
        return working_days.between(self.since, self.until)


def stays(support_request: SupportRequest, user: Any) -> list[Stay]:
    """Its stays in order; none for somebody who has not seen how it came to stand where it does, for they joined later."""
    versions = SupportRequest.versions_visible_to(user).filter(id=support_request.pk).exclude(history_type="-")
    moment = as_at.moment()
    if moment is not None:
        versions = versions.filter(history_date__lte=moment)
    rows = versions.order_by("history_date").values_list("state", "history_date")
    begun = [(State(state), clock.in_london(next(of_it)[1]).date()) for state, of_it in groupby(rows, key=lambda row: row[0])]
    if not begun or begun[-1][0] != support_request.state:
        return []
    ends = [day for _, day in begun[1:]] + [as_at.today()]
    return [Stay(state, since, until, until_now) for (state, since), until, until_now in zip(begun, ends, _last(len(begun)), strict=True)]


def _last(many: int) -> list[bool]:
    return [False] * (many - 1) + [True] * bool(many)


def target_kept(support_request: SupportRequest, stood: list[Stay]) -> str:
    """In words, once something was delivered: the target date was kept, or by how many working days it was missed."""
    given = next((stay.since for stay in stood if stay.state == State.DELIVERED), None)
    if given is None or support_request.target_on is None:
        return ""
    late = working_days.between(support_request.target_on, given) if given > support_request.target_on else 0
    if not late:
        return "kept"
    return f"missed by {late} working day{'s' if late != 1 else ''}"
