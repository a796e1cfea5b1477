"""Filters of lists, read from the address and drawn by our forms. An unknown value is an error; it never silently selects everything."""

from collections.abc import Callable, Iterator, Mapping
from copy import copy
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar, Self

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.utils.choices import CallableChoiceIterator
from django.utils.text import Truncator

from pages import dates
from pages.fields import TypedWords
from pages.plain_words import plain
from pages.search import SHORTEST, can_be_sought
from pages.typed_dates import NotADate, understand_day
from pages.typed_numbers import NotANumber
from pages.typed_numbers import numbers as understand_numbers

MOST_WORDS = 10
LONGEST_NUMBERS = 200  # characters, as typed or in an address
UNKNOWN: dict[str, Any] = {"invalid_choice": "“%(value)s” is not one of the values this list knows"}
UNREADABLE: dict[str, Any] = {"max_length": "Keep it to %(limit_value)d characters or fewer"}


class Choices(forms.MultipleChoiceField):
    """One or more short words; the error names unknown ones."""

    widget = forms.CheckboxSelectMultiple

    counted: Callable[[], Mapping[str, int]] | None = None  # how many there are of each, if that is cheap to know

    def __init__(self, *, names: bool = False, **kwargs: Any) -> None:
        """`names`: the labels are names and keep their capitals in a sentence."""
        self.names = names
        super().__init__(**kwargs)

    def in_words(self, value: str, label: str) -> str:
        """Return a value as a caption says it."""
        return label if self.names else _as_part_of_a_sentence(label)

    default_error_messages = UNKNOWN

    def __deepcopy__(self, memo: dict[Any, Any]) -> Self:
        """Copy the field for a form. The list of choices is shared: it may be replaced but is never changed."""
        return forms.Field.__deepcopy__(self, memo)

    def settle(self) -> None:
        """Read the choices once, in the form Django wants."""
        asked: Any = self.choices
        self._choices = self.widget.choices = list(asked.func()) if isinstance(asked, CallableChoiceIterator) else asked

    def validate(self, value: list[str]) -> None:
        super().validate([word[:60] for word in value])


class OfAList(django_filters.Filter):
    """A filter of which each list gets a shallow copy of its own; django-filter would copy everything in it."""

    def __deepcopy__(self, memo: dict[Any, Any]) -> Self:
        own = copy(self)
        own.method = self.method  # setting it makes it belong to this list
        return own


class AnyOf(OfAList, django_filters.MultipleChoiceFilter):
    """Several values in the address mean any of them. `condition(queryset, values)` selects the rows."""

    field_class = Choices

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.CheckboxSelectMultiple)
        super().__init__(*args, **kwargs)

    def is_noop(self, qs: Any, value: Any) -> bool:
        return False


class OneValue(TypedWords):
    """A filter with one value, as typed."""

    default_error_messages = UNREADABLE

    def in_words(self, value: str) -> str:
        """Return a value as a caption says it."""
        return value


class Words(OneValue):
    """Words to search for: at least one with two letters, or a number."""

    def clean(self, value: Any) -> str:
        words: str = super().clean(value)
        if words and not can_be_sought(words):
            raise ValidationError(f"Enter at least {SHORTEST} letters to search for")
        if len(plain(words).split()) > MOST_WORDS:
            raise ValidationError(f"Enter {MOST_WORDS} words at most")
        return words


class WordsFilter(OfAList, django_filters.CharFilter):
    field_class = Words

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**({"method": "mentioning", "label": "Search", "max_length": 100} | kwargs))


class OneChoice(django_filters.fields.ChoiceField):
    """One of some short words."""

    default_error_messages = UNKNOWN

    def in_words(self, value: str) -> str:
        return _as_part_of_a_sentence(str(dict(self.choices)[value]))


class OneOf(OfAList, django_filters.ChoiceFilter):
    """A filter with one of some short words, drawn as radio buttons; one of them means no filter."""

    field_class = OneChoice

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**({"widget": forms.RadioSelect} | kwargs))


class Day(OneValue):
    """A day, as people type it."""

    def clean(self, value: Any) -> str:
        words: str = super().clean(value)
        try:
            return understand_day(words).isoformat() if words else ""
        except NotADate as unclear:
            raise ValidationError(str(unclear)) from unclear

    def in_words(self, value: str) -> str:
        return dates.on(date.fromisoformat(value))


class DayFilter(OfAList, django_filters.CharFilter):
    field_class = Day


class Numbers(TypedWords):
    """One or more numbers, typed together or repeated in the address; `help_text` gives an example: "Numbers, such as 38 or 38, 44"."""

    class Repeated(forms.TextInput):
        def value_from_datadict(self, data: Any, files: Any, name: str) -> str:
            return ",".join(data.getlist(name) if hasattr(data, "getlist") else [data.get(name, "")])

    widget = Repeated
    default_error_messages = UNREADABLE

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", LONGEST_NUMBERS)
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> str:
        try:
            found = understand_numbers(super().to_python(value) or "", str(self.label).lower())
        except NotANumber as unclear:
            part = Truncator(str(unclear)).chars(20)
            raise ValidationError(f"“{part}” is not a number. Enter {_as_part_of_a_sentence(str(self.help_text))}") from unclear
        return ", ".join(str(number) for number in found)


def numbers(words: str) -> list[int]:
    """Return the numbers in an accepted value of Numbers."""
    return [int(part) for part in words.split(",") if part.strip()]


class NumbersFilter(OfAList, django_filters.CharFilter):
    field_class = Numbers


@dataclass(frozen=True)
class Chosen:
    """One value chosen in the address: the filter, the value as the address writes it, and its words for a caption."""

    name: str
    value: str
    words: str


class ListFilters(django_filters.FilterSet):
    """The base of each list's filters. `mentioning` is the queryset method that its search field uses."""

    form_class: ClassVar[Any]

    @property
    def user(self) -> Any:
        """Return the person who asks."""
        return self.request.user

    def get_form_class(self) -> Any:
        """Return one form class for all lists of this kind."""
        if "form_class" not in vars(type(self)):
            type(self).form_class = super().get_form_class()
        return type(self).form_class

    @property
    def form(self) -> Any:
        """Return the form, with each field's choices read once, and with `user` set."""
        known = hasattr(self, "_form")
        form = super().form
        form.user = self.user
        for field in [] if known else form.fields.values():
            if isinstance(field, Choices):
                field.settle()
        if not known:
            self.prepare(form)
        return form

    def prepare(self, form: Any) -> None:
        """Set what depends on the person who asks."""

    def mentioning(self, queryset: Any, name: str, words: str) -> Any:
        return queryset.mentioning(queryset.model.sought(words))

    def chosen(self) -> Iterator["Chosen"]:
        """Yield each chosen value."""
        for name, field in self.form.fields.items():
            value = self.form.cleaned_data.get(name)
            if isinstance(value, list | tuple):
                labels = dict(field.choices) if value else {}
                yield from (Chosen(name, one, field.in_words(one, str(labels[one]))) for one in value)
            elif value and isinstance(field, Numbers):
                yield from (Chosen(name, str(number), f"{str(field.label).lower()} {number}") for number in numbers(value))
            elif value:
                yield Chosen(name, value, f"mentioning “{value}”" if name == "q" else f"{str(field.label).lower()} {field.in_words(value)}")


def _as_part_of_a_sentence(words: str) -> str:
    """Return a label without its capital letter, unless it is all capitals: ACC."""
    return words[:1].lower() + words[1:] if words[1:2].islower() else words
