"""Form fields for sentences, days and vanguards, as people type them."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from history import clock
from pages.fields import LONGEST, TypedWords
from pages.typed_addresses import NotAnAddress, titled
from pages.typed_numbers import NotANumber, numbers
from support.filters import bodies, body_choices
from vanguards.models import Organisation, Vanguard

LONGEST_TITLE = 200


class VanguardsField(TypedWords):
    """Vanguards given by number; an empty list if there are none. For people who may choose any vanguard."""

    def __init__(self) -> None:
        super().__init__(label="Vanguards", required=False, max_length=50_000, help_text="Their numbers, such as 38, or 38, 44")

    def clean(self, value: Any) -> list[Vanguard]:
        try:
            typed = numbers(super().clean(value), "vanguard")
        except NotANumber as unclear:
            part = str(unclear)[:20]
            raise ValidationError(f"“{part}” is not the number of a vanguard. Enter numbers such as 38, or 38, 44") from unclear
        found = Vanguard.objects.in_bulk(typed)
        missing = next((number for number in typed if number not in found), None)
        if missing is not None:
            raise ValidationError(f"There is no vanguard {missing}. Enter numbers such as 38, or 38, 44")
        return [found[number] for number in typed]


class OwnVanguardsField(forms.MultipleChoiceField):
    """Some of the vanguards that a person leads; with only one there is nothing to choose."""

    def __init__(self, led: Iterable[Vanguard]) -> None:
        self.led = {str(vanguard.pk): vanguard for vanguard in led}
        wrong = "Choose a vanguard that you lead"
        super().__init__(
            label="Vanguards",
            choices=[(number, f"{number} {vanguard}") for number, vanguard in self.led.items()],
            widget=forms.CheckboxSelectMultiple,
            initial=list(self.led) if len(self.led) == 1 else None,
            error_messages={"invalid_choice": wrong, "required": wrong},
        )

    def clean(self, value: Any) -> list[Vanguard]:
        return [self.led[number] for number in super().clean(value)]


class BodiesField(forms.MultipleChoiceField):
    """National bodies. Those that already answer the request are ticked, and say so."""

    def __init__(self, label: str, *, required: bool = True) -> None:
        super().__init__(
            label=label,
            required=required,
            choices=body_choices,
            widget=forms.CheckboxSelectMultiple,
            error_messages={"required": "Choose a body"},
        )
        self.answering: dict[int, str] = {}  # contacts at bodies that answer it already, by the number of the body

    def starts_with(self, answering: dict[int, str]) -> None:
        """Start with the bodies that answer the request already, and their contacts."""
        on_it = {short: answering[number] for short, (_, number) in bodies().items() if number in answering}
        self.answering, self.initial = answering, list(on_it)
        self.choices = [(short, _on_it(name, on_it.get(short))) for short, name in body_choices()]
        if on_it:
            self.help_text = "Bodies that already answer it stay, ticked or not."

    def clean(self, value: Any) -> list[Organisation]:
        numbers = [bodies()[code][1] for code in super().clean(value)]
        return list(Organisation.objects.filter(pk__in=numbers))


def _on_it(name: str, contact: str | None) -> str:
    if contact is None:
        return name
    return f"{name} (already answers it, contact: {contact})" if contact else f"{name} (already answers it)"


class DocumentsField(TypedWords):
    """Links to documents, one per line: an address, or a title and an address. Cleaned into pairs of title and address."""

    widget = forms.Textarea(attrs={"rows": 3})

    def __init__(self, *, required: bool = True) -> None:
        super().__init__(
            label="Links to documents",
            required=required,
            max_length=LONGEST,
            help_text="One on each line: its address, or its title and its address. Everyone on the request sees them.",
            error_messages={"required": "Enter the address of a document", "max_length": f"Keep it to {LONGEST:,} characters or fewer"},
        )

    def clean(self, value: Any) -> list[tuple[str, str]]:
        return [_document(line) for line in super().clean(value).splitlines() if line.strip()]


def _document(line: str) -> tuple[str, str]:
    try:
        title, address = titled(line)
    except NotAnAddress as unclear:
        raise ValidationError(str(unclear)) from unclear
    return (title or address)[:LONGEST_TITLE], address


def not_past(day: date) -> date:
    """Return the day. Raise ValidationError if it is in the past."""
    if day < clock.today():
        raise ValidationError("Enter a day that is today or later")
    return day
