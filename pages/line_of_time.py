"""A line of time to draw promises on: where each day stands on it, in hundredths of its length.

What is drawn has a day it was promised by (`due_on` to `due_until`), the last day of when it was reached or is expected now
(`stands_until`), of a date that is proposed (`proposed_until`; None where none is), and how it stands (`status`); in words
(`said`), and the `address` of its page.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from typing import Any, Self

TICKS = 5  # so many fit beside each other on a phone
STEPS = (1, 2, 3, 6, 12, 24, 60, 120, 240, 600)  # months from one to the next
NARROWEST = 0.6  # of a bar that is still to be seen
ENDED = ("cancelled", "no-longer-ours")
SIGNS = {"on-time": "expected", **dict.fromkeys(ENDED, "ended")}  # in the key, where it is not called as the status
MOST_SAID = 12  # of the promises one mark stands for
APART = 3  # two marks in one lane keep this distance


@dataclass
class Mark:
    """One promise, or several of the same dates that stand alike: each place in hundredths; None where it is not on the line."""

    status: str
    promised: tuple[float, float] | None  # where it begins, and how long it is
    slipped: tuple[float, float] | None  # from the end of what was promised to where it stands, either way round
    stands: float | None
    is_later: bool
    waits: tuple[float, float] | None = None  # between where it stands and where it is proposed to
    proposed: float | None = None
    proposed_beyond: str = ""  # "left" or "right", where it is proposed to stand beyond that end of the line
    leaves: str = ""  # "left" or "right", where it stands beyond that end of the line
    records: list[Any] = field(default_factory=list)
    lane: int = 0

    @property
    def alike(self) -> tuple[Any, ...]:
        """What of it is drawn: two of which this is the same are one."""
        drawn = (self.status, self.promised, self.slipped, self.stands, self.is_later)
        return (*drawn, self.waits, self.proposed, self.proposed_beyond, self.leaves)

    @property
    def count(self) -> int:
        return sum(getattr(record, "many", 1) for record in self.records)

    @property
    def said(self) -> str:
        """What it is, in words: a line for each promise."""
        more = len(self.records) - MOST_SAID
        return "\n".join([*(record.said for record in self.records[:MOST_SAID]), *([f"and {more} more"] if more > 0 else [])])

    def leads_to(self, row: str) -> str:
        """The page of what it is; of several the `row` of the table they stand in."""
        return self.records[0].address if len(self.records) == 1 else row

    @property
    def signs(self) -> set[str]:
        """What of the key is drawn of it."""
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
        """From where to where it is drawn."""
        places = [*(self.slipped or ()), *(self.waits or ()), *((self.promised[0], sum(self.promised)) if self.promised else ())]
        places += [place for place in (self.stands, self.proposed) if place is not None]
        return (min(places), max(places)) if places else (0, 0)


@dataclass(frozen=True)
class Row:
    """One row of promises on a line of time."""

    line: "LineOfTime"
    name: str
    promises: tuple[Any, ...]
    at: str = ""  # the address of the same row in the table beneath

    @cached_property
    def marks(self) -> Sequence[Mark]:
        """What is drawn of the promises, the same dates once, those that would lie over each other in lanes of their own."""
        marks: dict[Any, Mark] = {}
        for promise in self.promises:
            mark = self.line.mark(promise)
            marks.setdefault(mark.alike, mark).records.append(promise)
        in_order = sorted(marks.values(), key=lambda mark: mark.reach)
        _into_lanes(in_order)
        return in_order

    @property
    def lanes(self) -> int:
        """In how many lanes they lie beside each other."""
        return max((mark.lane for mark in self.marks), default=0) + 1


class LineOfTime:
    """From the beginning of the first day's month to the end of the last one's; today is always on it."""

    def __init__(self, days: Iterable[date], today: date) -> None:
        days = [*days, today]
        self.today = today
        self.first = min(days).replace(day=1)
        self.last = _next_month(max(days)) - timedelta(days=1)

    @classmethod
    def between(cls, first: date, last: date, today: date) -> Self:
        """From one day to another, whether today is between them or not."""
        line = cls([], today)
        line.first, line.last = first, last
        return line

    def has(self, day: date) -> bool:
        return self.first <= day <= self.last

    def at(self, day: date) -> float:
        """Where a day begins, 0 to 100; less or more where it is not on the line."""
        return round(100 * (day - self.first).days / self._length, 2)

    @cached_property
    def _length(self) -> int:
        """How many days it has."""
        return (self.last - self.first).days + 1

    def span(self, first: date, last: date) -> tuple[float, float]:
        """Where these days begin, and how long they are; a single day is still to be seen."""
        return self.at(first), max(NARROWEST, round(100 * ((last - first).days + 1) / self._length, 2))

    def months(self) -> Iterator[tuple[float, str]]:
        """Where months begin, and what they are called: each, or every so many where there would be too many."""
        first, last = (day.year * 12 + day.month - 1 for day in (self.first, self.last))
        step = next(step for step in STEPS if (last - first + 1) / step <= TICKS)
        for month in range(-(-first // step) * step, last + 1, step):
            start = date(month // 12, month % 12 + 1, 1)
            if start >= self.first:
                yield self.at(start), f"{start:%b %Y}"

    def row(self, name: str, promises: Iterable[Any], at: str = "") -> Row:
        """A row of promises."""
        return Row(self, name, tuple(promises), at)

    def beginning_with(self, promises: Iterable[Any]) -> "LineOfTime":
        """The same from the month in which the first of these, or today, stands on it."""
        days = [self.today, *(day for promise in promises for day in self._days_of(promise))]
        first = min((day for day in days if self.has(day)), default=self.first).replace(day=1)
        return LineOfTime.between(max(first, self.first), self.last, self.today)

    def _days_of(self, record: Any) -> list[date]:
        """The days on which a promise begins to be seen, where they are on the line."""
        begins = [max(record.due_on, self.first)] if self._meets(record.due_on, record.due_until) else []
        return [*begins, record.stands_until, record.proposed_until or record.stands_until]

    def mark(self, record: Any) -> Mark:
        """What is drawn of one promise."""
        due_on, due_until, stands = record.due_on, record.due_until, record.stands_until
        proposed = record.proposed_until
        is_within = due_on <= stands <= due_until  # of what was promised: then it has neither slipped nor come forward
        goes_on = record.status not in ENDED  # of what is not expected any more there is nothing to say but where it would have stood
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
        """What of the key is drawn in some rows."""
        return {sign for row in rows for mark in row.marks for sign in mark.signs}

    def _beyond(self, day: date) -> str:
        """Beyond which end of the line a day is."""
        return "left" if day < self.first else "right" if day > self.last else ""

    def _meets(self, first: date, last: date) -> bool:
        return first <= self.last and last >= self.first

    def _within(self, first: date, last: date) -> tuple[date, date]:
        """As much of it as is on the line."""
        return max(first, self.first), min(last, self.last)

    def _tail(self, one: date, other: date) -> tuple[float, float] | None:
        """Between two days, as much of it as is on the line."""
        early, late = sorted([one, other])
        if early == late or not self._meets(early, late):
            return None
        first, last = self._within(early, late)
        return self._middle(first), self._middle(last)

    def _middle(self, day: date) -> float:
        """Where the middle of a day is: a mark at the end of a month does not stand in the next."""
        return round(100 * ((day - self.first).days + 0.5) / self._length, 2)


def _into_lanes(marks: Sequence[Mark]) -> None:
    """Each into the first lane where nothing lies in its way."""
    ends: list[float] = []
    for mark in marks:
        begins, end = mark.reach
        mark.lane = next((lane for lane, taken in enumerate(ends) if taken + APART <= begins), len(ends))
        ends[mark.lane : mark.lane + 1] = [end]


def _next_month(day: date) -> date:
    return (day.replace(day=28) + timedelta(days=4)).replace(day=1)
