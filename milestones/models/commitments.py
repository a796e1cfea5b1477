"""Commitments: what was promised, each later date and its reason, and what happened."""

from datetime import date
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from history.reading.prepared import filled
from history.recording.versions import TrackedModel
from milestones.models.causes import Cause
from milestones.models.milestones import Milestone
from milestones.querysets import CommitmentQuerySet, ForecastQuerySet, LedgerQuerySet
from milestones.standing import BEHIND, Drawn, Standing, standing
from milestones.workflow import DECIDED, STANDING, Move, Outcome, State, Status
from pages import dates
from pages.date_differences import Apart, apart
from pages.dates import MeantDate, first_day
from pages.links import link, path
from vanguards.facts import date_constraints, precision_field, words_field
from vanguards.models import Vanguard

OF_A_STATE = {State.REACHED: Status.REACHED, State.CANCELLED: Status.CANCELLED, State.NOT_OURS: Status.NOT_OURS}


class Commitment(TrackedModel):
    """One vanguard's share of a milestone, or the programme's own.

    `expected_until` is kept for lists: the last day of the current forecast or, if there is none, of what was promised.
    """

    PART_OF = ("milestone", "vanguard")
    READ_BY = [["milestone"], ["vanguard"], ["expected_until"]]

    milestone = models.ForeignKey(Milestone, models.PROTECT, related_name="commitments")
    vanguard = models.ForeignKey(
        Vanguard, models.PROTECT, null=True, blank=True, related_name="commitments", help_text="Leave empty for the programme's own."
    )
    state = models.CharField(max_length=14, choices=State, default=State.OPEN)
    due_on = models.DateField("original date")
    due_precision = precision_field()
    due_words = words_field()
    due = dates.meant("due")
    due_until = models.DateField("last day of the original date", editable=False)
    expected_until = models.DateField("last day of the date expected now", editable=False)
    reached_on = models.DateField(null=True, blank=True)
    reached_precision = precision_field()
    reached_words = words_field()
    reached = dates.meant("reached")
    reached_until = models.DateField("last day of the date it was reached", null=True, blank=True, editable=False)
    reached_note = models.TextField("what shows it", blank=True)
    reached_link = models.CharField("link to what shows it", max_length=500, blank=True)
    invented = models.BooleanField(default=False, help_text="What happened to it was made up for the demonstration.")

    objects: ClassVar[Any] = CommitmentQuerySet.as_manager()

    class Meta:
        ordering = ["due_until", "pk"]
        constraints = [
            *date_constraints("due"),
            *date_constraints("reached"),
            models.UniqueConstraint(fields=["milestone", "vanguard"], name="commitment_once"),
            models.UniqueConstraint(fields=["milestone"], condition=Q(vanguard=None), name="commitment_of_the_programme_once"),
            models.CheckConstraint(condition=Q(state__in=State.values), name="commitment_state_known"),
            models.CheckConstraint(condition=Q(due_until__gte=F("due_on")), name="commitment_due_until_after_due"),
            models.CheckConstraint(
                condition=Q(state=State.REACHED, reached_on__isnull=False) | (~Q(state=State.REACHED) & Q(reached_on=None)),
                name="commitment_reached_has_its_date",
            ),
            models.CheckConstraint(
                condition=Q(reached_on=None, reached_until=None) | Q(reached_until__gte=F("reached_on")),
                name="commitment_reached_until_after_reached",
            ),
            models.CheckConstraint(
                condition=Q(reached_on__isnull=False) | Q(reached_note="", reached_link=""), name="commitment_reached_shown"
            ),
        ]
        indexes = [
            models.Index(fields=["expected_until", "id", "state", "milestone"], name="commitments_by_expected"),
            models.Index(fields=["vanguard", "expected_until", "id"], name="commitments_by_vanguard"),
            models.Index(fields=["milestone", "vanguard", "id"], name="commitments_by_milestone"),
            models.Index(fields=["expected_until", "id"], condition=Q(state=State.OPEN), name="commitments_open_by_expected"),
        ]

    def __str__(self) -> str:
        whose = f"Vanguard {self.vanguard_id}" if self.vanguard_id else "The programme"
        return f"{whose}: {self.milestone}"

    def get_absolute_url(self) -> str:
        return path("commitment_detail", self.pk)

    @property
    def in_a_sentence(self) -> str:
        """Return "“Contracts signed” for 38 Salford and Wigan"."""
        return f"“{self.milestone}” for {self.vanguard.in_a_sentence if self.vanguard else 'the programme itself'}"

    @property
    def whose(self) -> str:
        """Return "38 Salford and Wigan", or "The programme itself"."""
        return f"{self.vanguard_id} {self.vanguard}" if self.vanguard_id else "The programme itself"

    @property
    def is_open(self) -> bool:
        return self.state == State.OPEN

    @property
    def forecast(self) -> "Forecast | None":
        """Return the latest forecast that stands; None if it is expected as promised."""
        return next((line for line in reversed(self._lines) if line.outcome in STANDING), None)

    @property
    def proposal(self) -> "Forecast | None":
        """Return the date that waits for the programme team."""
        return next((line for line in self._lines if line.outcome == Outcome.PROPOSED), None)

    @property
    def _lines(self) -> "list[Forecast]":
        known: list[Forecast] | None = filled(self, "forecasts")
        return list(self.forecasts.all()) if known is None else known

    @property
    def expected(self) -> MeantDate:
        """Return when it is expected: the latest forecast that stands, or the promised date."""
        forecast = self.forecast
        meant: MeantDate = forecast.forecast if forecast is not None else self.due
        return meant

    @property
    def moved(self) -> Apart:
        """Return how long after the promised date it was reached, or is expected now."""
        return apart(self.due, self.reached or self.expected)

    @property
    def errors(self) -> list[Apart]:
        """Return how long after each date given for it (the promised one and each forecast that stood) it was reached; nothing until it is
        reached.
        """
        if self.reached is None:
            return []
        given = [self.due, *(line.forecast for line in self._lines if line.outcome in STANDING)]
        return [apart(date, self.reached) for date in given]

    @property
    def stands_until(self) -> date:
        """Return the day it counts as reached or, if it is not, the last day of when it is expected."""
        return self.reached_until or self.expected_until

    @property
    def days(self) -> list[date]:
        """Return the first and last days of everything that a picture of it shows."""
        proposed = [self.proposal.forecast_until] if self.proposal else []
        return [self.due_on, self.due_until, self.stands_until, *proposed]

    def on(self, day: date) -> Drawn:
        """Return it as a timeline draws it on a day, with the date that waits for the team."""
        said = f"{self.whose}, {self.milestone}. {self.standing(day).words}"
        proposed_until = self.proposal.forecast_until if self.proposal else None
        return self.drawn(day, proposed_until=proposed_until, said=said, address=link(self))

    def drawn(self, day: date, **more: Any) -> Drawn:
        """Return the same without reading its ledger; `more` says what the ledger would have said."""
        return Drawn(self.due_on, self.due_until, self.stands_until, self.status(day).value, **more)

    def status(self, day: date) -> Status:
        """Return its status on a day. An open one is overdue once all of its expected date has passed, and late if it is expected after the
        promised date.
        """
        if self.state != State.OPEN:
            return OF_A_STATE[State(self.state)]
        if self.expected_until < day:
            return Status.OVERDUE
        return Status.LATE if self.expected_until > self.due_until else Status.ON_TIME

    def standing(self, day: date) -> Standing:
        """Return its status in words: how far behind it is, and since when a new date waits."""
        status, proposal = self.status(day), self.proposal
        if proposal is None and status not in BEHIND:
            return Standing(status)
        return standing(status, self.due, self.expected, day, proposal.made_at if proposal is not None else None)


