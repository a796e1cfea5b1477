"""The directory, and the page of one vanguard."""

from collections import Counter
from typing import Any

from django.http import HttpResponse, StreamingHttpResponse
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from history.feed.lines import latest
from history.reading import as_at
from history.reading.prepared import fill
from pages.counting import count
from pages.date_differences import usual_error
from pages.exports import export
from pages.line_of_time import LineOfTime
from pages.links import url
from pages.lists import Listing, list_page
from pages.places import beside
from pages.shortcuts import page, the_one
from people.models import User
from people.requests import SignedInRequest
from vanguards import queries
from vanguards.exports import vanguard_columns, vanguard_path
from vanguards.filters import VanguardFilters
from vanguards.models import Vanguard

SORTS = {
    "number": ["number"],
    "name": ["name", "number"],
    "care-model": ["care_model__order", "number"],
    "population": ["patient_population?", "number"],
}


LIST = "vanguards/vanguard_list.html"
NEXT_DATES = 3


@require_safe
def vanguard_list(request: SignedInRequest) -> HttpResponse:
    return list_page(request, LIST, _listing(request))


@require_safe
def vanguard_export(request: SignedInRequest) -> HttpResponse | StreamingHttpResponse:
    columns = vanguard_columns(request.user)
    return export(request, LIST, _listing(request), columns, name="vanguards", day=as_at.today(), link=vanguard_path)


def _listing(request: SignedInRequest) -> Listing:
    filters = VanguardFilters(request.GET, Vanguard.objects.visible_to(request.user), request=request)
    return Listing(
        request, filters, sorts=SORTS, thing=("vanguard", "vanguards"), at="vanguard_list", read=lambda numbers: _rows(numbers, request)
    )


def _rows(numbers: list[int], request: SignedInRequest) -> list[Vanguard]:
    vanguards = queries.vanguards_of_numbers(numbers, request.user)
    queries.read_parts(vanguards, "collaborations")
    return vanguards


@require_safe
def vanguard_detail(request: SignedInRequest, number: int) -> HttpResponse:
    vanguard = the_one(queries.vanguard_of_number(number, request.user))
    queries.read_parts([vanguard], *queries.ON_ITS_PAGE)
    may_see_its_record = request.user.may_see_the_record_of(vanguard.pk)
    records = _its_record(request, vanguard) if may_see_its_record else {}
    return page(
        request,
        "vanguards/vanguard_detail.html",
        vanguard=vanguard,
        may_see_its_record=may_see_its_record,
        products=_its_products(number, request.user, may_see_its_record),
        beside=beside(request, number, _listing),
        today=as_at.today(),
        **records,
    )


def _its_products(number: int, user: User, may_see_its_record: bool) -> dict[str, list[Any]]:
    """Return what it makes and uses and, for its leads and the national team, what others like it use."""
    alike = queries.products_others_use(number, user) if may_see_its_record else []
    return {"made": queries.products_made(number, user), "used": queries.products_used(number, user), "alike": alike}


def _its_record(request: SignedInRequest, vanguard: Vanguard) -> dict[str, Any]:
    """Return what only its leads and the national team see: requests, commitments and leads. The apps above are asked by name."""
    user = request.user
    recipients, commitments = queries.recipients(vanguard.pk, user), queries.commitments(vanguard.pk, user)
    fill(commitments, "forecasts", queries.forecasts([commitment.pk for commitment in commitments]) if commitments else [])
    memberships = queries.memberships(vanguard.pk, user)
    line = LineOfTime((day for commitment in commitments for day in commitment.days), as_at.today())
    return {
        "recipients": recipients,
        "states": _by_state(vanguard, queries.states(vanguard.pk, user)),
        "numbers": _numbers(vanguard.pk, recipients, commitments),
        "next_dates": [commitment for commitment in commitments if commitment.is_open][:NEXT_DATES],
        "commitments": commitments,
        **_how_it_goes(vanguard, user, commitments),
        "line": line,
        "drawn": [line.row(str(commitment.milestone), [commitment.on(as_at.today())]) for commitment in commitments],
        "memberships": memberships,
        "leads": [each for each in memberships if each.holds_on(as_at.today()) and not each.user.is_closed(as_at.today())],
        "changes": latest(vanguard, request.user),
        "funding_lines": queries.funding_lines(vanguard.pk, user),
        "benefits": queries.benefits(vanguard.pk, user),
        "last_return": next(iter(queries.last_return(vanguard.pk, user)), None),
    }


def _how_it_goes(vanguard: Vanguard, user: User, first: list[Any]) -> dict[str, Any]:
    """Return how many commitments it has, and how close the dates were for all it reached."""
    committed: Any = vanguard
    is_all = len(first) < queries.AT_MOST
    commitments = first if is_all else committed.commitments.visible_to(user).reached().prefetch_related("forecasts")
    return {
        "commitment_count": len(first) if is_all else count(committed.commitments.visible_to(user)),
        "how_good": usual_error(commitment.errors for commitment in commitments),
    }


def _numbers(number: int, recipients: list[Any], commitments: list[Any]) -> list[dict[str, Any]]:
    """Return how many of the first requests and milestones are open, late and overdue, each with the address of exactly those."""
    today, requests = as_at.today(), [recipient.shown_request for recipient in recipients]
    statuses = Counter(commitment.status(today).value for commitment in commitments)
    stands = [each.shown_state for each in requests if each.is_open_for_them]
    counted = [
        (len(stands), "Open requests", _list(number, state=[slugify(state) for state in dict.fromkeys(stands)])),
        (sum(each.is_late(today) for each in requests), "Late requests", _list(number, queue="late")),
        (statuses["overdue"], "Milestones overdue", _list(number, "commitment_list", status="overdue")),
        (statuses["late"], "Milestones late", _list(number, "commitment_list", status="late")),
    ]
    return [{"count": many, "label": label, "address": address} for many, label, address in counted]


def _list(number: int, name: str = "request_list", **query: Any) -> str:
    return url(name, vanguard=number, **query)


def _by_state(vanguard: Vanguard, counted: list[tuple[str, int]]) -> list[dict[str, Any]]:
    """Return how many of its requests are in each state, each with the address of exactly those."""
    related: Any = vanguard
    return [
        {"count": count, "label": state.label, "address": url("request_list", vanguard=vanguard.pk, state=slugify(state))}
        for state, count in related.recipients.all().in_order_of_life(counted)
    ]
