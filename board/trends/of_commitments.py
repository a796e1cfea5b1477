"""How many commitments were promised, are expected and were reached by the end of each month.

Promised is the original date, of all; expected is the latest forecast, of those open or reached; reached is the actual date. A date counts
in the month in which it ends.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, F, Value

from board.trends.months import month_of
from board.trends.of_requests import Chosen
from history.reading.remembered import until_the_next_change
from milestones.filters import of_vanguards
from milestones.models import Commitment
from milestones.workflow import State
from people.models import User

PROMISED, EXPECTED, REACHED, ENDED = "promised", "expected", "reached", "ended"
LINES = {PROMISED: "Promised", EXPECTED: "Expected", REACHED: "Reached"}


@dataclass(frozen=True)
class Dates:
    """How many commitments have each of their dates in each month; `in_list` of them are found by the list's filter for that month: it
    leaves out dates known only as a quarter or year.
    """

    many: Mapping[str, Counter[date]]
    in_list: Mapping[str, Counter[date]]

    def months(self, today: date) -> set[date]:
        """Return every month in which something was promised or reached; and this month, if something promised is still awaited."""
        known, this = {*self.many[PROMISED], *self.many[REACHED]}, month_of(today)
        awaited = self.total(EXPECTED) > self.total(REACHED) and min(known) < this
        return known | {this} if awaited else known

    def by(self, name: str, month: date) -> int:
        """Return how many have this date by the end of a month."""
        return sum(many for when, many in self.many[name].items() if when <= month)

    def total(self, name: str) -> int:
        return self.many[name].total()


@until_the_next_change
def dates(user: User, chosen: Chosen) -> Dates:
    """Return the dates of the commitments that a person may see, of the vanguards chosen."""
    commitments = of_vanguards(Commitment.objects.visible_to(user), dict(chosen)).order_by()
    stand, ended = [State.OPEN, State.REACHED], [State.CANCELLED, State.NOT_OURS]
    found = {name: (Counter[date](), Counter[date]()) for name in (*LINES, ENDED)}
    parts = [
        _counted(PROMISED, commitments, "due_on", "due_until"),
        _counted(EXPECTED, commitments.filter(state__in=stand), "expected_until", "expected_until"),
        _counted(REACHED, commitments.filter(state=State.REACHED), "reached_on", "reached_until"),
        _counted(ENDED, commitments.filter(state__in=ended), "due_until", "due_until"),
    ]
    for name, first, last, many in parts[0].union(*parts[1:], all=True):
        in_all, in_list = found[name]
        in_all[month_of(last)] += many
        in_list[month_of(last)] += many if first >= month_of(last) else 0
    return Dates({name: both[0] for name, both in found.items()}, {name: both[1] for name, both in found.items()})


def _counted(name: str, commitments: Any, first: str, last: str) -> Any:
    """Return how many have each date: its name, its first and last days, the number."""
    days = commitments.values(kind=Value(name), begins=F(first), ends=F(last))
    return days.annotate(many=Count("pk")).values_list("kind", "begins", "ends", "many")
