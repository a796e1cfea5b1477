"""The back office corrects events, milestones and the ledger of dates."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest

from history import clock
from history.admin import CorrectOnly, LookOnlyInline, TrackedAdmin, TrackedInline
from history.admin.forms import IN_WORDS, TrackedForm, TrackedRowForm
from milestones.actions import may_wait_for
from milestones.ledger import straighten
from milestones.models import Cause, Commitment, CommitmentMove, Event, EventVanguard, Forecast, Milestone, MilestoneGroup, MilestoneWait
from pages.counting import several
from vanguards.admin import SOURCED, SourcedAdmin

IN_WORDS.update(
    {
        "commitment_of_the_programme_once": ("vanguard", "The programme has its own commitment to this milestone already."),
        "milestone_group_is_one": (None, "Choose one: a care model, a collaboration form or a cohort."),
        "milestone_care_model_once": ("care_model", "It is for this care model already."),
        "milestone_form_once": ("form", "It is for this collaboration form already."),
        "milestone_cohort_once": ("cohort", "It is for this cohort already."),
        "milestone_waits_for_one": (None, "Choose one: a milestone or a support request."),
        "milestone_not_for_itself": ("awaited", "A milestone cannot wait for itself."),
        "milestone_waits_for_milestone_once": ("awaited", "It depends on this milestone already."),
        "milestone_waits_for_request_once": ("support_request", "It depends on this request already."),
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
    search_fields = ("plain_words__contains",)


class CommitmentRowForm(TrackedRowForm):
    """A commitment in a form. When all of it is saved, its ledger is used to work out what follows from the dates; until then a new one is
    expected as promised.

    Its vanguard cannot change: the dates and reports its leads gave would go to somebody else.
    """

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        moved = {"vanguard", "milestone"} & set(self.changed_data) if self.instance.pk else set()
        for name in moved if moved and (self.instance.forecasts.exists() or self.instance.moves.exists()) else ():
            self.add_error(name, "Dates were given for it, or it was reported on: it stays whose it is. Add another commitment instead.")
        return cleaned

    def save(self, commit: bool = True) -> Any:
        commitment = self.instance
        if commitment.expected_until is None:
            commitment.expected_until = commitment.due_until
        return super().save(commit)


class CommitmentForm(TrackedForm, CommitmentRowForm):
    """The form of a commitment on a page of its own."""


class GroupInline(TrackedInline):
    model = MilestoneGroup
    verbose_name_plural = "groups it is for, including later members"


class WaitRowForm(TrackedRowForm):
    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        awaited, milestone = cleaned.get("awaited"), self.instance.milestone if self.instance.milestone_id else None
        if awaited is not None and milestone is not None:
            verdict = may_wait_for(milestone, awaited)
            if not verdict:
                self.add_error("awaited", verdict.why)
        return cleaned


class WaitInline(TrackedInline):
    model = MilestoneWait
    form = WaitRowForm
    fk_name = "milestone"
    autocomplete_fields = ("awaited", "support_request")
    verbose_name_plural = "what it depends on"


class CommitmentInline(TrackedInline):
    """What was promised. Forecasts and results are given on the commitment's own page in the app."""

    model = Commitment
    form = CommitmentRowForm
    fields = ("vanguard", "due_on", "due_words", "invented")
    autocomplete_fields = ("vanguard",)
    may_be_many = True
    show_change_link = True


