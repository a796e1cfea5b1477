"""The filters of the directory, and filters that other lists share with it."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Count, Q, Value

from history.reading.remembered import until_the_next_change
from pages.counting import several
from pages.filters import AnyOf, ListFilters, WordsFilter, numbers
from people.models import User
from vanguards.facts import Certainty
from vanguards.models import CareModel, Cohort, CollaborationForm, Region, Vanguard

DOUBTFUL = Q(collaborations__certainty=Certainty.UNCONFIRMED)


@until_the_next_change
def care_models() -> list[tuple[str, str]]:
    return [(care_model.code, care_model.code) for care_model in CareModel.objects.order_by("order")]


@until_the_next_change
def collaboration_forms() -> list[tuple[str, str]]:
    """Return the forms, each with how many of the vanguards it finds are unconfirmed."""
    forms = CollaborationForm.objects.order_by("order").annotate(doubtful=Count("collaborations", filter=DOUBTFUL))
    return [(form.code, f"{form.name} ({form.doubtful} unconfirmed)" if form.doubtful else form.name) for form in forms]


NATIONAL = "national"


@until_the_next_change
def regions() -> list[tuple[str, str]]:
    return [*Region.objects.order_by("order").values_list("code", "name"), (NATIONAL, "National")]


@until_the_next_change
def cohorts() -> list[tuple[str, str]]:
    return list(Cohort.objects.values_list("code", "name"))


@until_the_next_change
def groups() -> list[tuple[str, str]]:
    """Return groups of vanguards as `VanguardQuerySet.of_groups` takes them, each with how many it selects and how many more are
    unconfirmed.
    """
    chosen: dict[str, Any] = {"many": Count("vanguards"), "doubtful": Value(0)}
    of_form = {"many": Count("collaborations", filter=~DOUBTFUL), "doubtful": Count("collaborations", filter=DOUBTFUL)}
    kinds: list[tuple[str, str, Any, dict[str, Any]]] = [
        ("care_model", "care model", CareModel.objects.order_by("order"), chosen),
        ("form", "collaboration form", CollaborationForm.objects.order_by("order"), of_form),
        ("cohort", "cohort", Cohort.objects.all(), chosen),
    ]
    return [
        (f"{kind}:{group.code}", f"{group.code if kind == 'care_model' else group.name} ({words}): {_how_many(group)}")
        for kind, words, of_kind, counted in kinds
        for group in of_kind.annotate(**counted)
    ]


def _how_many(group: Any) -> str:
    """Return "3 vanguards, and 1 unconfirmed, which is not included"."""
    many, doubtful = several(group.many, "vanguard"), group.doubtful
    return f"{many}, and {doubtful} unconfirmed, which {'is' if doubtful == 1 else 'are'} not included" if doubtful else many


class OwnVanguardsOnly(forms.Form):
    """For lists that select by vanguard: a lead may use the numbers of their own; any other number is answered as if it did not exist."""

    user: User

    def clean_vanguard(self) -> str:
        words: str = self.cleaned_data["vanguard"]
        asked = numbers(words)
        known = _may_choose(self.user, asked) if asked else set()
        unknown = [number for number in asked if number not in known]
        if unknown:
            raise ValidationError(f"{unknown[0]} is not the number of a vanguard whose record you can see")
        return words


def _may_choose(user: User, numbers: list[int]) -> set[int]:
    """Return those of the numbers whose records the person may see."""
    if not user.sees_everything:
        return set(user.led_vanguard_ids)
    return set(Vanguard.objects.visible_to(user).filter(pk__in=numbers).values_list("pk", flat=True))


class VanguardFilters(ListFilters):
    care_model = AnyOf(label="Care model", choices=care_models, method="of_care_model")
    form = AnyOf(label="Collaboration form", choices=collaboration_forms, method="of_form")
    region = AnyOf(label="Region", names=True, choices=regions, method="in_region")
    cohort = AnyOf(label="Cohort", choices=cohorts, method="of_cohort")
    q = WordsFilter(help_text="Part of a name, alias, area, service or partner")

    class Meta:
        model = Vanguard
        fields: list[str] = []

    def of_care_model(self, queryset: Any, name: str, values: list[str]) -> Any:
        return queryset.filter(care_model__code__in=values) if values else queryset

    def of_form(self, queryset: Any, name: str, values: list[str]) -> Any:
        return queryset.of_form(values) if values else queryset

    def in_region(self, queryset: Any, name: str, values: list[str]) -> Any:
        return queryset.in_region(values, national=NATIONAL in values) if values else queryset

    def of_cohort(self, queryset: Any, name: str, values: list[str]) -> Any:
        return queryset.filter(cohort__code__in=values) if values else queryset
