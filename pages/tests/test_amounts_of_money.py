"""Amounts are read as people type them, exactly, and said so that nothing is lost."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pages import money

pytestmark = pytest.mark.once


@pytest.mark.parametrize(
    ("typed", "pounds"),
    [
        ("£1.2m", "1200000"),
        ("1.2 million", "1200000"),
        ("1,200,000", "1200000"),
        ("1 200 000", "1200000"),
        ("1200000.50", "1200000.50"),
        ("£200k", "200000"),
        ("  £ 200 K ", "200000"),
        ("£0", "0"),
        ("0.1", "0.10"),
        ("£1,234.5", "1234.50"),
        ("1.234567m", "1234567"),
        ("£2 thousand", "2000"),
        ("1.5bn", "1500000000"),
        ("GBP 500", "500"),
        ("500 pounds", "500"),
        ("１，２００，０００", "1200000"),
        ("￡１．２ｍ", "1200000"),
        ("1\u00a0200\u202f000", "1200000"),
    ],
)
def test_what_people_type_is_understood(typed, pounds):
    assert money.understand(typed) == Decimal(pounds)


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("", "That is not an amount of money."),
        ("a lot", "That is not an amount of money."),
        ("1,2m", "That is not an amount of money."),
        ("1.200.000", "That is not an amount of money."),
        ("12,00,000", "That is not an amount of money."),
        ("£1.2m and more", "That is not an amount of money."),
        ("1e6", "That is not an amount of money."),
        ("nan", "That is not an amount of money."),
        ("=1+1", "That is not an amount of money."),
        ("-5", "An amount cannot be below zero."),
        ("−£5", "An amount cannot be below zero."),
        ("£-5", "An amount cannot be below zero."),
        ("1.005", "Enter whole pence"),
        ("£1.2345678m and", "That is not an amount of money."),
        ("1.000000001m", "Enter whole pence"),
        ("999999999999999", "That is too much money."),
        ("100bn", "That is too much money."),
        ("9" * 400, "That is not an amount of money."),
    ],
)
def test_what_is_no_amount_is_refused_with_what_to_type(typed, words):
    with pytest.raises(money.NotMoney, match=words.replace(".", r"\.")):
        money.understand(typed)


@pytest.mark.parametrize(
    ("pounds", "table", "sentence"),
    [
        ("1250000", "£1,250,000", "£1.25 million"),
        ("1000000", "£1,000,000", "£1 million"),
        ("1250001", "£1,250,001", "£1,250,001"),
        ("1250000.50", "£1,250,000.50", "£1,250,000.50"),
        ("2200000000", "£2,200,000,000", "£2,200 million"),
        ("870500", "£870,500", "£870,500"),
        ("0", "£0", "£0"),
        ("-1250000", "−£1,250,000", "−£1.25 million"),
    ],
)
def test_it_is_said_in_a_table_and_in_a_sentence(pounds, table, sentence):
    assert (money.exactly(Decimal(pounds)), money.in_words(Decimal(pounds))) == (table, sentence)


@given(st.integers(min_value=0, max_value=10**13 - 1))
def test_what_is_said_can_be_typed_and_is_the_same_to_the_penny(pence):
    pounds = Decimal(pence) / 100
    for said in (money.exactly(pounds), money.in_words(pounds), f"{pounds:.2f}"):
        assert money.understand(said) == pounds
