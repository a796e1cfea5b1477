"""Returns."""

from datetime import date
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from history import clock
from history.recording.versions import TrackedModel
from pages import working_days
from pages.counting import several
from pages.links import path
from returns.models.periods import ReportingPeriod, period_codes
from returns.querysets import ReturnQuerySet
from returns.workflow import WITH_THE_LEADS, Confidence, State, is_better
from vanguards.models import Vanguard


class Return(TrackedModel):
    """What a vanguard declares for a period. It has one for each; a signed-off one is corrected by another edition.

    `achieved_unchecked` and `next_unchecked` are set while the words are those the record filled in and no lead has saved them.
    """

    PART_OF = ("period", "vanguard")
    ADDRESSED_BY = ("period", "vanguard", "edition")
    READ_BY = [["period"], ["vanguard"]]
    UNTRACKED = ("reminded_on",)

    period = models.ForeignKey(ReportingPeriod, models.PROTECT, related_name="returns")
    vanguard = models.ForeignKey(Vanguard, models.PROTECT, related_name="returns")
    edition = models.PositiveSmallIntegerField(default=1)
    replaces = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="replaced_by")
    state = models.CharField(max_length=10, choices=State, default=State.OWED)
    confidence = models.CharField("declared confidence", max_length=5, choices=Confidence, blank=True)
    computed_then = models.CharField(
        "computed confidence when it was sent", max_length=5, choices=Confidence, blank=True, help_text="What the record said then."
    )
    confidence_reason = models.TextField("why it is better than the record", blank=True)
    achieved = models.TextField("what was achieved", blank=True)
    achieved_unchecked = models.BooleanField(default=False)
    next_steps = models.TextField("what is next", blank=True)
    next_unchecked = models.BooleanField(default=False)
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    sent_at = models.DateTimeField(null=True, blank=True)
    signed_off_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    signed_off_at = models.DateTimeField(null=True, blank=True)
    reminded_on = models.DateField(null=True, blank=True, editable=False, help_text="The day its leads were reminded last.")
    invented = models.BooleanField(default=False, help_text="Made up for the demonstration.")

    computed_now: Any  # returns/confidence.py, and when its leads were chased last; set for lists
    chased_at: Any

    objects: ClassVar[Any] = ReturnQuerySet.as_manager()

    class Meta:
        ordering = ["-period__ends_on", "vanguard", "-edition"]
        constraints = [
            models.UniqueConstraint(fields=["period", "vanguard", "edition"], name="return_once"),
            models.CheckConstraint(condition=Q(state__in=State.values), name="return_state_known"),
            models.CheckConstraint(condition=Q(confidence__in=["", *Confidence.values]), name="return_confidence_known"),
            models.CheckConstraint(condition=Q(computed_then__in=["", *Confidence.values]), name="return_computed_known"),
            models.CheckConstraint(
                condition=Q(sent_at=None, sent_by=None) | Q(sent_at__isnull=False, sent_by__isnull=False), name="return_sent_by_somebody"
            ),
            models.CheckConstraint(
                condition=Q(state=State.SIGNED_OFF, signed_off_at__isnull=False, signed_off_by__isnull=False)
                | (~Q(state=State.SIGNED_OFF) & Q(signed_off_at=None, signed_off_by=None)),
                name="return_signed_off_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(edition=1, replaces=None) | Q(edition__gt=1, replaces__isnull=False), name="return_edition_replaces_one"
            ),
        ]
        indexes = [
            models.Index(fields=["vanguard", "period", "edition"], name="returns_by_vanguard"),
            models.Index(fields=["period", "state", "vanguard"], name="returns_by_state"),
        ]

    def __str__(self) -> str:
        return f"Return of vanguard {self.vanguard_id} for {self.period}"

    def get_absolute_url(self) -> str:
        code = self.period.code if Return.period.is_cached(self) else period_codes()[self.period_id]
        return path("return_detail", code, self.vanguard_id, self.edition)

    @property
    def in_a_sentence(self) -> str:
        """Return "the return of 38 Salford and Wigan for 2015/16 Q4"."""
        return f"the return of {self.vanguard.in_a_sentence} for {self.period}"

    @property
    def is_with_the_leads(self) -> bool:
        return self.state in WITH_THE_LEADS

    @property
    def is_signed_off(self) -> bool:
        return self.state == State.SIGNED_OFF

    def is_better_than(self, computed: str) -> bool:
        """Return whether more is declared than the record says."""
        return bool(self.confidence and computed) and is_better(self.confidence, computed)

    @property
    def is_better_than_the_record(self) -> bool:
        """Return the same for a list: by what the record said when it was sent, else says today."""
        now = getattr(self, "computed_now", None)
        return self.is_better_than(self.computed_then or (now.confidence.value if now else ""))

    def lateness(self, day: date) -> str:
        """Return "Late by 5 working days" if it is due and not sent, or ""."""
        if not self.is_with_the_leads or self.period.due_on >= day:
            return ""
        days = working_days.between(self.period.due_on, day)
        return f"Late by {several(days, 'working day')}" if days else "Late"

    @property
    def sent_on(self) -> date | None:
        """Return the day it was sent, in London."""
        return clock.in_london(self.sent_at).date() if self.sent_at is not None else None

    @property
    def signed_off_on(self) -> date | None:
        """Return the day it was signed off, in London."""
        return clock.in_london(self.signed_off_at).date() if self.signed_off_at is not None else None

    @property
    def chased_on(self) -> date | None:
        """Return the day its leads were chased last, for a list."""
        return clock.in_london(self.chased_at).date() if self.chased_at is not None else None

    @property
    def sent_late(self) -> str:
        """Return "sent 5 working days late", or ""."""
        if self.sent_on is None or self.is_with_the_leads:
            return ""
        days = working_days.between(self.period.due_on, self.sent_on)
        return f"sent {several(days, 'working day')} late" if days > 0 else ""
