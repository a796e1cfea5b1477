"""Readings pasted from a spreadsheet: a line each, with when, the value and where it comes from. What a typed reading needs, these need."""

from collections.abc import Container
from dataclasses import dataclass
from decimal import Decimal

from history import clock
from pages import typed_dates
from pages.dates import MeantDate
from pages.typed_dates import NotADate
from spread import values
from spread.values import NotAValue

MOST_LINES = 500
LONGEST_SOURCE = 200


@dataclass(frozen=True)
class Line:
    """A pasted line: what was understood or, in `wrong`, why it was not; `is_known` if there is a reading of then already."""

    number: int
    typed: str
    read: MeantDate | None = None
    value: Decimal | None = None
    source: str = ""
    wrong: str = ""
    is_known: bool = False


def understand(pasted: str, known: Container[tuple[object, str]]) -> list[Line]:
    """Return every line that says something; a first line of headings is left out. `known`: the first days and precisions on record."""
    typed = [(number, line) for number, line in enumerate(pasted.splitlines(), start=1) if line.strip()]
    lines: list[Line] = []
    seen: set[tuple[object, str]] = set()
    for place, (number, words) in enumerate(typed):
        line = _understood(number, words)
        if line.wrong and not place and not any(letter.isdigit() for letter in words):
            continue
        if line.read is not None:
            key = (line.read.first, str(line.read.precision))
            if key in seen:
                line = Line(number, words, wrong=f"{line.read} is in an earlier line already. Keep one of the two")
            elif key in known:
                line = Line(number, words, line.read, line.value, line.source, is_known=True)
            seen.add(key)
        lines.append(line)
    return lines


def _understood(number: int, words: str) -> Line:
    cells = [cell.strip() for cell in (words.split("\t") if "\t" in words else words.split(";"))]
    when, value, source = (*cells, "", "")[:3]
    if not value:
        return Line(number, words, wrong="Put the date first, then the value in a cell of its own")
    try:
        read, known = typed_dates.understand(when), values.understand(value)
    except (NotADate, NotAValue) as unclear:
        return Line(number, words, wrong=str(unclear))
    if read.first > clock.today():
        return Line(number, words, wrong=f"{read} has not begun. Enter a day that is today or earlier")
    if not source:
        return Line(number, words, wrong="Put where it comes from in a third cell")
    return Line(number, words, read, known, source[:LONGEST_SOURCE])
