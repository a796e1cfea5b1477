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
MANY = 10_000  # dates remembered as they are said: pages of lists say hundreds, mostly the same


class Precision(models.TextChoices):
    """How exactly a date is known. The date stored is the first day of what is meant.

    Quarters are those of the calendar and of the NHS's financial year alike, which begins on 1 April; a year is the calendar's.
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
    """A date as it was meant: the first day of it, how exactly it is known, and the words as published where they say more.

    Earlier is what ends earlier, then what begins earlier: "December 2015" is due when the month ends, as 31 December is.
    Raises ValueError where the first day is not the first of what is meant.
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
        """Whether the whole of it is past on a day."""
        return self.last < day

    @property
    def typed(self) -> str:
        """As people type it, without the words as published: what `pages.typed_dates.understand` reads back."""
        return on(self.first, self.precision)

    @property
    def following(self) -> "MeantDate":
        """The day, month, quarter or year after it."""
        return MeantDate(self.last + timedelta(days=1), self.precision)

    @property
    def preceding(self) -> "MeantDate":
        """The day, month, quarter or year before it."""
        return around(self.first - timedelta(days=1), self.precision)

    def __str__(self) -> str:
        return on(self.first, self.precision, self.words)

    def __lt__(self, other: "MeantDate") -> bool:
        return (self.last, self.first, self.words) < (other.last, other.first, other.words)


def around(day: date, precision: Precision) -> MeantDate:
    """The month, quarter or year that a day is in."""
    return MeantDate(first_day(day, precision), precision)


def first_day(day: date, precision: str) -> date:
    """The first day of what is meant, where the day is in it."""
    if precision == Precision.DAY:
        return day
    firsts = FIRST_MONTHS[Precision(precision)]
    before = [month for month in firsts if month <= day.month]
    return date(day.year, before[-1], 1) if before else date(day.year - 1, firsts[-1], 1)


def last_day(first: date, precision: str) -> date:
    """The last day of what is meant: "December 2015" is over when 31 December is."""
    if precision == Precision.DAY:
        return first
    months = first.year * 12 + first.month - 1 + MONTHS[Precision(precision)]
    return date(months // 12, months % 12 + 1, 1) - timedelta(days=1)


def meant(name: str) -> Any:
    """A model's date as one value: `due = meant("due")` reads and sets due_on, due_precision and due_words; None where it is not known.

    Set, it sets due_until too, its last day, where the model keeps that for its lists.
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
    """What a date is kept as: the values of its columns."""
    precision, words = (value.precision, value.words) if value else (Precision.DAY, "")
    return {
        f"{name}_on": value.first if value else None,
        f"{name}_precision": precision,
        f"{name}_words": words,
        f"{name}_until": value.last if value else None,
    }


@lru_cache(maxsize=MANY)
def on(day: date | None, precision: str = Precision.DAY, words: str = "") -> str:
    """A date in its own precision, in the words as published where there are any (with the date beside words that name no year of their
    own); "Not known" for none.
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
    """A moment in London: "15 January 2016 at 2:05pm"."""
    local = moment.astimezone(LONDON)
    hour, half = local.hour % 12 or 12, "am" if local.hour < 12 else "pm"
    minutes = f":{local:%M}" if local.minute else ""
    return f"{local:%-d %B %Y} at {hour}{minutes}{half}"
