"""How far two dates lie apart is said as exactly as both are known, and no more exactly."""

import pytest

from pages.date_differences import apart
from pages.typed_dates import understand

APART = [
    ("December 2015", "December 2015", "on time", "at about the same time", 0),
    ("December 2015", "17 December 2015", "on time", "at about the same time", 0),
    ("17 December 2015", "December 2015", "on time", "at about the same time", 0),
    ("2016", "June 2016", "on time", "at about the same time", 0),
    ("June 2016", "2016", "on time", "at about the same time", 0),
    ("2015/16", "2016", "on time", "at about the same time", 0),
    ("December 2015", "January 2016", "about a month late", "about a month later", 20),
    ("December 2015", "5 January 2016", "about a month late", "about a month later", 20),
    ("31 December 2015", "February 2016", "about 2 months late", "about 2 months later", 41),
    ("February 2016", "December 2015", "about 2 months early", "about 2 months earlier", -41),
    ("Q3 2015/16", "Q4 2015/16", "about a quarter late", "about a quarter later", 62),
    ("15 November 2015", "Q4 2015/16", "about a quarter late", "about a quarter later", 62),
    ("March 2016", "2017", "about a year late", "about a year later", 252),
    ("December 2015", "March 2030", "about 14 years late", "about 14 years later", 3600),
    ("17 December 2015", "17 December 2015", "on time", "on the same working day", 0),
    ("17 December 2015", "21 December 2015", "2 working days late", "2 working days later", 2),
    ("17 December 2015", "16 December 2015", "1 working day early", "1 working day earlier", -1),
]


@pytest.mark.parametrize(("promised", "reached", "late_or_early", "later_or_earlier", "days"), APART)
def test_days_are_counted_only_between_what_is_known_to_the_day(promised, reached, late_or_early, later_or_earlier, days):
    how = apart(understand(promised), understand(reached))
    assert (how.late_or_early, how.later_or_earlier, how.days) == (late_or_early, later_or_earlier, days)
    assert how.is_about == (not all(understand(words).precision == "day" for words in (promised, reached)))


@pytest.mark.parametrize(("promised", "reached"), [each[:2] for each in APART])
def test_there_and_back_are_as_far(promised, reached):
    there, back = apart(understand(promised), understand(reached)), apart(understand(reached), understand(promised))
    assert (there.days, there.many) == (-back.days, -back.many)
