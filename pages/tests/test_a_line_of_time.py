"""Dates are drawn where they belong."""

from datetime import date

from pages.line_of_time import TICKS, LineOfTime


def test_it_runs_over_whole_months_and_always_has_today_on_it():
    line = LineOfTime([date(2015, 12, 10)], date(2016, 1, 29))
    assert (line.first, line.last) == (date(2015, 12, 1), date(2016, 1, 31))
    assert line.at(date(2015, 12, 1)) == 0
    assert line.at(date(2016, 1, 1)) == 50


def test_a_month_is_as_long_as_it_is_and_a_day_is_still_to_be_seen():
    line = LineOfTime([date(2015, 12, 1), date(2020, 12, 31)], date(2016, 1, 29))
    assert line.span(date(2015, 12, 1), date(2020, 12, 31)) == (0, 100)
    assert line.span(date(2016, 1, 1), date(2016, 1, 1))[1] == 0.6


def test_without_any_dates_it_is_todays_month():
    assert list(LineOfTime([], date(2016, 2, 29)).months()) == [(0, "Feb 2016")]


def test_its_months_never_crowd():
    for years in (1, 3, 30):
        months = list(LineOfTime([date(2015, 1, 1), date(2015 + years, 1, 1)], date(2016, 1, 29)).months())
        assert 2 <= len(months) <= TICKS
