"""Pages of enablers: what was offered under each, and what was asked."""

from typing import Any

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from history.feed.lines import latest
from history.reading import as_at
from history.reading.remembered import until_the_next_change
from pages.links import url
from pages.shortcuts import find, page
from people.models import User
from people.requests import SignedInRequest
from support import numbers, queries, standing
from support.filters import state_words
from support.models import Enabler, SupportRequest
from support.workflow import OPEN_STATES, State


@require_safe
def enabler_list(request: SignedInRequest) -> HttpResponse:
    are_open = SupportRequest.objects.visible_to(request.user).in_state_for(request.user, OPEN_STATES)
    enablers = Enabler.objects.visible_to(request.user).with_counts(are_open)
    return page(request, "support/enabler_list.html", enablers=enablers.order_by("order"), open_states=state_words(OPEN_STATES))


@require_safe
def enabler_detail(request: SignedInRequest, slug: str) -> HttpResponse:
    enabler = find(Enabler.objects.visible_to(request.user).select_related("source"), slug=slug)
    states = _by_state(enabler, request.user)
    return page(
        request,
        "support/enabler_detail.html",
        enabler=enabler,
        offers=enabler.offers.select_related("source", "body", "care_model", "form"),
        requests=queries.first_under_an_enabler(slug, request.user),
        count=sum(number["count"] for number in states),
        numbers=states,
        goes=numbers.of_enabler(enabler, request.user),
        standings=standing.by_vanguard(enabler, request.user, as_at.today()),
        most=standing.MOST,
        changes=latest(enabler, request.user),
        today=as_at.today(),
    )


@require_safe
def support_numbers(request: SignedInRequest) -> HttpResponse:
    """Show where support falls behind and how long it takes, per enabler and per body."""
    user, day = request.user, as_at.today()
    groups = [
        ("Enabler", standing.by_enabler(user, day), {one.subject: one for one in numbers.by_enabler(user)}),
        ("Answering body", standing.by_body(user, day), {one.subject: one for one in numbers.by_body(user)}),
    ]
    return page(request, "support/support_numbers.html", groups=groups)


@until_the_next_change
def _by_state(enabler: Enabler, user: User) -> list[dict[str, Any]]:
    """Return how many of its requests are in each state, in order, each with the address of exactly those."""
    requests: Any = SupportRequest.objects.visible_to(user).under_enablers([enabler.slug])
    counts = dict(requests.counted_by_state(user))
    return [
        {"label": state.label, "count": counts[state], "address": url("request_list", enabler=enabler.slug, state=state_words([state]))}
        for state in State
        if state in counts
    ]
