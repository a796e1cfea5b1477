"""Many commitments at once: chosen in a list or on a milestone's page, what is to be done, row by row what would become of them."""

from django.http import HttpResponse

from history import clock
from history.past.today_only import changes_the_record
from milestones.acts import ACTS
from milestones.choosing import CommitmentChoice
from milestones.forms import ASKS, ManyWords
from milestones.policies import may_report, moves_of
from milestones.views.commitments import without_any
from milestones.workflow import Move
from pages.forms import posted
from pages.shortcuts import page
from people.choosing import NoneChosen
from people.many import asked_in_address, do_to_many
from people.requests import SignedInRequest


@changes_the_record
def commitment_many(request: SignedInRequest) -> HttpResponse:
    """What is to be done with those chosen."""
    may_report(request.user).enforce()
    try:
        choice = CommitmentChoice(request, clock.now())
    except NoneChosen as none:
        return without_any(request, none)
    return page(
        request,
        "milestones/commitment_many.html",
        choice=choice,
        acts=[(move.label, choice.address(move)) for move in moves_of(request.user)],
    )


@changes_the_record
def commitment_many_do(request: SignedInRequest, move: Move) -> HttpResponse:
    """GET asks what it takes and then shows what would become of each; POST does it to those that did not change since."""
    may_report(request.user).enforce()
    form, words = ASKS[move](**asked_in_address(request)), ManyWords(posted(request), move=move)
    return do_to_many(request, "milestones/commitment_many_do.html", ACTS[move](), form, words, CommitmentChoice)
