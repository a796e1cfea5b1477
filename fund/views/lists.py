"""The lists of funding lines and of published amounts, and their files."""

from typing import Any

from django.http import HttpResponse, StreamingHttpResponse
from django.views.decorators.http import require_safe

from fund import queries
from fund.exports import FUNDING_COLUMNS, PUBLISHED_COLUMNS, funding_path
from fund.filters import FundingFilters, PublishedFilters
from fund.models import FundingLine, PublishedAmount
from fund.policies import may_ask, may_keep_funds
from fund.workflow import QUEUES
from history.reading import as_at
from moves.selection import NoneChosen, filters_carried
from pages.exports import export
from pages.links import path, url
from pages.lists import Listing, list_page
from pages.places import as_asked
from people.requests import SignedInRequest

LIST, PUBLISHED = "fund/funding_list.html", "fund/published_list.html"
SORTS = {
    "year": ["-year", "vanguard", "pk"],
    "vanguard": ["vanguard", "-year", "pk"],
    "approved": ["-approved?", "pk"],
}
PUBLISHED_SORTS = {"year": ["year", "vanguard?", "pk"], "vanguard": ["vanguard?", "year", "pk"]}


@require_safe
def funding_list(request: SignedInRequest) -> HttpResponse:
    """List the funding lines that the person may see, with what they add up to."""
    return shown(listing_of(request))


def without_any(request: SignedInRequest, none: NoneChosen) -> HttpResponse:
    """Show the list as it was, with a message that nothing was chosen."""
    listing = listing_of(as_asked(request, none.query))
    listing.missing = none.said
    return shown(listing)


def shown(listing: Listing) -> HttpResponse:
    request: Any = listing.request
    choosing = filters_carried(listing, may_keep_funds(request.user))
    may_add = as_at.moment() is None and bool(may_ask(request.user))
    open_ones = request.GET.getlist("queue")
    queues = [{"label": "All", "address": url("funding_list"), "is_open": not open_ones}]
    queues += [
        {"label": label, "address": url("funding_list", queue=name), "is_open": open_ones == [name]} for name, label in QUEUES.items()
    ]
    sums = queries.sums(listing.selected) if not listing.refusals else {}
    return list_page(request, LIST, listing, sums=sums, choosing=choosing, may_ask=may_add, queues=queues)


@require_safe
def funding_export(request: SignedInRequest) -> HttpResponse | StreamingHttpResponse:
    listing = listing_of(request)
    return export(request, LIST, listing, FUNDING_COLUMNS, name="funding", day=as_at.today(), link=funding_path(listing))


def listing_of(request: SignedInRequest) -> Listing:
    return Listing(
        request,
        FundingFilters(request.GET, FundingLine.objects.visible_to(request.user), request=request),
        sorts=SORTS,
        thing=("line", "lines"),
        at="funding_list",
        read=lambda numbers: queries.rows_of_the_list(numbers, request.user),
    )


@require_safe
def published_list(request: SignedInRequest) -> HttpResponse:
    """List what was published of the funds, with what it adds up to, stage by stage."""
    listing = _published(request)
    sums = queries.published_sums(listing.selected) if not listing.refusals else []
    return list_page(request, PUBLISHED, listing, sums=sums)


@require_safe
def published_export(request: SignedInRequest) -> HttpResponse | StreamingHttpResponse:
    listing = _published(request)
    return export(
        request,
        PUBLISHED,
        listing,
        PUBLISHED_COLUMNS,
        name="published-funding",
        day=as_at.today(),
        link=lambda number: path("published_list"),
    )


def _published(request: SignedInRequest) -> Listing:
    return Listing(
        request,
        PublishedFilters(request.GET, PublishedAmount.objects.visible_to(request.user), request=request),
        sorts=PUBLISHED_SORTS,
        thing=("published amount", "published amounts"),
        at="published_list",
        read=lambda numbers: queries.published_rows(numbers, request.user),
    )
