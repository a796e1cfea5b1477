"""Date fields in admin forms. People type a month, quarter or year in one field; the record keeps it in two or three columns.

The words as published stay a separate field.
"""

from datetime import date
from typing import Any

from django import forms
from django.contrib.admin.options import BaseModelAdmin
from django.db import models
from django.http import HttpRequest
from django.utils.text import capfirst

from pages.dates import MeantDate, Precision
from pages.fields import DayAndTimeField, DayField, MeantDateField
from pages.typed_dates import NotADate, understand


def meant_by(field: models.Field) -> str:
    """Return the name of the date that this field is the first day of ("due" for due_on); "" for any other field."""
    name = field.name.removesuffix("_on")
    columns = {each.name for each in field.model._meta.concrete_fields}
    return name if name != field.name and f"{name}_precision" in columns else ""


def day_of_words(field: models.Field) -> Any:
    """Return the first-day field of the date that these published words describe; None for any other field."""
    columns = {each.name: each for each in field.model._meta.concrete_fields}
    day = columns.get(f"{field.name.removesuffix('_words')}_on") if field.name.endswith("_words") else None
    return day if day is not None and meant_by(day) else None


class TypedDate(MeantDateField):
    """A `MeantDateField` that sees no change when the same date is typed in another way."""

    widget = forms.TextInput(attrs={"size": 16})  # table rows leave little room

    def prepare_value(self, value: Any) -> Any:
        return value.typed if isinstance(value, MeantDate) else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return understand(self.prepare_value(initial) or "") != understand(data or "")
        except NotADate:
            return bool(super().has_changed(self.prepare_value(initial), data))


class TypesDates(BaseModelAdmin):
    """Admin forms in which people type dates as on every other page."""

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if isinstance(db_field, models.DateTimeField):
            kwargs |= {"form_class": DayAndTimeField, "widget": forms.SplitDateTimeWidget(time_attrs={"aria-label": "Time"})}
        elif isinstance(db_field, models.DateField):
            kwargs |= {"form_class": DayField, "widget": forms.DateInput(attrs={"size": 16})}
        if meant_by(db_field):
            return TypedDate(capfirst(db_field.verbose_name), "Enter the date", required=not db_field.blank)
        day = day_of_words(db_field)
        if day is not None:
            kwargs |= {"label": f"{capfirst(day.verbose_name)}, as published", "widget": forms.TextInput(attrs={"size": 16})}
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """Return the field groups without the precision fields: the typed date includes them."""
        precisions = {f"{name}_precision" for field in self.opts.concrete_fields if (name := meant_by(field))}
        fieldsets = super().get_fieldsets(request, obj)
        return [
            (title, {**options, "fields": [name for name in options["fields"] if name not in precisions]}) for title, options in fieldsets
        ]


def show(form: Any) -> None:
    """Show each of these dates in the form as people would type it."""
    for name, meant in _dates_of(form):
        if getattr(form.instance, name) is not None:
            form.initial[name] = getattr(form.instance, meant)


def refuse_words_of_another(form: Any) -> None:
    """Refuse a changed date that keeps the old published words: pages show those words instead of the date."""
    for name, meant in _dates_of(form):
        words = f"{meant}_words"
        kept = form.cleaned_data.get(words) if name in form.changed_data and words not in form.changed_data else ""
        if kept:
            form.add_error(words, f"They still say “{kept}”. Correct them, or leave them empty.")


def keep(form: Any) -> None:
    """Keep the precision of each typed date, and its last day if the record has that column. Leave the first day in the form."""
    for name, meant in _dates_of(form):
        if name in form.cleaned_data:
            typed: MeantDate | None = form.cleaned_data[name]
            setattr(form.instance, f"{meant}_precision", typed.precision if typed else Precision.DAY)
            if hasattr(form.instance, f"{meant}_until"):
                setattr(form.instance, f"{meant}_until", typed.last if typed else None)
            form.cleaned_data[name] = typed.first if typed else None


def stands(record: Any, field: models.Field) -> Any:
    """Return the value of a field in a record or version. For a typed date, include its precision but not the published words."""
    day = getattr(record, field.attname)
    meant = meant_by(field) if isinstance(day, date) else ""
    return MeantDate(day, getattr(record, f"{meant}_precision") or Precision.DAY) if meant else day


def field_of(column: str) -> str:
    """Return the form field for a column: a precision is typed in the field of its date."""
    return f"{column.removesuffix('_precision')}_on" if column.endswith("_precision") else column


def _dates_of(form: Any) -> list[tuple[str, str]]:
    """Return the form's date fields, each with the name of its date."""
    fields = {field.name: field for field in form.instance._meta.concrete_fields}
    return [(name, meant_by(fields[name])) for name, field in form.fields.items() if isinstance(field, TypedDate)]
