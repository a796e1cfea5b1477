"""Stream lists as CSV files that spreadsheets open correctly: UTF-8 with a byte order mark, ISO dates, cells that are never formulas."""

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
    """What is under a heading: field names or expressions of the records, and `said`, which turns them into words if needed.

    Values are read, not objects: an object for each row would be most of a file's cost.
    """

    what: tuple[Any, ...]
    said: Callable[..., Any] | None = None


def column(*what: Any, said: Callable[..., Any] | None = None) -> Column:
    return Column(what, said)


Columns = Mapping[str, Column]  # other people's tools rely on the headings: never rename one

BATCH = 500
LONGEST_NAME = 60  # letters that say how the list is filtered
MARK = "\ufeff"
FORMULA = ("=", "+", "-", "@")
PLAIN = re.compile(r"(?:[A-Za-z0-9][ -~£’‘“”–]*)?").fullmatch  # most cells: they are safe as they are
BLANK = "\u115f\u1160\u2800\u3164\uffa0"  # letters and signs that look like nothing


def export(
    request: HttpRequest, template: str, listing: Listing, columns: Columns, *, name: str, day: date, link: Callable[[int], str]
) -> HttpResponse | StreamingHttpResponse:
    """Return a file of all rows that the list selects, in its order; if the address is not understood, the list's own page with its
    refusals.

    The last column is each row's link: `link` returns the path for a record's number. The file's name is made of `name`, the filters, and
    the `day` it shows.
    """
    if listing.refusals:
        return list_page(request, template, listing)
    root = request.build_absolute_uri("/").rstrip("/")
    linked = {**columns, "Link": column("pk", said=lambda number: root + link(number))}
    return as_file(chain([[*linked]], _lines(listing.in_order, linked)), called(name, listing, day))


def as_file(lines: Iterator[list[Any]], name: str) -> StreamingHttpResponse:
    """Return these lines, the headings first, as a file to download."""
    disposition = f'attachment; filename="{name}.csv"'
    return StreamingHttpResponse(_written(lines), content_type="text/csv; charset=utf-8", headers={"Content-Disposition": disposition})


def called(name: str, listing: Listing, day: date) -> str:
    """Return the name of a file: "support-requests-late-acc-2016-01-29". Filters that do not fit, or have no plain letter, are left out."""
    parts: list[str] = []
    for chosen, _ in listing.removable:
        part = slugify(chosen.words.partition(" (")[0])
        if part and len("-".join([*parts, part])) <= LONGEST_NAME:
            parts.append(part)
    return "-".join([name, *parts, day.isoformat()])


def _lines(rows: Any, columns: Columns) -> Iterator[list[Any]]:
    """Yield the rows. Columns that share an expression, the same object, read it once."""
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
    with _as_they_come(), closing(found):  # a download that breaks off closes its cursor
        for row in found:
            yield [row[at[0]] if said is None else said(*[row[place] for place in at]) for at, said in made]


def _as_they_come() -> AbstractContextManager[Any]:
    """Return a transaction only if it helps: outside one PostgreSQL would compute all rows before the first; on SQLite it would take the
    write lock.
    """
    return transaction.atomic() if connection.vendor == "postgresql" else nullcontext()


def _written(lines: Iterator[list[Any]]) -> Iterator[str]:
    """Yield the file, some hundred lines at a time."""
    mark = MARK
    while batch := list(islice(lines, BATCH)):
        text = io.StringIO()
        csv.writer(text).writerows([safe(value) for value in line] for line in batch)
        yield mark + text.getvalue()
        mark = ""


def safe(value: Any) -> Any:
    """Return a value as a cell: empty for None, ISO for dates, an apostrophe before anything that a spreadsheet would take for a formula
    (OWASP).
    """
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
    """Return words as a cell. A formula may follow invisible letters, or begin with a double-width sign."""
    kept = cleaned(value)
    first = next((letter for letter in kept if unicodedata.category(letter)[0] not in "CZM" and letter not in BLANK), "")
    is_formula = unicodedata.normalize("NFKC", first)[:1] in FORMULA
    return f"'{kept}" if is_formula or kept.startswith(("\t", "\n")) else kept
