"""What was promised, what is expected now, and what happened."""

from datetime import date
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from history.versions import TrackedModel
from milestones.querysets import CommitmentQuerySet, ForecastQuerySet, MilestoneQuerySet
from pages import dates
from pages.links import path
from vanguards.facts import SourcedFact, date_constraints, precision_field, words_field
from vanguards.models import CareModel, Cohort, Vanguard


class Event(SourcedFact):
    """A dated fact of the programme, on its timeline."""

    READ_BY = [["happened_on"]]

    title = models.CharField(max_length=200)
    happened_on = models.DateField()
    happened_precision = precision_field()
    happened_words = words_field()
    concerns = models.CharField(max_length=200, blank=True, help_text="Whom it concerns, in words.")
    whole_programme = models.BooleanField(default=False)
    cohort = models.ForeignKey(Cohort, models.PROTECT, null=True, blank=True, related_name="events")
    care_model = models.ForeignKey(CareModel, models.PROTECT, null=True, blank=True, related_name="events")
    note = models.TextField(blank=True)

    class Meta(SourcedFact.Meta):
        ordering = ["happened_on", "pk"]
        constraints = [
            *SourcedFact.Meta.constraints,
            *date_constraints("happened"),
            models.UniqueConstraint(fields=["title", "happened_on"], name="event_once"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def happened(self) -> str:
        return dates.on(self.happened_on, self.happened_precision, self.happened_words)


class EventVanguard(TrackedModel):
    """A vanguard an event concerns, where it concerns neither the whole programme nor a whole cohort or care model."""

    PART_OF = ("event",)

    event = models.ForeignKey(Event, models.CASCADE, related_name="vanguard_links")
    vanguard = models.ForeignKey(Vanguard, models.PROTECT, related_name="event_links")

    class Meta:
        verbose_name = "vanguard of an event"
        verbose_name_plural = "vanguards of events"
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["event", "vanguard"], name="event_vanguard_once")]

    def __str__(self) -> str:
        return f"{self.event} concerns vanguard {self.vanguard_id}"


