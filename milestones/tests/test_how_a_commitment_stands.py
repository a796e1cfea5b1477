"""How a commitment stands is one rule, said by the record and asked of the database."""

from datetime import UTC, date, datetime, timedelta
from itertools import product

import pytest
from django.urls import reverse

from history.recording.bulk import create_all
from milestones.models import Commitment, Milestone
from milestones.queries import by_status
from milestones.standing import standing, waiting_since
from milestones.tests.stories import fresh, says
from milestones.workflow import State, Status
from pages.typed_dates import understand

pytestmark = pytest.mark.django_db

DAY = date(2016, 1, 29)
NEAR = [DAY + timedelta(days=days) for days in (-30, -1, 0, 1, 30)]


@pytest.fixture
def every_kind(recording):
    """A commitment in each state, promised for and expected on days around today."""
    with recording():
        milestones = [Milestone(title=f"Milestone {number}", due_on=DAY, due_until=DAY) for number in range(len(State) * len(NEAR) ** 2)]
        create_all(milestones)
        made = []
        for milestone, (state, due, expected) in zip(milestones, product(State, NEAR, NEAR), strict=True):
            reached = {"reached_on": DAY, "reached_until": DAY} if state == State.REACHED else {}
            made.append(Commitment(milestone=milestone, state=state, due_on=due, due_until=due, expected_until=expected, **reached))
        create_all(made)


def test_the_record_and_the_database_say_the_same(every_kind):
    for status in Status:
        asked = set(Commitment.objects.with_status([status], DAY).values_list("pk", flat=True))
        said = {commitment.pk for commitment in Commitment.objects.all() if commitment.status(DAY) == status}
        assert asked == said, status
        assert said, status


def test_each_commitment_stands_in_exactly_one_way(every_kind, tess):
    for commitment in Commitment.objects.all():
        counts = by_status(commitment.milestone_id, tess, DAY)
        assert set(counts) == set(Status)
        assert [status for status, many in counts.items() if many] == [commitment.status(DAY)]
        assert sum(counts.values()) == 1


def test_open_is_on_time_late_or_overdue(every_kind):
    open_ = Commitment.objects.with_status([Status.ON_TIME, Status.LATE, Status.OVERDUE], DAY)
    assert set(open_.values_list("pk", flat=True)) == set(Commitment.objects.open().values_list("pk", flat=True))


@pytest.mark.parametrize(
    ("status", "due", "expected", "said"),
    [
        (Status.OVERDUE, "December 2015", "December 2015", "Overdue by 20 working days"),
        (Status.OVERDUE, "December 2015", "28 January 2016", "Overdue by 1 working day"),
        (Status.OVERDUE, "3 January 2015", "December 2015", "Overdue by 20 working days"),
        (Status.LATE, "December 2015", "March 2016", "Late by about 3 months"),
        (Status.LATE, "26 February 2016", "3 March 2016", "Late by 4 working days"),
        (Status.LATE, "26 February 2016", "28 February 2016", "Late"),
        (Status.LATE, "15 March 2016", "March 2016", "Late"),
        (Status.ON_TIME, "March 2016", "February 2016", "On time"),
        (Status.REACHED, "December 2015", "March 2016", "Reached"),
        (Status.CANCELLED, "December 2015", "December 2015", "Cancelled"),
        (Status.NOT_OURS, "December 2015", "March 2016", "Withdrawn"),
    ],
)
def test_by_how_much_it_is_behind_is_said_with_its_status(status, due, expected, said):
    assert standing(status, understand(due), understand(expected), DAY).words == said


def test_what_is_overdue_by_less_than_a_working_day_is_overdue():
    friday, saturday = understand("29 January 2016"), date(2016, 1, 30)
    assert standing(Status.OVERDUE, friday, friday, saturday).words == "Overdue"


def test_since_when_a_new_date_waits_is_the_day_in_london():
    late_in_june = datetime(2016, 6, 20, 23, 30, tzinfo=UTC)
    assert waiting_since(late_in_june) == "New date waiting for approval since 21 June 2016"
    assert waiting_since(late_in_june, 2) == "2 new dates waiting for approval, the first since 21 June 2016"
    march = understand("March 2016")
    words = standing(Status.ON_TIME, march, march, DAY, late_in_june).words
    assert words == "On time. New date waiting for approval since 21 June 2016"


@pytest.mark.usefixtures("on_29_january")
def test_every_page_that_shows_its_status_says_what_is_wrong_in_the_same_words(as_, tess, nora, promise, neuro, slip):
    late = promise("Plan", "March 2016", neuro, is_key=True)
    overdue = promise("Model", "December 2015", neuro)
    slip(late.commitments.get(), "May 2016", by=tess)
    slip(late.commitments.get(), "July 2016", by=nora)
    lists = [reverse("commitment_list"), neuro.get_absolute_url(), reverse("milestone_timeline") + "?time=all"]
    by_milestone = reverse("milestone_timeline") + "?time=all&by=milestone"
    for address in [*lists, by_milestone, late.get_absolute_url(), late.commitments.get().get_absolute_url()]:
        page = says(as_(tess).get(address))
        assert ">by about 2 months</strong>" in page, address
        assert ">New date waiting for approval since 29 January 2016</strong>" in page, address
    for address in [*lists, by_milestone, overdue.get_absolute_url(), overdue.commitments.get().get_absolute_url()]:
        assert ">by 20 working days</strong>" in says(as_(tess).get(address)), address
    assert fresh(late.commitments.get()).standing(DAY).words.startswith("Late by about 2 months. New date")
