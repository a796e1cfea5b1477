"""Values of measures, as people type and read them: "1,250", "12.5", "87 %", "£3.20"."""

import re
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError

from pages.fields import TypedWords
from pages.plain_words import plain

TOO_LARGE = Decimal(10**11)  # a column holds eleven digits before the point
_NUMBER = re.compile(r"[£$]? ?([+−–-]? ?(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,11})(?:\.[0-9]{1,3})?) ?%?")


class NotAValue(ValueError):
    """The words are no value; the message says what would be understood."""


def understand(words: str) -> Decimal:
    """Return the value. Raise NotAValue, with a sentence for the person, for anything else."""
    typed = _NUMBER.fullmatch(plain(words).strip())
    if typed is None:
        raise NotAValue(f"“{words.strip()[:20]}” is not a number. Enter one such as 12.5 or 1,250")
    value = Decimal(re.sub("[−–]", "-", typed[1]).replace(",", "").replace(" ", ""))
    if abs(value) >= TOO_LARGE:
        raise NotAValue(f"“{words.strip()[:20]}” is too large. Enter a number below {TOO_LARGE:,}")
    return value


def said(value: Any) -> str:
    """Return a value as people read it: "1,250", "12.5"."""
    if value is None:
        return ""
    words = f"{Decimal(value):,.3f}"
    return words.rstrip("0").rstrip(".")


class ValueField(TypedWords):
    """A value of a measure. Cleaned into a Decimal; None if empty."""

    def __init__(self, label: str, missing: str = "", **kwargs: Any) -> None:
        errors = {"required": missing, "max_length": "Enter a number such as 12.5 or 1,250"}
        super().__init__(label=label, max_length=30, error_messages=errors, **kwargs)

    def clean(self, value: Any) -> Decimal | None:
        words = super().clean(value)
        try:
            return understand(words) if words else None
        except NotAValue as unclear:
            raise ValidationError(str(unclear)) from unclear
