"""What follows from the record alone is remembered until the next change, and never told to somebody who may see something else."""

from contextlib import suppress

import pytest

from history import clock
from history.reading import remembered
from history.reading.as_at import as_at
from history.reading.remembered import until_the_next_change
from pages import links
from vanguards.models import Vanguard

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked():
    """A remembered count of the vanguards somebody may see, and how often it was really counted."""
    times = []

    @until_the_next_change
    def count(user):
        times.append(user)
        return Vanguard.objects.filter(pk__in=user.led_vanguard_ids).count() if not user.sees_everything else Vanguard.objects.count()

    return count, times


def test_it_is_worked_out_once_and_again_after_a_change(asked, tess, salford, recording):
    count, times = asked
    assert (count(tess), count(tess), len(times)) == (1, 1, 1)
    with recording():
        Vanguard.objects.create(number=60, name="Sixty", care_model=salford.care_model, cohort=salford.cohort)
    assert (count(tess), len(times)) == (2, 2)


def test_those_who_may_see_the_same_share_it_and_nobody_else(asked, tess, otto, sal, nora, salford, neuro):
    count, times = asked
    assert [count(person) for person in (tess, otto, sal, nora)] == [2, 2, 1, 1]
    assert times == [tess, sal, nora]


def test_the_past_and_now_are_remembered_apart(asked, tess, salford, recording):
    count, _times = asked
    then = clock.now()
    with recording():
        Vanguard.objects.create(number=60, name="Sixty", care_model=salford.care_model, cohort=salford.cohort)
    assert count(tess) == 2
    with as_at(then):
        assert count(tess) == 1
    assert count(tess) == 2


def test_addresses_in_it_keep_what_the_page_keeps(tess):
    address = until_the_next_change(lambda user: links.url("request_list"))
    assert address(tess) == "/support/"
    with links.keeping({"as_at": "2016-01-15"}):
        assert address(tess) == "/support/?as_at=2016-01-15"


def test_within_a_request_a_change_made_there_is_seen(asked, tess, salford, recording):
    count, _times = asked
    with remembered.asking_once():
        assert count(tess) == 1
        with recording():
            Vanguard.objects.create(number=60, name="Sixty", care_model=salford.care_model, cohort=salford.cohort)
        assert count(tess) == 2


def test_what_was_read_in_a_change_that_failed_is_told_to_nobody(asked, tess, salford, recording):
    count, _times = asked
    with remembered.asking_once():
        assert count(tess) == 1
        with suppress(ZeroDivisionError), recording():
            Vanguard.objects.create(number=60, name="Sixty", care_model=salford.care_model, cohort=salford.cohort)
            assert count(tess) == 2
            raise ZeroDivisionError
    with remembered.asking_once():
        assert count(tess) == 1


def test_what_is_remembered_is_bounded(tess, monkeypatch):
    monkeypatch.setattr(remembered, "MOST", 3)
    same = until_the_next_change(lambda number: number)
    assert [same(number) for number in range(10)] == list(range(10))
    assert len(remembered._results) == 3
