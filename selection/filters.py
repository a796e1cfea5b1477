"""The filters of expressions of interest."""

from typing import Any

from django.utils.text import slugify

from history.reading.remembered import until_the_next_change
from pages.filters import AnyOf, ListFilters, WordsFilter
from selection.models import Expression, Round
from selection.querysets import LATE
from selection.workflow import State
from vanguards import filters as vanguard_filters

STATUSES = {**{slugify(state.value): state for state in State}}
REACHED = [("received", "Was sent"), ("invited", "Was invited to the workshop")]


@until_the_next_change
def rounds() -> list[tuple[str, str]]:
    taking = Round.objects.filter(takes_expressions=True).select_related("cohort")
    return [(each.cohort.code, each.cohort.name) for each in taking.order_by("-cohort__opened_on", "-pk")]


class ExpressionFilters(ListFilters):
    round = AnyOf(label="Round", choices=rounds, method="of_round")
    state = AnyOf(
        label="State", choices=[*((code, state.label) for code, state in STATUSES.items()), (LATE, "Came late")], method="in_state"
    )
    stage = AnyOf(label="How far it came", choices=REACHED, method="that_reached")
    review = AnyOf(label="Review", choices=[("me", "I have not scored it yet")], method="read_by")
    care_model = AnyOf(label="Care model", choices=vanguard_filters.care_models, method="of_care_model")
    q = WordsFilter(help_text="Part of its name, or of who applies")

    class Meta:
        model = Expression
        fields: list[str] = []

    def of_round(self, queryset: Any, name: str, values: list[str]) -> Any:
        return queryset.filter(round__cohort__code__in=values) if values else queryset

    def in_state(self, queryset: Any, name: str, values: list[str]) -> Any:
        return queryset.with_status([STATUSES.get(value, value) for value in values]) if values else queryset

    def that_reached(self, queryset: Any, name: str, values: list[str]) -> Any:
        if not values:
            return queryset
        return queryset.received() if "received" in values else queryset.filter(invited_at__isnull=False)

    def read_by(self, queryset: Any, name: str, values: list[str]) -> Any:
        return queryset.waiting_for(self.request.user) if values else queryset

    def of_care_model(self, queryset: Any, name: str, values: list[str]) -> Any:
        return queryset.filter(care_model__code__in=values) if values else queryset
