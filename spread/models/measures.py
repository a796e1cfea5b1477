"""Measures, what a vanguard wants to be better by them (its logic model, row by row), and their readings over time."""

from decimal import Decimal
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from history.recording.versions import TrackedModel
from pages import dates
from pages.links import path
from spread.benefit_querysets import BenefitQuerySet, MeasureQuerySet, PartOfBenefitQuerySet
from spread.benefit_workflow import Aim, BenefitState, BenefitStep, Better, Standing, standing
from vanguards.facts import SourcedFact, date_constraints, precision_field, words_field
from vanguards.models import Vanguard


def _value_field(label: str, **options: Any) -> Any:
    return models.DecimalField(label, max_digits=14, decimal_places=3, **options)


class Measure(SourcedFact):
    """What is counted, and in what: many vanguards can share it, and are then compared."""

    GIVEN_BY_LEADS = True
    NAME_IS_PUBLIC = False
    READ_BY = [["name"]]
    SEARCHED = ("name", "definition")

    name = models.CharField(max_length=150)
    unit = models.CharField(max_length=60, help_text="Such as %, days, or admissions for 1,000 people.")
    aim = models.CharField("what it is for", max_length=17, choices=Aim)
    better = models.CharField("what is better", max_length=6, choices=Better)
    definition = models.TextField("what exactly is counted", blank=True)
    is_shared = models.BooleanField(
        "shared by all", default=False, help_text="Everybody can choose it. So it is once a benefit that uses it is agreed."
    )
    invented = models.BooleanField(default=False, help_text="Made up for the demonstration.")

    objects: ClassVar[Any] = MeasureQuerySet.as_manager()

    class Meta(SourcedFact.Meta):
        ordering = ["name", "pk"]
        constraints = [
            *SourcedFact.Meta.constraints,
            models.CheckConstraint(condition=~Q(name="") & ~Q(unit=""), name="measure_has_a_name"),
            models.CheckConstraint(condition=Q(aim__in=Aim.values), name="measure_aim_known"),
            models.CheckConstraint(condition=Q(better__in=Better.values), name="measure_better_known"),
        ]
        indexes = [models.Index(fields=["name", "id"], name="measures_by_name")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return path("measure_detail", self.pk)

    @property
    def in_a_sentence(self) -> str:
        return f"the measure “{self.name}”"


class Benefit(TrackedModel):
    """A row of a vanguard's logic model: what it does, what changes, and what is better by a measure, from where to where by when."""

    PART_OF = ("vanguard",)
    NAME_IS_PUBLIC = False
    READ_BY = [["vanguard"], ["measure"]]

    vanguard = models.ForeignKey(Vanguard, models.PROTECT, related_name="benefits")
    measure = models.ForeignKey(Measure, models.PROTECT, related_name="benefits")
    state = models.CharField(max_length=9, choices=BenefitState, default=BenefitState.PROPOSED)
    we_do = models.TextField("what we do")
    changes = models.TextField("what changes")
    is_better = models.TextField("what is better")
    baseline = _value_field("baseline", null=True, blank=True)
    baseline_on = models.DateField("baseline on", null=True, blank=True)
    baseline_precision = precision_field()
    baseline_words = words_field()
    baseline_date = dates.meant("baseline")
    baseline_source = models.CharField("where the baseline comes from", max_length=200, blank=True)
    target = _value_field("target", null=True, blank=True)
    target_on = models.DateField("target by", null=True, blank=True)
    target_precision = precision_field()
    target_words = words_field()
    target_date = dates.meant("target")
    invented = models.BooleanField(default=False, help_text="Made up for the demonstration.")

    latest: Decimal | None  # the value of its latest reading; set for lists
    shown_readings: "list[Reading]"  # its readings, earliest first; set for pages

    objects: ClassVar[Any] = BenefitQuerySet.as_manager()

    class Meta:
        ordering = ["vanguard", "measure", "pk"]
        constraints = [
            *date_constraints("baseline"),
            *date_constraints("target"),
            models.UniqueConstraint(fields=["vanguard", "measure"], name="benefit_once"),
            models.CheckConstraint(condition=Q(state__in=BenefitState.values), name="benefit_state_known"),
            models.CheckConstraint(condition=~Q(we_do="") & ~Q(changes="") & ~Q(is_better=""), name="benefit_says_something"),
            models.CheckConstraint(
                condition=Q(baseline=None, baseline_on=None) | Q(baseline__isnull=False, baseline_on__isnull=False),
                name="benefit_baseline_has_its_date",
            ),
            models.CheckConstraint(
                condition=Q(target=None, target_on=None) | Q(target__isnull=False, target_on__isnull=False),
                name="benefit_target_has_its_date",
            ),
            models.CheckConstraint(
                condition=Q(baseline_on=None) | Q(target_on=None) | Q(target_on__gte=F("baseline_on")), name="benefit_target_after_baseline"
            ),
        ]
        indexes = [
            models.Index(fields=["vanguard", "id"], name="benefits_by_vanguard"),
            models.Index(fields=["measure", "vanguard"], name="benefits_by_measure"),
            models.Index(fields=["state", "vanguard", "id"], name="benefits_by_state"),
        ]

    def __str__(self) -> str:
        return f"{self.vanguard}: {self.measure}"

    def get_absolute_url(self) -> str:
        return path("benefit_detail", self.pk)

    @property
    def in_a_sentence(self) -> str:
        """Return "the benefit “Length of stay” of 38 Salford and Wigan"."""
        return f"the benefit “{self.measure}” of {self.vanguard.in_a_sentence}"

    def standing(self, latest: Decimal | None) -> Standing:
        """Return how it stands by its latest reading."""
        return standing(self.measure.better, self.baseline, self.target, latest)


class PartOfBenefit(TrackedModel):
    PART_OF = ("benefit",)

    objects: ClassVar[Any] = PartOfBenefitQuerySet.as_manager()

    class Meta:
        abstract = True


class Reading(PartOfBenefit, SourcedFact):
    """The value of a measure at a time, with where it comes from and how certain it is."""

    GIVEN_BY_LEADS = True
    READ_BY = [["benefit"]]

    benefit = models.ForeignKey(Benefit, models.CASCADE, related_name="readings")
    value = _value_field("value")
    read_on = models.DateField("of")
    read_precision = precision_field()
    read_words = words_field()
    read = dates.meant("read")
    invented = models.BooleanField(default=False, help_text="Made up for the demonstration.")

    class Meta(SourcedFact.Meta):
        ordering = ["read_on", "pk"]
        constraints = [
            *SourcedFact.Meta.constraints,
            *date_constraints("read"),
            models.UniqueConstraint(fields=["benefit", "read_on", "read_precision"], name="reading_once"),
        ]
        indexes = [models.Index(fields=["benefit", "read_on", "id"], name="readings_by_benefit")]

    def __str__(self) -> str:
        return f"{self.benefit}, {self.read}"


class BenefitMove(PartOfBenefit):
    """A move of a benefit: the state before and after, by whom, and why."""

    SAID = ("words",)
    READ_BY = [["benefit"]]

    benefit = models.ForeignKey(Benefit, models.CASCADE, related_name="moves")
    move = models.CharField(max_length=9, choices=BenefitStep)
    state_before = models.CharField(max_length=9, choices=BenefitState)
    state_after = models.CharField(max_length=9, choices=BenefitState)
    words = models.TextField(blank=True)
    moved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="benefit_moves")
    moved_at = models.DateTimeField()

    sentence: Any  # what was done, in words; set for the benefit's page

    class Meta:
        verbose_name = "move of a benefit"
        verbose_name_plural = "moves of benefits"
        ordering = ["moved_at", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(move__in=BenefitStep.values), name="benefit_move_known"),
            models.CheckConstraint(
                condition=Q(state_before__in=BenefitState.values, state_after__in=BenefitState.values),
                name="benefit_move_between_states",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_move_display()}: {self.benefit}"
