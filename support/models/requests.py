"""Requests, with their enablers, answering bodies, documents and vanguards."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any, ClassVar
from zlib import crc32

from django.apps import apps
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.functional import cached_property

from history.recording.versions import TrackedModel
from pages import dates
from pages.links import path
from pages.search import Sought
from pages.typed_numbers import number
from support.models.enablers import Enabler, Offer
from support.models.owned import Owned
from support.own_part import AsRead
from support.querysets import CALLED, PartOfRequestQuerySet, RecipientQuerySet, RequestQuerySet
from support.workflow import OPEN_STATES, Helped, Move, State, Word
from vanguards.facts import CertainFact, SourcedFact, date_constraints, precision_field, words_field
from vanguards.models import Organisation, Vanguard


class SupportRequest(AsRead, Owned, SourcedFact):
    """Support that one or more vanguards ask for. State, owner, priority and dates come from the programme's own work, not a source."""

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
    starts = dates.meant("starts")
    raised_on = models.DateField(null=True, blank=True)
    raised_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="raised_requests")
    needed_on = models.DateField("needed by", null=True, blank=True)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="owned_requests")
    target_on = models.DateField("target date", null=True, blank=True)
    outcome = models.TextField("what was given", blank=True)
    note = models.TextField(blank=True)
    shared = models.BooleanField(
        "shared with other vanguards", default=False, help_text="Leads of other vanguards read what was asked and given, and no more."
    )
    invented = models.BooleanField(
        default=False,
        help_text="Its state, owner, priority and dates were made up for the demonstration. Without a source, so was the request.",
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
            models.Index(fields=["id"], name="requests_by_number"),  # without it SQLite reads whole rows to reach a far page
            models.Index(fields=["title", "id"], name="requests_by_title"),
            models.Index(fields=["state", "id"], name="requests_by_state"),
            models.Index(fields=["target_on", "id"], name="requests_by_target"),
            models.Index(fields=["state", "target_on", "id"], name="requests_by_state_and_target"),
            models.Index(fields=["id"], condition=Q(shared=True), name="requests_shared"),
        ]

    def __str__(self) -> str:
        return f"{self.reference} {self.title}"

    def get_absolute_url(self) -> str:
        return path("request_detail", self.reference)

    @property
    def reference(self) -> str:
        return reference(self.pk)

    @classmethod
    def sought(cls, words: str) -> Sought:
        """Return what to search for; a number also finds the request with that reference, with or without SR."""
        return Sought.of(words, number(words, "", *CALLED))

    @property
    def asks_for(self) -> str:
        """Return a value that changes with the title or need, so that a form can say what it was made from."""
        return f"{crc32(f'{self.title}|{self.needed}'.encode()):08x}"

    @property
    def is_open(self) -> bool:
        return self.state in OPEN_STATES

    @property
    def answered_by(self) -> str:
        """Return who answers it, with the contact there: "Monitor (Jane); NHS England"."""
        bodies = self.answering_bodies.select_related("organisation")
        return "; ".join(f"{each.organisation} ({each.contact})" if each.contact else str(each.organisation) for each in bodies)

    @cached_property
    def made_so(self) -> Any:
        """Return the move that led to its state; None if that is not on record."""
        return self.led_here(_moves_latest_first(self.pk))

    def led_here(self, moves: Iterable[Any]) -> Any:
        """Return the move that led to its state. `moves` come latest first."""
        last = next((move for move in moves if move.state_before != move.state_after), None)
        return last if last is not None and last.state_after == self.state else None


def _moves_latest_first(number: int) -> Any:
    moves: Any = apps.get_model("support", "MoveMade").objects
    return moves.filter(support_request=number).select_related("moved_by").order_by("-moved_at", "-pk")


def reference(number: int) -> str:
    """Return a request's reference: SR and at least four digits."""
    return f"SR-{number:04d}"


class PartOfRequest(TrackedModel):
    """A part of a request. Its versions are for vanguards that were on the request when they were made."""

    PART_OF = ("support_request",)

    class Meta:
        abstract = True


class RequestEnabler(PartOfRequest):
    """An enabler that a request comes under."""

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


class RequestDocument(PartOfRequest):
    """A document about a request, by its address."""

    READ_BY = [["support_request"]]

    support_request = models.ForeignKey(SupportRequest, models.CASCADE, related_name="documents")
    title = models.CharField(max_length=200)
    address = models.CharField(max_length=500)

    objects: ClassVar[Any] = PartOfRequestQuerySet.as_manager()

    class Meta:
        verbose_name = "document of a request"
        verbose_name_plural = "documents of requests"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="document_has_a_title"),
            models.UniqueConstraint(fields=["support_request", "address"], name="document_once"),
        ]

    def __str__(self) -> str:
        return f"{self.title}, a document of {reference(self.support_request_id)}"


class Recipient(CertainFact):
    """A vanguard on a request, with its own state and answer. Nothing else links the two."""

    PART_OF = ("support_request", "vanguard")
    BRINGS = {"vanguard": "support_request"}
    READ_BY = [["support_request"], ["vanguard"]]
    SEARCHED = ("words",)
    UNTRACKED = ("reminded_on",)

    support_request = models.ForeignKey(SupportRequest, models.CASCADE, related_name="recipients")
    vanguard = models.ForeignKey(Vanguard, models.PROTECT, related_name="recipients")
    word = models.CharField(max_length=13, choices=Word, default=Word.OPEN)
    words = models.TextField("in their own words", blank=True)
    helped = models.CharField(max_length=6, choices=Helped, blank=True, help_text="Whether what was delivered helped.")
    asked_on = models.DateField("asked for its word", null=True, blank=True)
    silent_on = models.DateField(
        "silence counts from", null=True, blank=True, help_text="From this day, no word counts as not confirmed: ten working days after."
    )
    reminded_on = models.DateField(
        "reminded of its word", null=True, blank=True, editable=False, help_text="The day its leads were reminded last."
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

    @property
    def shown_request(self) -> SupportRequest:
        """Return its request, with the state that the reader sees (`with_requests`)."""
        shown: Any = self.support_request
        shown.stands, shown.waiting_since = getattr(self, "stands", shown.state), getattr(self, "waiting_since", None)
        return shown  # type: ignore[no-any-return]

    @property
    def last_day(self) -> date:
        """Return the last day for its answer, if one is awaited; from the next day it counts as late."""
        silent_on: Any = self.silent_on
        last: date = silent_on - timedelta(days=1)
        return last

    @cached_property
    def said_so(self) -> Any:
        """Return the move that led to its answer or state; None if that is not on record."""
        moves = self.support_request.moves.filter(vanguard=self.vanguard_id).exclude(move=Move.REPLY)
        return moves.select_related("moved_by").last()

    def __str__(self) -> str:
        return f"Vanguard {self.vanguard_id} on {reference(self.support_request_id)}"
