"""Dates that are known more or less exactly, in the forms of the admin: one field, typed as people do on every other page, instead of the
columns it is kept in. The words as published stay a field of their own.
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
    """The name of the date whose first day a field is: "due" for due_on; empty where it is none of these."""
    name = field.name.removesuffix("_on")
    columns = {each.name for each in field.model._meta.concrete_fields}
    return name if name != field.name and f"{name}_precision" in columns else ""


def day_of_words(field: models.Field) -> Any:
    """The field of the first day of the date whose words as published a field is; None for any other."""
    columns = {each.name: each for each in field.model._meta.concrete_fields}
    day = columns.get(f"{field.name.removesuffix('_words')}_on") if field.name.endswith("_words") else None
    return day if day is not None and meant_by(day) else None


class TypedDate(MeantDateField):
    """As `MeantDateField`; the same date typed in another way is no change."""

    widget = forms.TextInput(attrs={"size": 16})  # in rows there is not much room

    def prepare_value(self, value: Any) -> Any:
        return value.typed if isinstance(value, MeantDate) else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return understand(self.prepare_value(initial) or "") != understand(data or "")
        except NotADate:
            return bool(super().has_changed(self.prepare_value(initial), data))


class TypesDates(BaseModelAdmin):
    """Forms in which dates are typed, each as on every other page."""

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if isinstance(db_field, models.DateTimeField):
            kwargs["form_class"] = DayAndTimeField
        elif isinstance(db_field, models.DateField):
            kwargs["form_class"] = DayField
        if meant_by(db_field):
            return TypedDate(capfirst(db_field.verbose_name), "Enter the date", required=not db_field.blank)
        day = day_of_words(db_field)
        if day is not None:
            kwargs |= {"label": f"{capfirst(day.verbose_name)}, as published", "widget": forms.TextInput(attrs={"size": 16})}
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """Without the precisions: what is typed says them."""
        precisions = {f"{name}_precision" for field in self.opts.concrete_fields if (name := meant_by(field))}
        fieldsets = super().get_fieldsets(request, obj)
        return [
            (title, {**options, "fields": [name for name in options["fields"] if name not in precisions]}) for title, options in fieldsets
        ]


def show(form: Any) -> None:
    """Let a form show each of these dates of its record as it is meant."""
    for name, meant in _dates_of(form):
        if getattr(form.instance, name) is not None:
            form.initial[name] = getattr(form.instance, meant)


def refuse_words_of_another(form: Any) -> None:
    """The words as published stand for the date wherever it is read: a date that was changed does not keep those of the one before."""
    for name, meant in _dates_of(form):
        words = f"{meant}_words"
        kept = form.cleaned_data.get(words) if name in form.changed_data and words not in form.changed_data else ""
        if kept:
            form.add_error(words, f"They still say “{kept}”. Correct them, or leave them empty.")


def keep(form: Any) -> None:
    """Give the record how exactly each date was typed, and its last day where it keeps that; leave the form the first day of it."""
    for name, meant in _dates_of(form):
        if name in form.cleaned_data:
            typed: MeantDate | None = form.cleaned_data[name]
            setattr(form.instance, f"{meant}_precision", typed.precision if typed else Precision.DAY)
            if hasattr(form.instance, f"{meant}_until"):
                setattr(form.instance, f"{meant}_until", typed.last if typed else None)
            form.cleaned_data[name] = typed.first if typed else None


def stands(record: Any, field: models.Field) -> Any:
    """What a record, or a version of it, says of a field; of such a date with how exactly it is known, without the words as published."""
    day = getattr(record, field.attname)
    meant = meant_by(field) if isinstance(day, date) else ""
    return MeantDate(day, getattr(record, f"{meant}_precision") or Precision.DAY) if meant else day


def field_of(column: str) -> str:
    """The field of a form in which a column is given: a precision is typed with its day."""
    return f"{column.removesuffix('_precision')}_on" if column.endswith("_precision") else column


def _dates_of(form: Any) -> list[tuple[str, str]]:
    """The fields of a form that are such dates, and the dates they are."""
    fields = {field.name: field for field in form.instance._meta.concrete_fields}
    return [(name, meant_by(fields[name])) for name, field in form.fields.items() if isinstance(field, TypedDate)]
