"""A form's field as the design system draws it, by the kind of its widget, with its hint and its error in their places."""

from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.safestring import SafeString

from pages.components import nhs


def drawn(field: BoundField) -> SafeString:
    """The field with its label, hint and first error."""
    if field.is_hidden:
        return SafeString(str(field))
    widget = field.field.widget
    if isinstance(widget, forms.RadioSelect):  # check boxes are, too
        return _boxes(field, widget)
    said = {"id": field.auto_id, "label": {"text": field.label, "size": "s"}, **_said(field)}
    value = field.value()
    if isinstance(widget, forms.Textarea):
        return SafeString(nhs.textarea({**said, "value": value or ""}))
    if isinstance(widget, forms.PasswordInput):
        return SafeString(nhs.input({**said, "type": "password", "autocomplete": widget.attrs.get("autocomplete", "current-password")}))
    typed = {"type": widget.input_type, "value": "" if value is None else value, "autocomplete": widget.attrs.get("autocomplete", "off")}
    return SafeString(nhs.input({**said, **typed}))


def _said(field: BoundField) -> dict[str, Any]:
    """What every kind of field says of itself."""
    said: dict[str, Any] = {"name": field.html_name}
    errors = field.errors
    if errors:
        said["errorMessage"] = {"text": errors[0]}
    if field.help_text:
        said["hint"] = {"text": field.help_text}
    return said


def _boxes(field: BoundField, widget: forms.RadioSelect) -> SafeString:
    chosen: Any = widget.format_value(field.value())
    items = [
        {"value": str(option["value"]), "text": str(option["label"]), "checked": option["selected"]}
        for option in widget.options(field.html_name, chosen)
    ]
    legend = {"legend": {"text": field.label, "size": "s"}}
    boxes = {"idPrefix": field.auto_id, "items": items, "small": True, "fieldset": legend, **_said(field)}
    return SafeString(nhs.checkboxes(boxes) if isinstance(widget, forms.CheckboxSelectMultiple) else nhs.radios(boxes))
