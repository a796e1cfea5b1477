"""Draw a form field with the design system, by the kind of its widget, with its hint and error."""

from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.safestring import SafeString

from pages.bounded_cache import kept
from pages.components import nhs
from pages.counting import counted as in_words
from pages.fields import OfferedInput

Choices = tuple[tuple[str, str], ...]


def drawn(field: BoundField) -> SafeString:
    """Return the field with its label, hint and first error."""
    if field.is_hidden:
        return SafeString(str(field))
    widget = field.field.widget
    if isinstance(widget, forms.RadioSelect):  # check boxes are a kind of these
        return _boxes(field, widget)
    if isinstance(widget, forms.CheckboxInput):
        return SafeString(nhs.checkboxes({"idPrefix": field.auto_id, **_said(field), "items": [_ticked(field)]}))
    said = {"id": field.auto_id, "label": {"text": field.label, "size": "s"}, **_said(field)}
    value = field.value()
    if isinstance(widget, forms.Textarea):
        return SafeString(nhs.textarea({**said, "value": value or ""}))
    if isinstance(widget, forms.PasswordInput):
        return SafeString(nhs.input({**said, "type": "password", "autocomplete": widget.attrs.get("autocomplete", "current-password")}))
    if isinstance(widget, forms.Select):
        items = [{"value": key, "text": str(words), "selected": str(key) == str(value or "")} for key, words in widget.choices]
        return SafeString(nhs.select({**said, "items": items}))
    if isinstance(widget, OfferedInput):
        return _offered(said, widget, value)
    typed = {"type": widget.input_type, "value": "" if value is None else value, "autocomplete": widget.attrs.get("autocomplete", "off")}
    return SafeString(nhs.input({**said, **typed}))


def _ticked(field: BoundField) -> dict[str, Any]:
    """Return the single box of a yes or no."""
    return {"id": field.auto_id, "value": "on", "text": field.label, "checked": bool(field.value())}


def _said(field: BoundField) -> dict[str, Any]:
    """Return what every kind of field shows."""
    said: dict[str, Any] = {"name": field.html_name}
    errors = field.errors
    if errors:
        said["errorMessage"] = {"text": errors[0]}
    if field.help_text:
        hint = str(field.help_text)  # hints of allauth and Django may be markup already
        said["hint"] = {"html" if isinstance(hint, SafeString) else "text": hint}
    return said


def _offered(said: dict[str, Any], widget: OfferedInput, value: Any) -> SafeString:
    """Return a select box of a few names, or a text field; both say where a script can get suggestions."""
    known = {"attributes": {"data-offers": widget.address}} if widget.offers else {}
    listed = widget.in_a_box(value)
    if not listed:
        return SafeString(nhs.input({**said, **known, "value": value or "", "autocomplete": "off"}))
    items = [{"value": words, "text": text, "selected": words == (value or "")} for words, text in listed]
    return SafeString(nhs.select({**said, **known, "items": items}))


def _boxes(field: BoundField, widget: forms.RadioSelect) -> SafeString:
    said = _said(field)
    about = tuple((name, *part) for name in ("errorMessage", "hint") if name in said for part in said[name].items())
    counted = getattr(field.field, "counted", None)
    choices = tuple((str(value), str(label)) for value, label in widget.choices)
    if counted is not None:
        of_each = counted()
        choices = tuple((value, f"{label} ({in_words(of_each[value])})" if value in of_each else label) for value, label in choices)
    several = isinstance(widget, forms.CheckboxSelectMultiple)
    names = (field.auto_id, field.html_name, str(field.label))
    return _drawn_boxes(several, names, about, choices, tuple(widget.format_value(field.value())))


@kept(2_000_000)
def _drawn_boxes(
    several: bool, names: tuple[str, str, str], about: tuple[tuple[str, str, str], ...], choices: Choices, chosen: tuple[str, ...]
) -> SafeString:
    """Return boxes, drawn once and remembered: lists have seven groups of them, mostly with nothing ticked."""
    identity, name, label = names
    boxes: dict[str, Any] = {
        "idPrefix": identity,
        "name": name,
        "items": [{"value": value, "text": words, "checked": value in chosen} for value, words in choices],
        "small": True,
        "fieldset": {"legend": {"text": label, "size": "s"}},
        **{part: {kind: words} for part, kind, words in about},
    }
    return SafeString(nhs.checkboxes(boxes) if several else nhs.radios(boxes))
