"""Where everything is in the pictures of the trends, in pixels from their top left corner. Each number of a picture is in its table too."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from board.trends.months import Span, month_of
from board.trends.of_commitments import LINES
from board.trends.of_requests import STEPS, Month
from board.trends.selecting import REACHED
from board.trends.tables import WAYS, CommitmentRow, last_of

NARROWEST, WIDEST, ROOM = 26, 64, 816  # of a month; all of them together, if there is a choice
LEFT, RIGHT, AXIS = 48, 12, 36  # beside the months, and the height of their names
ROW, TALLEST = 104, 48  # of one step, with its name; of a bar in it
BURN_UP, ABOVE, NAMES, APART = 240, 24, 140, 18
LABELLED, DIGIT = 44, 7  # marks in narrower months have no numbers beside them; the width of a digit


@dataclass(frozen=True)
class Months:
    """The months along a picture."""

    span: Span
    right: int = RIGHT

    @property
    def step(self) -> int:
        return max(NARROWEST, min(WIDEST, ROOM // self.span.count))

    @property
    def end(self) -> int:
        return LEFT + self.step * self.span.count

    @property
    def width(self) -> int:
        return self.end + self.right

    def start(self, place: int) -> int:
        return LEFT + self.step * place

    def middle(self, place: int) -> int:
        return self.start(place) + self.step // 2

    @property
    def names(self) -> list[tuple[int, str, str]]:
        """Return where each month's name is, the name, and the year where it begins."""
        return [
            (self.middle(place), f"{month:%b}", f"{month:%Y}" if not place or month.month == 1 else "")
            for place, month in enumerate(self.span.months)
        ]


@dataclass(frozen=True)
class Bar:
    x: int
    y: int
    width: int
    height: int
    number: int

    @property
    def middle(self) -> int:
        return self.x + self.width // 2

    @property
    def said(self) -> str:
        """Return its number; "" where that would run into the next."""
        words = f"{self.number:,}"
        return words if len(words) * DIGIT <= self.width + 6 else ""


@dataclass(frozen=True)
class Picture:
    """Rows of marks under one another, on one scale: each its name, the height of its ground, and its marks."""

    months: Months
    rows: Sequence[tuple[str, int, Sequence[Any]]]
    most: int

    @property
    def height(self) -> int:
        return ROW * len(self.rows) + AXIS


def bars(months: Sequence[Month], span: Span) -> Picture:
    """Return a row of bars for each step."""
    along, most = Months(span), max((one.many[step] for one in months for step in STEPS), default=0)
    rows = []
    for row, (step, words) in enumerate(STEPS.items()):
        ground = ROW * (row + 1)
        tall = [(place, one.many[step]) for place, one in enumerate(months) if one.many[step]]
        drawn = [(place, number, max(2, round(TALLEST * number / most))) for place, number in tall]
        of_it = [Bar(along.start(place) + 3, ground - height, along.step - 6, height, number) for place, number, height in drawn]
        rows.append((words, ground, of_it))
    return Picture(along, rows, most)


@dataclass(frozen=True)
class Range:
    """From the median to the slowest tenth."""

    x: int
    middle: int
    slowest: int
    said: tuple[str, str]  # both in numbers; "" where there is no room for it


def ranges(months: Sequence[Month], span: Span) -> Picture:
    """Return a row for each step that says how long it took."""
    along, most = Months(span), max((took.slowest for one in months for took in one.took.values() if took), default=0)
    rows = []
    for row, (step, words) in enumerate(WAYS.items()):
        ground = ROW * (row + 1)
        of_it = []
        for place, one in enumerate(months):
            took = one.took[step]
            if took is not None:
                middle, slowest = (ground - round(TALLEST * days / max(most, 1)) for days in (took.middle, took.slowest))
                has_room, both = along.step >= LABELLED, middle - slowest >= 12
                said = (f"{took.middle:g}" if has_room and both else "", f"{took.slowest:,}" if has_room else "")
                of_it.append(Range(along.middle(place), middle, slowest, said))
        rows.append((words, ground, of_it))
    return Picture(along, rows, most)


@dataclass(frozen=True)
class Line:
    name: str  # one of LINES
    points: Sequence[tuple[int, int]]
    number: int  # at its end
    label: int  # how far down its name is written

    @property
    def said(self) -> str:
        return f"{LINES[self.name]} {self.number:,}"

    @property
    def path(self) -> str:
        return " ".join(f"{x},{y}" for x, y in self.points)


@dataclass(frozen=True)
class BurnUp:
    """Three lines of sums: a point at the end of each month."""

    months: Months
    lines: Sequence[Line]
    ticks: Sequence[tuple[int, int]]
    today: int | None
    height: int = ABOVE + BURN_UP + AXIS
    ground: int = ABOVE + BURN_UP


def burn_up(rows: Sequence[CommitmentRow], span: Span, today: date) -> BurnUp:
    along, ground = Months(span, NAMES), ABOVE + BURN_UP
    now = _place_of_today(along, today)
    scale = _scale(max((number or 0 for row in rows for number in row.by_end.values()), default=0))
    lines = {name: _sums(name, rows, along, now, today) for name in LINES}
    heights = {name: [(x, ground - round(BURN_UP * number / scale[-1])) for x, number in of_it] for name, of_it in lines.items()}
    labels = _apart({name: of_it[-1][1] for name, of_it in heights.items() if of_it})
    drawn = [Line(name, heights[name], lines[name][-1][1], labels[name]) for name in labels]
    return BurnUp(along, drawn, [(ground - round(BURN_UP * number / scale[-1]), number) for number in scale], now)


def _sums(name: str, rows: Sequence[CommitmentRow], along: Months, now: int | None, today: date) -> list[tuple[int, int]]:
    """Return where each sum is along the months, and the sum. What is reached in this month is only known until today."""
    sums = [] if rows[0].month < along.span.first else [(along.start(0), 0)]
    for row in rows:
        number, x = row.by_end[name], along.start(Span(along.span.first, row.month).count)
        if number is not None:
            sums.append((now if now is not None and name == REACHED and row.month == month_of(today) else x, number))
    return sums


def _place_of_today(along: Months, today: date) -> int | None:
    if not along.span.first <= today <= along.span.until:
        return None
    place = along.span.months.index(month_of(today))
    return along.start(place) + round(along.step * today.day / last_of(today.replace(day=1)).day)


def _scale(most: int) -> list[int]:
    """Return round numbers from 0 to at least this, about four of them."""
    steps = (size * 10**power for power in range(9) for size in (1, 2, 5))
    step = next(step for step in steps if step * 4 >= most)
    return list(range(0, max(most, 1) + step, step)) if most % step else list(range(0, max(most, step) + 1, step))


def _apart(wanted: Mapping[str, int]) -> dict[str, int]:
    """Return heights for names near those wanted, so that none is over another."""
    placed: dict[str, int] = {}
    lowest = -APART
    for name, height in sorted(wanted.items(), key=lambda one: one[1]):
        lowest = placed[name] = max(height, lowest + APART)
    return placed
