"""Dates are drawn where they belong."""

from datetime import date
from types import SimpleNamespace

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


def mark(line, **dates):
    promised = {"due_on": date(2016, 1, 1), "due_until": date(2016, 1, 31), "stands_until": date(2016, 1, 31), "proposed_until": None}
    return line.mark(SimpleNamespace(status="on-time", **promised | dates))


def test_a_date_that_is_proposed_stands_beside_the_one_it_would_replace():
    year = LineOfTime.between(date(2016, 1, 1), date(2016, 12, 31), date(2016, 1, 29))
    assert (mark(year).waits, mark(year).proposed) == (None, None)
    proposed = mark(year, proposed_until=date(2016, 6, 30))
    assert proposed.waits == (proposed.stands, proposed.proposed)
    assert 8 < proposed.stands < 9 < 49 < proposed.proposed < 50
    assert proposed.reach == (0, proposed.proposed)


def test_where_it_is_beyond_the_line_only_the_way_to_it_is_drawn():
    quarter = LineOfTime.between(date(2016, 1, 1), date(2016, 3, 31), date(2016, 1, 29))
    beyond = mark(quarter, proposed_until=date(2016, 6, 30))
    assert (beyond.waits, beyond.proposed) == ((beyond.stands, quarter._middle(quarter.last)), None)
    assert beyond.proposed_beyond == "right"
    after = LineOfTime.between(date(2016, 4, 1), date(2016, 6, 30), date(2016, 1, 29))
    assert mark(after, proposed_until=date(2016, 9, 30)).waits == (after._middle(after.first), after._middle(after.last))
    assert mark(after, stands_until=date(2016, 3, 1), proposed_until=date(2016, 3, 31)).waits is None


def test_of_two_that_stand_alike_the_one_with_a_proposed_date_is_a_mark_of_its_own():
    year = LineOfTime.between(date(2016, 1, 1), date(2016, 12, 31), date(2016, 1, 29))
    same = {"status": "on-time", "due_on": date(2016, 3, 1), "due_until": date(2016, 3, 31), "stands_until": date(2016, 3, 31)}
    promises = [SimpleNamespace(**same, proposed_until=until) for until in (None, date(2016, 6, 30), None)]
    assert [(each.count, each.proposed is None) for each in year.row("Salford", promises).marks] == [(2, True), (1, False)]


def test_what_lies_beyond_the_line_and_is_not_to_be_told_apart_is_one_mark():
    line = LineOfTime.between(date(2016, 4, 1), date(2016, 6, 30), date(2016, 1, 29))
    before = {"status": "overdue", "proposed_until": None}
    promises = [
        SimpleNamespace(due_on=day, due_until=day, stands_until=day, **before)
        for day in (date(2015, 12, 1), date(2015, 12, 31), date(2016, 1, 31))
    ]
    row = line.row("Salford", promises)
    assert [(each.count, each.leaves) for each in row.marks] == [(3, "left")]
    assert row.lanes == 1
