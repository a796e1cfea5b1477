"""A date as it was meant: typed as people do, due when all of it ends, over when it is over."""

from contextlib import suppress
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pages.dates import LONDON, MeantDate, Precision, around, columns
from pages.typed_dates import FIRST_YEAR, LAST_YEAR, NotADate, understand, understand_day

DAYS = st.dates(date(FIRST_YEAR + 1, 4, 1), date(LAST_YEAR - 1, 3, 31))
MEANT = st.builds(around, DAYS, st.sampled_from(Precision))


@given(MEANT)
def test_what_is_written_is_read_back_the_same(meant):
    assert understand(meant.typed) == meant
    assert understand(str(meant)) == meant


@given(MEANT, MEANT, MEANT)
def test_dates_are_in_one_order_by_when_they_are_over(first, second, third):
    assert sum([first < second, first == second, first > second]) == 1
    assert (first < second) or (second < first) or (first == second)
    if first < second < third:
        assert first < third
    if first.last < second.last:
        assert first < second


@given(MEANT)
def test_a_date_is_over_on_the_day_after_its_last_and_on_no_day_before(meant):
    assert not meant.is_over(meant.first)
    assert not meant.is_over(meant.last)
    assert meant.is_over(meant.last + timedelta(days=1))
    assert meant.following.first == meant.last + timedelta(days=1)
    assert meant.following.preceding == meant


@given(DAYS, st.sampled_from(Precision))
def test_each_day_is_in_exactly_one_month_quarter_and_year(day, precision):
    meant = around(day, precision)
    assert meant.first <= day <= meant.last
    assert MeantDate(meant.first, precision) == meant


@given(MEANT, st.integers(-180, 180))
def test_it_is_over_from_midnight_in_london_in_summer_as_in_winter(meant, minutes):
    """Moments are kept in UTC: 11pm on 30 June 2016 is 1 July in London."""
    midnight = datetime.combine(meant.following.first, time.min, tzinfo=LONDON)
    moment = midnight.astimezone(UTC) + timedelta(minutes=minutes)
    assert meant.is_over(moment.astimezone(LONDON).date()) == (minutes >= 0)


@pytest.mark.parametrize(
    ("moment", "month", "over"),
    [
        (datetime(2016, 3, 31, 22, 59, tzinfo=UTC), "March 2016", False),  # summer time began on 27 March
        (datetime(2016, 3, 31, 23, 0, tzinfo=UTC), "March 2016", True),
        (datetime(2015, 12, 31, 23, 59, tzinfo=UTC), "December 2015", False),
        (datetime(2016, 1, 1, 0, 0, tzinfo=UTC), "December 2015", True),
        (datetime(2016, 6, 30, 23, 0, tzinfo=UTC), "Q1 2016/17", True),
        (datetime(2016, 10, 30, 0, 30, tzinfo=UTC), "29 October 2016", True),  # the night the clocks go back
        (datetime(2016, 10, 29, 22, 30, tzinfo=UTC), "29 October 2016", False),
    ],
)
def test_months_end_when_london_says_so(moment, month, over):
    assert understand(month).is_over(moment.astimezone(LONDON).date()) is over


