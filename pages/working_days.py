"""Working days in England: Monday to Friday but for bank holidays."""

from datetime import date, timedelta
from functools import lru_cache
from itertools import accumulate

import holidays

FIRST, LAST = date(1900, 1, 1), date(2101, 12, 31)  # beyond them nothing is counted


@lru_cache(maxsize=1)
def _bank_holidays() -> frozenset[date]:
    """Of the years 2010 to 2100, worked out once: the package's own object fills itself while it is asked, from any thread."""
    return frozenset(holidays.country_holidays("GB", subdiv="ENG", years=range(2010, 2101)))


def is_working_day(day: date) -> bool:
    return day.weekday() < 5 and day not in _bank_holidays()


def after(day: date, days: int) -> date:
    """The working day so many working days after a day, which itself does not count."""
    while days:
        day += timedelta(days=1)
        days -= is_working_day(day)
    return day


def between(first: date, last: date) -> int:
    """How many working days follow the first, up to the last; negative where the last comes before it."""
    return _so_far(last) - _so_far(first)


@lru_cache(maxsize=1)
def _counted() -> list[int]:
    """For each day since the first of 1900, how many working days there were up to it."""
    days = (FIRST + timedelta(days=number) for number in range((LAST - FIRST).days + 1))
    return list(accumulate(int(is_working_day(day)) for day in days))


def _so_far(day: date) -> int:
    return _counted()[(min(max(day, FIRST), LAST) - FIRST).days]
