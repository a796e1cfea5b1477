"""The filters of returns."""

from typing import Any

from django.utils.text import slugify

from history.reading import as_at
from history.reading.remembered import until_the_next_change
from pages.filters import AnyOf, ListFilters, NumbersFilter, WordsFilter, numbers
from returns.models import ReportingPeriod, Return
from returns.querysets import LATE
from returns.workflow import Confidence, State
from vanguards import filters as vanguard_filters
from vanguards.models import Vanguard

COMPARED_WORDS = [("better", "Better than the record"), ("same", "Same as the record"), ("worse", "Worse than the record")]
STATUSES = {slugify(state.value): state for state in State}


@until_the_next_change
def periods() -> list[tuple[str, str]]:
    return [(period.code, period.name) for period in ReportingPeriod.objects.all()]


class ReturnFilters(ListFilters):
    """Filters of returns; of each return the latest edition."""

    period = AnyOf(label="Period", choices=periods, method="of_period")
    state = AnyOf(label="State", choices=[*((code, state.label) for code, state in STATUSES.items()), (LATE, "Late")], method="in_state")
    confidence = AnyOf(label="Declared confidence", choices=Confidence.choices, method="of_confidence")
    compared = AnyOf(label="Beside the record", choices=COMPARED_WORDS, method="against_the_record")
    care_model = AnyOf(label="Care model", choices=vanguard_filters.care_models, method="of_care_model")
    form = AnyOf(label="Collaboration form", choices=vanguard_filters.collaboration_forms, method="of_form")
    vanguard = NumbersFilter(label="Vanguard", method="of_vanguard", help_text="Numbers, such as 38 or 38, 44")
    q = WordsFilter(help_text="Part of the name of a vanguard")

    class Meta:
        model = Return
        fields: list[str] = []
        form = vanguard_filters.OwnVanguardsOnly

    def of_period(self, queryset: Any, name: str, values: list[str]) -> Any:
        return queryset.filter(period__code__in=values) if values else queryset

    def in_state(self, queryset: Any, name: str, values: list[str]) -> Any:
        return queryset.with_status([STATUSES.get(value, value) for value in values], as_at.today()) if values else queryset

    def of_confidence(self, queryset: Any, name: str, values: list[str]) -> Any:
        return queryset.declared().filter(confidence__in=values) if values else queryset

    def against_the_record(self, queryset: Any, name: str, values: list[str]) -> Any:
        return queryset.against_the_record(values) if values else queryset

    def of_care_model(self, queryset: Any, name: str, values: list[str]) -> Any:
        return queryset.filter(vanguard__care_model__code__in=values) if values else queryset

    def of_form(self, queryset: Any, name: str, values: list[str]) -> Any:
        vanguards = Vanguard.objects.of_form(values) if values else None
        return queryset if vanguards is None else queryset.filter(vanguard__in=vanguards.order_by().values("pk"))

    def of_vanguard(self, queryset: Any, name: str, words: str) -> Any:
        return queryset.filter(vanguard_id__in=numbers(words)) if words else queryset
