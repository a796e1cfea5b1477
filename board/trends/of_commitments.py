"""How many commitments were promised, are expected and were reached by the end of each month.

Promised is the original date, of all; expected is the latest forecast, of those open or reached; reached is the actual date. A date counts
in the month in which it ends.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from board.trends.months import month_of
from board.trends.selecting import ENDED, EXPECTED, PROMISED, REACHED, Chosen, by_date
from people.models import User

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


def dates(user: User, chosen: Chosen) -> Dates:
    """Return the dates of the commitments that a person may see, of the vanguards chosen."""
    many, in_list = ({name: Counter[date]() for name in (*LINES, ENDED)} for _ in range(2))
    for name in many:
        for (first, last), number in by_date(user, chosen)[name].items():
            if first is not None and last is not None:
                many[name][month_of(last)] += number
                in_list[name][month_of(last)] += number if first >= month_of(last) else 0
    return Dates(many, in_list)
