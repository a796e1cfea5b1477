"""The fields that several apps' forms have: sentences, and dates as people type them."""

from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError

from pages.dates import MeantDate
from pages.typed_dates import EXAMPLES, NotADate, understand

LONGEST = 2_000  # characters of a reason or of what was given


def words_field(label: str, missing: str, *, required: bool = True, hint: str = "") -> forms.CharField:
    """Some sentences."""
    errors = {"required": missing, "max_length": f"Keep it to {LONGEST:,} characters or fewer"}
    widget = forms.Textarea(attrs={"rows": 4})
    return forms.CharField(label=label, max_length=LONGEST, required=required, help_text=hint, widget=widget, error_messages=errors)


class DayField(forms.DateField):
    """A day as people type it: "15 January 2016", "15/1/2016"."""

    widget = forms.TextInput
    WAYS: ClassVar[list[str]] = ["%d %B %Y", "%d %b %Y", "%d/%m/%Y", "%d.%m.%Y", "%Y-%m-%d"]

    def __init__(self, label: str, **kwargs: Any) -> None:
        wrong = "Enter a day such as 15 January 2016"
        errors = {"required": wrong, "invalid": wrong}
        super().__init__(label=label, input_formats=self.WAYS, help_text="For example, 15 January 2016", error_messages=errors, **kwargs)


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
