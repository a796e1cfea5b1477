"""Lists as CSV files that spreadsheets open as they are meant: UTF-8 with its mark, ISO dates, cells that are never formulas, streamed."""

import csv
import io
import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, closing, nullcontext
from dataclasses import dataclass
from datetime import date, datetime
from itertools import chain, islice
from typing import Any

from django.db import connection, transaction
from django.db.models import F
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.utils.text import slugify

from pages.lists import Listing, list_page
from pages.plain_words import cleaned


@dataclass(frozen=True)
class Column:
    """What stands beneath a heading: names of fields, or expressions, of the list's records; `said` makes words of them where they are
    not said as they are. Values, not records: an object for each row is most of what a file costs.
    """

    what: tuple[Any, ...]
    said: Callable[..., Any] | None = None


def column(*what: Any, said: Callable[..., Any] | None = None) -> Column:
    return Column(what, said)


Columns = Mapping[str, Column]  # the heading is part of what others rely on: never renamed

BATCH = 500
LONGEST_NAME = 60  # letters that say how the list is filtered
MARK = "\ufeff"
FORMULA = ("=", "+", "-", "@")
PLAIN = re.compile(r"(?:[A-Za-z0-9][ -~£’‘“”–]*)?").fullmatch  # nearly all cells: they are safe as they are
BLANK = "\u115f\u1160\u2800\u3164\uffa0"  # letters and signs that look like nothing


def export(
    request: HttpRequest, template: str, listing: Listing, columns: Columns, *, name: str, day: date, link: Callable[[int], str]
) -> HttpResponse | StreamingHttpResponse:
    """All rows that the list selects, in its order; the list's own page, with its refusals, where the address is not understood.

    The link of each row comes last: `link` gives the path of the record of a number. The file is called by `name`, by what the list is
    filtered by, and by the `day` it speaks of.
    """
    if listing.refusals:
        return list_page(request, template, listing)
    root = request.build_absolute_uri("/").rstrip("/")
    linked = {**columns, "Link": column("pk", said=lambda number: root + link(number))}
    lines = chain([[*linked]], _lines(listing.in_order, linked))
    disposition = f'attachment; filename="{called(name, listing, day)}.csv"'
    return StreamingHttpResponse(_written(lines), content_type="text/csv; charset=utf-8", headers={"Content-Disposition": disposition})


def called(name: str, listing: Listing, day: date) -> str:
    """The name of a file: "support-requests-late-acc-2016-01-29". What does not fit, or has no plain letter, is left out."""
    parts: list[str] = []
    for chosen, _ in listing.removable:
        part = slugify(chosen.words.partition(" (")[0])
        if part and len("-".join([*parts, part])) <= LONGEST_NAME:
            parts.append(part)
    return "-".join([name, *parts, day.isoformat()])


def _lines(rows: Any, columns: Columns) -> Iterator[list[Any]]:
    """What several columns say otherwise of one expression, the same object, is asked for once."""
    expressions: dict[str, Any] = {}
    places: dict[Any, int] = {}
    made = []
    for each in columns.values():
        keys = [one if isinstance(one, str) else id(one) for one in each.what]
        for key, one in zip(keys, each.what, strict=True):
            if key not in places:
                places[key] = len(places)
                expressions[f"column_{places[key]}"] = F(one) if isinstance(one, str) else one
        made.append(([places[key] for key in keys], each.said))
    found = rows.annotate(**expressions).values_list(*expressions).iterator(chunk_size=BATCH)
    with _as_they_come(), closing(found):  # whoever breaks off leaves no cursor behind
        for row in found:
            yield [row[at[0]] if said is None else said(*[row[place] for place in at]) for at, said in made]


def _as_they_come() -> AbstractContextManager[Any]:
    """Outside a transaction PostgreSQL works out all the rows before it hands over the first; on SQLite one would take the write lock."""
    return transaction.atomic() if connection.vendor == "postgresql" else nullcontext()


def _written(lines: Iterator[list[Any]]) -> Iterator[str]:
    """The file, some hundred lines at a time."""
    mark = MARK
    while batch := list(islice(lines, BATCH)):
        text = io.StringIO()
        csv.writer(text).writerows([safe(value) for value in line] for line in batch)
        yield mark + text.getvalue()
        mark = ""


def safe(value: Any) -> Any:
    """A value as a cell: empty for none, ISO for dates, an apostrophe before what a spreadsheet would take for a formula (OWASP)."""
    if isinstance(value, str):
        return value if PLAIN(value) else _words(value)
    if value is None:
        return ""
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value


def _words(value: str) -> str:
    """Words as a cell: what a spreadsheet would take for a formula may stand behind what it does not see, or be as wide as two letters."""
    kept = cleaned(value)
    first = next((letter for letter in kept if unicodedata.category(letter)[0] not in "CZM" and letter not in BLANK), "")
    is_formula = unicodedata.normalize("NFKC", first)[:1] in FORMULA
    return f"'{kept}" if is_formula or kept.startswith(("\t", "\n")) else kept
