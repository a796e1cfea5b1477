"""Working days in England: Monday to Friday, except bank holidays."""

from datetime import date, timedelta
from functools import lru_cache
from itertools import accumulate

import holidays

FIRST, LAST = date(1900, 1, 1), date(2101, 12, 31)  # nothing outside is counted


@lru_cache(maxsize=1)
def _bank_holidays() -> frozenset[date]:
    """Return the bank holidays of 2010 to 2100, worked out once: the package's own object changes while threads read it."""
    return frozenset(holidays.country_holidays("GB", subdiv="ENG", years=range(2010, 2101)))


def is_working_day(day: date) -> bool:
    return day.weekday() < 5 and day not in _bank_holidays()


def after(day: date, days: int) -> date:
    """Return the day this many working days after a day; the day itself does not count."""
    while days:
        day += timedelta(days=1)
        days -= is_working_day(day)
    return day


def between(first: date, last: date) -> int:
    """Return how many working days follow the first day, up to the last; negative if the last is earlier."""
    return _so_far(last) - _so_far(first)


@lru_cache(maxsize=1)
def _counted() -> list[int]:
    """Return, for each day from the first of 1900, how many working days there were up to it."""
    days = (FIRST + timedelta(days=number) for number in range((LAST - FIRST).days + 1))
    return list(accumulate(int(is_working_day(day)) for day in days))


def _so_far(day: date) -> int:
    return _counted()[(min(max(day, FIRST), LAST) - FIRST).days]
