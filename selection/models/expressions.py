"""Expressions of interest."""

from datetime import date
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from history import clock
from history.recording.versions import TrackedModel
from pages import dates, working_days
from pages.counting import several
from pages.links import path
from selection.models.rounds import Criterion, Round
from selection.querysets import ExpressionQuerySet, PartQuerySet
from selection.workflow import TO_DECIDE, WRITABLE, Move, State
from vanguards.models import CareModel, Vanguard

LONGEST_LINE = 200  # characters of a partner, or of support that is wanted


class Expression(TrackedModel):
    """What an applicant proposes to become a vanguard with: who they are, what they plan, what they would need.

    `partners` and `support_wanted` hold one on each line. `written_at` moves with each saving, so that a form knows whether anybody wrote
    meanwhile, in the answers too.
    """

    NAME_IS_PUBLIC = False
    PART_OF = ("round",)
    ADDRESSED_BY = ("round",)
    READ_BY = [["round"], ["name"]]
    SEARCHED = ("name", "applicant")

    round = models.ForeignKey(Round, models.PROTECT, related_name="expressions")
    name = models.CharField("name of the vanguard it would be", max_length=200)
    applicant = models.CharField("organisation that applies", max_length=200)
    care_model = models.ForeignKey(CareModel, models.PROTECT, null=True, blank=True, related_name="+")
    area = models.CharField("area", max_length=200, blank=True)
    population = models.PositiveIntegerField(null=True, blank=True, help_text="Empty where it is not known: unknown is never 0.")
    population_note = models.CharField(max_length=300, blank=True)
    vision = models.TextField("what would change for patients", blank=True)
    help_needed = models.TextField("what would help to get there", blank=True)
    partners = models.TextField("partners", blank=True)
    support_wanted = models.TextField("support wanted", blank=True)
    state = models.CharField(max_length=13, choices=State, default=State.WRITTEN)
    written_at = models.DateTimeField()
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    sent_at = models.DateTimeField(null=True, blank=True)
    late_reason = models.TextField("why it came late", blank=True)
    invited_at = models.DateTimeField(null=True, blank=True)
    workshop = models.CharField("when and where the workshop is", max_length=200, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    feedback = models.TextField(blank=True)
    vanguard = models.OneToOneField(Vanguard, models.PROTECT, null=True, blank=True, related_name="expression")
    invented = models.BooleanField(default=False, help_text="Made up for the demonstration.")

    objects: ClassVar[Any] = ExpressionQuerySet.as_manager()

    class Meta:
        verbose_name = "expression"
        verbose_name_plural = "expressions of interest"
        ordering = ["round", "name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["round", "name"], name="expression_name_once"),
            models.CheckConstraint(condition=Q(state__in=State.values), name="expression_state_known"),
            models.CheckConstraint(condition=~Q(name="") & ~Q(applicant=""), name="expression_says_who"),
            models.CheckConstraint(condition=~Q(population=0), name="expression_population_never_0"),
            models.CheckConstraint(
                condition=Q(sent_at=None, sent_by=None) | Q(sent_at__isnull=False, sent_by__isnull=False),
                name="expression_sent_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(state=State.SELECTED, vanguard__isnull=False) | (~Q(state=State.SELECTED) & Q(vanguard=None)),
                name="expression_selected_is_a_vanguard",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[State.SELECTED, State.NOT_SELECTED], decided_at__isnull=False)
                | (~Q(state__in=[State.SELECTED, State.NOT_SELECTED]) & Q(decided_at=None)),
                name="expression_decided_at_a_moment",
            ),
            models.CheckConstraint(condition=~Q(state=State.NOT_SELECTED) | ~Q(feedback=""), name="expression_turned_down_with_feedback"),
        ]
        indexes = [models.Index(fields=["round", "state", "name"], name="expressions_by_state")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return path("expression_detail", self.round.cohort.code, self.pk)

    @property
    def in_a_sentence(self) -> str:
        return f"the expression of interest “{self.name}”"

    @property
    def is_writable(self) -> bool:
        return self.state in WRITABLE

    @property
    def is_to_decide(self) -> bool:
        return self.state in TO_DECIDE

    @property
    def sent_on(self) -> date | None:
        """Return the day it was sent, in London."""
        return clock.in_london(self.sent_at).date() if self.sent_at is not None else None

    def lateness(self, day: date) -> str:
        """Return "Sent 2 working days late", or "Late by 2 working days" if it is still being written; "" if it is in time."""
        last, until = self.round.last_day, self.sent_on or day
        if last is None or until <= last or (self.sent_on is None and not self.is_writable):
            return ""
        days = working_days.between(last, until)
        counted = several(days, "working day")
        if self.sent_on is not None:
            return f"Sent {counted} late" if days else "Sent late"
        return f"Late by {counted}" if days else "Late"

    @property
    def partner_lines(self) -> list[str]:
        return in_lines(self.partners)

    @property
    def support_lines(self) -> list[str]:
        return in_lines(self.support_wanted)


def in_lines(words: str) -> list[str]:
    """Return the lines that say something, without repeats."""
    return list(dict.fromkeys(line.strip() for line in words.splitlines() if line.strip()))


class PartOfExpression(TrackedModel):
    NAME_IS_PUBLIC = False
    PART_OF = ("expression",)

    objects: ClassVar[Any] = PartQuerySet.as_manager()

    class Meta:
        abstract = True


class Answer(PartOfExpression):
    """How an expression of interest says it meets a criterion."""

    expression = models.ForeignKey(Expression, models.CASCADE, related_name="answers")
    criterion = models.ForeignKey(Criterion, models.PROTECT, related_name="answers")
    words = models.TextField(blank=True)

    class Meta:
        verbose_name = "answer in an expression of interest"
        verbose_name_plural = "answers in expressions of interest"
        ordering = ["expression", "criterion__order", "criterion"]
        constraints = [models.UniqueConstraint(fields=["expression", "criterion"], name="answer_once")]

    def __str__(self) -> str:
        return f"{self.criterion}: {self.expression}"


class Applicant(PartOfExpression):
    """Somebody who writes an expression of interest. It is all of the programme that they may see, unless they have a role."""

    expression = models.ForeignKey(Expression, models.CASCADE, related_name="applicants")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="applications")

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["expression", "user"], name="applicant_once")]

    def __str__(self) -> str:
        return str(self.user)


class ExpressionMove(PartOfExpression):
    """A move of an expression of interest: the state before and after, by whom, and why."""

    SAID = ("words",)

    expression = models.ForeignKey(Expression, models.CASCADE, related_name="moves")
    move = models.CharField(max_length=11, choices=Move)
    state_before = models.CharField(max_length=13, choices=State)
    state_after = models.CharField(max_length=13, choices=State)
    words = models.TextField(blank=True)
    moved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    moved_at = models.DateTimeField()

    sentence: Any  # what was done, in words; set for the page of the expression

    class Meta:
        verbose_name = "move of an expression of interest"
        verbose_name_plural = "moves of expressions of interest"
        ordering = ["moved_at", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(move__in=Move.values), name="expression_move_known"),
            models.CheckConstraint(
                condition=Q(state_before__in=State.values, state_after__in=State.values), name="expression_move_between_states"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_move_display()}: {self.expression}"

    @property
    def when(self) -> str:
        return dates.at(self.moved_at)
