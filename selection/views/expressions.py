"""Pages of expressions of interest: the list, one, writing it, its moves, and its scores."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, JsonResponse, StreamingHttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from history import clock
from history.feed.said import sentence
from history.past.today_only import changes_the_record
from history.reading import as_at
from moves.move import offered
from moves.selection import Choice, NoneChosen, filters_carried
from moves.views import choose_move, move_many, move_one
from pages import dates
from pages.exports import export
from pages.forms import posted, refusals
from pages.lists import Listing, list_page
from pages.places import as_asked
from pages.shortcuts import find, page, the_one
from people.middleware import also_for_applicants
from people.requests import SignedInRequest
from selection import actions, queries
from selection.exports import EXPRESSION_COLUMNS, expression_path
from selection.filters import ExpressionFilters
from selection.forms import ConflictForm, ExpressionForm, ScoresForm
from selection.models import Expression, Review
from selection.moves import MOVES, OF_MANY, MoveOfExpression
from selection.policies import may_keep_rounds, may_score, may_write, missing
from selection.said import said_by_a_move

LIST = "selection/expression_list.html"
SORTS = {
    "name": ["name", "pk"],
    "applicant": ["applicant", "pk"],
    "sent": ["-sent_at?", "pk"],
}


def the_expression(request: SignedInRequest, code: str, number: int) -> Expression:
    found: Expression = the_one(queries.expression_of(code, number, request.user))
    return found


@require_safe
def expression_list(request: SignedInRequest) -> HttpResponse:
    """List the expressions of interest that the person may see, of any round."""
    return shown(listing_of(request))


def without_any(request: SignedInRequest, none: NoneChosen) -> HttpResponse:
    """Show the list as it was, with a message that nothing was chosen."""
    listing = listing_of(as_asked(request, none.query))
    listing.missing = none.said
    return shown(listing)


def shown(listing: Listing) -> HttpResponse:
    request: Any = listing.request
    choosing = filters_carried(listing, may_keep_rounds(request.user))
    return list_page(request, LIST, listing, today=as_at.today(), choosing=choosing)


@require_safe
def expression_export(request: SignedInRequest) -> HttpResponse | StreamingHttpResponse:
    listing = listing_of(request)
    link = expression_path(listing)
    return export(request, LIST, listing, EXPRESSION_COLUMNS, name="expressions-of-interest", day=as_at.today(), link=link)


def listing_of(request: SignedInRequest) -> Listing:
    return Listing(
        request,
        ExpressionFilters(request.GET, Expression.objects.visible_to(request.user), request=request),
        sorts=SORTS,
        thing=("expression of interest", "expressions of interest"),
        at="expression_list",
        read=lambda numbers: queries.rows_of_the_list(numbers, request.user),
    )


@also_for_applicants
@require_safe
def expression_detail(request: SignedInRequest, code: str, number: int) -> HttpResponse:
    """Show an expression of interest; to the programme team also who reads it, and the scores they may know."""
    expression, user, now = the_expression(request, code, number), request.user, as_at.moment() is None
    return page(
        request,
        "selection/expression_detail.html",
        expression=expression,
        **queries.parts_of(expression, user),
        missing=missing(expression) if now and expression.is_writable else [],
        story=_story(expression, request),
        reviews=queries.reviews_of(expression, user),
        scored=queries.scored(expression, user) if now else [],
        offered=offered(MOVES, user, expression) if now else (),
        may_write=may_write(user, expression) if now else None,
        today=as_at.today(),
    )


def _story(expression: Expression, request: SignedInRequest) -> list[tuple[datetime, Any]]:
    """Return what was done to it, in order of time."""
    moves = queries.moves(expression.pk, request.user)
    for move in moves:
        move.expression = expression
        move.sentence = sentence([said_by_a_move(move)], here=expression)
    return [(move.moved_at, move) for move in moves]


@also_for_applicants
@changes_the_record
def expression_write(request: SignedInRequest, code: str, number: int) -> HttpResponse:
    """Write an expression of interest. A script saves it as people write (`X-Draft`)."""
    expression = the_expression(request, code, number)
    verdict = may_write(request.user, expression)
    if not verdict and not posted(request):
        verdict.enforce()
    criteria = queries.criteria(expression.round)
    form, clashes = ExpressionForm(posted(request), expression=expression, criteria=criteria), []
    if form.is_valid():
        with refusals(form):
            try:
                saved = actions.write(
                    expression, by=request.user, made_from=form.cleaned_data["made_from"], words=form.written, answers=form.answers
                )
            except actions.Clashed as clashed:
                clashes = [(form.fields[each.name].label, each.now) for each in clashed.clashes]
                raise
            return _saved(request, saved)
    if "X-Draft" in request.headers:
        return JsonResponse({"said": "Not saved. Press Save to see why."}, status=409)
    return page(request, "selection/expression_write.html", expression=expression, form=form, clashes=clashes)


def _saved(request: SignedInRequest, saved: Expression) -> HttpResponse:
    """Lead to the expression; tell a script the version that stands now."""
    if "X-Draft" in request.headers:
        return JsonResponse({"version": saved.version, "said": f"Saved on {dates.at(clock.now())}."})
    messages.success(request, "Your expression of interest is saved.")
    return redirect(saved.get_absolute_url())


@also_for_applicants
@changes_the_record
def expression_move(request: SignedInRequest, code: str, number: int, move: type[MoveOfExpression]) -> HttpResponse:
    """Ask what a move needs (GET), and make it (POST)."""
    return move_one(request, "selection/expression_move.html", move, lambda: the_expression(request, code, number))


@changes_the_record
def expression_scores(request: SignedInRequest, code: str, number: int) -> HttpResponse:
    """Give one's scores for an expression of interest that one was asked to read."""
    review = _own_review(request, code, number)
    verdict = may_score(request.user, review)
    form = ScoresForm(posted(request), criteria=queries.criteria(review.expression.round))
    if form.is_valid():
        with refusals(form):
            actions.hand_in(review, by=request.user, marks=form.marks)
            messages.success(request, "Your scores are in. You can now read those of other readers.")
            return redirect(review.expression.get_absolute_url())
    answers = queries.parts_of(review.expression, request.user)["answers"]
    return page(request, "selection/expression_scores.html", expression=review.expression, form=form, verdict=verdict, answers=answers)


