"""Selection rounds, and what applicants must show."""

from datetime import date
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from pages.links import path
from selection.querysets import RoundQuerySet
from vanguards.facts import SourcedFact
from vanguards.models import Cohort


class Round(SourcedFact):
    """What the invitation to a round says. When it was opened, closed and announced stands with its cohort."""

    PART_OF = ("cohort",)
    ADDRESSED_BY = ("cohort",)

    cohort = models.OneToOneField(Cohort, models.PROTECT, related_name="round")
    invited = models.TextField("who is invited", blank=True)
    led_by = models.TextField("who leads the selection", blank=True)
    asked = models.TextField("what applicants are asked for", blank=True)
    decision = models.CharField("when it is decided", max_length=100, blank=True, help_text="As published: “by September 2015”.")
    takes_expressions = models.BooleanField(
        "takes expressions of interest here", default=False, help_text="Off for the rounds of 2015: their expressions were never on record."
    )
    invented = models.BooleanField(default=False, help_text="Made up for the demonstration.")

    objects: ClassVar[Any] = RoundQuerySet.as_manager()

    class Meta(SourcedFact.Meta):
        ordering = ["-cohort__opened_on", "-pk"]
        constraints = [*SourcedFact.Meta.constraints]

    def __str__(self) -> str:
        return str(self.cohort)

    def get_absolute_url(self) -> str:
        return path("round_detail", self.cohort.code)

    @property
    def in_a_sentence(self) -> str:
        return f"the round {self.cohort}"

    @property
    def last_day(self) -> date | None:
        """Return the last day on which an expression of interest is in time; None if the round has none."""
        closed = self.cohort.closed
        return closed.last if closed is not None else None

    def is_open(self, day: date) -> bool:
        """Return whether expressions of interest can be written: late ones can, until the decision is announced."""
        opened = self.cohort.opened
        return self.takes_expressions and opened is not None and opened.first <= day and not self.is_decided(day)

    def is_late(self, day: date) -> bool:
        return self.last_day is not None and day > self.last_day

    def is_decided(self, day: date) -> bool:
        announced = self.cohort.announced
        return announced is not None and announced.last < day


class Criterion(SourcedFact):
    """What an applicant must show, and readers score."""

    PART_OF = ("round",)

    round = models.ForeignKey(Round, models.CASCADE, related_name="criteria")
    order = models.PositiveSmallIntegerField(default=0)
    name = models.CharField(max_length=100)
    words = models.TextField("what applicants must show", blank=True)

    objects: ClassVar[Any] = RoundQuerySet.as_manager()

    class Meta(SourcedFact.Meta):
        verbose_name_plural = "criteria"
        ordering = ["round", "order", "pk"]
        constraints = [
            *SourcedFact.Meta.constraints,
            models.UniqueConstraint(fields=["round", "name"], name="criterion_once"),
            models.CheckConstraint(condition=~Q(name=""), name="criterion_has_a_name"),
        ]

    def __str__(self) -> str:
        return self.name
