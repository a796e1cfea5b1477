"""What vanguards asked for, what was promised, and whether it helped."""

from collections.abc import Mapping
from datetime import date
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.functional import cached_property

from history.versions import TrackedModel
from pages import dates
from pages.links import path
from support.querysets import CommentQuerySet, EnablerQuerySet, MoveQuerySet, PartOfRequestQuerySet, RecipientQuerySet, RequestQuerySet
from support.workflow import OPEN_STATES, Helped, Move, State, Word
from vanguards.facts import CertainFact, SourcedFact, date_constraints, precision_field, words_field
from vanguards.models import CareModel, CollaborationForm, Organisation, Vanguard


class Enabler(SourcedFact):
    """An area of national support: eight from July 2015, ten from December 2015."""

    ADDRESSED_BY = ("slug",)
    SEARCHED = ("name", "description")

    slug = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=100, unique=True)
    order = models.PositiveSmallIntegerField(default=0)
    order_note = models.CharField(max_length=200, blank=True)
    introduced_on = models.DateField()
    retired_on = models.DateField(null=True, blank=True, help_text="From this day it is no longer offered.")
    description = models.TextField(blank=True)

    objects: ClassVar[Any] = EnablerQuerySet.as_manager()

    class Meta(SourcedFact.Meta):
        ordering = ["order", "pk"]
        constraints = [
            *SourcedFact.Meta.constraints,
            models.CheckConstraint(
                condition=Q(retired_on=None) | Q(retired_on__gt=F("introduced_on")), name="enabler_retired_after_introduced"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return path("enabler_detail", self.slug)


class Offer(SourcedFact):
    """What the published package promises under an enabler: to whom, from when, by which body."""

    PART_OF = ("enabler",)
    SEARCHED = ("words",)

    enabler = models.ForeignKey(Enabler, models.PROTECT, related_name="offers")
    words = models.TextField()
    audience = models.CharField("to whom", max_length=200, blank=True)
    care_model = models.ForeignKey(CareModel, models.PROTECT, null=True, blank=True, related_name="offers")
    form = models.ForeignKey(CollaborationForm, models.PROTECT, null=True, blank=True, related_name="offers")
    offered_on = models.DateField("from", null=True, blank=True)
    offered_precision = precision_field()
    offered_words = words_field()
    body = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="offers")
    later = models.BooleanField("came later", default=False, help_text="Published after the package of December 2015.")

    class Meta(SourcedFact.Meta):
        ordering = ["enabler", "pk"]
        constraints = [
            *SourcedFact.Meta.constraints,
            *date_constraints("offered"),
            models.CheckConstraint(condition=~Q(words=""), name="offer_says_something"),
        ]

    def __str__(self) -> str:
        return self.words if len(self.words) <= 80 else f"{self.words[:79]}…"

    @property
    def offered(self) -> str:
        return dates.on(self.offered_on, self.offered_precision, self.offered_words)


class SupportRequest(SourcedFact):
    """Support that one or more vanguards ask for. What no source says (state, owner, priority, dates) is the programme's own record."""

    class Kind(models.TextChoices):
        SUPPORT = "support", "Support"
        POLICY_WORK = "policy work", "Policy work"
        NEED = "need", "Need"
        DELIVERABLE = "deliverable", "Deliverable"

    class Priority(models.TextChoices):
        HIGH = "high", "High"
        NORMAL = "normal", "Normal"
        LOW = "low", "Low"

    NAME_IS_PUBLIC = False
    READ_BY = [["state"], ["target_on"], ["parent"]]
    SEARCHED = ("title", "needed")

    title = models.CharField(max_length=200)
    needed = models.TextField("what is needed")
    kind = models.CharField(max_length=12, choices=Kind, default=Kind.SUPPORT)
    state = models.CharField(max_length=12, choices=State, default=State.RAISED)
    priority = models.CharField(max_length=6, choices=Priority, blank=True, help_text="Leave empty until it is decided.")
    scope = models.CharField("for whom, as published", max_length=200, blank=True)
    offer = models.ForeignKey(
        Offer, models.PROTECT, null=True, blank=True, related_name="requests", help_text="The published promise it draws on."
    )
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="merged", help_text="The request that goes on in its place."
    )
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="parts", verbose_name="part of")
    starts_on = models.DateField("support starts", null=True, blank=True)
    starts_precision = precision_field()
    starts_words = words_field()
    raised_on = models.DateField(null=True, blank=True)
    raised_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="raised_requests")
    needed_on = models.DateField("needed by", null=True, blank=True)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="owned_requests")
    target_on = models.DateField("target date", null=True, blank=True)
    outcome = models.TextField("what was given", blank=True)
    note = models.TextField(blank=True)
    invented = models.BooleanField(
        default=False,
        help_text="Its state, owner, priority and dates (and, without a source, the request itself) were made up for the demonstration.",
    )

    objects: ClassVar[Any] = RequestQuerySet.as_manager()

    class Meta(SourcedFact.Meta):
        verbose_name = "support request"
        constraints = [
            *SourcedFact.Meta.constraints,
            *date_constraints("starts"),
            models.CheckConstraint(condition=Q(state__in=State.values), name="request_state_known"),
            models.CheckConstraint(condition=Q(kind__in=["support", "policy work", "need", "deliverable"]), name="request_kind_known"),
            models.CheckConstraint(condition=Q(priority__in=["", "high", "normal", "low"]), name="request_priority_known"),
            models.CheckConstraint(condition=~Q(title="") & ~Q(needed=""), name="request_says_what_is_needed"),
            models.CheckConstraint(condition=Q(parent=None) | ~Q(parent=F("pk")), name="request_not_part_of_itself"),
            models.CheckConstraint(
                condition=Q(raised_on=None) | Q(needed_on=None) | Q(needed_on__gte=F("raised_on")), name="request_needed_after_it_is_raised"
            ),
            models.CheckConstraint(
                condition=Q(state__in=[State.RAISED, State.DECLINED, State.MERGED, State.CLOSED]) | Q(owner__isnull=False),
                name="request_answered_has_an_owner",
            ),
            models.CheckConstraint(condition=Q(merged_into=None) | Q(state=State.MERGED), name="request_merged_into_another"),
            models.CheckConstraint(condition=Q(merged_into=None) | ~Q(merged_into=F("pk")), name="request_not_merged_into_itself"),
        ]
        indexes = [
            models.Index(fields=["title", "id"], name="requests_by_title"),
            models.Index(fields=["state", "id"], name="requests_by_state"),
            models.Index(fields=["target_on", "id"], name="requests_by_target"),
            models.Index(fields=["state", "target_on", "id"], name="requests_by_state_and_target"),
        ]

    def __str__(self) -> str:
        return f"{self.reference} {self.title}"

    def get_absolute_url(self) -> str:
        return path("request_detail", self.reference)

    @property
    def reference(self) -> str:
        return reference(self.pk)

    @property
    def is_open(self) -> bool:
        return self.state in OPEN_STATES

    def is_late(self, day: date) -> bool:
        """Past its target date and not yet delivered; while the vanguards are waited for the clock stops."""
        return self.is_open and self.state not in (State.DELIVERED, State.WAITING) and self.target_on is not None and self.target_on < day

    @property
    def starts(self) -> str:
        return dates.on(self.starts_on, self.starts_precision, self.starts_words)

    @cached_property
    def made_so(self) -> "MoveMade | None":
        """The team's move that led to where it stands; none where nobody of the team made it so, or it is not on record."""
        move: MoveMade | None = self.moves.exclude(state_before=F("state_after")).select_related("moved_by").last()
        return move if move is not None and move.state_after == self.state and move.vanguard_id is None else None