@changes_the_record
def expression_conflict(request: SignedInRequest, code: str, number: int) -> HttpResponse:
    """Declare a conflict of interest instead of giving scores."""
    review = _own_review(request, code, number)
    verdict, form = may_score(request.user, review), ConflictForm(posted(request))
    if form.is_valid():
        with refusals(form):
            actions.declare_conflict(review, by=request.user, words=form.cleaned_data["conflict"])
            messages.success(request, "Your conflict of interest is on record. You are not asked for scores.")
            return redirect(review.expression.get_absolute_url())
    return page(request, "selection/expression_conflict.html", expression=review.expression, form=form, verdict=verdict)


def _own_review(request: SignedInRequest, code: str, number: int) -> Review:
    expression = the_expression(request, code, number)
    reviews = Review.objects.visible_to(request.user).select_related("reader")
    review: Review = find(reviews, expression=expression.pk, reader=request.user.pk)
    review.expression = expression
    return review


class ExpressionChoice(Choice):
    """Expressions of interest chosen in their list."""

    MODEL, FILTERS, LIST, DO = Expression, ExpressionFilters, "expression_list", "expression_many_do"
    THING, THINGS, SECTION = "expression", "Expressions of interest", "Selection"


@changes_the_record
def expression_many(request: SignedInRequest) -> HttpResponse:
    """Let the team choose what to do with the chosen expressions."""
    may_keep_rounds(request.user).enforce()
    return choose_move(request, "selection/expression_many.html", ExpressionChoice, OF_MANY, without_any)


@changes_the_record
def expression_many_do(request: SignedInRequest, move: type[MoveOfExpression]) -> HttpResponse:
    """Show a preview (GET). Make the move (POST) on expressions that did not change since."""
    may_keep_rounds(request.user).enforce()
    return move_many(request, "selection/expression_many_do.html", move, ExpressionChoice)
