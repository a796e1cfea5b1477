"""A form field that carries the version the form was made from."""

from typing import Any

from django import forms

from pages.typed_numbers import is_a_number

BIGGEST = 2**63 - 1  # the largest number a version can have


class VersionField(forms.Field):
    """The number of the version. It accepts anything: the form itself shows an error where people can see it."""

    widget = forms.HiddenInput

    def __init__(self) -> None:
        super().__init__(required=False)

    def clean(self, value: Any) -> int | None:
        words = str(value or "")
        return int(words) if is_a_number(words, most=19) and int(words) <= BIGGEST else None

    def has_changed(self, initial: Any, data: Any) -> bool:
        return False
