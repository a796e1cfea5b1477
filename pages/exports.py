"""Lists as CSV files that spreadsheets open as they are meant: UTF-8 with its mark, ISO dates, cells that are never formulas, streamed."""

import csv
import io
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from itertools import chain, islice
from typing import Any

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse

from pages.lists import Listing, list_page

Columns = Mapping[str, Callable[[Any], Any]]  # the heading (part of what others rely on: never renamed), and what stands beneath it

BATCH = 500
MARK = "\ufeff"
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def export(request: HttpRequest, template: str, listing: Listing, columns: Columns, *, name: str) -> HttpResponse | StreamingHttpResponse:
    """All rows that the list selects, in its order; the list's own page, with its refusals, where the address is not understood.

    The link of each row comes last.
    """
    if listing.refusals:
        return list_page(request, template, listing)
    rows = listing.in_order.iterator(chunk_size=BATCH)
    root = request.build_absolute_uri("/").rstrip("/")
    lines = chain([[*columns, "Link"]], ([*(value(row) for value in columns.values()), root + row.get_absolute_url()] for row in rows))
    disposition = f'attachment; filename="{name}.csv"'
    return StreamingHttpResponse(_written(lines), content_type="text/csv; charset=utf-8", headers={"Content-Disposition": disposition})


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
    if value is None:
        return ""
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, bool):
        return "yes" if value else "no"
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA) else value
