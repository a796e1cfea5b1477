"""The filters of the feed of changes."""

from datetime import time
from typing import Any

import django_filters
from django import forms
from django.core.exceptions import ValidationError

from history import clock
from history.feed.references import meant_record
from history.models import Change, Source
from history.past import moments
from pages import dates
from pages.errors import NotUnderstood
from pages.filters import AnyOf, ListFilters, OfAList, OneValue, WordsFilter
from pages.typed_numbers import number


class RecordField(OneValue):
    """A record, given by its reference."""

    def clean(self, value: Any) -> str:
        words: str = super().clean(value)
        if words and meant_record(words) is None:
            raise ValidationError(f"We do not know “{words[:40]}”. Enter a vanguard or request, such as 38 or SR-0012")
        alone = number(words, "")
        return words if alone is None else f"vanguard-{alone}"


class RecordFilter(OfAList, django_filters.CharFilter):
    field_class = RecordField


MADE_IN = [
    (Source.PAGE, "On a page"),
    (Source.ADMIN, "In the back office"),
    (Source.IMPORT, "By an import"),
    (Source.COMMAND, "By a command"),
]


class SinceField(OneValue):
    """A moment, or a date that means its first moment in London."""

    def clean(self, value: Any) -> str:
        words: str = super().clean(value)
        try:
            moment = clock.in_london(moments.beginning(words)) if words else None
        except NotUnderstood as error:
            raise ValidationError(str(error)) from error
        if moment is None:
            return ""
        return moment.date().isoformat() if moment.time() == time() else moment.isoformat()

    def in_words(self, value: str) -> str:
        return dates.at(moments.beginning(value)) if len(value) > len("2016-01-15") else dates.on(clock.in_london(moments.beginning(value)))


class SinceFilter(OfAList, django_filters.CharFilter):
    field_class = SinceField


class RecordsOneCanSee(forms.Form):
    """Refuse a record if the person sees no change of it, whether it exists or not. Set `user` before reading the form."""

    user: Any

    def clean_record(self) -> str:
        words: str = self.cleaned_data["record"]
        meant = meant_record(words)
        if meant is not None and not Change.objects.visible_to(self.user).of_record(*meant, self.user).exists():
            raise ValidationError(f"There is no change to “{words[:40]}” that you can see")
        return words


class ChangeFilters(ListFilters):
    source = AnyOf(label="Where it was made", choices=MADE_IN, method="made_in")
    by = WordsFilter(label="Made by", method="made_by", help_text="Part of a name or e-mail address, or “me”")
    record = RecordFilter(
        label="Record", method="of_record", help_text="A vanguard or request, such as 38 or SR-0012; or any other, such as milestone 7"
    )
    since = SinceFilter(label="Since", method="made_since", help_text="Such as 15 January 2016, or 15 January 2016 at 9:30am")
    q = WordsFilter(label="Search changes", help_text="Part of a reason, of what was done, of what it was done to, or of what was said")

    class Meta:
        model = Change
        fields: list[str] = []
        form = RecordsOneCanSee

    def mentioning(self, queryset: Any, name: str, words: str) -> Any:
        return queryset.mentioning(words, self.user)

    def made_in(self, queryset: Any, name: str, values: list[str]) -> Any:
        return queryset.filter(source__in=values) if values else queryset

    def made_by(self, queryset: Any, name: str, words: str) -> Any:
        return queryset.made_by_somebody_called(words, self.user) if words else queryset

    def of_record(self, queryset: Any, name: str, words: str) -> Any:
        meant = meant_record(words)
        return queryset.of_record(*meant, self.user) if meant is not None else queryset

    def made_since(self, queryset: Any, name: str, words: str) -> Any:
        return queryset.since(moments.beginning(words)) if words else queryset