def reference(number: int) -> str:
    """How people name a request: at least four digits over an integer."""
    return f"SR-{number:04d}"


class PartOfRequest(TrackedModel):
    """What belongs to a request: its versions are for the vanguards that were on the request when they were made."""

    PART_OF = ("support_request",)

    class Meta:
        abstract = True


class RequestEnabler(PartOfRequest):
    """An enabler a request falls under."""

    READ_BY = [["support_request"]]

    support_request = models.ForeignKey(SupportRequest, models.CASCADE, related_name="enabler_links")
    enabler = models.ForeignKey(Enabler, models.PROTECT, related_name="request_links")
    note = models.CharField(max_length=200, blank=True, help_text="Who says so: the source, or our mapping.")

    objects: ClassVar[Any] = PartOfRequestQuerySet.as_manager()

    class Meta:
        verbose_name = "enabler of a request"
        verbose_name_plural = "enablers of requests"
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["support_request", "enabler"], name="request_enabler_once")]

    def __str__(self) -> str:
        return f"{reference(self.support_request_id)} under {self.enabler}"


class AnsweringBody(PartOfRequest, CertainFact):
    """A body that answers a request, and the contact there."""

    READ_BY = [["support_request"]]

    support_request = models.ForeignKey(SupportRequest, models.CASCADE, related_name="answering_bodies")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="answers")
    contact = models.CharField("contact there", max_length=200, blank=True)

    objects: ClassVar[Any] = PartOfRequestQuerySet.as_manager()

    class Meta(CertainFact.Meta):
        verbose_name = "answering body"
        verbose_name_plural = "answering bodies"
        ordering = ["pk"]
        constraints = [
            *CertainFact.Meta.constraints,
            models.UniqueConstraint(fields=["support_request", "organisation"], name="answering_body_once"),
        ]

    def __str__(self) -> str:
        return f"{self.organisation} answers {reference(self.support_request_id)}"