@admin.register(Milestone)
class MilestoneAdmin(SourcedAdmin):
    inlines = [GroupInline, WaitInline, CommitmentInline]
    fieldsets = (
        (None, {"fields": ("title", "due_on", "due_words", "nature", "concerns", "is_key", "note")}),
        ("Source", {"fields": SOURCED}),
    )
    list_display = ("title", "due", "concerns", "is_key", "certainty")
    list_filter = ("is_key", "nature", "certainty")
    search_fields = ("=id", "plain_words__contains")

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        changed = {each.instance.pk for formset in formsets for each in formset.forms if each.has_changed()}
        for commitment in Commitment.objects.filter(milestone=form.instance, pk__in=changed):
            straighten(commitment)
        if change and "due_on" in form.changed_data:
            self._say_what_stays(request, form.instance)

    def _say_what_stays(self, request: HttpRequest, milestone: Milestone) -> None:
        """Tell the person that commitments keep their own dates when the milestone's date changes."""
        others = milestone.commitments.open().exclude(due_on=milestone.due_on, due_precision=milestone.due_precision).count()
        if others:
            stay = f"{several(others, 'commitment')} to it {'keeps' if others == 1 else 'keep'} the date that was promised"
            self.message_user(request, f"{stay}. Where a promise was put down wrongly, correct it there.", messages.WARNING)


class ForecastInline(LookOnlyInline):
    """Forecasts, read-only: they are given on the commitment's own page. Their cause and note have a page of their own."""

    model = Forecast
    fields = ("forecast", "outcome", "cause", "note", "made_by", "made_at", "decided_by", "decided_at")
    readonly_fields = ("forecast",)


class CommitmentMoveInline(LookOnlyInline):
    """Moves, read-only: they are made on the commitment's own page."""

    model = CommitmentMove
    fields = ("move", "state_before", "state_after", "words", "moved_by", "moved_at")


STANDS = ("state", "reached", "reached_note", "reached_link")


@admin.register(Commitment)
class CommitmentAdmin(TrackedAdmin):
    """Commitments. Moves and dates on the commitment's own page decide how it stands (docs/decisions/0012-milestones.md)."""

    form = CommitmentForm
    readonly_fields = STANDS
    inlines = [ForecastInline, CommitmentMoveInline]
    autocomplete_fields = ("milestone", "vanguard")
    fieldsets = (
        (None, {"fields": ("milestone", "vanguard", "due_on", "due_words", "invented")}),
        ("Where it stands", {"fields": STANDS}),
    )
    list_display = ("milestone", "vanguard", "due", "reached", "stands", "invented")
    list_filter = ("state", ("vanguard", admin.EmptyFieldListFilter), "invented")
    list_select_related = ("milestone", "vanguard")
    search_fields = ("=milestone__id", "milestone__plain_words__contains", "vanguard__plain_words__contains", "=vanguard__number")

    @admin.display(description="status")
    def stands(self, commitment: Commitment) -> str:
        return commitment.status(clock.today()).label

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        if form.changed_data:
            straighten(form.instance)


@admin.register(Cause)
class CauseAdmin(TrackedAdmin):
    list_display = ("name", "direction", "code", "retired")
    list_filter = ("direction",)
    search_fields = ("plain_words__contains",)
    prepopulated_fields = {"code": ("name",)}

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """Do not let a cause change its direction: dates that move the other way need another cause."""
        return (*super().get_readonly_fields(request, obj), *(("direction",) if obj is not None else ()))


class ForecastForm(TrackedForm):
    def clean_cause(self) -> Cause:
        cause: Cause = self.cleaned_data["cause"]
        if "cause" in self.changed_data and cause.direction != self.instance.direction:
            raise ValidationError(f"“{cause}” is a cause for {cause.direction} dates, and this one moved the other way.")
        return cause


BECAME = ("outcome", "made_by", "made_at", "decided_by", "decided_at", "decided_words")


@admin.register(Forecast)
class ForecastAdmin(CorrectOnly, TrackedAdmin):
    """Forecasts. Only the cause and the words can be corrected: the rest is what happened."""

    form = ForecastForm
    fields = ("commitment", "forecast", "days_later", "cause", "note", *BECAME)
    readonly_fields = ("commitment", "forecast", "days_later", *BECAME)
    list_display = ("commitment", "forecast", "cause", "outcome", "made_by", "made_at", "decided_by")
    list_filter = ("outcome", "cause")
    list_select_related = ("commitment__milestone", "cause", "made_by", "decided_by")
    search_fields = (
        "plain_words__contains",
        "commitment__milestone__plain_words__contains",
        "commitment__vanguard__plain_words__contains",
    )
