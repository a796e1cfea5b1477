"""The heat map, as a page and as a file."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.http import HttpResponse, StreamingHttpResponse
from django.views.decorators.http import require_safe

from board.heat_map import rows
from board.heat_map.filters import COUNTED, ROWS
from board.heat_map.listing import HeatListing, listed
from history.reading import as_at
from pages.exports import as_file, called
from pages.links import with_query
from pages.shortcuts import page
from people.requests import SignedInRequest


@require_safe
def heat_map(request: SignedInRequest) -> HttpResponse:
    """Show how many requests each vanguard has under each enabler, each number leading to exactly those."""
    return _page(request, listed(request))


def _page(request: SignedInRequest, listing: HeatListing) -> HttpResponse:
    groups = rows.of_page(listing) if not listing.refusals else []
    refused = bool(listing.refusals)  # a page beyond the last is found only when its rows are read
    drawn = {} if refused else _drawn(request, listing, groups)
    return page(request, "board/heat_map.html", status=400 if refused else 200, listing=listing, **drawn)


def _drawn(request: SignedInRequest, listing: HeatListing, groups: list[tuple[str, list[rows.Row]]]) -> dict[str, Any]:
    measure, columns = listing.measure, rows.columns(listing.measure)
    shades = rows.Shades([row.many(enabler) for _, those in groups for row in those for enabler, _ in columns])
    return {
        "groups": groups,
        "columns": columns,
        "all_columns": rows.all_columns(measure),
        "total": rows.total(listing),
        "shades": shades,
        "counted": COUNTED[measure.name],
        "counts": _links(request, "count", COUNTED, measure.name),
        "ways": _links(request, "by", ROWS, listing.rows_are),
    }


def _links(request: SignedInRequest, name: str, choices: Mapping[str, str], chosen: str) -> list[dict[str, Any]]:
    """Return a link to the same map for each choice."""
    kept = [(key, value) for key, values in request.GET.lists() for value in values if value and key not in (name, "page", "as_at")]
    return [
        {"label": words, "address": with_query(request.path, [*kept, (name, value)]), "is_open": value == chosen}
        for value, words in choices.items()
    ]


@require_safe
def heat_map_export(request: SignedInRequest) -> HttpResponse | StreamingHttpResponse:
    """Return the rows of all pages as a file; if the address is not understood, the page with its refusals."""
    listing = listed(request)
    if listing.refusals:
        return _page(request, listing)
    root = request.build_absolute_uri("/").rstrip("/")
    return as_file(_lines(listing, root), called("heat-map", listing, as_at.today()))


def _lines(listing: HeatListing, root: str) -> Iterator[list[Any]]:
    measure, columns = listing.measure, rows.columns(listing.measure)
    about, those = rows.of_file(listing)
    address = rows.all_columns(measure)
    yield [*about, "Counted", *(enabler.name for enabler, _ in columns), "Total", "Link"]
    for facts, row in those:
        numbers = [row.many(enabler) for enabler, _ in columns]
        yield [*facts, COUNTED[measure.name], *numbers, row.total, "" if row.tail is None else f"{root}{address}{row.tail}"]
