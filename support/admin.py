"""The back office corrects enablers and offers, and requests where their own pages cannot."""

from typing import Any

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.http import HttpRequest

from history import clock
from history.admin import CorrectOnly, LookOnlyInline, TrackedAdmin, TrackedInline
from history.admin.forms import IN_WORDS, TrackedForm
from people.models import User
from support.models import AnsweringBody, Comment, Enabler, MoveMade, Offer, Recipient, RequestDocument, RequestEnabler, SupportRequest
from vanguards.admin import SOURCED, SourcedAdmin, SourceShown

IN_WORDS.update(
    {
        "enabler_retired_after_introduced": ("retired_on", "Give a day after it was introduced."),
        "request_not_part_of_itself": ("parent", "Choose another request: none is part of itself."),
        "request_needed_after_it_is_raised": ("needed_on", "Give a date on or after the day it was raised."),
        "request_answered_has_an_owner": (
            "owner",
            "Give the request an owner: only when raised, declined, merged or closed can it be without.",
        ),
        "comment_to_one_vanguard_names_it": (
            "vanguard",
            "Choose the vanguard for a comment between one vanguard and the team; leave it empty for any other.",
        ),
    }
)


class OfferInline(SourceShown, TrackedInline):
    model = Offer
    autocomplete_fields = ("body", "source")
    fields = (
        "words", "audience", "care_model", "form", "offered_on", "offered_words", "body", "later", *SOURCED
    )  # fmt: skip
    may_be_many = True
    show_change_link = True


@admin.register(Enabler)
class EnablerAdmin(SourcedAdmin):
    inlines = [OfferInline]
    list_display = ("name", "order", "introduced_on", "retired_on", "certainty")
    list_filter = (("retired_on", admin.EmptyFieldListFilter), "certainty")
    search_fields = ("plain_words__contains",)
    prepopulated_fields = {"slug": ("name",)}


@admin.register(Offer)
class OfferAdmin(SourcedAdmin):
    autocomplete_fields = ("enabler", "body", "source")
    list_display = ("__str__", "enabler", "audience", "body", "offered", "later", "certainty")
    list_filter = ("later", "care_model", "form", "certainty")
    list_select_related = ("enabler", "body")
    search_fields = ("plain_words__contains", "enabler__plain_words__contains")


class RequestEnablerInline(TrackedInline):
    model = RequestEnabler
    autocomplete_fields = ("enabler",)
    verbose_name_plural = "enablers"


class AnsweringBodyInline(TrackedInline):
    model = AnsweringBody
    fields = ("organisation", "contact", "certainty", "certainty_note")
    autocomplete_fields = ("organisation",)


class DocumentInline(TrackedInline):
    model = RequestDocument
    fields = ("title", "address")
    addresses = ("address",)


class RecipientInline(LookOnlyInline):
    """Vanguards on the request, read-only: moves change them on the request's page. How certain each one is has a page of its own."""

    model = Recipient
    fields = ("vanguard", "word", "helped", "words", "asked_on", "silent_on", "certainty", "certainty_note")


class CommentInline(LookOnlyInline):
    """Comments, read-only; each is corrected on its own page."""

    model = Comment
    fields = ("audience", "vanguard", "words", "written_by", "written_at", "invented")


class MoveInline(LookOnlyInline):
    """Moves, read-only: they are made on the request's own page."""

    model = MoveMade
    fields = ("move", "vanguard", "state_before", "state_after", "words", "moved_by", "moved_at", "invented")


class RequestForm(TrackedForm):
    only_read = frozenset({"state", "merged_into"})

    def clean_owner(self) -> User | None:
        owner: User | None = self.cleaned_data["owner"]
        if owner is not None and not owner.is_active and "owner" in self.changed_data:
            raise ValidationError(f"{owner}’s account is closed: choose somebody who can look after it.", code="closed")
        return owner


@admin.register(SupportRequest)
class SupportRequestAdmin(SourcedAdmin):
    """Requests. Moves on the request's own page change its state (docs/decisions/0009-moves.md)."""

    form = RequestForm
    readonly_fields = ("state", "merged_into", "shared")
    inlines = [RequestEnablerInline, AnsweringBodyInline, DocumentInline, RecipientInline, CommentInline, MoveInline]
    autocomplete_fields = ("offer", "parent", "raised_by", "owner", "source")
    fieldsets = (
        (None, {"fields": ("title", "needed", "kind", "scope", "offer", "parent", "note")}),
        ("Where it stands", {"fields": ("state", "priority", "owner", "target_on", "outcome", "merged_into", "shared", "invented")}),
        ("Dates", {"fields": ("raised_on", "raised_by", "needed_on", "starts_on", "starts_words")}),
        ("Source", {"fields": SOURCED}),
    )
    list_display = ("reference", "title", "state", "priority", "owner", "target_on", "invented")
    list_display_links = ("reference", "title")
    list_filter = ("state", "priority", "kind", ("owner", admin.EmptyFieldListFilter), "invented", "certainty")
    list_select_related = ("owner",)
    search_fields = ("=id", "plain_words__contains")
    ordering = ("pk",)


@admin.register(Recipient)
class RecipientAdmin(CorrectOnly, TrackedAdmin):
    """How certain it is, from what was published, that a vanguard is on a request. Moves change everything else."""

    fields = ("support_request", "vanguard", "word", "helped", "words", "asked_on", "silent_on", "certainty", "certainty_note")
    readonly_fields = ("support_request", "vanguard", "word", "helped", "words", "asked_on", "silent_on")
    list_display = ("support_request", "vanguard", "word", "certainty")
    list_filter = ("word", "certainty")
    list_select_related = ("support_request", "vanguard")
    search_fields = (
        "support_request__plain_words__contains",
        "=support_request__id",
        "vanguard__plain_words__contains",
        "=vanguard__number",
    )
    ordering = ("support_request", "vanguard")


@admin.register(Comment)
class CommentAdmin(TrackedAdmin):
    """Comments. Nobody types who wrote one, or when."""

    autocomplete_fields = ("support_request", "vanguard")
    readonly_fields = ("written_by", "written_at", "edited_at")
    list_display = ("support_request", "audience", "vanguard", "written_by", "written_at", "invented")
    list_filter = ("audience", "invented")
    list_select_related = ("support_request", "vanguard", "written_by")
    search_fields = (
        "plain_words__contains",
        "support_request__plain_words__contains",
        "=support_request__id",
        "written_by__plain_words__contains",
    )
    ordering = ("-written_at", "-pk")

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        if not change:
            obj.written_by, obj.written_at = request.user, clock.now()
        elif "words" in form.changed_data:
            obj.edited_at = clock.now()
        super().save_model(request, obj, form, change)
