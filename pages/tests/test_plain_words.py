"""Words that people type or paste are compared in one plain form."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pages.plain_words import cleaned, plain


@pytest.mark.parametrize(
    ("typed", "compared"),
    [
        ("Guy’s", "guy's"),
        ("Guyʼs and St Thomas′", "guy's and st thomas'"),
        ("Guy´s", "guy's"),
        ("nurse‑led", "nurse-led"),
        ("nurse—led – now − then", "nurse-led - now - then"),
        ("ﬁre", "fire"),
        ("ＩＴ", "it"),
        ("ÉLAN", "élan"),
        ("E\u0301lan", "élan"),
        ("co\u00adoperate", "cooperate"),
        ("\u200eGP\u200f\u200b", "gp"),
        ("  Royal\u00a0 Free\t\n", "royal free"),
        ("Straße", "strasse"),
        ("", ""),
    ],
)
def test_words_have_one_plain_form_however_they_are_typed(typed, compared):
    assert plain(typed) == compared


@given(st.text())
def test_the_plain_form_is_its_own_plain_form(words):
    assert plain(plain(words)) == plain(words)


@pytest.mark.parametrize(
    ("pasted", "kept"),
    [
        ("one\x0btwo\u2028three\u2029four\x85five\r\nsix\rseven", "one\ntwo\nthree\nfour\nfive\nsix\nseven"),
        ("bell\x07 and \x00 and \x1b[31m", "bell and  and [31m"),
        ("a\ttab stays", "a\ttab stays"),
    ],
)
def test_control_characters_are_cleaned_and_every_break_is_a_new_line(pasted, kept):
    assert cleaned(pasted) == kept
