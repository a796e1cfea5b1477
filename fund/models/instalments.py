"""Instalments of a line, and the moves that were made on a line or an instalment."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from fund.columns import Pounds, pounds
from fund.models.lines import FundingLine
from fund.querysets import InstalmentQuerySet, PartOfLineQuerySet
from fund.workflow import Condition, InstalmentMove, InstalmentState, Move
from history.recording.versions import TrackedModel
from milestones.models import Commitment
from pages import dates, money
from pages.links import path
from returns.models import ReportingPeriod
from support.models import SupportRequest

LINKS = {Condition.RETURN: "period", Condition.COMMITMENT: "commitment", Condition.REQUEST: "support_request"}


def _one_link() -> Q:
    """Return the rule that the condition's own link is set, and no other."""
    rule = Q()
    for condition in Condition:
        rule |= Q(condition=condition, **{f"{link}__isnull": kind != condition for kind, link in LINKS.items()})
    return rule


class Instalment(TrackedModel):
    """A part of what is approved, which is paid on a day if its condition is met, or an administrator waives that."""

    PART_OF = ("line",)
    READ_BY = [["line"]]
    ADDRESSED_BY = ("line",)
    NAME_IS_PUBLIC = False

    line = models.ForeignKey(FundingLine, models.CASCADE, related_name="instalments")
    number = models.PositiveSmallIntegerField()
    amount = Pounds("amount in pounds")
    due_on = models.DateField("to be paid on")
    condition = models.CharField("what has to happen first", max_length=10, choices=Condition, default=Condition.NONE)
    period = models.ForeignKey(ReportingPeriod, models.PROTECT, null=True, blank=True, related_name="instalments")
    commitment = models.ForeignKey(Commitment, models.PROTECT, null=True, blank=True, related_name="instalments")
    support_request = models.ForeignKey(SupportRequest, models.PROTECT, null=True, blank=True, related_name="instalments")
    state = models.CharField(max_length=9, choices=InstalmentState, default=InstalmentState.PLANNED)
    waived_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    waived_at = models.DateTimeField(null=True, blank=True)
    waived_why = models.TextField("why the condition was waived", blank=True)
    paid_on = models.DateField(null=True, blank=True)
    invented = models.BooleanField(default=False, help_text="Made up for the demonstration.")

    is_met: bool  # whether what it waits for has happened; set by with_condition()
    offered: Any  # the moves of its row; set for the line's page
    stands: Any  # where its condition stands; set by fund/conditions.py
    may_name_request = False  # whether the reader may see the request it waits for; set by fund/conditions.py

    objects: ClassVar[Any] = InstalmentQuerySet.as_manager()

    class Meta:
        ordering = ["line", "number"]
        constraints = [
            models.UniqueConstraint(fields=["line", "number"], name="instalment_number_once"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="instalment_of_some_money"),
            models.CheckConstraint(condition=Q(state__in=InstalmentState.values), name="instalment_state_known"),
            models.CheckConstraint(condition=_one_link(), name="instalment_waits_for_one_thing"),
            models.CheckConstraint(
                condition=Q(state=InstalmentState.PAID, paid_on__isnull=False) | (~Q(state=InstalmentState.PAID) & Q(paid_on=None)),
                name="instalment_paid_on_its_day",
            ),
            models.CheckConstraint(
                condition=Q(waived_at=None, waived_by=None, waived_why="")
                | (Q(waived_at__isnull=False, waived_by__isnull=False) & ~Q(waived_why="") & ~Q(condition=Condition.NONE)),
                name="instalment_waived_by_somebody",
            ),
        ]
        indexes = [models.Index(fields=["state", "condition", "line"], name="instalments_by_state")]

    def __str__(self) -> str:
        return f"Instalment {self.number} of {money.in_words(self.amount)}"

    def get_absolute_url(self) -> str:
        return self.line.get_absolute_url()

    @property
    def in_a_sentence(self) -> str:
        """Return "instalment 2 of the 2015/16 funding of 38 Salford and Wigan"."""
        return f"instalment {self.number} of {self.line.in_a_sentence}"

    @property
    def key(self) -> tuple[str, str, int, int]:
        """Return what the addresses of its moves are made of."""
        return (*self.line.key, self.number)

    @property
    def is_planned(self) -> bool:
        return self.state == InstalmentState.PLANNED

    @property
    def is_waiting(self) -> bool:
        """Return whether it is planned and its condition is not met."""
        return self.is_planned and not self.is_met

    @property
    def awaited(self) -> str:
        """Return what has to happen first: "“Contracts signed” is reached"; "" for nothing."""
        if self.condition == Condition.RETURN:
            return f"the return for {self.period} is signed off"
        if self.condition == Condition.COMMITMENT:
            return f"“{self.commitment.milestone}” is reached" if self.commitment else ""
        if self.support_request is None:
            return ""
        return f"{self.support_request if self.may_name_request else 'a request this vanguard is no longer on'} is delivered"

    @property
    def awaited_address(self) -> str:
        """Return the address of what has to happen first; "" for nothing, or for what the reader may not see."""
        if self.period is not None:
            return path("return_latest", self.period.code, self.line.vanguard_id)
        awaited = self.commitment or (self.support_request if self.may_name_request else None)
        return str(awaited.get_absolute_url()) if awaited is not None else ""


class FundingMove(TrackedModel):
    """A move of a line or, with an instalment, of that: before and after, the amount, by whom, and why."""

    PART_OF = ("line",)
    SAID = ("words",)
    READ_BY = [["line"]]
    NAME_IS_PUBLIC = False

    line = models.ForeignKey(FundingLine, models.CASCADE, related_name="moves")
    instalment = models.ForeignKey(Instalment, models.CASCADE, null=True, blank=True, related_name="moves")
    move = models.CharField(max_length=10, choices=[*Move.choices, *InstalmentMove.choices])
    state_before = models.CharField(max_length=9, blank=True)
    state_after = models.CharField(max_length=9)
    amount = pounds("amount")
    words = models.TextField(blank=True)
    moved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="funding_moves")
    moved_at = models.DateTimeField()
    invented = models.BooleanField(default=False, help_text="Made up for the demonstration.")

    sentence: Any  # what was done, in words; set for the line's page

    objects: ClassVar[Any] = PartOfLineQuerySet.as_manager()

    class Meta:
        verbose_name = "move of funding"
        verbose_name_plural = "moves of funding"
        ordering = ["moved_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(instalment=None, move__in=Move.values) | Q(instalment__isnull=False, move__in=InstalmentMove.values),
                name="funding_move_known",
            ),
            models.CheckConstraint(condition=Q(amount=None) | Q(amount__gte=0), name="funding_move_not_below_zero"),
        ]

    def __str__(self) -> str:
        return f"{self.get_move_display()}: {self.line}"

    @property
    def when(self) -> str:
        return dates.at(self.moved_at)
