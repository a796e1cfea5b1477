"""The filters of funding lines, and of published amounts."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from fund.models import Fund, FundingLine, PublishedAmount, year_in_addresses
from fund.workflow import QUEUES, Stage, State
from history.reading.remembered import until_the_next_change
from pages.filters import AnyOf, ListFilters, NumbersFilter, WordsFilter, numbers
from people.models import User
from vanguards import filters as vanguard_filters
from vanguards.models import Vanguard

OF = [("totals", "Totals"), ("vanguards", "Single vanguards")]
NUMBERS = "Numbers, such as 38 or 38, 44"


@until_the_next_change
def funds() -> list[tuple[str, str]]:
    return [(fund.code, fund.name) for fund in Fund.objects.all()]


@until_the_next_change
def published_years() -> list[tuple[str, str]]:
    years = PublishedAmount.objects.order_by("year").values_list("year", flat=True).distinct()
    return [(in_addresses(year), year) for year in years]


def in_addresses(year: str) -> str:
    """Return a year, or a span of years, as addresses write it: "2015-16", "2015-16-to-2017-18"."""
    return year_in_addresses(year).replace("–", "-to-")


def in_words(value: str) -> str:
    """Return the year that an address writes so."""
    return "–".join(f"{one[:4]}/{one[5:]}" for one in value.split("-to-"))


class AnyVanguard(forms.Form):
    """For a list that says the same to everybody: any vanguard's number may be asked for."""

    user: User

    def clean_vanguard(self) -> str:
        words: str = self.cleaned_data["vanguard"]
        known = set(Vanguard.objects.visible_to(self.user).filter(pk__in=numbers(words)).values_list("pk", flat=True))
        unknown = [number for number in numbers(words) if number not in known]
        if unknown:
            raise ValidationError(f"{unknown[0]} is not the number of a vanguard")
        return words


class OfVanguards(ListFilters):
    """Filters by vanguard and its groups."""

    fund = AnyOf(label="Fund", names=True, choices=funds, method="of_fund")
    care_model = AnyOf(label="Care model", choices=vanguard_filters.care_models, method="of_care_model")
    form = AnyOf(label="Collaboration form", choices=vanguard_filters.collaboration_forms, method="of_form")
    vanguard = NumbersFilter(label="Vanguard", method="of_vanguard", help_text=NUMBERS)
    q = WordsFilter(help_text="Part of the name of a vanguard")

    def of_fund(self, queryset: Any, name: str, values: list[str]) -> Any:
        return queryset.filter(fund__code__in=values) if values else queryset

    def in_year(self, queryset: Any, name: str, values: list[str]) -> Any:
        return queryset.filter(year__in=[in_words(value) for value in values]) if values else queryset

    def of_care_model(self, queryset: Any, name: str, values: list[str]) -> Any:
        return queryset.filter(vanguard__care_model__code__in=values) if values else queryset

    def of_form(self, queryset: Any, name: str, values: list[str]) -> Any:
        vanguards = Vanguard.objects.of_form(values) if values else None
        return queryset if vanguards is None else queryset.filter(vanguard__in=vanguards.order_by().values("pk"))

    def of_vanguard(self, queryset: Any, name: str, words: str) -> Any:
        return queryset.filter(vanguard_id__in=numbers(words)) if words else queryset


class FundingFilters(OfVanguards):
    """Filters of funding lines."""

    year = AnyOf(label="Year", method="in_year")
    state = AnyOf(label="State", choices=State.choices, method="in_state")
    queue = AnyOf(label="Payments", choices=list(QUEUES.items()), method="in_queue")

    class Meta:
        model = FundingLine
        fields: list[str] = []
        form = vanguard_filters.OwnVanguardsOnly

    def prepare(self, form: Any) -> None:
        """Offer only the years that have lines this person may see."""
        years = FundingLine.objects.visible_to(self.user).order_by("-year").values_list("year", flat=True).distinct()
        field = form.fields["year"]
        field.choices = [(in_addresses(year), year) for year in years]

    def in_state(self, queryset: Any, name: str, values: list[str]) -> Any:
        return queryset.filter(state__in=values) if values else queryset

    def in_queue(self, queryset: Any, name: str, values: list[str]) -> Any:
        return queryset.in_queue(values) if values else queryset


class PublishedFilters(OfVanguards):
    """Filters of published amounts, which everybody may read."""

    year = AnyOf(label="Year", choices=published_years, method="in_year")
    stage = AnyOf(label="What it says of the money", choices=Stage.choices, method="at_stage")
    of = AnyOf(label="Of whom", choices=OF, method="of_whom")

    class Meta:
        model = PublishedAmount
        fields: list[str] = []
        form = AnyVanguard

    def of_care_model(self, queryset: Any, name: str, values: list[str]) -> Any:
        """Select amounts of vanguards of a care model, and totals of it."""
        return queryset.of_care_models(values) if values else queryset

    def at_stage(self, queryset: Any, name: str, values: list[str]) -> Any:
        return queryset.filter(stage__in=values) if values else queryset

    def of_whom(self, queryset: Any, name: str, values: list[str]) -> Any:
        return queryset.filter(vanguard__isnull=values == ["totals"]) if len(values) == 1 else queryset
