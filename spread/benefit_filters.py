"""The filters of benefits."""

from typing import Any

from django.utils.text import slugify

from pages.filters import AnyOf, ListFilters, NumbersFilter, WordsFilter, numbers
from spread.benefit_workflow import Aim, BenefitState, Standing
from spread.models import Benefit
from vanguards import filters as vanguard_filters
from vanguards.models import Vanguard

STATES = {slugify(state.value): state for state in BenefitState}


class BenefitFilters(ListFilters):
    aim = AnyOf(label="What it is for", choices=Aim.choices, method="of_aim")
    standing = AnyOf(label="How it stands", choices=Standing.choices, method="that_stand")
    state = AnyOf(label="State", choices=[(code, state.label) for code, state in STATES.items()], method="in_state")
    care_model = AnyOf(label="Care model", choices=vanguard_filters.care_models, method="of_care_model")
    form = AnyOf(label="Collaboration form", choices=vanguard_filters.collaboration_forms, method="of_form")
    measure = NumbersFilter(label="Measure", method="of_measure", help_text="The numbers in their addresses, such as 7")
    vanguard = NumbersFilter(label="Vanguard", method="of_vanguard", help_text="Numbers, such as 38 or 38, 44")
    q = WordsFilter(help_text="Part of the name of a measure or vanguard")

    class Meta:
        model = Benefit
        fields: list[str] = []
        form = vanguard_filters.OwnVanguardsOnly

    def of_aim(self, queryset: Any, name: str, values: list[str]) -> Any:
        return queryset.filter(measure__aim__in=values) if values else queryset

    def that_stand(self, queryset: Any, name: str, values: list[str]) -> Any:
        return queryset.with_standing(values) if values else queryset

    def in_state(self, queryset: Any, name: str, values: list[str]) -> Any:
        return queryset.filter(state__in=[STATES[value] for value in values]) if values else queryset

    def of_care_model(self, queryset: Any, name: str, values: list[str]) -> Any:
        return queryset.filter(vanguard__care_model__code__in=values) if values else queryset

    def of_form(self, queryset: Any, name: str, values: list[str]) -> Any:
        vanguards = Vanguard.objects.of_form(values) if values else None
        return queryset if vanguards is None else queryset.filter(vanguard__in=vanguards.order_by().values("pk"))

    def of_measure(self, queryset: Any, name: str, words: str) -> Any:
        return queryset.filter(measure__in=numbers(words)) if words else queryset

    def of_vanguard(self, queryset: Any, name: str, words: str) -> Any:
        return queryset.filter(vanguard__in=numbers(words)) if words else queryset
