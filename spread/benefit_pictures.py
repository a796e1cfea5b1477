"""A small picture of readings over time, with the baseline and the target: where everything is, in pixels. The table says the same."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from spread.models import Benefit
from spread.values import said

AROUND = 8  # beside the first and the last point
SMALL, LARGE = (150, 48), (640, 180)


@dataclass
class Picture:
    """The points of the readings; where the baseline is (a square) and how high the target (a dashed line); and the same in words."""

    width: int
    height: int
    points: list[tuple[int, int]] = field(default_factory=list)
    baseline: tuple[int, int] | None = None
    target: int | None = None
    said: str = ""

    @property
    def path(self) -> str:
        return " ".join(f"{x},{y}" for x, y in ([self.baseline] if self.baseline else []) + self.points)


def picture(benefit: Benefit, size: tuple[int, int] = SMALL) -> Picture:
    """Return the picture of a benefit whose `shown_readings` were read; without any value it is empty."""
    read = [(each.read_on, each.value) for each in benefit.shown_readings]
    began = _point(benefit.baseline_on, benefit.baseline)
    wanted = _point(benefit.target_on, benefit.target)
    drawn, every = Picture(*size), [*began, *read, *wanted]
    drawn.said = _in_words(benefit)
    if not every:
        return drawn
    days, values = [day for day, _ in every], [value for _, value in every]
    scale = _Scale(min(days), max(days), min(values), max(values), *size)
    drawn.points = [(scale.x(day), scale.y(value)) for day, value in read]
    drawn.baseline = (scale.x(began[0][0]), scale.y(began[0][1])) if began else None
    drawn.target = scale.y(wanted[0][1]) if wanted else None
    return drawn


def _point(day: date | None, value: Decimal | None) -> list[tuple[date, Decimal]]:
    return [(day, value)] if day is not None and value is not None else []


@dataclass(frozen=True)
class _Scale:
    first: date
    last: date
    lowest: Decimal
    highest: Decimal
    width: int
    height: int

    def x(self, day: date) -> int:
        along = (day - self.first).days / max((self.last - self.first).days, 1)
        return AROUND + round(along * (self.width - 2 * AROUND))

    def y(self, value: Decimal) -> int:
        span = self.highest - self.lowest
        up = float((value - self.lowest) / span) if span else 0.5
        return self.height - AROUND - round(up * (self.height - 2 * AROUND))


def _in_words(benefit: Benefit) -> str:
    """Return "Length of stay: baseline 12, then 11, 10.5; target 9"."""
    began = f"baseline {said(benefit.baseline)}, " if benefit.baseline is not None else ""
    values = ", ".join(said(each.value) for each in benefit.shown_readings)
    wanted = f"; target {said(benefit.target)}" if benefit.target is not None else ""
    return f"{benefit.measure}: {began}{f'then {values}' if values else 'no reading yet'}{wanted}"
