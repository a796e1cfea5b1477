"""Tell what a person typed from what the form only carried, so that an old form does not undo other people's changes."""

from typing import Any

from django import forms
from django.db import models

from history.admin.dates_in_forms import stands
from pages.dates import MeantDate


def untouched(form: Any, base: Any) -> list[str]:
    """Return the fields that nobody edited in this form, but somebody changed since it was opened.

    `base` is the version the form was made from. Call this after the form is cleaned and before its instance is filled.
    """
    fields = {field.name: field for field in form.instance._meta.concrete_fields}
    return [
        name
        for name in form.fields
        if name in fields
        and name in form.cleaned_data
        and _plain(fields[name], form.cleaned_data[name]) == _plain(fields[name], stands(base, fields[name]))
        and stands(form.instance, fields[name]) != stands(base, fields[name])
    ]


def _plain(field: models.Field, value: Any) -> Any:
    """Return a value in one form for comparison: a key for a record, "" for nothing, one kind of line end."""
    if isinstance(value, models.Model):
        value = value.pk
    if value is None or value == "":
        return ""
    if isinstance(value, MeantDate):
        return value
    value = field.to_python(value)
    return value.replace("\r\n", "\n").strip() if isinstance(value, str) else value


def send_instead(form: Any, name: str) -> None:
    """Put the current value into the form as if it had been sent."""
    field, html_name = form.fields[name], form.add_prefix(name)
    widget = getattr(field.widget, "widget", field.widget)  # without the admin's links around it
    value = field.prepare_value(stands(form.instance, form.instance._meta.get_field(name)))
    form.data = form.data.copy()
    for sent, part, of_part in _parts(widget, html_name, value):
        form.data.pop(sent, None)
        if isinstance(part, forms.CheckboxInput):
            if of_part:
                form.data[sent] = "on"
        elif of_part in (None, ""):
            form.data[sent] = ""
        else:
            form.data[sent] = str(of_part if isinstance(part, forms.Select) else part.format_value(of_part))


def _parts(widget: Any, name: str, value: Any) -> list[tuple[str, Any, Any]]:
    """Return the values a widget sends: one, or several for a date with its time."""
    if not isinstance(widget, forms.MultiWidget):
        return [(name, widget, value)]
    several: Any = widget
    parts = zip(several.widgets_names, several.widgets, several.decompress(value), strict=True)
    return [(name + suffix, part, of_part) for suffix, part, of_part in parts]
