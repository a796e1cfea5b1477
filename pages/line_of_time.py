"""A line of time for promises: where each day is, in hundredths of the line's length.

A promise has the days it was promised for (`due_on` to `due_until`), the last day it was reached on or is expected (`stands_until`), the
last day of a proposed date (`proposed_until`, or None), its `status`, its words (`said`), and the `address` of its page.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from typing import Any, Self

TICKS = 5  # this many fit on a phone
STEPS = (1, 2, 3, 6, 12, 24, 60, 120, 240, 600)  # months from one to the next
NARROWEST = 0.6  # the width at which a bar can still be seen
ENDED = ("cancelled", "no-longer-ours")
SIGNS = {"on-time": "expected", **dict.fromkeys(ENDED, "ended")}  # words in the key that differ from the status
MOST_SAID = 12  # promises that a mark lists
APART = 3  # distance between two marks in a lane


@dataclass
class Mark:
    """One promise, or several with the same dates and status. Places are in hundredths; None if not on the line."""

    status: str
    promised: tuple[float, float] | None  # its start and its length
    slipped: tuple[float, float] | None  # from the end of the promise to its date now, in either direction
    stands: float | None
    is_later: bool
    waits: tuple[float, float] | None = None  # from its date now to the proposed one
    proposed: float | None = None
    proposed_beyond: str = ""  # "left" or "right" if the proposed date is beyond that end
    leaves: str = ""  # "left" or "right" if its date now is beyond that end
    records: list[Any] = field(default_factory=list)
    lane: int = 0

    @property
    def alike(self) -> tuple[Any, ...]:
        """Return what is drawn of it: marks with the same value become one."""
        drawn = (self.status, self.promised, self.slipped, self.stands, self.is_later)
        return (*drawn, self.waits, self.proposed, self.proposed_beyond, self.leaves)

    @property
    def count(self) -> int:
        return sum(getattr(record, "many", 1) for record in self.records)

    @property
    def said(self) -> str:
        """Return what it is in words, a line for each promise."""
        more = len(self.records) - MOST_SAID
        return "\n".join([*(record.said for record in self.records[:MOST_SAID]), *([f"and {more} more"] if more > 0 else [])])

    def leads_to(self, row: str) -> str:
        """Return the address of its page; for several, that of the table's `row`."""
        return self.records[0].address if len(self.records) == 1 else row

    @property
    def signs(self) -> set[str]:
        """Return the signs of the key that it uses."""
        drawn = {
            "promised": self.promised,
            "later": self.slipped and self.is_later,
            "earlier": self.slipped and not self.is_later,
            "waits": self.waits or self.proposed is not None,
            "beyond": self.proposed_beyond or (self.stands is None and self.leaves),
            SIGNS.get(self.status, self.status): self.stands is not None,
        }
        return {sign for sign, is_drawn in drawn.items() if is_drawn}

    @cached_property
    def reach(self) -> tuple[float, float]:
        """Return where it begins and ends."""
        places = [*(self.slipped or ()), *(self.waits or ()), *((self.promised[0], sum(self.promised)) if self.promised else ())]
        places += [place for place in (self.stands, self.proposed) if place is not None]
        return (min(places), max(places)) if places else (0, 0)


@dataclass(frozen=True)
class Row:
    """A row of promises on a line of time."""

    line: "LineOfTime"
    name: str
    promises: tuple[Any, ...]
    at: str = ""  # the address of its row in the table beneath

    @cached_property
    def marks(self) -> Sequence[Mark]:
        """Return the marks to draw: one for equal dates, in separate lanes where they would overlap."""
        marks: dict[Any, Mark] = {}
        for promise in self.promises:
            mark = self.line.mark(promise)
            marks.setdefault(mark.alike, mark).records.append(promise)
        in_order = sorted(marks.values(), key=lambda mark: mark.reach)
        _into_lanes(in_order)
        return in_order

    @property
    def lanes(self) -> int:
        """Return how many lanes it needs."""
        return max((mark.lane for mark in self.marks), default=0) + 1


