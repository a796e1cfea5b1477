"""The requests, and the enablers they fall under."""

from typing import Any

from django.db.models import Count
from django.http import HttpResponse, StreamingHttpResponse
from django.views.decorators.http import require_safe

from history import as_at
from history.contents import latest
from pages.exports import export
from pages.links import url
from pages.lists import Listing, list_page
from pages.shortcuts import find, page
from people.requests import SignedInRequest
from support.exports import request_columns, request_path
from support.filters import RequestFilters, state_words
from support.models import Enabler, SupportRequest
from support.workflow import OPEN_STATES, State

SORTS = {
    "reference": ["pk"],
    "title": ["title", "pk"],
    "state": ["state", "pk"],
    "target": ["target_on?", "pk"],
}


LIST = "support/request_list.html"


@require_safe
def request_list(request: SignedInRequest) -> HttpResponse:
    requests = SupportRequest.objects.visible_to(request.user).for_list()
    return list_page(request, LIST, _listing(request, requests), today=as_at.today())


@require_safe
def request_export(request: SignedInRequest) -> HttpResponse | StreamingHttpResponse:
    listing, columns = _listing(request, SupportRequest.objects.visible_to(request.user)), request_columns(request.user)
    return export(request, LIST, listing, columns, name=f"support-requests-{as_at.today()}", link=request_path)


def _listing(request: SignedInRequest, requests: Any) -> Listing:
    filters = RequestFilters(request.GET, requests, request=request)
    return Listing(request, filters, sorts=SORTS, thing=("request", "requests"), at="request_list")


@require_safe
def request_detail(request: SignedInRequest, number: int) -> HttpResponse:
    support_request = find(SupportRequest.objects.visible_to(request.user).for_page(), pk=number)
    recipients = list(support_request.recipients.visible_to(request.user).select_related("vanguard"))
    return page(
        request,
        "support/request_detail.html",
        support_request=support_request,
        recipients=recipients,
        others=0 if request.user.sees_everything else support_request.recipients.count() - len(recipients),
        parent=_if_visible(request, support_request.parent_id),
        parts=support_request.parts.visible_to(request.user).order_by("pk") if support_request.has_parts else [],
        changes=latest(support_request, request.user),
        comments=support_request.comments.visible_to(request.user).select_related("written_by", "vanguard"),
        today=as_at.today(),
    )


def _if_visible(request: SignedInRequest, number: int | None) -> SupportRequest | None:
    """The request of that number, where there is one and this person may see it."""
    found: SupportRequest | None = SupportRequest.objects.visible_to(request.user).filter(pk=number).first() if number else None
    return found


@require_safe
def enabler_list(request: SignedInRequest) -> HttpResponse:
    enablers = Enabler.objects.visible_to(request.user).with_counts(SupportRequest.objects.visible_to(request.user).open())
    return page(request, "support/enabler_list.html", enablers=enablers.order_by("order"), open_states=state_words(OPEN_STATES))


@require_safe
def enabler_detail(request: SignedInRequest, slug: str) -> HttpResponse:
    enabler = find(Enabler.objects.visible_to(request.user).select_related("source"), slug=slug)
    requests: Any = SupportRequest.objects.visible_to(request.user).under_enablers([slug])
    numbers = _by_state(enabler, requests)
    return page(
        request,
        "support/enabler_detail.html",
        enabler=enabler,
        offers=enabler.offers.select_related("source", "body", "care_model", "form"),
        requests=requests.for_list().order_by("pk")[:50],
        count=sum(number["count"] for number in numbers),
        numbers=numbers,
        changes=latest(enabler, request.user),
        today=as_at.today(),
    )


def _by_state(enabler: Enabler, requests: Any) -> list[dict[str, Any]]:
    """How many of its requests are in each state, in the order of their lives, each with the address of just those."""
    counts = dict(requests.order_by().values_list("state").annotate(Count("pk")))
    return [
        {"label": state.label, "count": counts[state], "address": url("request_list", enabler=enabler.slug, state=state_words([state]))}
        for state in State
        if state in counts
    ]
