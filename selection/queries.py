"""Queries of the pages of rounds and expressions of interest."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q

from pages.links import url
from people.models import User
from selection.models import Answer, Applicant, Criterion, Expression, ExpressionMove, Review, Round, Score
from selection.workflow import Mark, State
from vanguards.models import Cohort, Vanguard

# What is counted beside the states.
RECEIVED, EVER_INVITED, WITHDRAWN_AFTER, BACK_AFTER = "ever sent", "ever invited", "withdrawn after sending", "sent back after sending"


@dataclass(frozen=True)
class Step:
    """One step of a round, from what was received to what was selected: how many got there, and where they are listed ("" if they are not
    on record one by one).
    """

    words: str
    count: int | None
    address: str = ""
    note: str = ""
    share: int = 0  # of 100, beside the widest step


@dataclass(frozen=True)
class Funnel:
    """The steps of a round, where those that did not go on are, and a sentence if the numbers do not add up."""

    steps: list[Step]
    elsewhere: list[Step]
    difference: str = ""


def cohorts(user: User) -> list[Cohort]:
    """Return every cohort with its round, the latest first."""
    found = Cohort.objects.visible_to(user) if user.has_a_role else Cohort.objects.filter(round__in=Round.objects.visible_to(user))
    return sorted(found.select_related("round", "source"), key=lambda each: (each.announced_on is None, each.announced_on), reverse=True)


def round_of(code: str, user: User) -> list[Round]:
    return list(Round.objects.visible_to(user).select_related("cohort__source", "source").filter(cohort__code=code))


def funnels(found: Iterable[Cohort], user: User) -> dict[int, Funnel]:
    """Return the funnel of each cohort: what is on record or, for leads and applicants, what is published."""
    numbers = [cohort.pk for cohort in found]
    of_a_cohort = Vanguard.objects.filter(cohort__in=numbers).order_by().values_list("cohort").annotate(many=Count("pk"))
    selected = dict(of_a_cohort)
    on_record = _on_record(numbers)
    return {cohort.pk: _funnel(cohort, selected.get(cohort.pk, 0), on_record.get(cohort.pk, {}), user) for cohort in found}


def _on_record(cohorts_: list[int]) -> dict[int, dict[str, int]]:
    """Return how many expressions of each cohort are in each state; those that were sent and those that were invited are counted too."""
    counts: dict[int, dict[str, int]] = defaultdict(dict)
    sent, invited = Count("pk", filter=Q(sent_at__isnull=False)), Count("pk", filter=Q(invited_at__isnull=False))
    rows = Expression.objects.filter(round__cohort__in=cohorts_).order_by().values_list("round__cohort", "state")
    for cohort, state, many, received, asked in rows.annotate(many=Count("pk"), received=sent, asked=invited):
        of = counts[cohort]
        of[state] = many
        of[RECEIVED], of[EVER_INVITED] = of.get(RECEIVED, 0) + received, of.get(EVER_INVITED, 0) + asked
        if state == State.WITHDRAWN:
            of[WITHDRAWN_AFTER] = received
        if state == State.SENT_BACK:
            of[BACK_AFTER] = received
    return counts


def _funnel(cohort: Cohort, selected: int, counts: dict[str, int], user: User) -> Funnel:
    takes = getattr(cohort, "round", None)
    became = url("vanguard_list", cohort=cohort.code) if selected and user.has_a_role else ""
    if takes is None or not takes.takes_expressions or not user.sees_everything:
        received = cohort.expressions_of_interest
        steps = [Step("Expressions of interest", received, note=cohort.expressions_note), Step("Selected", selected, became)]
        turned_down = [] if received is None else [Step("Not selected", received - selected, note="not on record one by one")]
        return Funnel(_with_shares(steps), turned_down)

    def listed(**of: Any) -> str:
        return url("expression_list", round=cohort.code, **of)

    steps = [
        Step("Expressions of interest", counts.get(RECEIVED, 0), listed(stage="received")),
        Step("Invited to the workshop", counts.get(EVER_INVITED, 0), listed(stage="invited")),
        Step("Selected", counts.get(State.SELECTED, 0), listed(state="selected")),
    ]
    elsewhere = [
        Step("To decide", sum(counts.get(state, 0) for state in (State.SENT, State.INVITED)), listed(state=["sent", "invited"])),
        Step("Sent back to the applicants", counts.get(BACK_AFTER, 0), listed(state="sent-back")),
        Step("Turned down", counts.get(State.NOT_SELECTED, 0), listed(state="not-selected")),
        Step("Withdrawn", counts.get(WITHDRAWN_AFTER, 0), listed(state="withdrawn", stage="received")),
    ]
    there = [step for step in elsewhere if step.count]
    return Funnel(_with_shares(steps), there, _difference(selected, counts.get(State.SELECTED, 0)))


def _difference(vanguards: int, selected: int) -> str:
    """Return a sentence if there are more or fewer vanguards of the cohort than were selected here; "" if the numbers agree."""
    if vanguards == selected:
        return ""
    return f"{vanguards} vanguards of this round are on record, and {selected} were selected here."


def _with_shares(steps: Sequence[Step]) -> list[Step]:
    most = max((step.count or 0 for step in steps), default=0)
    shares = [round(100 * (step.count or 0) / most) if most else 0 for step in steps]
    return [Step(step.words, step.count, step.address, step.note, share) for step, share in zip(steps, shares, strict=True)]


def criteria(taking: Round) -> list[Criterion]:
    return list(taking.criteria.select_related("source").order_by("order", "pk"))


def expression_of(code: str, number: int, user: User) -> Any:
    return Expression.objects.visible_to(user).for_page().filter(round__cohort__code=code, pk=number)


def rows_of_the_list(numbers: list[int], user: User) -> list[Expression]:
    """Return these expressions in order, each with how many of its readers gave their scores."""
    reviews, done = Count("reviews", filter=Q(reviews__conflict="")), Count("reviews", filter=Q(reviews__handed_in_at__isnull=False))
    read = Expression.objects.visible_to(user).for_list().filter(pk__in=numbers)
    found = {each.pk: each for each in read.annotate(readers=reviews, scored=done)}
    return [found[number] for number in numbers if number in found]


def parts_of(expression: Expression, user: User) -> dict[str, Any]:
    """Return the parts of an expression that this person may read."""
    answers = Answer.objects.visible_to(user).filter(expression=expression.pk).select_related("criterion")
    applicants = Applicant.objects.visible_to(user).filter(expression=expression.pk).select_related("user")
    return {"answers": list(answers.order_by("criterion__order", "criterion")), "applicants": list(applicants.order_by("pk"))}


def moves(number: int, user: User) -> Any:
    return ExpressionMove.objects.visible_to(user).filter(expression=number).select_related("moved_by").order_by("moved_at", "pk")


@dataclass(frozen=True)
class Scored:
    """What readers think of how a criterion is met: the scores this person may read."""

    criterion: Criterion
    scores: list[Score]

    @property
    def spread(self) -> str:
        """Return "All: shows it", or "From does not show it to shows it very well"."""
        marks = sorted(score.mark for score in self.scores)
        if not marks:
            return ""
        lowest, highest = (Mark(mark).label for mark in (marks[0], marks[-1]))
        if len(marks) == 1:
            return lowest
        return f"All: {lowest.lower()}" if marks[0] == marks[-1] else f"From “{lowest.lower()}” to “{highest.lower()}”"

    @property
    def is_wide(self) -> bool:
        """Return whether readers are two steps or more apart, so that they should talk."""
        marks = [score.mark for score in self.scores]
        return bool(marks) and max(marks) - min(marks) > 1


def reviews_of(expression: Expression, user: User) -> list[Review]:
    found = Review.objects.visible_to(user).filter(expression=expression.pk).select_related("reader", "asked_by")
    return list(found.order_by("pk"))


def scored(expression: Expression, user: User) -> list[Scored]:
    """Return the scores of each criterion that this person may read; an empty list if there are none."""
    found = Score.objects.visible_to(user).filter(review__expression=expression.pk).select_related("review__reader", "criterion")
    by_criterion: dict[Criterion, list[Score]] = defaultdict(list)
    for score in found.order_by("criterion__order", "criterion", "pk"):
        by_criterion[score.criterion].append(score)
    return [Scored(criterion, scores) for criterion, scores in by_criterion.items()]


def of_applicant(user: User) -> list[Expression]:
    """Return what somebody writes as an applicant, the latest first."""
    return list(Expression.objects.visible_to(user).for_page().filter(pk__in=user.expression_ids).order_by("-written_at"))
