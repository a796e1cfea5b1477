"""Whose requests and commitments the trends count, and in which months."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import django_filters
from django.core.exceptions import ValidationError

from board.trends.months import MOST, Span
from pages.dates import Precision
from pages.filters import AnyOf, ListFilters, NumbersFilter, OfAList, OneValue
from pages.typed_dates import NotADate, understand
from support.filters import enablers
from support.models import SupportRequest
from vanguards import filters as vanguard_filters

OF_VANGUARDS = ("care_model", "form", "vanguard")  # filters that the lists of requests and of commitments have too
A_MONTH = "April 2015"


class Month(OneValue):
    """A month, as people type it."""

    def clean(self, value: Any) -> str:
        words: str = super().clean(value)
        if not words:
            return ""
        try:
            meant = understand(words)
        except NotADate as unclear:
            raise ValidationError(str(unclear)) from unclear
        if meant.precision != Precision.MONTH:
            raise ValidationError(f"Enter a month, such as {A_MONTH}")
        return meant.typed


class MonthFilter(OfAList, django_filters.CharFilter):
    field_class = Month


class MonthsInOrder(vanguard_filters.OwnVanguardsOnly):
    """Refuses months the wrong way round, and more than a page can show."""

    def clean(self) -> dict[str, Any] | None:
        since, to = (month(self.cleaned_data.get(name)) for name in ("from", "to"))
        if since and to and since > to:
            self.add_error("to", "Enter a month that is not before the first")
        elif since and to and Span(since, to).count > MOST:
            self.add_error("to", f"Choose {MOST} months at most")
        return super().clean()


class TrendFilters(ListFilters):
    enabler = AnyOf(label="Enabler", choices=enablers, method="as_it_is")
    care_model = AnyOf(label="Care model", choices=vanguard_filters.care_models, method="as_it_is")
    form = AnyOf(label="Collaboration form", choices=vanguard_filters.collaboration_forms, method="as_it_is")
    vanguard = NumbersFilter(label="Vanguard", method="as_it_is", help_text="Numbers, such as 38 or 38, 44")

    class Meta:
        model = SupportRequest
        fields: list[str] = []
        form = MonthsInOrder

    @classmethod
    def get_filters(cls) -> Any:
        """Add the months: "from" cannot be the name of an attribute."""
        given: dict[str, Any] = {"method": "as_it_is", "max_length": 60, "help_text": f"Such as {A_MONTH}"}
        months = {"from": MonthFilter(label="From month", **given), "to": MonthFilter(label="To month", **given)}
        return super().get_filters() | months

    def as_it_is(self, queryset: Any, name: str, value: Any) -> Any:
        """Do nothing: the counting applies all filters together."""
        return queryset

    @property
    def narrowing(self) -> Mapping[str, Any]:
        """Return the filters that are set, except the months, as the lists take them."""
        return {name: value for name, value in self.form.cleaned_data.items() if value and name not in ("from", "to")}

    @property
    def of_vanguards(self) -> Mapping[str, Any]:
        """Return those of them that select vanguards."""
        return {name: value for name, value in self.narrowing.items() if name in OF_VANGUARDS}

    @property
    def months(self) -> tuple[date | None, date | None]:
        """Return the first and last months asked for."""
        since, to = (month(self.form.cleaned_data.get(name)) for name in ("from", "to"))
        return since, to


def month(words: str | None) -> date | None:
    """Return the month of an accepted value."""
    return understand(words).first if words else None
