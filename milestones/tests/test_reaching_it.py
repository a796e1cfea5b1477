"""A commitment is reached: when, what shows it, and taken back."""

import csv
from datetime import date

import pytest
from django.urls import reverse

from milestones.tests.stories import filled, fresh, page_of, says
from milestones.workflow import Move

pytestmark = pytest.mark.django_db


def test_reached_takes_its_date_and_what_shows_it(as_, sal, of_salford):
    page = page_of(of_salford, Move.REACH)
    as_(sal).post(page, filled(reached="December 2015", link="https://example.com/minutes.pdf", words="Minutes of 16 December"))
    stands = fresh(of_salford)
    assert (str(stands.reached), stands.reached_until, stands.reached_note) == (
        "December 2015",
        date(2015, 12, 31),
        "Minutes of 16 December",
    )
    shown = says(as_(sal).get(of_salford.get_absolute_url()))
    assert 'href="https://example.com/minutes.pdf"' in shown
    assert "reached December 2015" in shown


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"reached": "March 2030"}, "March 2030 is in the future. Enter the date it was reached."),
        ({"reached": ""}, "Enter the date it was reached"),
        ({"reached": "5 January 2016", "words": ""}, "Enter what shows that it was reached"),
        ({"reached": "5 January 2016", "link": "javascript:alert(1)"}, "Enter an address that begins with https://"),
        ({"reached": "5 January 2016", "link": "minutes"}, "Enter an address that begins with https://"),
    ],
)
def test_what_cannot_have_been_reached_so_is_refused(as_, sal, of_salford, values, said):
    answer = as_(sal).post(page_of(of_salford, Move.REACH), filled(**{"link": "", "reached": ""} | values))
    assert said in says(answer)
    assert fresh(of_salford).state == "open"


def test_reached_is_taken_back_with_a_reason_and_both_stay_on_record(as_, sal, of_salford):
    client = as_(sal)
    client.post(page_of(of_salford, Move.REACH), filled(reached="5 January 2016", link="", words="The board met"))
    assert "Enter why it was not reached after all" in says(client.post(page_of(of_salford, Move.TAKE_BACK), filled(words="")))
    client.post(page_of(of_salford, Move.TAKE_BACK), filled(words="The minutes were of another board"))
    stands = fresh(of_salford)
    assert (stands.state, stands.reached, stands.reached_note) == ("open", None, "")
    page = says(client.get(of_salford.get_absolute_url()))
    assert page.index("The board met") < page.index("The minutes were of another board")


@pytest.mark.parametrize(
    ("said", "on", "counts_for"),
    [
        ("March 2030", "2030-04-10", date(2030, 3, 31)),
        ("2030", "2031-04-10", date(2030, 3, 31)),
        ("April 2030", "2031-04-10", date(2030, 4, 30)),
        ("5 March 2030", "2030-04-10", date(2030, 3, 5)),
        ("March 2030", "2030-03-20", date(2030, 3, 20)),
    ],
)
def test_who_names_the_time_in_which_it_was_expected_does_not_say_it_was_late(as_, sal, of_salford, time_machine, said, on, counts_for):
    time_machine.move_to(f"{on}T10:00:00+00:00")
    as_(sal).post(page_of(of_salford, Move.REACH), filled(reached=said, link=""))
    assert fresh(of_salford).reached_until == counts_for


def test_a_month_that_goes_on_counts_until_today(as_, sal, of_salford, time_machine):
    time_machine.move_to("2027-06-10T10:00:00+00:00")
    as_(sal).post(page_of(of_salford, Move.REACH), filled(reached="2027", link=""))
    stands = fresh(of_salford)
    assert (str(stands.reached), stands.reached_until) == ("2027", date(2027, 6, 10))


def test_a_date_long_before_anything_was_promised_is_a_slip_of_the_pen(as_, sal, of_salford):
    assert "Check the year: 1916 is more than 20 years before" in says(
        as_(sal).post(page_of(of_salford, Move.REACH), filled(reached="1916", link=""))
    )
    assert fresh(of_salford).state == "open"


def said_of(client, commitment):
    """Return how its page, its row in the list, its line in the file and its preview compare it with the promise."""
    page, rows = says(client.get(commitment.get_absolute_url())), says(client.get(reverse("commitment_list")))
    (line,) = csv.DictReader(b"".join(client.get(reverse("commitment_export")).streaming_content).decode("utf-8-sig").splitlines())
    return page, rows, line


@pytest.mark.usefixtures("on_29_january")
def test_what_was_promised_for_a_month_and_reached_in_it_was_on_time_everywhere(as_, tess, promise, salford):
    commitment = promise("Plan", "December 2015", salford).commitments.get()
    preview = as_(tess).get(
        reverse("commitment_many_do", args=[Move.REACH]),
        {"chosen": commitment.pk, "to-reached": "December 2015", "to-link": "", "preview": "1"},
        follow=True,
    )
    assert "Reached December 2015, on time" in says(preview)
    as_(tess).post(page_of(commitment, Move.REACH), filled(reached="December 2015", link=""))
    page, rows, line = said_of(as_(tess), commitment)
    assert "Promised December 2015, reached December 2015: on time." in page
    assert "As in the last forecast" in page
    assert "Reached December 2015, on time" in rows
    for said in (page, rows):
        assert "working day" not in said
    assert (line["Against the promise"], line["Working days later than promised"]) == ("on time", "")
    assert (line["Reached until"], line["Reached precision"]) == ("2015-12-31", "month")


@pytest.mark.usefixtures("on_29_january")
def test_what_was_reached_in_a_month_that_goes_on_is_no_day_of_it(as_, tess, promise, salford):
    commitment = promise("Plan", "December 2015", salford).commitments.get()
    as_(tess).post(page_of(commitment, Move.REACH), filled(reached="January 2016", link=""))
    page, rows, line = said_of(as_(tess), commitment)
    assert "reached January 2016: about a month late." in page
    assert "Reached January 2016, about a month late" in rows
    assert (line["Against the promise"], line["Reached until"]) == ("about a month late", "2016-01-31")


@pytest.mark.usefixtures("on_29_january")
def test_between_two_days_the_days_are_counted(as_, tess, promise, salford):
    commitment = promise("Plan", "17 December 2015", salford).commitments.get()
    as_(tess).post(page_of(commitment, Move.REACH), filled(reached="21 December 2015", link=""))
    page, _, line = said_of(as_(tess), commitment)
    assert "reached 21 December 2015: 2 working days late." in page
    assert (line["Against the promise"], line["Working days later than promised"]) == ("2 working days late", "2")