class Recipient(CertainFact):
    """A vanguard on a request: the only link between the two, with that vanguard's own progress and word."""

    PART_OF = ("support_request", "vanguard")
    BRINGS = {"vanguard": "support_request"}
    READ_BY = [["support_request"], ["vanguard"]]

    support_request = models.ForeignKey(SupportRequest, models.CASCADE, related_name="recipients")
    vanguard = models.ForeignKey(Vanguard, models.PROTECT, related_name="recipients")
    word = models.CharField(max_length=13, choices=Word, default=Word.OPEN)
    words = models.TextField("in their own words", blank=True)
    helped = models.CharField(max_length=6, choices=Helped, blank=True, help_text="Whether what was delivered helped.")
    asked_on = models.DateField("asked for its word", null=True, blank=True)
    silent_on = models.DateField(
        "silence counts from", null=True, blank=True, help_text="From this day, no word counts as not confirmed: ten working days after."
    )

    objects: ClassVar[Any] = RecipientQuerySet.as_manager()

    class Meta(CertainFact.Meta):
        ordering = ["vanguard"]
        constraints = [
            *CertainFact.Meta.constraints,
            models.UniqueConstraint(fields=["support_request", "vanguard"], name="recipient_once"),
            models.CheckConstraint(condition=Q(word__in=Word.values), name="recipient_word_known"),
            models.CheckConstraint(condition=Q(helped__in=["", *Helped.values]), name="recipient_helped_known"),
            models.CheckConstraint(
                condition=Q(asked_on=None, silent_on=None) | Q(asked_on__isnull=False, silent_on__isnull=False),
                name="recipient_asked_until_silent",
            ),
        ]
        indexes = [models.Index(fields=["word", "support_request"], name="recipients_by_word")]

    def __str__(self) -> str:
        return f"Vanguard {self.vanguard_id} on {reference(self.support_request_id)}"


class MoveMade(PartOfRequest):
    """A move that was made: where the request stood before and after, by whom, and why; for a move of one recipient, whose."""

    READ_BY = [["support_request"]]

    support_request = models.ForeignKey(SupportRequest, models.PROTECT, related_name="moves")
    move = models.CharField(max_length=20, choices=Move)
    vanguard = models.ForeignKey(Vanguard, models.PROTECT, null=True, blank=True, related_name="moves")
    state_before = models.CharField(max_length=12, choices=State)
    state_after = models.CharField(max_length=12, choices=State)
    words = models.TextField(blank=True, help_text="Why; for a delivery, what was given.")
    moved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="moves")
    moved_at = models.DateTimeField()
    invented = models.BooleanField(default=False, help_text="Made up for the demonstration.")

    objects: ClassVar[Any] = MoveQuerySet.as_manager()

    class Meta:
        verbose_name = "move"
        ordering = ["moved_at", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(move__in=Move.values), name="move_known"),
            models.CheckConstraint(condition=Q(state_before__in=State.values, state_after__in=State.values), name="move_between_states"),
            models.CheckConstraint(
                condition=Q(moved_at__isnull=False, moved_by__isnull=False) | Q(move=Move.SILENCE), name="move_by_someone_or_silence"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_move_display()}: {reference(self.support_request_id)}"

    @property
    def when(self) -> str:
        return dates.at(self.moved_at)

    @classmethod
    def is_told_to(cls, values: Mapping[str, Any], number: int) -> bool:
        """What one vanguard says of a request is not for the others on it."""
        return values["vanguard_id"] is None or values["vanguard_id"] == number


class Comment(TrackedModel):
    """Words on a request, for all who are on it, between one vanguard and the team, or within the team."""

    class Audience(models.TextChoices):
        SHARED = "shared", "Everyone on the request"
        VANGUARD = "vanguard", "One vanguard and the team"
        INTERNAL = "internal", "The team only"

    PART_OF = ("support_request",)
    READ_BY = [["support_request"]]

    support_request = models.ForeignKey(SupportRequest, models.PROTECT, related_name="comments")
    audience = models.CharField(max_length=8, choices=Audience)
    vanguard = models.ForeignKey(Vanguard, models.PROTECT, null=True, blank=True, related_name="comments")
    words = models.TextField()
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="comments")
    written_at = models.DateTimeField()
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
        ]

    def __str__(self) -> str:
        return f"Comment on {reference(self.support_request_id)}"

    @classmethod
    def is_told_to(cls, values: Mapping[str, Any], number: int) -> bool:
        to_this_one = values["audience"] == cls.Audience.VANGUARD and values["vanguard_id"] == number
        return bool(values["audience"] == cls.Audience.SHARED or to_this_one)
