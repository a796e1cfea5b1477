"""The list of commitments: what finds them, and their file."""

import csv

import pytest
from django.urls import reverse

from milestones.models import Commitment
from milestones.moves import make
from milestones.tests.stories import says
from milestones.workflow import Move
from pages.typed_dates import understand

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_29_january")]

LIST, TIMELINE = reverse("commitment_list"), reverse("milestone_timeline")


def found(client, **query):
    """Return what a list shows, as pairs of milestone and vanguard."""
    return sorted((str(each.milestone), each.vanguard_id) for each in client.get(LIST, query).context["rows"])


def test_the_list_finds_by_where_they_stand_and_when_they_are_expected(as_, tess, three):
    client = as_(tess)
    assert found(client, status="open") == [("Model", 38), ("Plan", 38), ("Plan", 44)]
    assert found(client, status="overdue") == [("Model", 38)]
    assert found(client, status="late") == [("Plan", 44)]
    assert found(client, status="reached") == [("Contract", 38)]
    assert found(client, due="this-quarter", status="open") == [("Plan", 38)]
    assert found(client, due="moved-out") == [("Plan", 44)]
    assert found(client, due="past") == [("Model", 38)]
    assert found(client, expected="May 2016") == [("Plan", 44)]
    assert found(client, expected="Q1 2016/17") == [("Plan", 44)]
    assert found(client, expected="2015/16", vanguard="38") == [("Contract", 38), ("Model", 38), ("Plan", 38)]
    assert found(client, q="plan") == [("Plan", 38), ("Plan", 44)]
    assert found(client, milestone=three.pk) == [("Plan", 38), ("Plan", 44)]
    assert found(client, key="yes") == []


def test_due_in_thirty_days_ends_on_the_thirtieth(as_, tess, promise, salford, time_machine):
    promise("End of February", "28 February 2016", salford)
    promise("Leap day", "29 February 2016", salford)
    assert found(as_(tess), due="next-30-days") == [("End of February", 38)]


@pytest.mark.parametrize(
    "query", [{"status": "gone"}, {"expected": "Q4 2015"}, {"due": "soon"}, {"nonsense": "1"}, {"vanguard": "x"}, {"q": "a"}]
)
def test_what_the_list_does_not_know_is_said(as_, tess, three, query):
    answer = as_(tess).get(LIST, query)
    assert answer.status_code == 400
    assert "There is a problem" in says(answer)


def test_a_lead_sees_their_own_and_the_programmes_and_counts_no_other(as_, sal, three, promise):
    promise("Everywhere", "2020", programme=True)
    client = as_(sal)
    assert found(client) == [("Contract", 38), ("Everywhere", None), ("Model", 38), ("Plan", 38)]
    assert client.get(LIST).context["listing"].counted == "4 commitments"
    assert client.get(LIST, {"vanguard": "44"}).status_code == 400
    lines = b"".join(client.get(reverse("commitment_export")).streaming_content).decode()
    assert "Neuro" not in lines
    assert lines.count("\r\n") == 5


def test_the_file_has_what_was_promised_expected_and_reached(as_, tess, three):
    lines = b"".join(as_(tess).get(reverse("commitment_export"), {"q": "plan"}).streaming_content).decode("utf-8-sig").split("\r\n")
    headings, late = lines[0].split(","), next(line for line in lines if "Neuro" in line).split(",")
    row = dict(zip(headings, late, strict=True))
    assert (row["Promised"], row["Promised until"], row["Expected until"]) == ("March 2016", "2016-03-31", "2016-05-31")
    assert row["Status"] == "Late"
    assert (row["Working days later than promised"], row["Against the promise"]) == ("", "about 2 months late")
    assert (row["Promised precision"], row["Expected precision"], row["Reached precision"]) == ("month", "month", "")
    assert row["Proposed until"] == ""


def test_the_file_has_the_date_that_waits_for_the_team(as_, tess, nora, promise, neuro, slip):
    slip(promise("Plan", "March 2016", neuro, is_key=True).commitments.get(), "May 2016", by=nora)
    (row,) = csv.DictReader(b"".join(as_(tess).get(reverse("commitment_export")).streaming_content).decode("utf-8-sig").splitlines())
    assert (row["Expected until"], row["Proposed until"]) == ("2016-03-31", "2016-05-31")


def test_the_list_finds_by_when_it_was_promised_and_reached_by_its_cause_and_by_the_name_of_a_vanguard(as_, tess, three):
    client = as_(tess)
    assert found(client, promised="Q4 2015/16") == [("Contract", 38), ("Plan", 38), ("Plan", 44)]
    assert found(client, reached="28 January 2016") == found(client, reached="January 2016") == [("Contract", 38)]
    assert found(client, reached="27 January 2016") == found(client, reached="2014/15") == []
    make(Commitment.objects.get(milestone__title="Model"), Move.REACH, by=tess, words="Done", reached=understand("2015/16"), link="")
    assert found(client, reached="2015/16") == [("Contract", 38), ("Model", 38)]
    assert found(client, reached="Q4 2015/16") == [("Contract", 38)], "it may have been before"
    assert found(client, cause="people-not-in-post") == [("Plan", 44)]
    assert found(client, q="neuro") == [("Plan", 44)]
    assert client.get(LIST, {"reached": "Q4 2015"}).status_code == 400


def test_what_is_reached_is_not_due_in_thirty_days(as_, tess, promise, salford):
    for title in ("A", "B"):
        promise(title, "15 February 2016", salford)
    make(Commitment.objects.get(milestone__title="A"), Move.REACH, by=tess, words="Done", reached=understand("28 January 2016"), link="")
    assert found(as_(tess), due="next-30-days") == [("B", 38)]
