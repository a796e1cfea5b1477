"""The filters of milestones and commitments."""

from datetime import timedelta
from typing import Any

import django_filters
from django.core.exceptions import ValidationError

from history import clock
from history.reading import as_at
from history.reading.remembered import until_the_next_change
from milestones.models import Cause, Commitment, Forecast, Milestone
from milestones.workflow import Status
from pages.dates import Precision, around
from pages.filters import AnyOf, ListFilters, NumbersFilter, OfAList, OneOf, OneValue, WordsFilter, numbers
from pages.typed_dates import NotADate, understand
from vanguards import filters as vanguard_filters

OPEN = (Status.ON_TIME, Status.LATE, Status.OVERDUE)
STATUSES = [("open", "Open"), *((status.value, status.label) for status in Status)]
DUE = [
    ("next-30-days", "In the next 30 days"),
    ("this-quarter", "In this quarter"),
    ("moved-out", "Moved to a later quarter"),
    ("past", "In the past"),
]
WAITING = [("team", "New date waiting for approval")]
DAYS_AHEAD = 30
PERIODS = ("promised", "expected", "reached")  # filters by a typed time; each has a method of the queryset: promised_in


@until_the_next_change
def causes() -> list[tuple[str, str]]:
    return [(cause.code, str(cause)) for cause in Cause.objects.order_by("-direction", "name")]


def of_vanguards(commitments: Any, chosen: dict[str, Any]) -> Any:
    """Return the commitments of the vanguards that these filters select."""
    if "care_model" in chosen:
        commitments = commitments.filter(vanguard__care_model__code__in=chosen["care_model"])
    if "form" in chosen:
        commitments = commitments.of_form(chosen["form"])
    if "vanguard" in chosen:
        commitments = commitments.filter(vanguard_id__in=numbers(chosen["vanguard"]))
    return commitments


class Period(OneValue):
    """A day, month, quarter or year, as people type it."""

    def clean(self, value: Any) -> str:
        words: str = super().clean(value)
        if words:
            try:
                return understand(words).typed
            except NotADate as unclear:
                raise ValidationError(str(unclear)) from unclear
        return words


class Time(Period):
    """The time a timeline shows: the current quarter or year, all, or a time as people type it."""

    def clean(self, value: Any) -> str:
        words = str(value or "").strip()
        return words if words in ("", "quarter", "year", "all") else super().clean(value)


class TimeFilter(OfAList, django_filters.CharFilter):
    field_class = Time


class PeriodFilter(OfAList, django_filters.CharFilter):
    field_class = Period


class OfCommitments(ListFilters):
    """Filters by commitments; only by those that the person may see."""

    status = AnyOf(label="Status", choices=STATUSES, method="of_commitments")
    due = AnyOf(label="Expected", choices=DUE, method="of_commitments")
    expected = PeriodFilter(
        label="Expected in", method="of_commitments", max_length=60, help_text="A month, quarter or year, such as March 2016 or Q4 2015/16"
    )
    promised = PeriodFilter(label="Promised in", method="of_commitments", max_length=60, help_text="The original date, such as March 2016")
    reached = PeriodFilter(label="Reached in", method="of_commitments", max_length=60, help_text="Such as March 2016 or 2015/16")
    cause = AnyOf(label="Why the date moved", choices=causes, method="of_commitments")
    waiting = AnyOf(label="Approval", choices=WAITING, method="of_commitments")
    key = AnyOf(label="Key milestones", choices=[("yes", "Only key milestones")], method="of_commitments")
    care_model = AnyOf(label="Care model", choices=vanguard_filters.care_models, method="of_commitments")
    form = AnyOf(label="Collaboration form", choices=vanguard_filters.collaboration_forms, method="of_commitments")
    vanguard = NumbersFilter(label="Vanguard", method="of_commitments", help_text="Numbers, such as 38 or 38, 44")
    q = WordsFilter(help_text="Part of a title, or whom it concerns")

    def of_commitments(self, queryset: Any, name: str, value: Any) -> Any:
        """Do nothing: filter_queryset applies all of these filters together."""
        return queryset

    @property
    def chosen_values(self) -> dict[str, Any]:
        """Return the filters that are set, except the words to search for."""
        return {name: value for name, value in self.form.cleaned_data.items() if value and name != "q"}

    def select(self, commitments: Any) -> Any:
        """Return the commitments that all of the set filters select."""
        chosen, today = self.chosen_values, as_at.today()
        if "status" in chosen:
            statuses = [*(OPEN if "open" in chosen["status"] else ()), *(word for word in chosen["status"] if word != "open")]
            commitments = commitments.with_status(statuses, today)
        if "due" in chosen:
            commitments = commitments.expected_any(
                chosen["due"], today, today + timedelta(days=DAYS_AHEAD), around(today, Precision.QUARTER)
            )
        for name in PERIODS:
            if name in chosen:
                commitments = getattr(commitments, f"{name}_in")(understand(chosen[name]))
        if "waiting" in chosen:
            commitments = commitments.with_a_proposal()
        if "key" in chosen:
            commitments = commitments.filter(milestone__is_key=True)
        if "milestone" in chosen:
            commitments = commitments.filter(milestone_id__in=numbers(chosen["milestone"]))
        if "cause" in chosen:
            commitments = commitments.moved_for(chosen["cause"])
        return of_vanguards(commitments, chosen)


