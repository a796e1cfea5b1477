"""Pages of one funding line: asking for it, reading it, its moves and those of its instalments; and moves of many."""

from datetime import datetime
from functools import cached_property
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from fund import actions, queries
from fund.filters import FundingFilters
from fund.forms import LineForm
from fund.models import FundingLine, Instalment
from fund.moves import MOVES, MOVES_OF_INSTALMENTS, OF_MANY
from fund.moves.base import MoveOfInstalment, MoveOfLine, MoveOfMoney
from fund.policies import may_ask, may_keep_funds
from fund.said import said_by_a_move
from fund.views.lists import listing_of, without_any
from history.feed.said import sentence
from history.past.today_only import changes_the_record
from history.reading import as_at
from moves.move import offered
from moves.selection import Choice
from moves.views import choose_move, move_many, move_one
from pages.errors import NotUnderstood
from pages.forms import posted, refusals
from pages.places import beside
from pages.shortcuts import page, the_one
from people.requests import SignedInRequest


def the_line(request: SignedInRequest, code: str, year: str, vanguard: int) -> FundingLine:
    found: FundingLine = the_one(queries.line_of(code, year, vanguard, request.user))
    return found


@require_safe
def funding_detail(request: SignedInRequest, code: str, year: str, vanguard: int) -> HttpResponse:
    """Show a line: its amounts, what was published of it, its instalments with their conditions, and who did what."""
    line = the_line(request, code, year, vanguard)
    now = as_at.moment() is None
    instalments = queries.instalments_of(line, request.user)
    for each in instalments:
        each.offered = [move for move in offered(MOVES_OF_INSTALMENTS, request.user, each) if move.verdict] if now else ()
    return page(
        request,
        "fund/funding_detail.html",
        line=line,
        instalments=instalments,
        published=queries.published_of(line.fund_id, line.year, line.vanguard_id, request.user),
        story=_story(line, request),
        offered=offered(MOVES, request.user, line) if now else (),
        beside=beside(request, line.pk, listing_of),
    )


def _story(line: FundingLine, request: SignedInRequest) -> list[tuple[datetime, Any]]:
    """Return what was done to it, in order of time."""
    moves = queries.moves(line.pk, request.user)
    for move in moves:
        move.line = line
        move.sentence = sentence([said_by_a_move(move)], here=line)
    return [(move.moved_at, move) for move in moves]


@changes_the_record
def funding_new(request: SignedInRequest) -> HttpResponse:
    """Ask for a vanguard's money in a year."""
    may_ask(request.user).enforce()
    form = LineForm(posted(request), user=request.user)
    if form.is_valid():
        with refusals(form):
            line = actions.ask_for(by=request.user, **form.cleaned_data)
            messages.success(request, "It is asked for. The programme team decides on it.")
            return redirect(line.get_absolute_url())
    return page(request, "fund/funding_new.html", form=form)


@changes_the_record
def funding_move(request: SignedInRequest, code: str, year: str, vanguard: int, move: type[MoveOfLine]) -> HttpResponse:
    """Ask what a move of a line needs (GET), and make it (POST)."""
    return move_one(request, "fund/funding_move.html", move, lambda: the_line(request, code, year, vanguard))


@changes_the_record
def instalment_move(
    request: SignedInRequest, code: str, year: str, vanguard: int, number: int, move: type[MoveOfInstalment]
) -> HttpResponse:
    """Ask what a move of an instalment needs (GET), and make it (POST)."""

    def read() -> Instalment:
        line = the_line(request, code, year, vanguard)
        found: Instalment = the_one(queries.the_instalment(line.pk, number, request.user))
        return found

    return move_one(request, "fund/instalment_move.html", move, read)


class FundingChoice(Choice):
    """Lines chosen in their list."""

    MODEL, FILTERS, LIST, DO = FundingLine, FundingFilters, "funding_list", "funding_many_do"
    THING, THINGS, SECTION = "line", "Funding lines", "Funding"


class DueChoice(FundingChoice):
    """What is due of lines chosen in their list: instalments that are planned for a day up to then."""

    THING = "instalment"

    @cached_property
    def numbers(self) -> list[int]:
        """Return the numbers of the instalments, in order of their lines."""
        lines = super().numbers
        with as_at.as_at(self.moment):
            planned = Instalment.objects.visible_to(self.request.user).planned().filter(line__in=lines, due_on__lte=as_at.today())
            due = list(planned.order_by("line", "number").values_list("pk", flat=True))
        if not due:
            raise NotUnderstood("No instalment of these lines is due. Go back to the list, and choose others.")
        return due


@changes_the_record
def funding_many(request: SignedInRequest) -> HttpResponse:
    """Let the team choose what to do with the chosen lines."""
    may_keep_funds(request.user).enforce()
    return choose_move(request, "fund/funding_many.html", FundingChoice, OF_MANY, without_any)


@changes_the_record
def funding_many_do(request: SignedInRequest, move: type[MoveOfMoney]) -> HttpResponse:
    """Show a preview (GET). Make the move (POST) on lines, or on what is due of them, that did not change since."""
    may_keep_funds(request.user).enforce()
    return move_many(request, "fund/funding_many_do.html", move, FundingChoice if issubclass(move, MoveOfLine) else DueChoice)
