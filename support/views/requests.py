"""Pages of requests: the list, one request, and its moves."""

from collections import Counter
from datetime import datetime
from functools import cache
from typing import Any

from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from history.feed.lines import besides
from history.feed.said import sentence
from history.past.today_only import changes_the_record
from history.reading import as_at
from moves.move import offered
from moves.selection import NoneChosen, filters_carried
from moves.views import move_one
from pages.exports import export
from pages.links import path, url, with_query
from pages.lists import Listing, list_page
from pages.places import as_asked, beside, next_in_list
from pages.shortcuts import page, the_one
from people.models import User
from people.policies import may_know
from people.requests import SignedInRequest
from support import queries
from support.columns import columns_for
from support.exports import request_columns, request_path
from support.filters import OF_A_LEAD, OF_THE_TEAM, QUEUES, RequestFilters, how_many
from support.forms.requests import CommentForm
from support.models import Comment, MoveMade, Recipient, SupportRequest, reference
from support.moves import MOVES
from support.moves.base import MoveOfRequest
from support.policies import may_change_requests, may_raise, may_write_on
from support.querysets import referred_to
from support.said import said_by_a_move
from support.sorting import SORTS, sorted_by
from support.time_in_state import stays, target_kept
from support.workflow import Helped, Move, State, Word

LIST = "support/request_list.html"


@require_safe
def request_list(request: SignedInRequest) -> HttpResponse:
    return shown(_listing(request))


def without_any(request: SignedInRequest, none: NoneChosen) -> HttpResponse:
    """Show the list as it was, with a message that nothing was chosen."""
    listing = _listing(as_asked(request, none.query))
    listing.missing = none.said
    return shown(listing)


def shown(listing: Listing) -> HttpResponse:
    request: Any = listing.request
    queue = [] if listing.refusals else request.GET.getlist("queue")
    context = {
        "links": _links(request.user),
        "queues": _queues(request.user, queue, listing.chosen_columns),
        "queue": QUEUES[queue[0]] if len(queue) == 1 else "",
        "choosing": filters_carried(listing, may_change_requests(request.user)),
    }
    return list_page(request, LIST, listing, today=as_at.today(), **context)


def _queues(user: User, open_ones: list[str], kept: list[tuple[str, str]]) -> list[dict[str, Any]]:
    """Return "all requests" and this person's queues: name, number, address, and whether it is open."""
    many = how_many(user, user.pk, as_at.today())["queue"]
    names = OF_THE_TEAM if user.sees_everything else OF_A_LEAD
    names = [*names, *(name for name in open_ones if name not in names)]
    every = {"label": "All", "address": with_query(path("request_list"), kept), "is_open": not open_ones}
    of_each = [
        {
            "label": QUEUES[name],
            "count": many[name],
            "address": with_query(path("request_list"), [("queue", name), *kept]),
            "is_open": open_ones == [name],
        }
        for name in names
    ]
    return [every, *of_each]


def _links(user: User) -> list[tuple[str, str]]:
    """Return links from the list to other pages this person may use."""
    if as_at.moment() is not None:
        return []
    links = [
        ("Raise a request", "request_new", may_raise(user)),
        ("Hand over somebody’s requests", "request_hand_over", may_change_requests(user)),
    ]
    return [
        *((words, url(name)) for words, name, verdict in links if verdict),
        ("Support given to other vanguards", url("request_shared")),
        ("Numbers by enabler and body", url("support_numbers")),
        ("Heat map", url("heat_map")),
        ("Trends", url("trends")),
    ]


@require_safe
def request_export(request: SignedInRequest) -> HttpResponse | StreamingHttpResponse:
    listing, columns = _listing(request), request_columns(request.user)
    return export(request, LIST, listing, columns, name="support-requests", day=as_at.today(), link=request_path)


def _listing(request: SignedInRequest) -> Listing:
    sorting = sorted_by(request.GET.get("sort", ""), request.user, as_at.today())
    requests = SupportRequest.objects.visible_to(request.user).alias(**sorting)
    filters = RequestFilters(request.GET, requests, request=request)
    return Listing(
        request,
        filters,
        sorts=SORTS,
        thing=("request", "requests"),
        at="request_list",
        read=lambda numbers: queries.rows_of_the_list(numbers, request.user),
        columns=columns_for(request.user, request.GET.getlist("columns")),
    )


@require_safe
def request_meant(request: SignedInRequest, words: str) -> HttpResponse:
    """Redirect a reference as people write it, such as sr-12, to the page's real address. The page checks who may read it."""
    number = referred_to(words)
    if number is None:
        raise Http404
    return redirect(url("request_detail", number))