class Milestone(SourcedFact):
    """What is to be reached, by when, for whom."""

    READ_BY = [["due_on"]]
    SEARCHED = ("title", "concerns")

    title = models.CharField(max_length=200)
    due_on = models.DateField("due")
    due_precision = precision_field()
    due_words = words_field()
    nature = models.CharField(max_length=60, blank=True)
    concerns = models.CharField("for whom", max_length=200, blank=True)
    is_key = models.BooleanField("key milestone", default=False)
    note = models.TextField(blank=True)

    objects: ClassVar[Any] = MilestoneQuerySet.as_manager()

    class Meta(SourcedFact.Meta):
        ordering = ["due_on", "pk"]
        constraints = [
            *SourcedFact.Meta.constraints,
            *date_constraints("due"),
            models.UniqueConstraint(fields=["title", "due_on"], name="milestone_once"),
            models.CheckConstraint(condition=~Q(title=""), name="milestone_has_a_title"),
        ]
        indexes = [models.Index(fields=["due_on", "id"], name="milestones_by_due")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return path("milestone_detail", self.pk)

    @property
    def due(self) -> str:
        return dates.on(self.due_on, self.due_precision, self.due_words)


class Commitment(TrackedModel):
    """One vanguard's share of a milestone, or the programme's own."""

    PART_OF = ("milestone", "vanguard")
    READ_BY = [["milestone"], ["vanguard"], ["due_until"]]

    milestone = models.ForeignKey(Milestone, models.PROTECT, related_name="commitments")
    vanguard = models.ForeignKey(
        Vanguard, models.PROTECT, null=True, blank=True, related_name="commitments", help_text="Leave empty for the programme's own."
    )
    due_on = models.DateField("original date")
    due_precision = precision_field()
    due_words = words_field()
    due_until = models.DateField("last day of the original date", editable=False)
    reached_on = models.DateField(null=True, blank=True)
    reached_precision = precision_field()
    reached_words = words_field()
    reached_note = models.TextField("what shows it", blank=True)
    invented = models.BooleanField(default=False, help_text="What became of it was made up for the demonstration.")

    objects: ClassVar[Any] = CommitmentQuerySet.as_manager()

    class Meta:
        ordering = ["due_until", "pk"]
        constraints = [
            *date_constraints("due"),
            *date_constraints("reached"),
            models.UniqueConstraint(fields=["milestone", "vanguard"], name="commitment_once"),
            models.UniqueConstraint(fields=["milestone"], condition=Q(vanguard=None), name="commitment_of_the_programme_once"),
            models.CheckConstraint(condition=Q(due_until__gte=F("due_on")), name="commitment_due_until_after_due"),
            models.CheckConstraint(condition=Q(reached_on__isnull=False) | Q(reached_note=""), name="commitment_reached_shown"),
        ]
        indexes = [
            models.Index(fields=["due_until", "id"], name="commitments_by_due"),
            models.Index(fields=["due_until", "id"], condition=Q(reached_on=None), name="commitments_open_by_due"),
        ]

    def __str__(self) -> str:
        whose = f"Vanguard {self.vanguard_id}" if self.vanguard_id else "The programme"
        return f"{whose}: milestone {self.milestone_id}"

    @property
    def due(self) -> str:
        return dates.on(self.due_on, self.due_precision, self.due_words)

    @property
    def reached(self) -> str:
        return dates.on(self.reached_on, self.reached_precision, self.reached_words)

    @property
    def expected(self) -> "Forecast | None":
        """The latest line in its ledger of dates; none where it stands as promised."""
        lines: list[Forecast] = list(self.forecasts.all())
        return lines[-1] if lines else None

    @property
    def reached_span(self) -> tuple[date, date] | None:
        """The first and the last day of when it was reached: the same where the day is known."""
        return (self.reached_on, dates.last_day(self.reached_on, self.reached_precision)) if self.reached_on else None

    @property
    def days(self) -> list[date]:
        """The first and last days of all that a picture of it shows: promised, expected now, reached."""
        spans = [self.reached_span, self.expected.span if self.expected else None]
        return [self.due_on, self.due_until, *(day for span in spans if span for day in span)]

    def status(self, day: date) -> str:
        """The word for where it stands: "reached", "overdue" (the whole of what was promised is over) or "open"."""
        if self.reached_on is not None:
            return "reached"
        return "overdue" if self.due_until < day else "open"


class Cause(TrackedModel):
    """A coded reason why a date moves; earlier and later have their own."""

    class Direction(models.TextChoices):
        EARLIER = "earlier", "Earlier"
        LATER = "later", "Later"

    code = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=100)
    direction = models.CharField(max_length=7, choices=Direction)

    class Meta:
        ordering = ["direction", "name"]
        constraints = [models.CheckConstraint(condition=Q(direction__in=["earlier", "later"]), name="cause_direction_known")]

    def __str__(self) -> str:
        return self.name


class Forecast(TrackedModel):
    """A line in the ledger of dates: the new date, by whom, why, and who approved it."""

    PART_OF = ("commitment",)

    commitment = models.ForeignKey(Commitment, models.CASCADE, related_name="forecasts")
    forecast_on = models.DateField("new date")
    forecast_precision = precision_field()
    forecast_words = words_field()
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="forecasts")
    cause = models.ForeignKey(Cause, models.PROTECT, related_name="forecasts")
    note = models.TextField()
    approved_at = models.DateTimeField(null=True, blank=True)
    approved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="approved_forecasts")

    objects: ClassVar[Any] = ForecastQuerySet.as_manager()

    class Meta:
        ordering = ["made_at", "pk"]
        constraints = [
            *date_constraints("forecast"),
            models.CheckConstraint(condition=Q(approved_at=None) ^ Q(approved_by__isnull=False), name="forecast_approved_at_and_by"),
        ]

    def __str__(self) -> str:
        return f"{self.forecast} for {self.commitment}"

    @property
    def span(self) -> tuple[date, date]:
        """The first and the last day of what is forecast."""
        return self.forecast_on, dates.last_day(self.forecast_on, self.forecast_precision)

    @property
    def forecast(self) -> str:
        return dates.on(self.forecast_on, self.forecast_precision, self.forecast_words)
