"""What was done in the selection of vanguards, in words for feeds and for pages."""

from typing import Any

from history.feed.said import Said, Says, of_numbers
from selection.models import Applicant, Expression, ExpressionMove, Review, Round
from selection.moves import MOVES

OF_AN_EXPRESSION = [f"expression__{name}" for name in ("name", "round__cohort__code", "round__cohort__name")]


def said_by_a_move(made: ExpressionMove, act: str = "+") -> Said:
    return MOVES[made.move].says(made.expression, made.words)


def _opened(opened: Round, act: str) -> Said:
    return Said("opened {it}", {"it": opened})


def _begun(expression: Expression, act: str) -> Said:
    return Said("began {it}", {"it": expression})


def _applicant(applicant: Applicant, act: str) -> Said:
    return Said("made {person} an applicant of {it}", {"it": applicant.expression, "person": applicant.user})


def _asked(review: Review, act: str) -> Said:
    if act == "+":
        return Said("asked {person} to read {it}", {"it": review.expression, "person": review.reader})
    if review.conflict:
        return Said("declared a conflict of interest about {it}", {"it": review.expression}, review.conflict)
    return Said("gave scores for {it}", {"it": review.expression})


def _moves(numbers: list[int], user: Any) -> Any:
    return of_numbers(ExpressionMove.objects.visible_to(user), numbers, *OF_AN_EXPRESSION, "move", "words")


def _rounds(numbers: list[int], user: Any) -> Any:
    return of_numbers(Round.objects.visible_to(user), numbers, "cohort__name", "cohort__code")


def _expressions(numbers: list[int], user: Any) -> Any:
    return of_numbers(Expression.objects.visible_to(user), numbers, "name", "round__cohort__code", "round__cohort__name")


def _applicants(numbers: list[int], user: Any) -> Any:
    return of_numbers(Applicant.objects.visible_to(user), numbers, *OF_AN_EXPRESSION, "user__name")


def _reviews(numbers: list[int], user: Any) -> Any:
    return of_numbers(Review.objects.visible_to(user), numbers, *OF_AN_EXPRESSION, "reader__name", "conflict")


ADDED = {
    "selection.expressionmove": Says(_moves, said_by_a_move),
    "selection.round": Says(_rounds, _opened),
    "selection.expression": Says(_expressions, _begun),
    "selection.applicant": Says(_applicants, _applicant),
    "selection.review": Says(_reviews, _asked),
}
CHANGED = {"selection.review": Says(_reviews, _asked)}
