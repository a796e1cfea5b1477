"""Read what the back office types as other pages do: words and addresses in forms, references in a list's search."""

from typing import Any

from django import forms
from django.contrib.admin.options import BaseModelAdmin, ModelAdmin
from django.http import HttpRequest

from history.feed.references import meant_record
from pages.fields import AddressField, cleaning
from pages.plain_words import plain
from pages.typed_numbers import number


class TypesWords(BaseModelAdmin):
    """Clean words as on every other page. `addresses` names the fields that hold web addresses."""

    addresses: tuple[str, ...] = ()

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name in self.addresses:
            kwargs["form_class"] = AddressField
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        return cleaning(field) if isinstance(field, forms.CharField) else field


class FindsByReference(ModelAdmin):
    """Lists that find a record by its reference."""

    def get_search_results(self, request: HttpRequest, queryset: Any, search_term: str) -> Any:
        """Find a record by its reference ("SR 12", "vanguard 44", "44") as well as by its words.

        Words are searched in the column that keeps them in their plain form.
        """
        alone = number(search_term, "")
        found, several = super().get_search_results(request, queryset, plain(search_term) if alone is None else str(alone))
        meant = meant_record(search_term) if alone is None else None
        at = self._by_number(meant[0]) if meant is not None else ""
        return (found | queryset.filter(**{at: meant[1]}) if meant is not None and at else found), several

    def _by_number(self, label: str) -> str:
        """Return the field that holds the number of this kind of record, if the list searches it exactly: "vanguard__number"."""
        for path in (field.removeprefix("=") for field in self.search_fields if field.startswith("=")):
            model = self.model
            for link in path.split("__")[:-1]:
                model = model._meta.get_field(link).related_model
            if model._meta.label_lower == label:
                return str(path)
        return ""
