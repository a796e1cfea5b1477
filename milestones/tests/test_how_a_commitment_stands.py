"""How a commitment stands is one rule, said by the record and asked of the database."""

from datetime import date, timedelta
from itertools import product

import pytest

from history.recording.bulk import create_all
from milestones.models import Commitment, Milestone
from milestones.queries import by_status
from milestones.workflow import State, Status

pytestmark = pytest.mark.django_db

DAY = date(2016, 1, 29)
NEAR = [DAY + timedelta(days=days) for days in (-30, -1, 0, 1, 30)]


@pytest.fixture
def every_kind(recording):
    """A commitment in each state, promised for and expected on each of some days around today."""
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
