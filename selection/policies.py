"""Who may do what to an expression of interest. A refusal is a sentence for the person, shown beside the move and when they try it."""

from datetime import date

from people.models import User
from people.policies import may_do_the_teams_work
from people.verdict import ALLOWED, Verdict, refused
from selection.models import Expression, Review, Round

may_keep_rounds = may_do_the_teams_work
may_decide = may_do_the_teams_work


def may_invite_applicants(user: User) -> Verdict:
    """Return whether somebody may open accounts for applicants: the back office does."""
    if user.is_back_office or user.is_administrator:
        return ALLOWED
    return refused("Only the back office can invite applicants.")


def may_take(taking: Round, day: date) -> Verdict:
    """Return whether a round takes expressions of interest now."""
    if not taking.takes_expressions:
        return refused(f"No expressions of interest are written here for {taking}.")
    if not taking.is_open(day):
        return refused(f"{taking} is over." if taking.is_decided(day) else f"{taking} has not opened yet.")
    return ALLOWED


def may_fill_in(user: User, expression: Expression) -> Verdict:
    """Return whether somebody writes this expression at all: its applicants do, and the programme team."""
    if may_do_the_teams_work(user) or expression.pk in user.expression_ids:
        return ALLOWED
    return refused("Only its applicants and the programme team can do this.")


def may_write(user: User, expression: Expression) -> Verdict:
    """Return whether somebody can write in it now."""
    verdict = may_fill_in(user, expression)
    if verdict and not expression.is_writable:
        return refused(f"This expression of interest is {expression.get_state_display().lower()}, so it cannot be written in.")
    return verdict


def missing(expression: Expression) -> list[str]:
    """Return what an expression of interest does not say yet, in words."""
    answered = {answer.criterion_id for answer in expression.answers.all() if answer.words}
    asked = {
        "the care model": expression.care_model_id,
        "how many people it serves, or why that is not known": expression.population or expression.population_note,
        "what would change": expression.vision,
        "what would help you": expression.help_needed,
        "your partners": expression.partners,
    }
    return [
        *(words for words, value in asked.items() if not value),
        *(f"how it shows “{criterion}”" for criterion in expression.round.criteria.all() if criterion.pk not in answered),
    ]


def may_be_sent(expression: Expression) -> Verdict:
    """Return whether nothing is missing."""
    lacking = missing(expression)
    return refused(f"It does not say {'; '.join(lacking)} yet. Write it first.") if lacking else ALLOWED


def may_score(user: User, review: Review) -> Verdict:
    """Return whether this person can still give the scores of a review."""
    if review.reader_id != user.pk:
        return refused(f"Only {review.reader} can give these scores.")
    if review.handed_in_at is not None:
        return refused("Your scores are in. They cannot be changed.")
    if review.conflict:
        return refused("You declared a conflict of interest, so you do not score it.")
    if not review.expression.is_to_decide:
        return refused(f"This expression of interest is {review.expression.get_state_display().lower()}, so it is not scored.")
    return ALLOWED
