"""The back office keeps events, milestones and the ledger of dates right."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from history import clock
from history.admin import TrackedAdmin, TrackedInline
from history.forms import IN_WORDS, TrackedForm, TrackedRowForm, first_days
from milestones.models import Cause, Commitment, Event, EventVanguard, Forecast, Milestone
from pages.dates import last_day
from vanguards.admin import SOURCED, SourcedAdmin

IN_WORDS.update(
    {
        **first_days("event", "happened"),
        **first_days("milestone", "due"),
        **first_days("commitment", "due", "reached"),
        **first_days("forecast", "forecast"),
        "commitment_of_the_programme_once": ("vanguard", "The programme has its own commitment to this milestone already."),
        "commitment_reached_shown": ("reached_on", "Give the date it was reached, or leave what shows it empty."),
        "forecast_approved_at_and_by": ("approved_by", "Give both, when it was approved and by whom, or neither."),
    }
)


class EventVanguardInline(TrackedInline):
    model = EventVanguard
    autocomplete_fields = ("vanguard",)
    verbose_name_plural = "vanguards it concerns"


@admin.register(Event)
class EventAdmin(SourcedAdmin):
    inlines = [EventVanguardInline]
    list_display = ("title", "happened", "whole_programme", "cohort", "care_model", "certainty")
    list_filter = ("whole_programme", "cohort", "care_model", "certainty")
    list_select_related = ("cohort", "care_model")
    search_fields = ("title", "concerns")


def follow_the_date(commitment: Commitment) -> None:
    """The last day of what was promised follows from the date and its precision."""
    commitment.due_until = last_day(commitment.due_on, commitment.due_precision)


class CommitmentRowForm(TrackedRowForm):
    def save(self, commit: bool = True) -> Any:
        follow_the_date(self.instance)
        return super().save(commit)


class CommitmentForm(TrackedForm, CommitmentRowForm):
    """The same, on a page of its own."""


class CommitmentInline(TrackedInline):
    model = Commitment
    form = CommitmentRowForm
    autocomplete_fields = ("vanguard",)
    may_be_many = True
    show_change_link = True


@admin.register(Milestone)
class MilestoneAdmin(SourcedAdmin):
    inlines = [CommitmentInline]
    fieldsets = (
        (None, {"fields": ("title", "due_on", "due_precision", "due_words", "nature", "concerns", "is_key", "note")}),
        ("Source", {"fields": SOURCED}),
    )
    list_display = ("title", "due", "concerns", "is_key", "certainty")
    list_filter = ("is_key", "nature", "certainty")
    search_fields = ("title", "concerns")


class ForecastInline(TrackedInline):
    model = Forecast
    autocomplete_fields = ("made_by", "approved_by")
    may_be_many = True


@admin.register(Commitment)
class CommitmentAdmin(TrackedAdmin):
    form = CommitmentForm
    inlines = [ForecastInline]
    autocomplete_fields = ("milestone", "vanguard")
    list_display = ("milestone", "vanguard", "due", "reached", "stands", "invented")
    list_filter = (("reached_on", admin.EmptyFieldListFilter), ("vanguard", admin.EmptyFieldListFilter), "invented")
    list_select_related = ("milestone", "vanguard")
    search_fields = ("milestone__title", "vanguard__name", "=vanguard__number")

    @admin.display(description="status")
    def stands(self, commitment: Commitment) -> str:
        return commitment.status(clock.today())


@admin.register(Cause)
class CauseAdmin(TrackedAdmin):
    list_display = ("name", "direction", "code")
    list_filter = ("direction",)
    search_fields = ("name", "code")
    prepopulated_fields = {"code": ("name",)}


@admin.register(Forecast)
class ForecastAdmin(TrackedAdmin):
    autocomplete_fields = ("commitment", "made_by", "approved_by")
    list_display = ("commitment", "forecast", "cause", "made_by", "made_at", "approved_by")
    list_filter = ("cause", ("approved_at", admin.EmptyFieldListFilter))
    list_select_related = ("commitment", "cause", "made_by", "approved_by")
    search_fields = ("note", "commitment__milestone__title", "commitment__vanguard__name")

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        return {"made_by": request.user.pk, "made_at": clock.now(), **super().get_changeform_initial_data(request)}
