"""Dates as people mean and read them: "15 January 2016", "December 2015", "Q4 2015/16", "2015/16", "2016"; times in London."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache, total_ordering
from typing import Any
from zoneinfo import ZoneInfo

from django.db import models

LONDON = ZoneInfo("Europe/London")
A_YEAR = re.compile(r"\d{4}")
MANY = 10_000  # dates remembered in words: lists show hundreds, mostly the same


class Precision(models.TextChoices):
    """How exactly a date is known. The first day of the period is stored.

    Quarters of the calendar and of the NHS's financial year, which begins on 1 April, are the same; a year is a calendar year.
    """

    DAY = "day", "Day"
    MONTH = "month", "Month"
    QUARTER = "quarter", "Quarter"
    YEAR = "year", "Year"
    FINANCIAL_YEAR = "financial year", "Financial year"


MONTHS = {Precision.MONTH: 1, Precision.QUARTER: 3, Precision.YEAR: 12, Precision.FINANCIAL_YEAR: 12}
FIRST_MONTHS = {
    Precision.MONTH: range(1, 13),
    Precision.QUARTER: range(1, 13, 3),
    Precision.YEAR: range(1, 2),
    Precision.FINANCIAL_YEAR: range(4, 5),
}


@total_ordering
@dataclass(frozen=True)
class MeantDate:
    """A date as it was meant: its first day, its precision, and the published words if they say more.

    Dates are ordered by their end, then their start: "December 2015" ends with the month, like 31 December.

    Raise ValueError if the first day is not the first day of its period.
    """

    first: date
    precision: Precision = Precision.DAY
    words: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "precision", Precision(self.precision))
        if self.first != first_day(self.first, self.precision):
            raise ValueError(f"{self.first} is not the first day of a {self.precision}.")

    @property
    def last(self) -> date:
        return last_day(self.first, self.precision)

    def is_over(self, day: date) -> bool:
        """Return whether all of it has passed on a day."""
        return self.last < day

    @property
    def typed(self) -> str:
        """Return it as people type it, without the published words; `pages.typed_dates.understand` can read it."""
        return on(self.first, self.precision)

    @property
    def following(self) -> "MeantDate":
        """Return the next day, month, quarter or year."""
        return MeantDate(self.last + timedelta(days=1), self.precision)

    @property
    def preceding(self) -> "MeantDate":
        """Return the day, month, quarter or year before."""
        return around(self.first - timedelta(days=1), self.precision)

    def __str__(self) -> str:
        return on(self.first, self.precision, self.words)

    def __lt__(self, other: "MeantDate") -> bool:
        return (self.last, self.first, self.words) < (other.last, other.first, other.words)


def around(day: date, precision: Precision) -> MeantDate:
    """Return the month, quarter or year around a day."""
    return MeantDate(first_day(day, precision), precision)


def first_day(day: date, precision: str) -> date:
    """Return the first day of the period that contains a day."""
    if precision == Precision.DAY:
        return day
    firsts = FIRST_MONTHS[Precision(precision)]
    before = [month for month in firsts if month <= day.month]
    return date(day.year, before[-1], 1) if before else date(day.year - 1, firsts[-1], 1)


def last_day(first: date, precision: str) -> date:
    """Return the last day of the period: "December 2015" ends on 31 December."""
    if precision == Precision.DAY:
        return first
    months = first.year * 12 + first.month - 1 + MONTHS[Precision(precision)]
    return date(months // 12, months % 12 + 1, 1) - timedelta(days=1)


def meant(name: str) -> Any:
    """Return a property for a model's date: `due = meant("due")` reads and sets due_on, due_precision and due_words; None if not known.

    Setting it also sets due_until, its last day, if the model has that field.
    """

    first_of_it, precision, words = (f"{name}_{part}" for part in ("on", "precision", "words"))

    def get(record: Any) -> MeantDate | None:
        first = getattr(record, first_of_it)
        if first is None:
            return None
        return as_meant(first, getattr(record, precision), getattr(record, words))

    def put(record: Any, value: MeantDate | None) -> None:
        for column, kept in columns(name, value).items():
            if hasattr(record, column):
                setattr(record, column, kept)

    return property(get, put)


as_meant = lru_cache(maxsize=MANY)(MeantDate)


def columns(name: str, value: MeantDate | None) -> dict[str, Any]:
    """Return the values of a date's columns."""
    precision, words = (value.precision, value.words) if value else (Precision.DAY, "")
    return {
        f"{name}_on": value.first if value else None,
        f"{name}_precision": precision,
        f"{name}_words": words,
        f"{name}_until": value.last if value else None,
    }


@lru_cache(maxsize=MANY)
def on(day: date | None, precision: str = Precision.DAY, words: str = "") -> str:
    """Return a date in words, in its own precision; the published words if there are any (with the date too, if they name no year); "Not
    known" for None.
    """
    if not words:
        return "Not known" if day is None else SAID[Precision(precision)](day)
    said = words[0].upper() + words[1:]
    return said if day is None or A_YEAR.search(words) else f"{said} ({SAID[Precision(precision)](day)})"


def _financial_year(day: date) -> str:
    year = day.year if day.month > 3 else day.year - 1
    return f"{year}/{(year + 1) % 100:02d}"


def _quarter(day: date) -> str:
    return f"Q{(day.month - 4) % 12 // 3 + 1} {_financial_year(day)}"


SAID: dict[Precision, Callable[[date], str]] = {
    Precision.DAY: lambda day: f"{day:%-d %B %Y}",
    Precision.MONTH: lambda day: f"{day:%B %Y}",
    Precision.QUARTER: _quarter,
    Precision.YEAR: lambda day: f"{day:%Y}",
    Precision.FINANCIAL_YEAR: _financial_year,
}


@lru_cache(maxsize=MANY)
def at(moment: datetime) -> str:
    """Return a moment in London: "15 January 2016 at 2:05pm"."""
    local = moment.astimezone(LONDON)
    hour, half = local.hour % 12 or 12, "am" if local.hour < 12 else "pm"
    minutes = f":{local:%M}" if local.minute else ""
    return f"{local:%-d %B %Y} at {hour}{minutes}{half}"
