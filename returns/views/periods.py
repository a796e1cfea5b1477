"""Pages of reporting periods: all of them, one, and a new one; and the list of returns."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from history.past.today_only import changes_the_record
from history.reading import as_at
from moves.selection import NoneChosen, filters_carried
from pages.exports import export
from pages.forms import posted, refusals
from pages.links import url
from pages.lists import Listing, list_page
from pages.paging import Page
from pages.places import as_asked
from pages.shortcuts import find, page
from people.requests import SignedInRequest
from returns import actions, queries
from returns.exports import RETURN_COLUMNS, return_path
from returns.filters import ReturnFilters
from returns.forms import PeriodForm
from returns.models import ReportingPeriod, Return
from returns.policies import may_keep_periods
from returns.querysets import LATE
from returns.workflow import State

LIST = "returns/return_list.html"
SORTS = {
    "period": ["-period__ends_on", "vanguard", "pk"],
    "vanguard": ["vanguard", "-period__ends_on", "pk"],
    "sent": ["-sent_at?", "pk"],
}


@require_safe
def period_list(request: SignedInRequest) -> HttpResponse:
    """List the periods, latest first, each with where its returns stand."""
    listed = Page(request, ReportingPeriod.objects.visible_to(request.user).order_by("-ends_on", "-pk"))
    standing = queries.by_state([period.pk for period in listed.rows], request.user, as_at.today())
    may_open = as_at.moment() is None and bool(may_keep_periods(request.user))
    rows = [(period, numbers(period, standing.get(period.pk, {}))) for period in listed.rows]
    return page(request, "returns/period_list.html", rows=rows, listed=listed, may_open=may_open, today=as_at.today())


def numbers(period: ReportingPeriod, counts: dict[str, int]) -> list[dict[str, Any]]:
    """Return how many of its returns are in each state, and late, each with the address of exactly those."""
    notes = {LATE: "due, and not sent"}
    labels = {**{state.value: str(state.label) for state in State}, LATE: "Late"}
    return [
        {
            "count": counts.get(state, 0),
            "label": label,
            "note": notes.get(state, "") if counts.get(state) else "",
            "address": url("return_list", period=period.code, state=slugify(state)),
        }
        for state, label in labels.items()
    ]


@require_safe
def period_detail(request: SignedInRequest, code: str) -> HttpResponse:
    """Show where each return of a period stands, and what the record says beside what is declared."""
    period = find(ReportingPeriod.objects.visible_to(request.user), code=code)
    own = Return.objects.visible_to(request.user).filter(period=period).latest_editions()
    listed = Page(request, own.order_by("vanguard").values_list("pk", flat=True))
    returns = queries.returns_with_confidence(listed.rows, request.user)
    counts = queries.by_state([period.pk], request.user, as_at.today())
    return page(
        request,
        "returns/period_detail.html",
        period=period,
        numbers=numbers(period, counts.get(period.pk, {})),
        returns=returns,
        listed=listed,
        coming_and_going=queries.coming_and_going(period),
        may_keep=as_at.moment() is None and bool(may_keep_periods(request.user)),
        today=as_at.today(),
    )


@changes_the_record
def period_new(request: SignedInRequest) -> HttpResponse:
    """Open a period: every active vanguard owes a return for it."""
    may_keep_periods(request.user).enforce()
    form = PeriodForm(posted(request), proposed=actions.next_period(as_at.today()))
    if form.is_valid():
        with refusals(form):
            period = actions.open_period(by=request.user, **form.cleaned_data)
            messages.success(request, f"{period} is open. {period.returns.count()} vanguards owe a return.")
            return redirect(period.get_absolute_url())
    return page(request, "returns/period_new.html", form=form)


@require_safe
def return_list(request: SignedInRequest) -> HttpResponse:
    """List the returns that the person may see, of any period."""
    return shown(listing_of(request))


def without_any(request: SignedInRequest, none: NoneChosen) -> HttpResponse:
    """Show the list as it was, with a message that nothing was chosen."""
    listing = listing_of(as_asked(request, none.query))
    listing.missing = none.said
    return shown(listing)


def shown(listing: Listing) -> HttpResponse:
    request: Any = listing.request
    choosing = filters_carried(listing, may_keep_periods(request.user))
    return list_page(request, LIST, listing, today=as_at.today(), choosing=choosing)


@require_safe
def return_export(request: SignedInRequest) -> HttpResponse | StreamingHttpResponse:
    listing = listing_of(request)
    return export(request, LIST, listing, RETURN_COLUMNS, name="returns", day=as_at.today(), link=return_path(listing))


def listing_of(request: SignedInRequest) -> Listing:
    own = Return.objects.visible_to(request.user).latest_editions()
    return Listing(
        request,
        ReturnFilters(request.GET, own, request=request),
        sorts=SORTS,
        thing=("return", "returns"),
        at="return_list",
        read=lambda numbers: queries.returns_with_confidence(numbers, request.user),
    )
