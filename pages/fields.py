"""Form fields that several apps use: words, numbers, days and addresses, as people type and paste them."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.safestring import SafeString

from pages import money, typed_addresses
from pages.dates import MeantDate
from pages.links import path
from pages.plain_words import cleaned, on_one_line
from pages.typed_dates import A_DAY, EXAMPLES, NotADate, understand, understand_day
from pages.typed_numbers import number

LONGEST = 2_000  # characters of a reason or of what was given


class TypedWords(forms.CharField):
    """Words that people type or paste; all our forms use it. Control characters are removed. A line break stays, or becomes a space in a
    field of one line.
    """

    def to_python(self, value: Any) -> Any:
        return super().to_python(self._cleaned(value))

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Return False if only the kind of line break differs."""
        return super().has_changed(self._cleaned(initial), data)

    def _cleaned(self, value: Any) -> Any:
        if not isinstance(value, str):
            return value
        return cleaned(value) if isinstance(self.widget, forms.Textarea) else on_one_line(value)


def cleaning(field: Any) -> Any:
    """Return another library's field of words, which now also cleans what is pasted."""
    if not isinstance(field, TypedWords):
        kind: Any = type(field)
        field.__class__ = _cleaning(kind)
    return field


@cache
def _cleaning(kind: Any) -> Any:
    return type(kind.__name__, (TypedWords, kind), {})


def words_field(label: str, missing: str, *, required: bool = True, hint: str = "") -> forms.CharField:
    """Return a field for a few sentences."""
    errors = {"required": missing, "max_length": f"Keep it to {LONGEST:,} characters or fewer"}
    widget = forms.Textarea(attrs={"rows": 4})
    return TypedWords(label=label, max_length=LONGEST, required=required, help_text=hint, widget=widget, error_messages=errors)


class OfferedInput(forms.TextInput):
    """Words with suggestions: a select box if there are few and the current value is among them, otherwise a text field. JavaScript turns
    both into a text field with suggestions (static/offers.js).

    `choices` holds the words to choose and how to show them. `offers` is the URL name of the suggestions, and what to ask for.
    """

    choices: Callable[[], list[tuple[str, str]]]
    offers: tuple[str, str] | None = None

    @property
    def address(self) -> str:
        """Return the address of the suggestions."""
        return f"{path(self.offers[0])}?of={self.offers[1]}" if self.offers else ""

    def in_a_box(self, value: Any) -> list[tuple[str, str]]:
        """Return the options of the select box; none for a text field."""
        choices = self.choices()
        return [("", "Nobody chosen"), *choices] if choices and (not value or value in dict(choices)) else []

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        """Return it as the admin draws it."""
        listed = self.in_a_box(value)
        return forms.Select(choices=listed).render(name, value, attrs, renderer) if listed else super().render(name, value, attrs, renderer)


class DayField(forms.DateField):
    """A day as people type it: "15 January 2016", "15/1/2016", "Friday 15th January, 2016"."""

    widget = forms.TextInput

    def __init__(self, label: str | None = None, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", f"For example, {A_DAY}")
        kwargs.setdefault("error_messages", {"required": f"Enter a day such as {A_DAY}"})
        super().__init__(label=label, **kwargs)

    def to_python(self, value: Any) -> date | None:
        if not isinstance(value, str):
            return super().to_python(value)
        try:
            return understand_day(value) if value.strip() else None
        except NotADate as unclear:
            raise ValidationError(str(unclear), code="invalid") from unclear

    def starts_with(self, day: date | None) -> None:
        """Start with a day, written as people type it."""
        self.initial = f"{day.day} {day:%B %Y}" if day is not None else ""


class DayAndTimeField(forms.SplitDateTimeField):
    """A day as people type it, and a time."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        day = DayField(required=False)
        day.error_messages.setdefault("incomplete", "Enter a day")
        self.fields = (day, self.fields[1])


class MeantDateField(TypedWords):
    """A date that may be vague: "15 January 2016", "December 2015", "Q4 2015/16". Cleaned into a MeantDate; None if empty."""

    def __init__(self, label: str, missing: str, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", f"As exactly as it is known: {EXAMPLES}")
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


class NumberField(TypedWords):
    """The number of a record: "44", "vanguard 44". Cleaned into the number; None if empty."""

    def __init__(self, label: str, missing: str, *, kind: str, **kwargs: Any) -> None:
        self.kind = kind
        kwargs.setdefault("help_text", "Its number, such as 38")
        super().__init__(
            label=label, max_length=60, error_messages={"required": missing, "max_length": "Enter a number such as 38"}, **kwargs
        )

    def clean(self, value: Any) -> int | None:
        words = super().clean(value)
        meant = number(words, "", self.kind)
        if words and meant is None:
            raise ValidationError(f"“{words[:20]}” is not a number. Enter a number such as 38")
        return meant


class AddressField(TypedWords):
    """A web address as people paste it, without brackets around it or a full stop after it."""

    default_error_messages: ClassVar[Any] = {"max_length": "Keep it to %(limit_value)d characters or fewer"}

    def clean(self, value: Any) -> str:
        words: str = super().clean(value)
        try:
            return typed_addresses.understand(words) if words else ""
        except typed_addresses.NotAnAddress as unclear:
            raise ValidationError(str(unclear)) from unclear


class MoneyField(TypedWords):
    """An amount in pounds as people type it: "£1.2m", "1,200,000", "£200k". Cleaned into an exact Decimal; None if empty."""

    def __init__(self, label: str, missing: str = "", **kwargs: Any) -> None:
        kwargs.setdefault("help_text", f"In pounds, such as {money.EXAMPLES}")
        errors = {"required": missing, "max_length": f"That is not an amount of money. Enter one such as {money.EXAMPLES}"}
        super().__init__(label=label, max_length=60, error_messages=errors, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        return money.typed(value) if isinstance(value, Decimal) else value

    def clean(self, value: Any) -> Decimal | None:
        words = super().clean(money.typed(value) if isinstance(value, Decimal) else value)
        if not words:
            return None
        try:
            return money.understand(words)
        except money.NotMoney as unclear:
            raise ValidationError(str(unclear)) from unclear
