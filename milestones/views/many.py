"""Moves of many commitments: choose them in a list or on a milestone's page, choose what to do, and see a preview."""

from django.http import HttpResponse

from history.past.today_only import changes_the_record
from milestones.filters import CommitmentFilters
from milestones.models import Commitment
from milestones.moves import moves_of
from milestones.moves.base import MoveOfCommitment
from milestones.policies import may_report
from milestones.views.commitments import without_any
from moves.selection import Choice
from moves.views import choose_move, move_many
from people.requests import SignedInRequest


class CommitmentChoice(Choice):
    """Commitments chosen in their list or on the page of a milestone."""

    MODEL, FILTERS, LIST, DO = Commitment, CommitmentFilters, "commitment_list", "commitment_many_do"
    THING, THINGS, SECTION = "commitment", "Commitments", "Milestones"


@changes_the_record
def commitment_many(request: SignedInRequest) -> HttpResponse:
    """Let the person choose what to do with the chosen commitments."""
    may_report(request.user).enforce()
    return choose_move(request, "milestones/commitment_many.html", CommitmentChoice, moves_of(request.user), without_any)


@changes_the_record
def commitment_many_do(request: SignedInRequest, move: type[MoveOfCommitment]) -> HttpResponse:
    """Ask what the move needs and show a preview (GET). Make it (POST) on commitments that did not change since."""
    may_report(request.user).enforce()
    return move_many(request, "milestones/commitment_many_do.html", move, CommitmentChoice)
