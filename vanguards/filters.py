"""The filters of the directory, and those that other lists share with it."""

from typing import Any

from pages.filters import AnyOf, ListFilters, WordsFilter
from vanguards.models import CareModel, Cohort, CollaborationForm, Region, Vanguard


def care_models() -> list[tuple[str, str]]:
    return [(care_model.code, care_model.code) for care_model in CareModel.objects.order_by("order")]


def forms() -> list[tuple[str, str]]:
    return [(form.code, form.name) for form in CollaborationForm.objects.order_by("order")]


class VanguardFilters(ListFilters):
    care_model = AnyOf(label="Care model", choices=care_models, method="of_care_model")
    form = AnyOf(label="Collaboration form", choices=forms, method="of_form")
    region = AnyOf(label="Region", choices=lambda: Region.objects.order_by("order").values_list("code", "name"), method="in_region")
    cohort = AnyOf(label="Cohort", choices=lambda: Cohort.objects.values_list("code", "name"), method="of_cohort")
    q = WordsFilter(help_text="Part of a name, alias, area, service or partner")

    class Meta:
        model = Vanguard
        fields: list[str] = []

    def of_care_model(self, queryset: Any, name: str, values: list[str]) -> Any:
        return queryset.filter(care_model__code__in=values) if values else queryset

    def of_form(self, queryset: Any, name: str, values: list[str]) -> Any:
        return queryset.of_form(values) if values else queryset

    def in_region(self, queryset: Any, name: str, values: list[str]) -> Any:
        return queryset.in_region(values) if values else queryset

    def of_cohort(self, queryset: Any, name: str, values: list[str]) -> Any:
        return queryset.filter(cohort__code__in=values) if values else queryset
