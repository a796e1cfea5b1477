"""What a step of the demonstration can do with rounds and expressions of interest."""

from collections.abc import Callable
from typing import Any

from board.loading.verbs import person, put
from pages import typed_dates
from people.models import User
from selection import actions as selection
from selection.models import Applicant, Expression, Review, Round
from selection.moves import make as make_of_expression
from vanguards.models import CareModel


def expression_called(name: str) -> Expression:
    found: Expression = Expression.objects.for_page().get(name=name)
    return found


def open_round(by: User, opened: str, closed: str, **said: Any) -> None:
    opened_round = selection.open_round(by=by, opened=typed_dates.understand(opened), closed=typed_dates.understand(closed), **said)
    put(opened_round, {"invented": True})


def begin_expression(by: User, round: str, name: str, applicant: str, writer: str = "") -> None:
    """Begin an expression of interest; `writer` is the address of its applicant, if it has one."""
    begun = selection.begin(Round.objects.get(cohort__name=round), by=by, name=name, applicant=applicant)
    put(begun, {"invented": True})
    if writer:
        Applicant.objects.create(expression=begun, user=person(writer))


def write_expression(by: User, name: str, answers: dict[str, str], **words: Any) -> None:
    """Write in an expression of interest; `answers` by the name of the criterion."""
    written = expression_called(name)
    numbers = dict(written.round.criteria.values_list("name", "pk"))
    kept = {field: getattr(written, field) for field in selection.WRITTEN}
    if "care_model" in words:
        words["care_model"] = CareModel.objects.get(code=words["care_model"])
    said = {numbers[criterion]: text for criterion, text in answers.items()}
    selection.write(written, by=by, made_from=written.version, words={**kept, **words}, answers=said)


def move_expression(by: User, name: str, move: str, **asked: Any) -> None:
    if "reader" in asked:
        asked["reader"] = person(asked["reader"])
    make_of_expression(expression_called(name), move, by=by, **asked)


def score_expression(by: User, name: str, marks: dict[str, list[Any]]) -> None:
    """Give one's scores: for each criterion a mark and words."""
    review = Review.objects.get(expression__name=name, reader=by)
    numbers = dict(review.expression.round.criteria.values_list("name", "pk"))
    selection.hand_in(review, by=by, marks={numbers[criterion]: (mark, words) for criterion, (mark, words) in marks.items()})


VERBS: dict[str, Callable[..., None]] = {
    "open_round": open_round,
    "begin_expression": begin_expression,
    "write_expression": write_expression,
    "move_expression": move_expression,
    "score_expression": score_expression,
}
