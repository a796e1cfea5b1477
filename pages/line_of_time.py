"""A line of time to draw dates on: where each day stands on it, in hundredths of its length."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

TICKS = 6  # so many fit beside each other on a phone


class LineOfTime:
    """From the beginning of the first day's month to the end of the last one's; today is always on it."""

    def __init__(self, days: Iterable[date], today: date) -> None:
        days = [*days, today]
        self.today = today
        self.first = min(days).replace(day=1)
        self.last = _next_month(max(days)) - timedelta(days=1)

    def at(self, day: date) -> float:
        """Where a day begins, 0 to 100."""
        return round(100 * (day - self.first).days / ((self.last - self.first).days + 1), 2)

    def span(self, first: date, last: date) -> tuple[float, float]:
        """Where these days begin, and how long they are; a single day is still to be seen."""
        return self.at(first), max(0.6, round(self.at(last + timedelta(days=1)) - self.at(first), 2))

    def months(self) -> Iterator[tuple[float, str]]:
        """Where months begin, and what they are called: each, or every so many where there would be too many."""
        starts = [self.first]
        while (following := _next_month(starts[-1])) <= self.last:
            starts.append(following)
        step = -(-len(starts) // TICKS)
        for start in starts[::step]:
            yield self.at(start), f"{start:%b %Y}"


def _next_month(day: date) -> date:
    return (day.replace(day=28) + timedelta(days=4)).replace(day=1)
