"""The rows of the tables, with the address of the records behind each number where a list can show exactly these; and what they say in
all, in a sentence.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from board.trends.months import Span, month_of, moved
from board.trends.of_commitments import LINES, Dates
from board.trends.of_requests import STEPS, Month, Took
from board.trends.selecting import EXPECTED, PROMISED, RAISED, REACHED
from pages.counting import one_after_the_other, several
from pages.dates import Precision, last_day, on
from pages.links import url

WAYS = {"decided": "To accept or decline", "delivered": "To deliver", "confirmed": "To confirm"}
STAND = ["open", "reached"]  # those that are still expected, as the list's filter by status takes them

Query = Mapping[str, Any]


@dataclass(frozen=True)
class Cell:
    """A number, and the address of exactly the records it counts; "" if no list can show them."""

    many: int
    address: str = ""


@dataclass(frozen=True)
class RequestRow:
    said: str
    cells: Mapping[str, Cell]
    took: Mapping[str, Took | None]


def request_rows(months: Sequence[Month], narrowing: Query) -> list[RequestRow]:
    return [request_row(_said(one.first), one, Span(one.first, one.first), narrowing) for one in months if one.first is not None]


def request_row(said: str, month: Month, span: Span, narrowing: Query) -> RequestRow:
    """Return the row of a month, or of all in a span. Only when requests were raised can be asked of their list."""
    days = {"raised_from": span.first.isoformat(), "raised_to": span.until.isoformat()}
    cells = {step: Cell(many) for step, many in month.many.items()}
    if month.many[RAISED]:
        cells[RAISED] = Cell(month.many[RAISED], url("request_list", **narrowing, **days))
    return RequestRow(said, cells, month.took)


def requests_said(every: Month, span: Span) -> str:
    """Return "April 2015 to March 2016: 27 requests raised, 20 accepted or declined, 9 delivered, 4 confirmed."."""
    raised = several(every.many[RAISED], "request")
    others = ", ".join(f"{every.many[step]:,} {words.lower()}" for step, words in STEPS.items() if step != RAISED)
    return f"{span}: {raised} raised, {others}."


def took_said(every: Month) -> list[str]:
    """Return how long each step took in all, a sentence for each."""
    said = []
    for step, words in WAYS.items():
        took = every.took[step]
        if took is not None:
            days = f"{took.middle:g} working day{'s' if took.middle != 1 else ''}"
            said.append(f"{words}: the median is {days}; one in ten took {took.slowest:,} or more.")
    return said


@dataclass(frozen=True)
class CommitmentRow:
    """The commitments of a month: with each date in it, and by its end. What is reached in a later month is not known yet: no cell, and
    None.
    """

    said: str
    month: date
    cells: Mapping[str, Cell]
    by_end: Mapping[str, int | None]


def commitment_rows(dates: Dates, span: Span, narrowing: Query, today: date) -> list[CommitmentRow]:
    """Return a row for each month, and first one for all before them if there is anything."""
    earlier = moved(span.first, -1)
    before = {name: dates.by(name, earlier) for name in LINES}
    rows = [CommitmentRow(f"Before {_said(span.first)}", earlier, {}, before)] if any(before.values()) else []
    return [*rows, *(_commitment_row(dates, month, narrowing, today) for month in span.months)]


def _commitment_row(dates: Dates, month: date, narrowing: Query, today: date) -> CommitmentRow:
    cells = {name: _cell(dates, name, month, narrowing) for name in LINES}
    by_end: dict[str, int | None] = {name: dates.by(name, month) for name in LINES}
    if month > month_of(today):
        by_end[REACHED] = None
        del cells[REACHED]
    return CommitmentRow(_said(month), month, cells, by_end)


def _cell(dates: Dates, name: str, month: date, narrowing: Query) -> Cell:
    """Return how many have a date in a month. The list for a month leaves out what is known only as a quarter or year."""
    many = dates.many[name][month]
    if not many or dates.in_list[name][month] != many:
        return Cell(many)
    return Cell(many, url("commitment_list", **narrowing, **{name: _said(month)}, **({"status": STAND} if name == EXPECTED else {})))


def commitments_said(dates: Dates, span: Span, today: date) -> str:
    """Return where it stands by the end of this month, or of the last shown before it, and what is promised in all."""
    month = min(span.last, max(span.first, month_of(today)))
    numbers = one_after_the_other([f"{dates.by(name, month):,} {words.lower()}" for name, words in LINES.items()])
    return f"By the end of {_said(month)}: {numbers}. In all, {several(dates.total(PROMISED), 'commitment')} promised."


def after_said(dates: Dates, span: Span) -> str:
    """Return what is promised and expected after the months shown: "1 promised, 2 expected"; "" for nothing."""
    after = {name: dates.total(name) - dates.by(name, span.last) for name in (PROMISED, EXPECTED)}
    return ", ".join(f"{many:,} {LINES[name].lower()}" for name, many in after.items() if many)


def last_of(month: date) -> date:
    return last_day(month, Precision.MONTH)


def _said(month: date | None) -> str:
    return on(month, Precision.MONTH)
