"""The version a form was made from, carried by the form."""

from typing import Any

from django import forms

from pages.typed_numbers import is_a_number

BIGGEST = 2**63 - 1  # the greatest number a version can have


class VersionField(forms.Field):
    """The number of the version a form was made from. Read without complaint here: the form says what is wrong, where it can be seen."""

    widget = forms.HiddenInput

    def __init__(self) -> None:
        super().__init__(required=False)

    def clean(self, value: Any) -> int | None:
        words = str(value or "")
        return int(words) if is_a_number(words, most=19) and int(words) <= BIGGEST else None

    def has_changed(self, initial: Any, data: Any) -> bool:
        return False
