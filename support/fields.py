"""The fields of the forms that work on requests: sentences, days and vanguards, as people type them."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator

from history import clock
from pages.fields import LONGEST
from pages.search import is_a_number
from pages.typed_dates import LAST_YEAR
from support.filters import bodies, body_choices
from vanguards.models import Organisation, Vanguard

LONGEST_ADDRESS = 500


class VanguardsField(forms.CharField):
    """Vanguards by number; without any, an empty list. For those who may choose every vanguard."""

    def __init__(self) -> None:
        super().__init__(label="Vanguards", required=False, max_length=50_000, help_text="Their numbers, such as 38, or 38, 44")

    def clean(self, value: Any) -> list[Vanguard]:
        words = [part.strip() for part in super().clean(value).split(",") if part.strip()]
        for word in words:
            if not (is_a_number(word) and len(word) < 7):
                raise ValidationError(f"“{word[:20]}” is not the number of a vanguard. Enter numbers such as 38, or 38, 44")
        numbers = list(dict.fromkeys(int(word) for word in words))
        found = Vanguard.objects.in_bulk(numbers)
        missing = next((number for number in numbers if number not in found), None)
        if missing is not None:
            raise ValidationError(f"There is no vanguard {missing}. Enter numbers such as 38, or 38, 44")
        return [found[number] for number in numbers]


class OwnVanguardsField(forms.MultipleChoiceField):
    """Of the vanguards that somebody leads; with only one there is nothing to choose."""

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
    """National bodies; those that answer the request already are ticked, and say so."""

    def __init__(self, label: str, *, required: bool = True) -> None:
        super().__init__(
            label=label,
            required=required,
            choices=body_choices,
            widget=forms.CheckboxSelectMultiple,
            error_messages={"required": "Choose a body"},
        )
        self.answering: dict[int, str] = {}  # the contacts at those that answer it already, by the numbers of the bodies

    def starts_with(self, answering: dict[int, str]) -> None:
        """Shown as it stands: who answers the request already, with whom as a contact."""
        on_it = {short: answering[number] for short, (_, number) in bodies().items() if number in answering}
        self.answering, self.initial = answering, list(on_it)
        self.choices = [(short, _on_it(name, on_it.get(short))) for short, name in body_choices()]
        if on_it:
            self.help_text = "Those that answer it already stay on it, ticked or not."

    def clean(self, value: Any) -> list[Organisation]:
        numbers = [bodies()[short][1] for short in super().clean(value)]
        return list(Organisation.objects.filter(pk__in=numbers))


def _on_it(name: str, contact: str | None) -> str:
    if contact is None:
        return name
    return f"{name} (answers it already, contact: {contact})" if contact else f"{name} (answers it already)"


class DocumentsField(forms.CharField):
    """Links to documents, one on each line: an address, or a title and an address. Cleaned: pairs of title and address."""

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
        lines = [" ".join(line.split()) for line in super().clean(value).splitlines() if line.strip()]
        return [_document(line) for line in lines]


def _document(line: str) -> tuple[str, str]:
    title, _, address = line.rpartition(" ")
    try:
        URLValidator(schemes=["https", "http"])(address)
    except ValidationError as error:
        raise ValidationError(f"“{line[:60]}” does not end with an address. Enter one that begins with https://") from error
    if len(address) > LONGEST_ADDRESS:
        raise ValidationError(f"“{address[:40]}…” is too long: keep an address to {LONGEST_ADDRESS} characters or fewer")
    return title.strip(" :–-")[:200] or address[:200], address


def not_past(day: date) -> date:
    """A day that can be kept: today or later, and no slip of the finger centuries away."""
    if day < clock.today():
        raise ValidationError("Enter a day that is today or later")
    if day.year > LAST_YEAR:
        raise ValidationError(f"Check the year: it must be {LAST_YEAR} or earlier")
    return day