@require_safe
def request_detail(request: SignedInRequest, number: int) -> HttpResponse:
    support_request = the_one(queries.request_of_number(number, request.user))
    queries.read_parts(support_request)
    recipients = queries.read_for(request.user, support_request)
    story = _story(request, support_request)
    may_comment = may_write_on(request.user) and as_at.moment() is None
    return page(
        request,
        "support/request_detail.html",
        raiser_is_known=support_request.raised_by is None or may_know(request.user, support_request.raised_by),
        tally=_tally(recipients) if request.user.sees_everything else "",
        support_request=support_request,
        recipients=recipients,
        documents=support_request.documents.all(),
        may_write=bool(may_comment),
        others=0 if request.user.sees_everything else len(queries.recipient_numbers(number)) - len(recipients),
        story=story,
        asked=_asked(support_request, story),
        comment=CommentForm(recipients=recipients, user=request.user) if may_comment else None,
        beside=beside(request, number, _listing),
        today=as_at.today(),
        **_requests_beside(request, support_request),
        **_moves_of(request, support_request),
        **_stood(support_request, request.user),
    )


def _requests_beside(request: SignedInRequest, support_request: Any) -> dict[str, Any]:
    """Return related requests (its whole, its parts, what it was merged into) and the milestones and money that depend on it."""
    return {
        "parent": _if_visible(request, support_request.parent_id),
        "merged_into": _if_visible(request, support_request.merged_into_id),
        "waiting": queries.milestones_waiting(support_request, request.user),
        "money": queries.money_waiting(support_request.pk, request.user),
        "parts": support_request.parts.visible_to(request.user).order_by("pk") if support_request.has_parts else [],
    }


def _moves_of(request: SignedInRequest, support_request: SupportRequest) -> dict[str, Any]:
    """Return the moves offered now, and its state, which explains the refused ones; nothing in the past."""
    if as_at.moment() is not None:
        return {"offered": (), "stands": ""}
    stands = MoveOfRequest.stands_for(request.user, support_request)
    return {"offered": offered(MOVES, request.user, support_request), "stands": stands}


def _stood(support_request: SupportRequest, user: User) -> dict[str, Any]:
    """Return how long it was in each state, and whether it met its target date."""
    stood = stays(support_request, user)
    return {"stays": stood, "target_kept": target_kept(support_request, stood)}


def _tally(recipients: list[Recipient]) -> str:
    """Return how many vanguards gave each answer: "11 delivered, not answered yet, 2 confirmed (helped: 1 yes, 1 partly)"."""
    words, helped = Counter(recipient.word for recipient in recipients), Counter(recipient.helped for recipient in recipients)
    said = ", ".join(f"{helped[each]} {each.label.lower()}" for each in Helped if helped[each])
    tally = ", ".join(f"{words[word]} {word.label.lower()}" for word in Word if words[word])
    return f"{tally} (helped: {said})" if said else tally


def _story(request: SignedInRequest, support_request: SupportRequest) -> list[tuple[datetime, str, Any]]:
    """Return what was done, said and changed, in order of time."""
    moves = queries.moves(support_request.pk, request.user)
    if request.user.sees_everything:  # with all moves read, what they say of the last one need not be asked again
        support_request.made_so = support_request.led_here(reversed(moves))
    for move in moves:
        move.support_request = support_request
        move.sentence = sentence([said_by_a_move(move)], here=support_request)
        move.is_open_ended = MOVES[move.move].to is None  # then the line also says the state
    comments = queries.comments(support_request.pk, request.user)
    changes = besides(support_request, request.user, [MoveMade, Comment])
    told: list[tuple[datetime, str, Any]] = [
        *((move.moved_at, "move", move) for move in moves),
        *((comment.written_at, "comment", comment) for comment in comments),
        *((line.change.made_at, "change", line) for line in changes),
    ]
    return sorted(told, key=lambda each: each[0], reverse=True)


def _asked(support_request: SupportRequest, story: list[tuple[datetime, str, Any]]) -> MoveMade | None:
    """Return what the team asked the vanguards for, while it waits for them."""
    if support_request.shown_state != State.WAITING:
        return None
    return next((told for _, kind, told in story if kind == "move" and told.move == Move.WAIT), None)


@changes_the_record
def request_move(request: SignedInRequest, number: int, move: type[MoveOfRequest]) -> HttpResponse:
    """Ask what a move needs (GET), and make it (POST)."""

    def read() -> SupportRequest:
        support_request: SupportRequest = the_one(queries.request_of_number(number, request.user))
        queries.read_for(request.user, support_request)
        return support_request

    @cache  # asked before the move, and again for the page if it is refused
    def next_address() -> str:
        found = next_in_list(request, number, _listing)
        return with_query(path("request_move", reference(found[0]), move.slug), found[1]) if found else ""

    return move_one(request, "support/request_move.html", move, read, next_address)


def _if_visible(request: SignedInRequest, number: int | None) -> SupportRequest | None:
    """Return the request with this number; None if there is none or this person may not see it."""
    found: SupportRequest | None = SupportRequest.objects.visible_to(request.user).filter(pk=number).first() if number else None
    return found
