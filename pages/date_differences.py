"""How far apart two dates are, as exactly as both are known.

If both are exact days, the difference is in working days. Otherwise it is *about* so many months, quarters or years, whichever is vaguer.
Dates are not apart at all if one may lie within the other: promised for December and reached in December was on time.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from math import copysign
from statistics import median

from pages import working_days
from pages.counting import several
from pages.dates import MANY, MONTHS, MeantDate, Precision, around, last_day

CALLED = {Precision.MONTH: "month", Precision.QUARTER: "quarter", Precision.YEAR: "year", Precision.FINANCIAL_YEAR: "year"}

IN_A_YEAR = {"month": 12, "quarter": 4, "year": 1}


@dataclass(frozen=True)
class Apart:
    """How far a date is after another; negative if before.

    `days` are working days. If `unit` is set, they are approximate, and `many` of those months, quarters or years lie between.
    """

    days: int
    many: int = 0
    unit: str = ""

    def __bool__(self) -> bool:
        return bool(self.days)

    @property
    def is_about(self) -> bool:
        """Return whether one of the dates is not an exact day."""
        return bool(self.unit)

    @property
    def is_later(self) -> bool:
        return self.days > 0

    @property
    def in_words(self) -> str:
        """Return "12 working days", "about a month", "about 2 months"; "" if they are not apart."""
        if not self.days:
            return ""
        if not self.unit:
            return several(abs(self.days), "working day")
        years = round(abs(self.many) / IN_A_YEAR[self.unit])
        many, unit = (years, "year") if years > 1 else (abs(self.many), self.unit)
        return f"about a {unit}" if many == 1 else f"about {several(many, unit)}"

    @property
    def later_or_earlier(self) -> str:
        """Return "12 working days later", "about a month earlier", "on the same working day" or "at about the same time"."""
        if not self.days:
            return "at about the same time" if self.unit else "on the same working day"
        return f"{self.in_words} {'later' if self.is_later else 'earlier'}"

    @property
    def late_or_early(self) -> str:
        """Return "12 working days late", "about a month early" or "on time"."""
        return f"{self.in_words} {'late' if self.is_later else 'early'}" if self.days else "on time"


def apart(one: MeantDate, other: MeantDate) -> Apart:
    """Return how far the second date is after the first."""
    return of_columns(one.first, one.precision, other.first, other.precision)


@lru_cache(maxsize=MANY)
def of_columns(one_on: date, one_precision: str, other_on: date, other_precision: str) -> Apart:
    """Return the same for two dates as the columns of records keep them."""
    if one_precision == other_precision == Precision.DAY:
        return Apart(working_days.between(one_on, other_on))
    unit = Precision(max(one_precision, other_precision, key=lambda precision: MONTHS.get(Precision(precision), 0)))
    if one_on <= last_day(other_on, other_precision) and other_on <= last_day(one_on, one_precision):
        return Apart(0, 0, CALLED[unit])
    begun, ended = around(one_on, unit), around(other_on, unit)
    months = (ended.first.year - begun.first.year) * 12 + ended.first.month - begun.first.month
    return Apart(working_days.between(begun.last, ended.last), months // MONTHS[unit], CALLED[unit])


def usual_error(reached: Iterable[Sequence[Apart]]) -> str:
    """Return how close dates were, in words: "Reached 2 milestones, typically 8 working days early". For each milestone reached, give how
    far off each of its dates was; nothing for others.
    """
    missed = [errors for errors in reached if errors]
    errors = [error for each in missed for error in each]
    if not errors:
        return "Too early to tell"
    return f"Reached {several(len(missed), 'milestone')}, {_usually(errors)}"


def _usually(errors: Sequence[Apart]) -> str:
    if len(errors) == 1:
        return errors[0].late_or_early
    days = median(error.days for error in errors)
    middle = int(copysign(abs(days) + 0.5, days))
    about = "about " if any(error.is_about for error in errors) else ""
    return f"typically {about}{several(abs(middle), 'working day')} {'late' if middle > 0 else 'early'}" if middle else "typically on time"
