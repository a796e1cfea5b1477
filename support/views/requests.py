"""The requests, and the enablers they fall under."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.db.models import Count
from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from history import as_at
from history.contents import latest
from history.remembered import until_the_next_change
from history.today_only import changes_the_record
from pages.exports import export
from pages.forms import posted, refusals
from pages.links import url
from pages.lists import Listing, list_page
from pages.shortcuts import find, page
from people.models import User
from people.requests import SignedInRequest
from support import actions, asking
from support.exports import request_columns, request_path
from support.filters import RequestFilters, state_words
from support.forms import MOVE_FORMS, CommentForm, RequestForm
from support.models import Enabler, SupportRequest
from support.policies import is_theirs_to_make, may_make, may_raise, offered_to
from support.similar import similar_offers, similar_requests
from support.stays import stays, target_kept
from support.workflow import OPEN_STATES, Move, State

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
    listing = _listing(request, requests)
    return list_page(request, LIST, listing, today=as_at.today(), may_raise=as_at.moment() is None and bool(may_raise(request.user)))


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
    stood = stays(support_request, request.user)
    return page(
        request,
        "support/request_detail.html",
        raiser_is_known=_may_know(request.user, support_request.raised_by),
        stays=stood,
        target_kept=target_kept(support_request, stood),
        support_request=support_request,
        recipients=recipients,
        others=0 if request.user.sees_everything else support_request.recipients.count() - len(recipients),
        parent=_if_visible(request, support_request.parent_id),
        merged_into=_if_visible(request, support_request.merged_into_id),
        parts=support_request.parts.visible_to(request.user).order_by("pk") if support_request.has_parts else [],
        changes=latest(support_request, request.user),
        story=_story(request, support_request),
        offered=offered_to(request.user, support_request, recipients) if as_at.moment() is None else [],
        today=as_at.today(),
    )


def _may_know(user: User, raiser: User | None) -> bool:
    """On a joint request a lead's name says whose vanguard is on it too: only the team's names are for everybody."""
    return raiser is None or user.sees_everything or raiser.sees_everything or raiser.pk == user.pk


def _story(request: SignedInRequest, support_request: SupportRequest) -> list[tuple[datetime, str, Any]]:
    """What was done and what was said, in one line of time."""
    moves = support_request.moves.visible_to(request.user).select_related("moved_by", "vanguard")
    comments = support_request.comments.visible_to(request.user).select_related("written_by", "vanguard")
    told = [(move.moved_at, "move", move) for move in moves] + [(comment.written_at, "comment", comment) for comment in comments]
    return sorted(told, key=lambda each: each[0])


@changes_the_record
def request_new(request: SignedInRequest) -> HttpResponse:
    """Raise a request."""
    may_raise(request.user).enforce()
    form = RequestForm(posted(request), user=request.user)
    similar = _similar(request, form) if form.is_valid() else {}
    if form.is_valid() and not similar:
        with refusals(form):
            raised = asking.raise_request(by=request.user, **form.asked())
            messages.success(request, f"{raised.reference} is raised. The programme team will answer it.")
            return redirect(raised.get_absolute_url())
    return page(request, "support/request_new.html", form=form, **similar)


def _similar(request: SignedInRequest, form: RequestForm) -> dict[str, Any]:
    """What may already answer it, to be looked at once before it is raised; nothing where that was seen, or there is none."""
    if form.cleaned_data["seen"]:
        return {}
    title, under = form.cleaned_data["title"], form.cleaned_data["enablers"]
    found = {"requests": similar_requests(title, request.user), "offers": similar_offers(title, under, request.user)}
    form.mark_seen()
    return found if any(found.values()) else {}


@changes_the_record
def request_move(request: SignedInRequest, number: int, move: Move) -> HttpResponse:
    """A move: GET asks what it takes, POST makes it."""
    support_request = find(SupportRequest.objects.visible_to(request.user).for_page(), pk=number)
    own = list(support_request.recipients.filter(vanguard_id__in=request.user.led_vanguard_ids))
    verdict = may_make(request.user, support_request, move, own)
    if not is_theirs_to_make(request.user, move, own):
        verdict.enforce()
    form = MOVE_FORMS[move](posted(request), support_request=support_request, user=request.user)
    if form.is_valid():
        with refusals(form):
            moved = actions.ACTIONS[move](support_request, by=request.user, **form.cleaned_data)
            messages.success(request, f"{moved.reference} is {moved.get_state_display().lower()}.")
            return redirect(moved.get_absolute_url())
    return page(request, "support/request_move.html", support_request=support_request, move=move, form=form, verdict=verdict)


@changes_the_record
def request_comment(request: SignedInRequest, number: int) -> HttpResponse:
    """Say something on a request."""
    support_request = find(SupportRequest.objects.visible_to(request.user), pk=number)
    form = CommentForm(posted(request), support_request=support_request, user=request.user)
    if form.is_valid():
        with refusals(form):
            asking.comment(support_request, by=request.user, **form.said_to())
            messages.success(request, "Your comment stands on the request.")
            return redirect(support_request.get_absolute_url())
    return page(request, "support/request_comment.html", support_request=support_request, form=form)


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
    numbers = _by_state(enabler, request.user)
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


@until_the_next_change
def _by_state(enabler: Enabler, user: User) -> list[dict[str, Any]]:
    """How many of its requests are in each state, in the order of their lives, each with the address of just those."""
    requests: Any = SupportRequest.objects.visible_to(user).under_enablers([enabler.slug])
    counts = dict(requests.order_by().values_list("state").annotate(Count("pk")))
    return [
        {"label": state.label, "count": counts[state], "address": url("request_list", enabler=enabler.slug, state=state_words([state]))}
        for state in State
        if state in counts
    ]