class Forecast(TrackedModel):
    """A line in the ledger of dates: the new date, who gave it and why, and what became of it.

    Kept for the ledger of slips: `before_until` and `before_precision` (the date expected before), `forecast_until`, and `days_later` (the
    working days between the two; negative if earlier; about right if one of the dates is not a day).
    """

    SEARCHED = ("note",)
    WORDS_INDEXED = False
    SAID = ("note", "decided_words")
    PART_OF = ("commitment",)

    commitment = models.ForeignKey(Commitment, models.CASCADE, related_name="forecasts")
    forecast_on = models.DateField("new date")
    forecast_precision = precision_field()
    forecast_words = words_field()
    forecast = dates.meant("forecast")
    forecast_until = models.DateField("last day of the new date", editable=False)
    before_until = models.DateField("last day expected before", editable=False)
    before_precision = precision_field(verbose_name="precision of the date expected before", editable=False)
    days_later = models.IntegerField("working days later", editable=False)
    outcome = models.CharField(max_length=9, choices=Outcome, default=Outcome.RECORDED)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="forecasts")
    cause = models.ForeignKey(Cause, models.PROTECT, related_name="forecasts")
    note = models.TextField()
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="decided_forecasts")
    decided_words = models.TextField("why so", blank=True)

    objects: ClassVar[Any] = ForecastQuerySet.as_manager()

    class Meta:
        ordering = ["made_at", "pk"]
        constraints = [
            *date_constraints("forecast"),
            models.CheckConstraint(condition=Q(outcome__in=Outcome.values), name="forecast_outcome_known"),
            models.CheckConstraint(condition=Q(decided_at=None) ^ Q(decided_by__isnull=False), name="forecast_decided_at_and_by"),
            models.CheckConstraint(
                condition=Q(outcome__in=DECIDED, decided_at__isnull=False) | (~Q(outcome__in=DECIDED) & Q(decided_at=None)),
                name="forecast_decided_or_not",
            ),
            models.UniqueConstraint(fields=["commitment"], condition=Q(outcome=Outcome.PROPOSED), name="forecast_one_waits"),
        ]
        indexes = [models.Index(fields=["before_until", "forecast_until"], name="forecasts_by_before")]

    def __str__(self) -> str:
        return f"{self.forecast} for {self.commitment}"

    @property
    def before(self) -> MeantDate:
        """Return the date expected before, without the published words."""
        return MeantDate(first_day(self.before_until, self.before_precision), self.before_precision)

    @property
    def moved(self) -> Apart:
        """Return how far the date moved."""
        return apart(self.before, self.forecast)

    def follow(self, before: MeantDate) -> None:
        """Keep what follows from the date expected before it."""
        self.before_until, self.before_precision, self.forecast_until = before.last, before.precision, self.forecast.last
        self.days_later = self.moved.days

    @property
    def direction(self) -> str:
        """Return whether it moved later or earlier, by last days, even with no working days between them."""
        return Cause.Direction.LATER if self.forecast_until > self.before_until else Cause.Direction.EARLIER

    @property
    def when(self) -> str:
        return dates.at(self.made_at)

    @property
    def decided(self) -> str:
        return dates.at(self.decided_at) if self.decided_at else ""


class CommitmentMove(TrackedModel):
    """A move on a commitment other than a new date: the state before and after, by whom, and why."""

    SAID = ("words",)
    PART_OF = ("commitment",)

    commitment = models.ForeignKey(Commitment, models.CASCADE, related_name="moves")
    move = models.CharField(max_length=24, choices=Move)
    state_before = models.CharField(max_length=14, choices=State)
    state_after = models.CharField(max_length=14, choices=State)
    words = models.TextField(blank=True)
    moved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="commitment_moves")
    moved_at = models.DateTimeField()

    sentence: Any  # what was done, in words; set for the commitment's page

    objects: ClassVar[Any] = LedgerQuerySet.as_manager()

    class Meta:
        verbose_name = "move of a commitment"
        verbose_name_plural = "moves of commitments"
        ordering = ["moved_at", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(move__in=Move.values), name="commitment_move_known"),
            models.CheckConstraint(
                condition=Q(state_before__in=State.values, state_after__in=State.values), name="commitment_move_between_states"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_move_display()}: {self.commitment}"

    @property
    def when(self) -> str:
        return dates.at(self.moved_at)
