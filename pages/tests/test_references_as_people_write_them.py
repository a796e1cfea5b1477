"""A number or a reference is understood however people write it."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pages.typed_numbers import NotANumber, Reference, number, numbers, reference

WRITTEN = (
    "SR-0012",
    "SR–0012",
    "SR 12",
    "sr0012",
    "sr-12",
    "SR‑0012",
    "(SR-0012).",
    "“SR-0012”,",
    "\u200bSR\u00ad-0012\u200e",
    "SR\u00a012",
    "ＳＲ－００１２",
)


@pytest.mark.parametrize("words", WRITTEN)
def test_a_reference_is_one_reference_however_it_is_written(words):
    assert reference(words) == Reference("sr", 12)
    assert number(words, "sr") == 12
    assert number(words, "", "vanguard") is None


@pytest.mark.parametrize(
    ("words", "kind", "meant"),
    [
        ("44", "", 44),
        ("４４", "", 44),
        ("vanguard 44", "vanguard", 44),
        ("Vanguard no. 44", "vanguard", 44),
        ("vanguard-44", "vanguard", 44),
        ("Support request 12", "supportrequest", 12),
        ("milestone 7", "milestone", 7),
    ],
)
def test_it_may_say_what_kind_of_record_it_is(words, kind, meant):
    assert reference(words) == Reference(kind, meant)


@pytest.mark.parametrize(
    "words", ["", "SR", "SR-", "-1", "vanguard", "38 and 44", "1.5", "٣٨", "9" * 19, "x" * 61 + "1", "a" + "-" * 5_000 + "!"]
)
def test_what_is_no_reference_is_none(words):
    assert number(words, "", "sr", "vanguard") is None


@given(st.text(max_size=80))
def test_whatever_is_typed_is_read_without_complaint(words):
    reference(words)
    with suppress(NotANumber):
        assert all(0 <= each <= 999_999 for each in numbers(words, "vanguard"))


@given(st.lists(st.integers(0, 999_999), unique=True), st.sampled_from([", ", " and ", "; ", " ", ",", "\n", " & "]))
def test_numbers_are_read_back_however_they_stand_apart(several, between):
    assert numbers(between.join(map(str, several)), "vanguard") == several
