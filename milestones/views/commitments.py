"""Pages of commitments: the list, one commitment, and its moves."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from django.http import HttpResponse, StreamingHttpResponse
from django.views.decorators.http import require_safe

from history.feed.lines import besides
from history.feed.said import sentence
from history.past.today_only import changes_the_record
from history.reading import as_at
from milestones import queries
from milestones.exports import COMMITMENT_COLUMNS, commitment_path
from milestones.filters import CommitmentFilters
from milestones.models import Commitment, CommitmentMove, Forecast
from milestones.moves import MOVES
from milestones.moves.base import MoveOfCommitment
from milestones.policies import may_keep_milestones, may_report
from milestones.said import said_by_a_move
from moves.move import offered
from moves.selection import NoneChosen, filters_carried
from moves.views import move_one
from pages.exports import export
from pages.line_of_time import LineOfTime
from pages.links import url
from pages.lists import Listing, list_page
from pages.places import as_asked, beside
from pages.shortcuts import page, the_one
from people.requests import SignedInRequest

LIST = "milestones/commitment_list.html"
SORTS = {
    "expected": ["expected_until", "pk"],
    "vanguard": ["vanguard?", "expected_until", "pk"],
    "milestone": ["milestone", "vanguard?", "pk"],
}
QUICK = [
    ("Expected in the next 30 days", {"due": "next-30-days", "status": "open"}),
    ("Overdue", {"status": "overdue"}),
    ("Late", {"status": "late"}),
    ("Moved to a later quarter", {"due": "moved-out"}),
    ("Dates to approve", {"waiting": "team"}),
]


@require_safe
def commitment_list(request: SignedInRequest) -> HttpResponse:
    """List every commitment that the person may see, of any milestone."""
    return shown(_listing(request))


def without_any(request: SignedInRequest, none: NoneChosen) -> HttpResponse:
    """Show the list as it was, with a message that nothing was chosen."""
    listing = _listing(as_asked(request, none.query))
    listing.missing = none.said
    return shown(listing)


def shown(listing: Listing) -> HttpResponse:
    request: Any = listing.request
    quick = [(words, url("commitment_list", **query)) for words, query in QUICK]
    choosing = filters_carried(listing, may_report(request.user))
    approving = choosing is not None and bool(may_keep_milestones(request.user))
    return list_page(request, LIST, listing, today=as_at.today(), quick=quick, choosing=choosing, approving=approving)


@require_safe
def commitment_export(request: SignedInRequest) -> HttpResponse | StreamingHttpResponse:
    listing = _listing(request)
    return export(request, LIST, listing, COMMITMENT_COLUMNS, name="commitments", day=as_at.today(), link=commitment_path)


def _listing(request: SignedInRequest) -> Listing:
    return Listing(
        request,
        CommitmentFilters(request.GET, Commitment.objects.visible_to(request.user), request=request),
        sorts=SORTS,
        thing=("commitment", "commitments"),
        at="commitment_list",
        read=lambda numbers: queries.commitments_of_numbers(numbers, request.user),
    )


@require_safe
def commitment_detail(request: SignedInRequest, number: int) -> HttpResponse:
    commitment = the_one(queries.commitment_of_number(number, request.user))
    line = LineOfTime(commitment.days, as_at.today())
    return page(
        request,
        "milestones/commitment_detail.html",
        commitment=commitment,
        money=queries.money_waiting(None, number, request.user) if commitment.is_open else [],
        ledger=commitment.forecasts.all(),
        given=queries.original_date(commitment),
        line=line,
        drawn=[line.row(commitment.whose, [replace(commitment.on(as_at.today()), address="")])],  # no link to the page it is on
        story=_story(request, commitment),
        beside=beside(request, number, _listing),
        offered=offered(MOVES, request.user, commitment) if as_at.moment() is None else (),
        today=as_at.today(),
    )


def _story(request: SignedInRequest, commitment: Commitment) -> list[tuple[datetime, str, Any]]:
    """Return what was done and changed, in order of time; the ledger shows the dates."""
    moves = queries.moves(commitment.pk, request.user)
    for move in moves:
        move.commitment = commitment
        move.sentence = sentence([said_by_a_move(move)], here=commitment)
    changes = besides(commitment, request.user, [CommitmentMove, Forecast])
    told = [*((move.moved_at, "move", move) for move in moves), *((line.change.made_at, "change", line) for line in changes)]
    return sorted(told, key=lambda each: each[0])


@changes_the_record
def commitment_move(request: SignedInRequest, number: int, move: type[MoveOfCommitment]) -> HttpResponse:
    """Ask what a move needs (GET), and make it (POST)."""
    return move_one(request, "milestones/commitment_move.html", move, lambda: the_one(queries.commitment_of_number(number, request.user)))
