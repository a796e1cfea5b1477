"""The fields that several apps' forms have: sentences, and dates as people type them."""

from collections.abc import Callable
from datetime import date
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.safestring import SafeString

from pages.dates import MeantDate
from pages.links import path
from pages.typed_dates import EXAMPLES, NotADate, understand

LONGEST = 2_000  # characters of a reason or of what was given


def words_field(label: str, missing: str, *, required: bool = True, hint: str = "") -> forms.CharField:
    """Some sentences."""
    errors = {"required": missing, "max_length": f"Keep it to {LONGEST:,} characters or fewer"}
    widget = forms.Textarea(attrs={"rows": 4})
    return forms.CharField(label=label, max_length=LONGEST, required=required, help_text=hint, widget=widget, error_messages=errors)


class OfferedInput(forms.TextInput):
    """Words of which some can be chosen: a select box where these are few and what stands in the field is one of them, otherwise a text
    field. With JavaScript either is typed in, and offers what begins so (static/offers.js).

    `choices`: the words that can be chosen, and how the box says each. `offers`: the URL name of what offers them, and what it is asked.
    """

    choices: Callable[[], list[tuple[str, str]]]
    offers: tuple[str, str] | None = None

    @property
    def address(self) -> str:
        """Where the names come from as one types."""
        return f"{path(self.offers[0])}?of={self.offers[1]}" if self.offers else ""

    def in_a_box(self, value: Any) -> list[tuple[str, str]]:
        """What the select box lists; nothing where it is a text field."""
        choices = self.choices()
        return [("", "Nobody chosen"), *choices] if choices and (not value or value in dict(choices)) else []

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        """As the admin draws it."""
        listed = self.in_a_box(value)
        return forms.Select(choices=listed).render(name, value, attrs, renderer) if listed else super().render(name, value, attrs, renderer)


class DayField(forms.DateField):
    """A day as people type it: "15 January 2016", "15/1/2016"."""

    widget = forms.TextInput
    WAYS: ClassVar[list[str]] = ["%d %B %Y", "%d %b %Y", "%d/%m/%Y", "%d.%m.%Y", "%Y-%m-%d"]

    def __init__(self, label: str, **kwargs: Any) -> None:
        wrong = "Enter a day such as 15 January 2016"
        errors = {"required": wrong, "invalid": wrong}
        super().__init__(label=label, input_formats=self.WAYS, help_text="For example, 15 January 2016", error_messages=errors, **kwargs)

    def starts_with(self, day: date | None) -> None:
        """Shown as it stands, as people type it."""
        self.initial = f"{day.day} {day:%B %Y}" if day is not None else ""


class MeantDateField(forms.CharField):
    """A date as it is meant: "15 January 2016", "December 2015", "Q4 2015/16". Cleaned: a MeantDate, or None where it may be empty."""

    def __init__(self, label: str, missing: str, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", "As exactly as it is known: 15 January 2016, December 2015, Q4 2015/16, 2015/16 or 2016")
        errors = {"required": missing, "max_length": f"That is not a date. Enter one such as {EXAMPLES}"}
        super().__init__(label=label, max_length=60, error_messages=errors, **kwargs)

    def clean(self, value: Any) -> MeantDate | None:
        words = super().clean(value)
        if not words:
            return None
        try:
            return understand(words)
        except NotADate as unclear:
            raise ValidationError(str(unclear)) from unclear
