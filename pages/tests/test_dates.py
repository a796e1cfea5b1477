"""Dates read as people mean them."""

from datetime import UTC, date, datetime

import pytest

from pages import dates


@pytest.mark.parametrize(
    ("day", "precision", "words", "reads"),
    [
        (date(2016, 1, 15), "day", "", "15 January 2016"),
        (date(2015, 12, 1), "month", "", "December 2015"),
        (date(2016, 1, 1), "quarter", "", "Q4 2015/16"),
        (date(2020, 1, 1), "year", "", "2020"),
        (date(2020, 1, 1), "year", "about 2020", "About 2020"),
        (None, "day", "", "Not known"),
    ],
)
def test_a_date_reads_in_its_own_precision(day, precision, words, reads):
    assert dates.on(day, precision, words) == reads


@pytest.mark.parametrize(
    ("first", "precision", "last"),
    [
        (date(2016, 1, 15), "day", date(2016, 1, 15)),
        (date(2015, 12, 1), "month", date(2015, 12, 31)),
        (date(2016, 2, 1), "month", date(2016, 2, 29)),
        (date(2015, 10, 1), "quarter", date(2015, 12, 31)),
        (date(2020, 1, 1), "year", date(2020, 12, 31)),
    ],
)
def test_a_date_is_over_when_all_of_it_is(first, precision, last):
    assert dates.last_day(first, precision) == last


def test_times_are_londons_in_winter_and_in_summer():
    assert dates.at(datetime(2016, 1, 15, 14, 5, tzinfo=UTC)) == "15 January 2016 at 2:05pm"
    assert dates.at(datetime(2016, 7, 15, 23, 0, tzinfo=UTC)) == "16 July 2016 at 12am"
