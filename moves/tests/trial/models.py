"""Visits of the team to a vanguard: agreed, postponed, made, cancelled, planned again."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.urls import reverse

from history.recording.versions import TrackedModel, TrackedQuerySet


class State(models.TextChoices):
    PLANNED = "planned", "Planned"
    AGREED = "agreed", "Agreed"
    MADE = "made", "Made"
    CANCELLED = "cancelled", "Cancelled"


class Move(models.TextChoices):
    AGREE = "agree", "Agree the day"
    POSTPONE = "postpone", "Postpone"
    REPORT = "report", "Report on it"
    CANCEL = "cancel", "Cancel"
    PLAN_AGAIN = "plan-again", "Plan again"


class Visit(TrackedModel):
    place = models.CharField(max_length=100)
    state = models.CharField(max_length=9, choices=State, default=State.PLANNED)
    visited_on = models.DateField(null=True, blank=True)

    objects: ClassVar[Any] = TrackedQuerySet.as_manager()

    class Meta:
        app_label = "moves"

    def __str__(self) -> str:
        return f"Visit to {self.place}"

    def get_absolute_url(self) -> str:
        return reverse("visit_move", args=[self.pk, "report"])


class VisitMove(TrackedModel):
    PART_OF = ("visit",)

    visit = models.ForeignKey(Visit, models.PROTECT, related_name="moves")
    move = models.CharField(max_length=10, choices=Move)
    state_before = models.CharField(max_length=9)
    state_after = models.CharField(max_length=9)
    words = models.TextField(blank=True)
    moved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    moved_at = models.DateTimeField()

    class Meta:
        app_label = "moves"
