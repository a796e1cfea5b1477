"""How far one date lies from another, as exactly as both are known.

Days are counted between what is known to the day on both sides. Otherwise it is *about* so many months, quarters or years, whichever is the
vaguer of the two; and dates of which one may lie in the other are not apart at all: what was promised for December and reached in December
was on time.
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
    """How far a date lies after another; less than 0: before it.

    `days` are working days; where `unit` is set they are about so many, and `many` of those months, quarters or years lie between.
    """

    days: int
    many: int = 0
    unit: str = ""

    def __bool__(self) -> bool:
        return bool(self.days)

    @property
    def is_about(self) -> bool:
        """Whether one of the two is not known to the day."""
        return bool(self.unit)

    @property
    def is_later(self) -> bool:
        return self.days > 0

    @property
    def in_words(self) -> str:
        """ "12 working days", "about a month", "about 2 months"; "" where they are not apart."""
        if not self.days:
            return ""
        if not self.unit:
            return several(abs(self.days), "working day")
        years = round(abs(self.many) / IN_A_YEAR[self.unit])
        many, unit = (years, "year") if years > 1 else (abs(self.many), self.unit)
        return f"about a {unit}" if many == 1 else f"about {several(many, unit)}"

    @property
    def later_or_earlier(self) -> str:
        """ "12 working days later", "about a month earlier", "on the same working day", "at about the same time"."""
        if not self.days:
            return "at about the same time" if self.unit else "on the same working day"
        return f"{self.in_words} {'later' if self.is_later else 'earlier'}"

    @property
    def late_or_early(self) -> str:
        """ "12 working days late", "about a month early", "on time"."""
        return f"{self.in_words} {'late' if self.is_later else 'early'}" if self.days else "on time"


def apart(one: MeantDate, other: MeantDate) -> Apart:
    """How far the other lies after the one."""
    return of_columns(one.first, one.precision, other.first, other.precision)


@lru_cache(maxsize=MANY)
def of_columns(one_on: date, one_precision: str, other_on: date, other_precision: str) -> Apart:
    """The same of two dates as they are kept."""
    if one_precision == other_precision == Precision.DAY:
        return Apart(working_days.between(one_on, other_on))
    unit = Precision(max(one_precision, other_precision, key=lambda precision: MONTHS.get(Precision(precision), 0)))
    if one_on <= last_day(other_on, other_precision) and other_on <= last_day(one_on, one_precision):
        return Apart(0, 0, CALLED[unit])
    begun, ended = around(one_on, unit), around(other_on, unit)
    months = (ended.first.year - begun.first.year) * 12 + ended.first.month - begun.first.month
    return Apart(working_days.between(begun.last, ended.last), months // MONTHS[unit], CALLED[unit])


def usual_error(reached: Iterable[Sequence[Apart]]) -> str:
    """How close dates were, in words: "Reached 2 milestones, typically 8 working days early". Of each that was reached, how far each date
    given for it was missed; of what was not, nothing.
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
