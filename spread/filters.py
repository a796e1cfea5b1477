"""The filters of products and of adoptions."""

from typing import Any

from django.utils.text import slugify

from pages.filters import AnyOf, ListFilters, NumbersFilter, WordsFilter, numbers
from spread.models import Adoption, Product
from spread.workflow import Helped, Kind, Maturity, Stage, State
from vanguards import filters as vanguard_filters
from vanguards.models import Vanguard

STATES = {slugify(state.value): state for state in State}
NOT_SAID = "not-said"


class ProductFilters(ListFilters):
    """Filters of products."""

    kind = AnyOf(label="Kind", choices=Kind.choices, method="of_kind")
    maturity = AnyOf(label="How far it is", choices=[*Maturity.choices, (NOT_SAID, "Nobody has said")], method="of_maturity")
    state = AnyOf(label="State", choices=[(code, state.label) for code, state in STATES.items()], method="in_state")
    care_model = AnyOf(label="Care model of its makers", choices=vanguard_filters.care_models, method="of_care_model")
    maker = NumbersFilter(label="Made by vanguard", method="of_maker", help_text="Numbers, such as 38 or 38, 44")
    adopter = NumbersFilter(label="Used by vanguard", method="of_adopter", help_text="Numbers, such as 38 or 38, 44")
    like = NumbersFilter(label="Used by others like vanguard", method="of_sites_like", help_text="Numbers, such as 38")
    q = WordsFilter(help_text="Part of its name, of what it does, or of who makes it")

    class Meta:
        model = Product
        fields: list[str] = []

    def of_kind(self, queryset: Any, name: str, values: list[str]) -> Any:
        return queryset.filter(kind__in=values) if values else queryset

    def of_maturity(self, queryset: Any, name: str, values: list[str]) -> Any:
        return queryset.filter(maturity__in=["" if value == NOT_SAID else value for value in values]) if values else queryset

    def in_state(self, queryset: Any, name: str, values: list[str]) -> Any:
        return queryset.filter(state__in=[STATES[value] for value in values]) if values else queryset

    def of_care_model(self, queryset: Any, name: str, values: list[str]) -> Any:
        return queryset.made_in(values) if values else queryset

    def of_maker(self, queryset: Any, name: str, words: str) -> Any:
        return queryset.made_by(numbers(words)) if words else queryset

    def of_adopter(self, queryset: Any, name: str, words: str) -> Any:
        adoptions = Adoption.objects.visible_to(self.user)
        return queryset.with_an_adoption(adoptions.filter(vanguard__in=numbers(words))) if words else queryset

    def of_sites_like(self, queryset: Any, name: str, words: str) -> Any:
        """Return those that others like these vanguards have adopted."""
        alike = Adoption.objects.checked().in_use()
        return queryset.with_an_adoption(alike.of_sites_like(numbers(words))) if words else queryset


class AdoptionFilters(ListFilters):
    """Filters of adoptions."""

    product = NumbersFilter(label="Product", method="of_product", help_text="The numbers in their addresses, such as 7")
    stage = AnyOf(label="How far they are", choices=Stage.choices, method="at_stage")
    helped = AnyOf(label="Whether it helped", choices=[*Helped.choices, (NOT_SAID, "Nobody has said")], method="that_helped")
    state = AnyOf(label="State", choices=[(code, state.label) for code, state in STATES.items()], method="in_state")
    care_model = AnyOf(label="Care model", choices=vanguard_filters.care_models, method="of_care_model")
    form = AnyOf(label="Collaboration form", choices=vanguard_filters.collaboration_forms, method="of_form")
    adopter = NumbersFilter(label="Vanguard", method="of_adopter", help_text="Numbers, such as 38 or 38, 44")
    q = WordsFilter(help_text="Part of the name of a product, vanguard or organisation")

    class Meta:
        model = Adoption
        fields: list[str] = []

    def of_product(self, queryset: Any, name: str, words: str) -> Any:
        return queryset.filter(product__in=numbers(words)) if words else queryset

    def at_stage(self, queryset: Any, name: str, values: list[str]) -> Any:
        return queryset.filter(stage__in=values) if values else queryset

    def that_helped(self, queryset: Any, name: str, values: list[str]) -> Any:
        return queryset.filter(helped__in=["" if value == NOT_SAID else value for value in values]) if values else queryset

    def in_state(self, queryset: Any, name: str, values: list[str]) -> Any:
        return queryset.filter(state__in=[STATES[value] for value in values]) if values else queryset

    def of_care_model(self, queryset: Any, name: str, values: list[str]) -> Any:
        return queryset.of_group(values) if values else queryset

    def of_form(self, queryset: Any, name: str, values: list[str]) -> Any:
        vanguards = Vanguard.objects.of_form(values) if values else None
        return queryset if vanguards is None else queryset.filter(vanguard__in=vanguards.order_by().values("pk"))

    def of_adopter(self, queryset: Any, name: str, words: str) -> Any:
        return queryset.filter(vanguard__in=numbers(words)) if words else queryset
