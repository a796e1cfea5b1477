"""Plain words for errors in admin forms, unless the field has words of its own."""

from typing import Any

from django import forms
from django.db import models

LENGTH = "Keep it to %(limit_value)s characters or fewer."
NUMBERS = {"min_value": "Enter %(limit_value)s or more.", "max_value": "Enter %(limit_value)s or less."}
GONE = "What you chose is no longer there. Choose something else."


def speak_plainly(form: Any) -> None:
    """Replace Django's error messages with ours."""
    columns = {field.name: field for field in form.instance._meta.concrete_fields}
    for name, field in form.fields.items():
        said, ours = field.error_messages, _words(field)
        for code, words in ours.items():
            if code not in said or said[code] == _default(field, code):
                said[code] = words
        if name in columns:
            said.setdefault("unique", _unique(columns[name]))


def _words(field: Any) -> dict[str, str]:
    words = {"max_length": LENGTH, **NUMBERS}
    if isinstance(field, forms.ChoiceField):
        return words | {"required": "Choose one.", "invalid_choice": GONE}
    if isinstance(field, forms.IntegerField):
        return words | {"required": "Enter a number.", "invalid": "Enter a whole number, such as 12."}
    if isinstance(field, forms.EmailField):
        return words | {"required": "Enter an e-mail address.", "invalid": "Enter an e-mail address like name@example.com."}
    return words | {"required": "Fill this in."}


def _default(field: Any, code: str) -> Any:
    """Return Django's own message."""
    kinds: list[Any] = list(type(field).__mro__)
    said = (vars(kind).get("default_error_messages", {}) for kind in kinds)
    return next((words[code] for words in said if code in words), None)


def _unique(column: models.Field) -> str:
    """Return the model's own message for a value that must be unique, if it has one."""
    own = (column._error_messages or {}).get("unique")  # type: ignore[attr-defined]  # Django's own, which the stubs leave out
    return str(own) if own else f"There is another {column.model._meta.verbose_name} with this already. Enter something else."
