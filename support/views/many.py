"""Moves of many requests: choose them in the list, choose what to do, see a preview, and do it in one change."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect

from history.past.today_only import changes_the_record
from moves.selection import Choice
from moves.views import choose_move, move_many
from pages.counting import several
from pages.forms import posted, refusals
from pages.shortcuts import page
from people.requests import SignedInRequest
from support.filters import RequestFilters
from support.forms.handing_over import HandOverForm
from support.models import SupportRequest
from support.moves import OF_MANY, hand_over
from support.moves.base import MoveOfRequest
from support.policies import may_change_requests
from support.views.requests import without_any


class RequestChoice(Choice):
    """Requests chosen in the list."""

    MODEL, FILTERS, LIST, DO = SupportRequest, RequestFilters, "request_list", "request_many_do"
    THING, THINGS, SECTION = "request", "Support requests", "Support"


@changes_the_record
def request_many(request: SignedInRequest) -> HttpResponse:
    """Let the person choose what to do with the chosen requests."""
    may_change_requests(request.user).enforce()
    return choose_move(request, "support/request_many.html", RequestChoice, OF_MANY.values(), without_any)


@changes_the_record
def request_many_do(request: SignedInRequest, move: type[MoveOfRequest]) -> HttpResponse:
    """Ask what the move needs and show a preview (GET). Make it (POST) on requests that did not change since."""
    may_change_requests(request.user).enforce()
    return move_many(request, "support/request_many_do.html", move, RequestChoice)


@changes_the_record
def request_hand_over(request: SignedInRequest) -> HttpResponse:
    """Give all open requests of somebody who leaves to somebody else."""
    may_change_requests(request.user).enforce()
    form = HandOverForm(posted(request))
    if form.is_valid():
        with refusals(form):
            done = hand_over(by=request.user, **form.cleaned_data)
            left = f" {several(len(done.left), 'request')} left: {done.left[0].verdict.why}" if done.left else ""
            messages.success(request, f"{several(done.moved, 'request')} handed over to {form.cleaned_data['to']}.{left}")
            return redirect(done.change.get_absolute_url())
    return page(request, "support/request_hand_over.html", form=form)
