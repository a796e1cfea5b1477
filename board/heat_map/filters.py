"""What the heat map counts, its rows, and their filters: those of the directory."""

from collections.abc import Iterator
from typing import Any

from django import forms

from pages.filters import Chosen, OneOf
from vanguards.filters import VanguardFilters

OPEN, BY_CARE_MODEL, BY_FORM, CARE_MODELS, FORMS = "open", "care-model", "form", "each-care-model", "each-form"
COUNTED = {
    OPEN: "Open requests",
    "late": "Late requests",
    "disputed": "Disputed requests",
    "delivered": "Requests delivered, not answered yet",
    "helped": "Requests that helped",
}
ROWS = {
    BY_CARE_MODEL: "Vanguard, by care model",
    BY_FORM: "Vanguard, by collaboration form",
    CARE_MODELS: "Care model",
    FORMS: "Collaboration form",
}
USUAL = {"count": OPEN, "by": BY_CARE_MODEL}


class RadiosWithDefault(forms.RadioSelect):
    """Radio buttons of which one is on if the address says nothing."""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        return super().value_from_datadict(data, files, name) or USUAL[name]


class HeatMapFilters(VanguardFilters):
    count = OneOf(label="Count", choices=list(COUNTED.items()), method="as_it_is", empty_label=None, widget=RadiosWithDefault)
    by = OneOf(label="A row for each", choices=list(ROWS.items()), method="as_it_is", empty_label=None, widget=RadiosWithDefault)

    def as_it_is(self, queryset: Any, name: str, value: str) -> Any:
        """Do nothing: it is how the vanguards are shown, not which."""
        return queryset

    def chosen(self) -> Iterator[Chosen]:
        return (one for one in super().chosen() if USUAL.get(one.name) != one.value)

    def narrowing(self) -> dict[str, Any]:
        """Return the chosen filters that select vanguards."""
        return {name: value for name, value in self.form.cleaned_data.items() if value and name not in USUAL}
