"""Every field of every form reads what people type and paste as they write it: words, days, numbers, references, addresses."""

from datetime import date

import pytest
from django import forms
from django.contrib import admin
from django.test import RequestFactory

import config.urls  # noqa: F401 - every form and filter is known once the pages are
import milestones.moves
import support.moves
from pages.fields import AddressField, DayField, MeantDateField, NumberField, TypedWords
from pages.filters import ListFilters, Numbers
from support.fields import DocumentsField, VanguardsField

pytestmark = [pytest.mark.django_db, pytest.mark.once]

OURS = ("board", "history", "mail", "milestones", "moves", "pages", "people", "support", "vanguards")


def below(kind):
    return {each for direct in kind.__subclasses__() for each in (direct, *below(direct))}


def fields_of_our_pages():
    for form in below(forms.BaseForm):
        if form.__module__.partition(".")[0] in OURS:
            yield from ((form, name, field) for name, field in form.base_fields.items())
    for filters in below(ListFilters):
        yield from ((filters, name, each.field) for name, each in filters.base_filters.items())
    for move in [*support.moves.MOVES.values(), *support.moves.OF_MANY.values(), *milestones.moves.MOVES.values()]:
        yield from ((move, "words", field) for field in (move.words, move.words_of_many) if field is not None)


def fields_of_the_admin(user):
    request = RequestFactory().get("/admin/")
    request.user = user
    for model, its in admin.site._registry.items():
        if not model.__module__.startswith(OURS):
            continue
        if its.has_change_permission(request):
            standing = None if its.has_add_permission(request) else model.objects.first()
            yield from ((its, name, field) for name, field in its.get_form(request, standing).base_fields.items())
        for inline in [each for each in its.get_inline_instances(request) if each.has_change_permission(request)]:
            yield from ((inline, name, field) for name, field in inline.get_formset(request).form.base_fields.items())


@pytest.fixture
def every_field(ada):
    found = [*fields_of_our_pages(), *fields_of_the_admin(ada)]
    assert len(found) > 250, "the walk has lost its way"
    return found


def asks_for_a_secret(field):
    return isinstance(field.widget, forms.PasswordInput)


def test_every_field_of_words_cleans_what_is_pasted(every_field):
    seen = set()
    for form, name, field in every_field:
        if isinstance(field, forms.CharField) and not asks_for_a_secret(field) and "LoginForm" not in str(form):
            many_lines = isinstance(field.widget, forms.Textarea)
            if not isinstance(field, Numbers):
                cleaned = field.to_python("\0one\x0btwo\u2028three\x85fo\x1bur\x07 \r\n")
                assert cleaned == ("one\ntwo\nthree\nfour" if many_lines else "one two three four"), f"{form} {name}"
            assert isinstance(field, TypedWords), f"{form} {name}"
            seen.add(many_lines)
    assert seen == {True, False}


DAYS = (
    *("15 March 2030", "15th March 2030", "15 Mar. 2030", "15-03-2030", "15/3/2030", "15.3.2030", "2030-03-15"),
    *("Friday 15 March 2030", "Fri 15th March, 2030", "March 15, 2030", "15\u00a0March\u200b 2030", "\u200e15–03–2030\0"),
)


def test_every_field_of_a_day_takes_it_as_people_write_it(every_field):
    seen = set()
    for form, name, field in every_field:
        assert not isinstance(field, forms.DateField) or isinstance(field, DayField), f"{form} {name}"
        if isinstance(field, DayField | MeantDateField):
            seen.add(type(field).__name__)
            for typed in DAYS:
                cleaned = field.clean(typed)
                assert getattr(cleaned, "first", cleaned) == date(2030, 3, 15), f"{form} {name}: {typed}"
            for typed, said in (("Thursday 15 March 2030", "is a Friday, not a Thursday"), ("15/3/30", "the year in four digits")):
                with pytest.raises(forms.ValidationError, match=said):
                    field.clean(typed)
        if isinstance(field, DayField):
            with pytest.raises(forms.ValidationError, match="Enter the day too, such as 15 January 2016"):
                field.clean("March 2030")
        if isinstance(field, forms.SplitDateTimeField):
            seen.add(type(field).__name__)
            for typed in DAYS:
                assert field.clean([typed, "09:30"]).date() == date(2030, 3, 15), f"{form} {name}: {typed}"
    assert seen == {"DayField", "MeantDateField", "TypedDate", "DayAndTimeField"}


TIMES = ["since", "given", "expected", "promised", "reached", "time"]


@pytest.mark.parametrize("name", TIMES)
def test_every_filter_of_a_time_takes_it_as_people_write_it(name):
    found = [fields for fields in below(ListFilters) if name in fields.base_filters]
    assert found
    for filters in found:
        field = filters.base_filters[name].field
        assert {field.clean(typed) for typed in DAYS} == {field.clean("15 March 2030")}


NUMBERS = (
    "38, 44",
    "38 and 44",
    "38; 44",
    "38 & 44",
    "38\n44",
    "vanguards 38 and 44",
    "Vanguard 38, vanguard 44",
    "３８，４４",
    "\u200b38\u00a044.",
)


def test_every_field_of_vanguards_takes_their_numbers_as_people_write_them(every_field, salford, neuro):
    seen = set()
    for form, name, field in every_field:
        if isinstance(field, VanguardsField):
            seen.add("several")
            assert all(field.clean(typed) == [salford, neuro] for typed in NUMBERS), f"{form} {name}"
        if isinstance(field, Numbers) and name == "vanguard":
            seen.add("filter")
            assert {field.clean(typed) for typed in NUMBERS} == {"38, 44"}, f"{form} {name}"
        if isinstance(field, NumberField):
            seen.add("one")
            for typed in ("44", "vanguard 44", "Vanguard no. 44", "(44).", "４４", "\u200b44"):
                assert field.clean(typed) == 44, f"{form} {name}: {typed}"
            for typed in ("forty-four", "SR-0044", "38 and 44", "9" * 10):
                with pytest.raises(forms.ValidationError, match=r"is not a number\. Enter a number such as 38"):
                    field.clean(typed)
    assert seen == {"several", "filter", "one"}


PASTED = (
    "https://example.org/a",
    "(https://example.org/a).",
    "<https://example.org/a>",
    "“https://example.org/a”,",
    "\u200bHTTPS://example.org/a\0",
)


def test_every_field_of_an_address_takes_it_as_it_is_pasted(every_field):
    seen = set()
    for form, name, field in every_field:
        if isinstance(field, AddressField | DocumentsField):
            seen.add(name)
            for typed in (*PASTED, "http://nhs-share:8080/doc", "https://intranet/x"):
                cleaned = field.clean(typed)
                address = cleaned[0][1] if isinstance(cleaned, list) else cleaned
                assert address == ("https://example.org/a" if typed in PASTED else typed), f"{form} {name}"
            with pytest.raises(forms.ValidationError, match=r"begins with javascript:\. Enter an address that begins with https://"):
                field.clean("javascript:alert(1)")
        assert name not in ("address", "link") or isinstance(field, AddressField), f"{form} {name}"
    assert seen == {"documents", "link", "address"}
