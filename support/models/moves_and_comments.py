"""Moves made on a request, and comments on it."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from history import clock
from history.recording.versions import TrackedModel
from pages import dates
from support.models.requests import PartOfRequest, SupportRequest, reference
from support.querysets import CommentQuerySet, MoveQuerySet
from support.workflow import HELPED, Move, State
from vanguards.models import Vanguard


class MoveMade(PartOfRequest):
    """A move that was made: the state before and after, by whom, and why; for a move on one vanguard's part, which vanguard."""

    SAID = ("words",)
    READ_BY = [["support_request"]]
    TOLD_BY = ("vanguard_id",)

    support_request = models.ForeignKey(SupportRequest, models.PROTECT, related_name="moves")
    move = models.CharField(max_length=20, choices=Move)
    vanguard = models.ForeignKey(Vanguard, models.PROTECT, null=True, blank=True, related_name="moves")
    state_before = models.CharField(max_length=12, choices=State)
    state_after = models.CharField(max_length=12, choices=State)
    words = models.TextField(blank=True, help_text="Why; for a delivery, what was given.")
    details = models.TextField("what it changed", blank=True, help_text="As its preview said it, such as “Owner: nobody → Helen Marlowe”.")
    moved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="moves")
    moved_at = models.DateTimeField()
    took = models.PositiveIntegerField(
        "working days it took",
        null=True,
        blank=True,
        help_text="To accept, since it was raised; to deliver at first, since it was accepted, without waiting for vanguards.",
    )
    invented = models.BooleanField(default=False, help_text="Made up for the demonstration.")

    sentence: Any  # what was done, in words; set for the request's page
    is_open_ended: bool  # whether the move alone does not tell the state after it; set for the page too

    objects: ClassVar[Any] = MoveQuerySet.as_manager()

    class Meta:
        verbose_name = "move"
        ordering = ["moved_at", "pk"]
        indexes = [
            models.Index(fields=["move", "took", "support_request"], name="moves_by_what_they_took", condition=Q(took__isnull=False))
        ]
        constraints = [
            models.CheckConstraint(condition=Q(move__in=Move.values), name="move_known"),
            models.CheckConstraint(condition=Q(state_before__in=State.values, state_after__in=State.values), name="move_between_states"),
            models.CheckConstraint(
                condition=Q(moved_at__isnull=False, moved_by__isnull=False) | Q(move=Move.SILENCE), name="move_by_someone_or_silence"
            ),
        ]

    def __str__(self) -> str:
        """Return the move's name in addresses, which stays the same when its button changes: "Dispute: SR-0007"."""
        return f"{self.move.replace('-', ' ').capitalize()}: {reference(self.support_request_id)}"

    @property
    def day(self) -> str:
        """Return the day it was made, in London."""
        return dates.on(clock.in_london(self.moved_at).date())

    @property
    def said_details(self) -> str:
        """What it changed; of an old confirmation, where it was read with `helped_then`, whether it helped."""
        return self.details or HELPED.get(getattr(self, "helped_then", None) or "", "")

    @classmethod
    def is_told_to(cls, values: Mapping[str, Any], number: int) -> bool:
        """Return False for a move of another vanguard's part: the others on a request may not read it."""
        return values["vanguard_id"] is None or values["vanguard_id"] == number


class Comment(TrackedModel):
    """A comment: for everybody on the request, for one vanguard and the team, or for the team only."""

    SEARCHED = ("words",)
    SAID = ("words",)

    class Audience(models.TextChoices):
        SHARED = "shared", "Everyone on the request"
        VANGUARD = "vanguard", "One vanguard and the team"
        INTERNAL = "internal", "The programme team only"

    PART_OF = ("support_request",)
    READ_BY = [["support_request"]]
    TOLD_BY = ("audience", "vanguard_id")

    support_request = models.ForeignKey(SupportRequest, models.PROTECT, related_name="comments")
    audience = models.CharField(max_length=8, choices=Audience)
    vanguard = models.ForeignKey(Vanguard, models.PROTECT, null=True, blank=True, related_name="comments")
    words = models.TextField()
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="comments")
    written_at = models.DateTimeField()
    edited_at = models.DateTimeField(null=True, blank=True, help_text="When its writer changed the words last.")
    invented = models.BooleanField(default=False, help_text="Made up for the demonstration.")

    objects: ClassVar[Any] = CommentQuerySet.as_manager()

    class Meta:
        ordering = ["written_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(audience="vanguard", vanguard__isnull=False) | Q(audience__in=["shared", "internal"], vanguard=None),
                name="comment_to_one_vanguard_names_it",
            ),
            models.CheckConstraint(condition=~Q(words=""), name="comment_says_something"),
            models.CheckConstraint(
                condition=Q(edited_at=None) | Q(edited_at__gte=F("written_at")), name="comment_edited_after_it_is_written"
            ),
        ]

    def __str__(self) -> str:
        return f"Comment on {self.of}"

    @property
    def of(self) -> str:
        """Return the reference of its request."""
        return reference(self.support_request_id)

    @classmethod
    def is_told_to(cls, values: Mapping[str, Any], number: int) -> bool:
        to_this_one = values["audience"] == cls.Audience.VANGUARD and values["vanguard_id"] == number
        return bool(values["audience"] == cls.Audience.SHARED or to_this_one)
