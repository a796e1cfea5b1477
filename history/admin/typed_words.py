"""What the back office types is read as on every other page: words and addresses in forms, references in the search of a list."""

from typing import Any

from django import forms
from django.contrib.admin.options import BaseModelAdmin, ModelAdmin
from django.http import HttpRequest

from history.feed.references import meant_record
from pages.fields import AddressField, cleaning
from pages.plain_words import plain
from pages.typed_numbers import number


class TypesWords(BaseModelAdmin):
    """Words are cleaned as on every other page. `addresses`: the fields that are an address on the web."""

    addresses: tuple[str, ...] = ()

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name in self.addresses:
            kwargs["form_class"] = AddressField
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        return cleaning(field) if isinstance(field, forms.CharField) else field


class FindsByReference(ModelAdmin):
    """Lists in which a record is found by what people call it."""

    def get_search_results(self, request: HttpRequest, queryset: Any, search_term: str) -> Any:
        """A reference finds its record, however it is written, as well as what has these words: "SR 12", "vanguard 44", "44".

        Words are searched in the column that has them in their plain form.
        """
        alone = number(search_term, "")
        found, several = super().get_search_results(request, queryset, plain(search_term) if alone is None else str(alone))
        meant = meant_record(search_term) if alone is None else None
        at = self._by_number(meant[0]) if meant is not None else ""
        return (found | queryset.filter(**{at: meant[1]}) if meant is not None and at else found), several

    def _by_number(self, label: str) -> str:
        """Where the records of this list have the number of one of a kind, of what is searched exactly: "vanguard__number"."""
        for path in (field.removeprefix("=") for field in self.search_fields if field.startswith("=")):
            model = self.model
            for link in path.split("__")[:-1]:
                model = model._meta.get_field(link).related_model
            if model._meta.label_lower == label:
                return str(path)
        return ""