class MilestoneFilters(OfCommitments):
    """A milestone matches if one of its commitments that the person may see matches all filters."""

    class Meta:
        model = Milestone
        fields: list[str] = []
        form = vanguard_filters.OwnVanguardsOnly

    def filter_queryset(self, queryset: Any) -> Any:
        queryset = super().filter_queryset(queryset)
        return queryset.with_commitment(self.select(Commitment.objects.visible_to(self.user))) if self.chosen_values else queryset


class CommitmentFilters(OfCommitments):
    q = WordsFilter(help_text="Part of the title of a milestone, or of the name of a vanguard")
    milestone = NumbersFilter(label="Milestone", method="of_commitments", help_text="Numbers, such as 3")

    class Meta:
        model = Commitment
        fields: list[str] = []
        form = vanguard_filters.OwnVanguardsOnly

    def filter_queryset(self, queryset: Any) -> Any:
        return self.select(super().filter_queryset(queryset))


class TimelineFilters(CommitmentFilters):
    """The filters of commitments, and what the picture shows."""

    by = OneOf(
        label="A row for each",
        choices=[("vanguard", "Vanguard"), ("milestone", "Milestone")],
        method="of_commitments",
        empty_label=None,
    )
    time = TimeFilter(label="Time shown", method="of_commitments", max_length=60, help_text="Such as Q4 2015/16, 2015/16 or all")

    @property
    def chosen_values(self) -> dict[str, Any]:
        return {name: value for name, value in super().chosen_values.items() if name not in ("by", "time")}

    @property
    def is_everything(self) -> bool:
        """Return whether everything the person may see is selected."""
        return self.form.is_valid() and not self.chosen_values and not self.form.cleaned_data["q"]


class SlipFilters(ListFilters):
    """Filters of forecasts: when they were given, and by whom."""

    given = PeriodFilter(label="Given in", method="given_in", max_length=60, help_text="A month, quarter or year, such as Q4 2015/16")
    key = AnyOf(label="Key milestones", choices=[("yes", "Only key milestones")], method="of_key_milestones")
    care_model = AnyOf(label="Care model", choices=vanguard_filters.care_models, method="of_care_model")
    form = AnyOf(label="Collaboration form", choices=vanguard_filters.collaboration_forms, method="of_form")
    vanguard = NumbersFilter(label="Vanguard", method="of_vanguard", help_text="Numbers, such as 38 or 38, 44")
    q = WordsFilter(help_text="Part of the title of a milestone, or of the name of a vanguard")

    class Meta:
        model = Forecast
        fields: list[str] = []
        form = vanguard_filters.OwnVanguardsOnly

    def given_in(self, queryset: Any, name: str, words: str) -> Any:
        if not words:
            return queryset
        meant = understand(words)
        return queryset.filter(made_at__gte=clock.start_of(meant.first), made_at__lt=clock.start_of(meant.last + timedelta(days=1)))

    def of_key_milestones(self, queryset: Any, name: str, values: list[str]) -> Any:
        return queryset.filter(commitment__milestone__is_key=True) if values else queryset

    def of_the_same(self, commitments: Any) -> Any:
        """Return the commitments of the selected vanguards and milestones."""
        chosen = self.form.cleaned_data
        commitments = commitments.filter(milestone__is_key=True) if chosen.get("key") else commitments
        commitments = commitments.mentioning(Commitment.sought(chosen["q"])) if chosen.get("q") else commitments
        return of_vanguards(commitments, {name: value for name, value in chosen.items() if value})

    def of_care_model(self, queryset: Any, name: str, values: list[str]) -> Any:
        return queryset.filter(commitment__vanguard__care_model__code__in=values) if values else queryset

    def of_form(self, queryset: Any, name: str, values: list[str]) -> Any:
        return queryset.filter(commitment__in=Commitment.objects.of_form(values)) if values else queryset

    def of_vanguard(self, queryset: Any, name: str, words: str) -> Any:
        return queryset.filter(commitment__vanguard_id__in=numbers(words)) if words else queryset
