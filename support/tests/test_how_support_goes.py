"""The numbers per enabler and per body: what is open, how long answers take, how many say that it helped."""

from datetime import UTC, date, datetime

import pytest
import time_machine
from django.urls import reverse

from support import actions, numbers
from support.workflow import Helped
from vanguards.models import Organisation

pytestmark = pytest.mark.django_db


def on(day):
    return time_machine.travel(datetime(2027, 3, day, 12, tzinfo=UTC), tick=False)


@pytest.fixture
def lived(ask, salford, neuro, sal, nora, tess, recording):
    """Salford's: raised on Monday 1 March, accepted on Friday, waited for from Tuesday to Thursday, delivered on Friday 12.
    Neuro's: accepted at once, still open.
    """
    with on(1):
        with recording():
            body = Organisation.objects.create(name="NHS England", kind="national body")
        rotas, beds = ask("Rotas", salford, raised_on=date(2027, 3, 1)), ask("Beds", neuro, raised_on=date(2027, 3, 1))
        actions.accept(beds, by=tess, owner=tess, priority="high", target_on=date(2027, 4, 1), bodies=[body])
    with on(5):
        actions.accept(rotas, by=tess, owner=tess, priority="high", target_on=date(2027, 3, 10), bodies=[body])
        actions.start(rotas, by=tess)
    with on(9):
        actions.wait(rotas, by=tess, words="For the names")
    with on(11):
        actions.resume(rotas, by=tess)
    with on(12):
        actions.deliver(rotas, by=tess, words="A tool")
        actions.confirm(rotas, by=sal, vanguard=38, helped=Helped.PARTLY)
    return rotas


def test_they_are_medians_of_working_days_without_those_waited_for_the_vanguards(lived, tess, enabler):
    (of_enabler,), (of_body,) = numbers.by_enabler(tess), numbers.by_body(tess)
    for of_it in (of_enabler, of_body):
        assert (of_it.open, of_it.to_accept, of_it.to_deliver) == (1, 2, 3), "four and none to accept; five days but the two waited"
        assert (of_it.share, of_it.said) == (100, 1)
    assert (of_enabler.subject, of_body.subject.name) == (enabler, "NHS England")


def test_a_lead_sees_those_of_their_own_requests_alone(as_, lived, sal, nora):
    assert [(one.open, one.to_accept, one.said) for one in numbers.by_enabler(sal)] == [(0, 4, 1)]
    assert [(one.open, one.to_accept, one.said) for one in numbers.by_enabler(nora)] == [(1, 0, 0)]
    page = as_(nora).get(reverse("support_numbers")).content.decode()
    assert "Of the requests of your vanguards." in page
    assert "Not known" in page


def test_a_second_delivery_does_not_count_again(lived, ask, salford, sal, tess):
    with on(15):
        actions.reopen(lived, by=tess, words="It broke")
        actions.deliver(lived, by=tess, words="Mended")
    assert list(lived.moves.filter(move="deliver").values_list("took", flat=True)) == [3, None]


def test_the_target_was_kept_for_what_waited_for_the_vanguards_and_is_judged_by_the_date_of_then(as_, lived, tess):
    with on(15):
        assert as_(tess).get(lived.get_absolute_url()).context["target_kept"] == "kept"
        actions.reopen(lived, by=tess, words="It broke")
        assert as_(tess).get(lived.get_absolute_url()).context["target_kept"] == "", "it is not delivered any more"
        actions.change_target_date(lived, by=tess, target_on=date(2027, 3, 8), words="Too early, to be judged by")
        actions.deliver(lived, by=tess, words="Mended")
        assert as_(tess).get(lived.get_absolute_url()).context["target_kept"] == "kept"


def test_the_median_lies_between_the_middle_two():
    assert numbers.median({}) is None
    assert numbers.median({3: 1}) == 3
    assert numbers.median({1: 2, 4: 2}) == 2.5
    assert numbers.median({1: 1, 2: 5, 90: 1}) == 2