@pytest.mark.parametrize(
    ("typed", "first", "last"),
    [
        ("15 January 2016", "2016-01-15", "2016-01-15"),
        ("15th jan 2016", "2016-01-15", "2016-01-15"),
        ("15/1/2016", "2016-01-15", "2016-01-15"),
        ("2016-01-15", "2016-01-15", "2016-01-15"),
        ("December 2015", "2015-12-01", "2015-12-31"),
        ("Sept 2015", "2015-09-01", "2015-09-30"),
        ("  december,  2015 ", "2015-12-01", "2015-12-31"),
        ("2015-12", "2015-12-01", "2015-12-31"),
        ("Q4 2015/16", "2016-01-01", "2016-03-31"),
        ("q1 2015–16", "2015-04-01", "2015-06-30"),
        ("2015/16 Q2", "2015-07-01", "2015-09-30"),
        ("October to December 2015", "2015-10-01", "2015-12-31"),
        ("2015/16", "2015-04-01", "2016-03-31"),
        ("2015-16", "2015-04-01", "2016-03-31"),
        ("1999/2000", "1999-04-01", "2000-03-31"),
        ("2016", "2016-01-01", "2016-12-31"),
        ("15th March 2030", "2030-03-15", "2030-03-15"),
        ("the 15th of March 2030", "2030-03-15", "2030-03-15"),
        ("15 Sept. 2030", "2030-09-15", "2030-09-15"),
        ("15-03-2030", "2030-03-15", "2030-03-15"),
        ("15–03–2030", "2030-03-15", "2030-03-15"),
        ("15.3.2030", "2030-03-15", "2030-03-15"),
        ("15 03 2030", "2030-03-15", "2030-03-15"),
        ("15-Mar-2030", "2030-03-15", "2030-03-15"),
        ("15 March, 2030", "2030-03-15", "2030-03-15"),
        ("March 15 2030", "2030-03-15", "2030-03-15"),
        ("March 15th, 2030", "2030-03-15", "2030-03-15"),
        ("Friday 15 March 2030", "2030-03-15", "2030-03-15"),
        ("Fri. 15/3/2030", "2030-03-15", "2030-03-15"),
        ("2030/03/15", "2030-03-15", "2030-03-15"),
        ("\u200e15\u00a0March\u200b 2030\u202c", "2030-03-15", "2030-03-15"),
        ("１５/３/２０３０", "2030-03-15", "2030-03-15"),
        ("\u202e2016", "2016-01-01", "2016-12-31"),
        ("Mar-2030", "2030-03-01", "2030-03-31"),
        ("January – March 2016", "2016-01-01", "2016-03-31"),
    ],
)
def test_people_type_dates_as_they_do(typed, first, last):
    meant = understand(typed)
    assert (meant.first.isoformat(), meant.last.isoformat()) == (first, last)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("Q4 2015", "“Q4 2015” is unclear. Enter Q4 2015/16 for January to March 2016 or Q3 2015/16 for October to December 2015"),
        ("2011-12", "“2011-12” is unclear. Enter December 2011, or 2011/12 for the financial year"),
        ("2015/17", "A financial year ends in the year after it begins. Enter 2015/16, or another date"),
        ("31 February 2016", "There is no such day."),
        ("1/15/2016", "There is no such day."),
        ("February to April 2016", "February to April is not a quarter."),
        ("end of July", "“end of July” is not a date. Enter one such as 15 January 2016, December 2015, Q4 2015/16, 2015/16 or 2016"),
        ("15/1/16", "“15/1/16” does not say which year. Enter the year in four digits, such as 15 January 2016"),
        ("15 March 30", "Enter the year in four digits"),
        ("Dec 15", "Enter the year in four digits"),
        ("15/16", "Enter the year in four digits"),
        ("15 March", "“15 March” has no year. Enter it too"),
        ("Thursday 15 March 2030", "15 March 2030 is a Friday, not a Thursday. Check which is right"),
        ("Friday March 2030", "is not a date"),
        ("1850", "Check the year"),
        ("9999", "Check the year"),
        ("0000/01", "Check the year"),
        ("13/2016", "There is no month 13."),
        ("٢٠١٦", "is not a date"),
    ],
)
def test_what_is_unclear_is_refused_with_what_would_be_understood(typed, said):
    with pytest.raises(NotADate) as refused:
        understand(typed)
    assert said in str(refused.value)


@given(
    st.one_of(st.text(max_size=40), st.from_regex(r"(q?[0-9]{1,2}[ /.-]){0,2}(jan|december )?[0-9]{4}([ /-][0-9]{2,4})?", fullmatch=True))
)
def test_whatever_is_typed_is_a_date_of_these_centuries_or_is_refused_in_words(words):
    with suppress(NotADate):
        meant = understand(words)
        assert FIRST_YEAR <= meant.first.year <= meant.last.year <= LAST_YEAR


@pytest.mark.parametrize("typed", ["March 2016", "3/2016", "Q4 2015/16", "Q4 2015", "2011-12", "2015/16", "2016", "January to March 2016"])
def test_where_a_day_is_needed_a_longer_time_is_refused(typed):
    with pytest.raises(NotADate, match=r"^Enter the day too, such as 15 January 2016$"):
        understand_day(typed)


@given(DAYS)
def test_a_day_is_read_however_it_is_written(day):
    for written in ("{:%-d %B %Y}", "{:%A %-d %B %Y}", "{:%a %d %b %Y}", "{:%d/%m/%Y}", "{:%d-%m-%Y}", "{:%B %-d, %Y}", "{:%Y-%m-%d}"):
        assert understand_day(written.format(day)) == day


@given(st.text(max_size=40))
def test_whatever_is_typed_where_a_day_is_needed_is_one_or_is_refused_in_words(words):
    with suppress(NotADate):
        assert understand(words).first == understand_day(words)


def test_words_as_published_are_read_first_and_typed_without_them():
    meant = MeantDate(date(2020, 1, 1), Precision.YEAR, "about 2020")
    assert (str(meant), meant.typed) == ("About 2020", "2020")
    assert str(MeantDate(date(2016, 5, 1), Precision.MONTH, "end of May")) == "End of May (May 2016)", "words that name no year"


@pytest.mark.parametrize(("first", "precision"), [((2015, 12, 2), "month"), ((2015, 11, 1), "quarter"), ((2015, 1, 1), "financial year")])
def test_a_date_is_kept_as_the_first_day_of_what_is_meant(first, precision):
    with pytest.raises(ValueError, match="is not the first day of a"):
        MeantDate(date(*first), precision)


def test_a_date_not_known_is_kept_as_none():
    assert columns("reached", None) == {"reached_on": None, "reached_precision": "day", "reached_words": "", "reached_until": None}
