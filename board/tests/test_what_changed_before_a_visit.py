"""What changed at a vanguard since a day that somebody who visits it chooses; and what its page shows as at a moment."""

import re
from datetime import UTC, datetime
from html import unescape

import pytest

from board.tests.visits import a_period, said, visit

pytestmark = pytest.mark.django_db


def lines(answer):
    return [line.sentence.text if line.sentence else line.change.reason for line in answer.context["changed"]["lines"]]


@pytest.fixture
def january(time_machine, recording, salford, neuro, sal, tess, ask, enabler):
    """Salford asked for something on 5, 12 and 20 January; today is 29 January 2016."""
    for day in (5, 12, 20):
        time_machine.move_to(datetime(2027, 1, day, 10, tzinfo=UTC), tick=False)
        ask(f"Of {day} January", salford)
    time_machine.move_to(datetime(2027, 1, 29, 10, tzinfo=UTC), tick=False)


@pytest.mark.parametrize(
    ("since", "shown", "words"),
    [
        ("2027-01-12", [20, 12], "12 January 2027"),
        ("12/1/2027", [20, 12], "12 January 2027"),
        ("12 January 2027 at 10:30am", [20], "12 January 2027 at 10:30am"),
        ("2027-01-29", [], "29 January 2027"),
        ("January 2027", [20, 12, 5], "1 January 2027"),
    ],
)
def test_it_says_what_changed_since_a_day_however_that_is_typed(as_, tess, january, since, shown, words):
    answer = visit(as_(tess), since=since)
    assert [re.search(r"Of (\d+) January", line)[1] for line in lines(answer)] == [str(day) for day in shown]
    section = said(answer, "What changed")
    assert section.startswith(f"What changed since {words} ")
    assert ("Nothing has changed since then." in section) == (not shown)
    address = answer.context["changed"]["address"]
    assert as_(tess).get(address).context["listing"].count == len(shown)


def test_without_a_day_it_is_since_the_latest_return_was_signed_off(as_, tess, january, salford, time_machine):
    usual = visit(as_(tess))
    assert usual.context["changed"]["since"] == "31 October 2026"
    assert "This is 90 days ago." in said(usual, "What changed")
    a_period(tess, "2026/27 Q3", 20, salford)
    answer = visit(as_(tess))
    assert answer.context["changed"]["since"] == "29 January 2027"
    assert "This is the day the return for 2026/27 Q3 was signed off." in said(answer, "What changed")


@pytest.mark.parametrize(
    ("since", "words"),
    [
        ("rubbish", "“rubbish” is not a date."),
        ("31 February 2027", "There is no such day."),
        ("2027-01-30", "This page shows 29 January 2027. Enter a day that is not after that"),
        (["2027-01-05", "2027-01-12"], "Choose one day, not several"),
    ],
)
def test_a_day_that_makes_no_sense_is_said_on_the_page_and_what_was_typed_stays(as_, tess, january, since, words):
    answer = visit(as_(tess), since=since)
    page = unescape(answer.content.decode())
    assert answer.status_code == 400
    assert "<title>Error: For a visit" in page
    assert 'href="#id_since"' in page
    assert words in page
    assert answer.context["changed"] is None
    assert f'value="{since[-1] if isinstance(since, list) else since}"' in page


def test_as_at_a_moment_it_shows_the_record_of_then(as_, tess, january, salford):
    answer = visit(as_(tess), as_at="2027-01-15")
    assert {each.shown_request.title for each in answer.context["recipients"]} == {"Of 5 January", "Of 12 January"}
    assert [re.search(r"Of (\d+) January", line)[1] for line in lines(answer) if "Of" in line] == ["12", "5"]
    assert "What the record said on 15 January 2027" in said(answer)
    assert answer.context["changed"]["since"] == "17 October 2026"
    later = visit(as_(tess), as_at="2027-01-15", since="2027-01-16")
    assert (later.status_code, later.context["changed"]) == (400, None)
    assert 'name="as_at" value="2027-01-15"' in answer.content.decode()
