"""Open rounds, begin and write expressions of interest, and score them. Each raises Refused, with a sentence for the person, if it cannot
be done.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.text import slugify

from history import clock
from history.recording.bulk import create_all
from history.recording.changes import OpenChange, change
from mail.invitations import send_link
from mail.posting import post
from pages.dates import MeantDate
from pages.errors import Refused
from people.models import User
from selection.models import Answer, Applicant, Criterion, Expression, Review, Round, Score
from selection.policies import may_invite_applicants, may_keep_rounds, may_score, may_take, may_write
from vanguards.models import Cohort

LONGEST_CODE = 20
# what its form asks, besides the answers to the criteria
WRITTEN = (
    *("name", "applicant", "partners", "care_model", "area", "population", "population_note"),
    *("vision", "help_needed", "support_wanted"),
)


def open_round(*, by: User, name: str, opened: MeantDate, closed: MeantDate, criteria: Sequence[str], **said: str) -> Round:
    """Add a round with its cohort and criteria. Applicants can write from the day it opens."""
    may_keep_rounds(by).enforce()
    with change(by=by, reason=f"The round {name}"):
        if Cohort.objects.filter(name=name).exists():
            raise Refused(f"There is a round {name} already. Choose another name.", "name")
        cohort = Cohort(name=name, code=_free_code(code_of(name)))
        cohort.opened, cohort.closed = opened, closed
        cohort.save()
        new: Round = Round.objects.create(cohort=cohort, takes_expressions=True, **said)
        create_all([Criterion(round=new, order=order, name=words) for order, words in enumerate(criteria, start=1)])
    return new


def code_of(name: str) -> str:
    """Return the code of a round for its address: its name or, where that is long, the first letters and the numbers in it: "acc-2016"."""
    whole = slugify(name)
    if len(whole) <= LONGEST_CODE:
        return whole
    words = whole.split("-")
    letters = "".join(word[0] for word in words if not word[0].isdigit())
    return "-".join([letters[:8], *(word for word in words if word[0].isdigit())])[:LONGEST_CODE].strip("-")


def _free_code(code: str) -> str:
    """Return the code, with a number behind it if a cohort has it or had it."""
    versions = Cohort.version_model()._base_manager
    taken = set(versions.filter(code__startswith=code[: LONGEST_CODE - 3]).values_list("code", flat=True))
    numbered = (f"{code[: LONGEST_CODE - 3]}-{number}" for number in range(2, len(taken) + 3))
    return next(each for each in (code, *numbered) if each not in taken)


def begin(taking: Round, *, by: User, name: str, applicant: str) -> Expression:
    """Begin an expression of interest that came on paper or by mail."""
    may_keep_rounds(by).enforce()
    with change(by=by, reason="") as opened:
        return _begun(opened, taking, name, applicant)


def invite_applicant(taking: Round, *, by: User, person: str, email: str, name: str, applicant: str, reason: str) -> Expression:
    """Begin an expression of interest for somebody who applies, with an account that sees only that. Whoever has an account keeps it."""
    may_invite_applicants(by).enforce()
    with change(by=by, reason=reason) as opened:
        expression = _begun(opened, taking, name, applicant)
        user = User.objects.filter(email=email.lower()).first()
        _let_in(opened, expression, user, person, email)
    return expression


def _let_in(opened: OpenChange, expression: Expression, user: User | None, person: str, email: str) -> None:
    """Make somebody an applicant, and tell them. A new account gets a link to choose a password."""
    if user is None:
        new: User = User.objects.open_account(email, name=person)
        Applicant.objects.create(expression=expression, user=new)
        send_link(opened, new, f" You write the expression of interest “{expression.name}” there.")
        return
    if not user.is_active:
        raise Refused(f"The account of {user} is closed.", "email")
    Applicant.objects.create(expression=expression, user=user)
    post(opened, [user], "An expression of interest to write", f"You write “{expression.name}”.", expression.get_absolute_url())


def _begun(opened: OpenChange, taking: Round, name: str, applicant: str) -> Expression:
    may_take(taking, clock.today()).enforce()
    if taking.expressions.filter(name=name).exists():
        raise Refused("There is an expression of interest of that name already.", "name")
    begun: Expression = Expression.objects.create(round=taking, name=name, applicant=applicant, written_at=opened.moment)
    create_all([Answer(expression=begun, criterion=criterion) for criterion in taking.criteria.all()])
    return begun


@dataclass(frozen=True)
class Clash:
    """What somebody else wrote meanwhile: the name of the field, and what stands now."""

    name: str
    now: str


class Clashed(Refused):
    """Somebody else saved it meanwhile. `clashes` says what stands now where it differs."""

    def __init__(self, clashes: list[Clash]) -> None:
        super().__init__("Somebody else saved this while you were writing. What they wrote is shown below. Save again to replace it.")
        self.clashes = clashes


def write(expression: Expression, *, by: User, made_from: int | None, words: Mapping[str, Any], answers: Mapping[int, str]) -> Expression:
    """Save what is written: the fields, and the answer to each criterion by its number. Refuse to write over what somebody else saved."""
    with change(by=by, reason="") as opened:
        fresh = standing(expression, by)
        may_write(by, fresh).enforce()
        if fresh.version != made_from:
            raise Clashed(_clashes(fresh, words, answers))
        if fresh.round.expressions.filter(name=words["name"]).exclude(pk=fresh.pk).exists():
            raise Refused("There is an expression of interest of that name already.", "name")
        for name, value in words.items():
            setattr(fresh, name, value)
        fresh.written_at = opened.moment
        fresh.save()
        _answer(fresh, answers)
    return fresh


def standing(expression: Expression, by: User) -> Expression:
    """Return it as it is now. Raise Refused if this person can no longer see it."""
    fresh: Expression | None = Expression.objects.visible_to(by).for_page().filter(pk=expression.pk).first()
    if fresh is None:
        raise Refused("This expression of interest has been removed, or is no longer yours.")
    return fresh


def answers_by_criterion(expression: Expression) -> dict[int, Answer]:
    return {answer.criterion_id: answer for answer in expression.answers.all()}


def _answer(expression: Expression, words: Mapping[int, str]) -> None:
    standing_answers = answers_by_criterion(expression)
    for criterion, said in words.items():
        answer = standing_answers.get(criterion) or Answer(expression=expression, criterion_id=criterion)
        if answer.pk is None or answer.words != said:
            answer.words = said
            answer.save()


def _clashes(expression: Expression, words: Mapping[str, Any], answers: Mapping[int, str]) -> list[Clash]:
    said = answers_by_criterion(expression)
    fields = [Clash(name, str(getattr(expression, name) or "")) for name, value in words.items() if getattr(expression, name) != value]
    written = {criterion: said[criterion].words if criterion in said else "" for criterion in answers}
    return [*fields, *(Clash(f"answer_{number}", now) for number, now in written.items() if now != answers[number])]


def hand_in(review: Review, *, by: User, marks: Mapping[int, tuple[int, str]]) -> Review:
    """Give one's scores, each a mark with words by the number of its criterion. They cannot be changed afterwards."""
    with change(by=by, reason="") as opened:
        fresh = _review(review, by)
        may_score(by, fresh).enforce()
        if set(marks) != set(fresh.expression.round.criteria.values_list("pk", flat=True)):
            raise Refused("Somebody changed the criteria. Open this page again.")
        create_all([Score(review=fresh, criterion_id=number, mark=mark, words=words) for number, (mark, words) in marks.items()])
        fresh.handed_in_at = opened.moment
        fresh.save()
    return fresh


def declare_conflict(review: Review, *, by: User, words: str) -> Review:
    """Say that one has an interest in it, and so does not score it."""
    with change(by=by, reason=""):
        fresh = _review(review, by)
        may_score(by, fresh).enforce()
        fresh.conflict = words
        fresh.save()
    return fresh


def _review(review: Review, by: User) -> Review:
    fresh: Review | None = Review.objects.visible_to(by).select_related("expression__round", "reader").filter(pk=review.pk).first()
    if fresh is None:
        raise Refused("You are no longer asked to read this.")
    return fresh