class LineOfTime:
    """From the start of the first day's month to the end of the last day's; today is always on it."""

    def __init__(self, days: Iterable[date], today: date) -> None:
        days = [*days, today]
        self.today = today
        self.first = min(days).replace(day=1)
        self.last = _next_month(max(days)) - timedelta(days=1)

    @classmethod
    def between(cls, first: date, last: date, today: date) -> Self:
        """Return the line between two days, whether or not today is between them."""
        line = cls([], today)
        line.first, line.last = first, last
        return line

    def has(self, day: date) -> bool:
        return self.first <= day <= self.last

    def at(self, day: date) -> float:
        """Return where a day begins, 0 to 100; outside that if it is not on the line."""
        return round(100 * (day - self.first).days / self._length, 2)

    @cached_property
    def _length(self) -> int:
        """Return its length in days."""
        return (self.last - self.first).days + 1

    def span(self, first: date, last: date) -> tuple[float, float]:
        """Return where these days begin and their length; a single day stays visible."""
        return self.at(first), max(NARROWEST, round(100 * ((last - first).days + 1) / self._length, 2))

    def months(self) -> Iterator[tuple[float, str]]:
        """Yield where months begin and their names; only every second or third and so on if there are many."""
        first, last = (day.year * 12 + day.month - 1 for day in (self.first, self.last))
        step = next(step for step in STEPS if (last - first + 1) / step <= TICKS)
        for month in range(-(-first // step) * step, last + 1, step):
            start = date(month // 12, month % 12 + 1, 1)
            if start >= self.first:
                yield self.at(start), f"{start:%b %Y}"

    def row(self, name: str, promises: Iterable[Any], at: str = "") -> Row:
        """Return a row of promises."""
        return Row(self, name, tuple(promises), at)

    def beginning_with(self, promises: Iterable[Any]) -> "LineOfTime":
        """Return the line from the month of the first of these, or of today, onwards."""
        days = [self.today, *(day for promise in promises for day in self._days_of(promise))]
        first = min((day for day in days if self.has(day)), default=self.first).replace(day=1)
        return LineOfTime.between(max(first, self.first), self.last, self.today)

    def _days_of(self, record: Any) -> list[date]:
        """Return the days a promise begins to be seen, if they are on the line."""
        begins = [max(record.due_on, self.first)] if self._meets(record.due_on, record.due_until) else []
        return [*begins, record.stands_until, record.proposed_until or record.stands_until]

    def mark(self, record: Any) -> Mark:
        """Return the mark of one promise."""
        due_on, due_until, stands = record.due_on, record.due_until, record.stands_until
        proposed = record.proposed_until
        is_within = due_on <= stands <= due_until  # within the promised time it is neither late nor early
        goes_on = record.status not in ENDED  # one that has ended is not expected any more
        return Mark(
            str(record.status),
            promised=self.span(*self._within(due_on, due_until)) if self._meets(due_on, due_until) else None,
            slipped=self._tail(due_until, stands) if goes_on and not is_within else None,
            stands=self._middle(stands) if self.has(stands) else None,
            is_later=stands > due_until,
            waits=self._tail(stands, proposed or stands),
            proposed=self._middle(proposed) if proposed is not None and self.has(proposed) else None,
            proposed_beyond=self._beyond(proposed) if proposed is not None else "",
            leaves=self._beyond(stands) if goes_on else "",
        )

    @staticmethod
    def signs(rows: Iterable[Row]) -> set[str]:
        """Return the signs of the key that some rows use."""
        return {sign for row in rows for mark in row.marks for sign in mark.signs}

    def _beyond(self, day: date) -> str:
        """Return which end of the line a day is beyond; "" if it is on the line."""
        return "left" if day < self.first else "right" if day > self.last else ""

    def _meets(self, first: date, last: date) -> bool:
        return first <= self.last and last >= self.first

    def _within(self, first: date, last: date) -> tuple[date, date]:
        """Return the part of these days that is on the line."""
        return max(first, self.first), min(last, self.last)

    def _tail(self, one: date, other: date) -> tuple[float, float] | None:
        """Return the part between two days that is on the line."""
        early, late = sorted([one, other])
        if early == late or not self._meets(early, late):
            return None
        first, last = self._within(early, late)
        return self._middle(first), self._middle(last)

    def _middle(self, day: date) -> float:
        """Return where the middle of a day is: a mark at the end of a month must not fall in the next."""
        return round(100 * ((day - self.first).days + 0.5) / self._length, 2)


def _into_lanes(marks: Sequence[Mark]) -> None:
    """Put each mark into the first lane where it fits."""
    ends: list[float] = []
    for mark in marks:
        begins, end = mark.reach
        mark.lane = next((lane for lane, taken in enumerate(ends) if taken + APART <= begins), len(ends))
        ends[mark.lane : mark.lane + 1] = [end]


def _next_month(day: date) -> date:
    return (day.replace(day=28) + timedelta(days=4)).replace(day=1)
