"""The trends, as a page and as files."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpResponse, StreamingHttpResponse
from django.views.decorators.http import require_safe

from board.trends import pictures, tables
from board.trends.listing import TrendListing, listed
from board.trends.of_commitments import LINES
from board.trends.of_requests import STEPS
from board.trends.selecting import ENDED, PROMISED, RAISED
from history.reading import as_at
from pages.counting import several
from pages.exports import as_file, called
from pages.links import url
from pages.shortcuts import page
from people.requests import SignedInRequest


@require_safe
def trends(request: SignedInRequest) -> HttpResponse:
    """Show what became of requests and commitments, month by month."""
    return _page(request, listed(request))


def _page(request: SignedInRequest, listing: TrendListing) -> HttpResponse:
    refused = bool(listing.refusals)
    drawn = {} if refused else {"requests": _requests(listing), "commitments": _commitments(listing)}
    return page(request, "board/trends.html", status=400 if refused else 200, listing=listing, **drawn)


def _requests(listing: TrendListing) -> dict[str, Any]:
    counted, span = listing.of_requests
    months, every, narrowing = counted.months, counted.every, listing.filters.narrowing
    return {
        "span": span,
        "is_empty": not any(every.many.values()),
        "steps": STEPS,
        "ways": tables.WAYS,
        "rows": tables.request_rows(months, narrowing),
        "total": tables.request_row(f"All {several(span.count, 'month')}", every, span, narrowing),
        "said": tables.requests_said(every, span),
        "undated": counted.undated,
        "took_said": tables.took_said(every),
        "bars": pictures.bars(months, span),
        "ranges": pictures.ranges(months, span),
    }


def _commitments(listing: TrendListing) -> dict[str, Any]:
    (dates, span), narrowing, today = listing.of_commitments, listing.filters.of_vanguards, as_at.today()
    rows = tables.commitment_rows(dates, span, narrowing, today)
    ended = {**narrowing, "status": ["cancelled", "no-longer-ours"]}
    return {
        "span": span,
        "is_empty": not dates.total(PROMISED),
        "lines": LINES,
        "rows": rows,
        "said": tables.commitments_said(dates, span, today),
        "after": tables.after_said(dates, span),
        "ended": tables.Cell(dates.total(ENDED), url("commitment_list", **ended)),
        "burn_up": pictures.burn_up(rows, span, today),
        "today": today,
    }


@require_safe
def trends_requests_export(request: SignedInRequest) -> HttpResponse | StreamingHttpResponse:
    """Return the months of requests as a file; if the address is not understood, the page with its refusals."""
    listing = listed(request)
    if listing.refusals:
        return _page(request, listing)
    return as_file(_request_lines(listing, request.build_absolute_uri("/").rstrip("/")), called("trends-requests", listing, as_at.today()))


def _request_lines(listing: TrendListing, root: str) -> Iterator[list[Any]]:
    months = listing.of_requests[0].months
    of_steps = [f"{words}: {what}" for words in tables.WAYS.values() for what in ("requests with both dates", "median", "slowest tenth")]
    yield ["Month", *STEPS.values(), *of_steps, "Link"]
    for month, row in zip(months, tables.request_rows(months, listing.filters.narrowing), strict=True):
        took = [row.took[step] for step in tables.WAYS]
        days = [value for one in took for value in ((one.many, one.middle, one.slowest) if one else (0, "", ""))]
        address = row.cells[RAISED].address
        yield [f"{month.first:%Y-%m}", *(row.cells[step].many for step in STEPS), *days, root + address if address else ""]


@require_safe
def trends_commitments_export(request: SignedInRequest) -> HttpResponse | StreamingHttpResponse:
    """Return the months of commitments as a file; if the address is not understood, the page with its refusals."""
    listing = listed(request)
    return (
        _page(request, listing)
        if listing.refusals
        else as_file(_commitment_lines(listing), called("trends-commitments", listing, as_at.today()))
    )


def _commitment_lines(listing: TrendListing) -> Iterator[list[Any]]:
    dates, span = listing.of_commitments
    yield ["Month", *(f"{words} in the month" for words in LINES.values()), *(f"{words} by its end" for words in LINES.values())]
    for row in tables.commitment_rows(dates, span, listing.filters.of_vanguards, as_at.today()):
        sums = [row.by_end[name] for name in LINES]
        in_month = [row.cells[name].many if name in row.cells else "" for name in LINES]
        yield [f"{row.month:%Y-%m}" if row.cells else row.said, *in_month, *("" if number is None else number for number in sums)]
