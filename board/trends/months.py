"""Months, each known by its first day, and the months that a page of trends shows."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from pages.dates import Precision, last_day, on

USUAL, MOST = 12, 36  # months shown if the address names none; and at most
AHEAD = 11  # of a record longer than that, at most this many months after today are shown


def month_of(day: date) -> date:
    return day.replace(day=1)


def moved(month: date, by: int) -> date:
    """Return the month so many months later; earlier if negative."""
    months = month.year * 12 + month.month - 1 + by
    return date(months // 12, months % 12 + 1, 1)


@dataclass(frozen=True)
class Span:
    """Months one after another, the last included."""

    first: date
    last: date

    @property
    def months(self) -> list[date]:
        return [moved(self.first, by) for by in range(self.count)]

    @property
    def count(self) -> int:
        return (self.last.year - self.first.year) * 12 + self.last.month - self.first.month + 1

    @property
    def until(self) -> date:
        """Return its last day."""
        return last_day(self.last, Precision.MONTH)

    def __str__(self) -> str:
        first, last = (on(month, Precision.MONTH) for month in (self.first, self.last))
        return first if first == last else f"{first} to {last}"


def recent(since: date | None, to: date | None, today: date) -> Span:
    """Return the months asked for; without them, those up to today."""
    if since is None:
        last = to or month_of(today)
        return Span(moved(last, 1 - USUAL), last)
    return Span(since, to or _at_most(Span(since, max(since, month_of(today)))).last)


def whole(known: Iterable[date], since: date | None, to: date | None, today: date) -> Span:
    """Return the months asked for; without them, all that are known. If these are too many, the latest up to a
    year from today.
    """
    months = sorted(known) or [month_of(today)]
    if since is not None:
        return Span(since, to or _at_most(Span(since, max(since, months[-1]))).last)
    if to is not None:
        return Span(max(moved(to, 1 - MOST), min(months[0], to)), to)
    if Span(months[0], months[-1]).count <= MOST:
        return Span(months[0], months[-1])
    furthest = max(moved(month_of(today), AHEAD), moved(months[0], MOST - 1))
    last = max(month for month in months if month <= furthest)
    return Span(max(months[0], moved(last, 1 - MOST)), last)


def _at_most(span: Span) -> Span:
    return Span(span.first, min(span.last, moved(span.first, MOST - 1)))
