"""The numbers per enabler and per body: what is open, how long answers take, and what the vanguards say of what they got."""

from datetime import UTC, date, datetime

import pytest
import time_machine
from django.urls import reverse

from support import numbers
from support.moves import make
from support.workflow import Helped, Move
from vanguards.models import Organisation, Vanguard

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
        make(beds, Move.ACCEPT, by=tess, owner=tess, priority="high", target_on=date(2027, 4, 1), bodies=[body])
    with on(5):
        make(rotas, Move.ACCEPT, by=tess, owner=tess, priority="high", target_on=date(2027, 3, 10), bodies=[body])
        make(rotas, Move.START, by=tess)
    with on(9):
        make(rotas, Move.WAIT, by=tess, words="For the names")
    with on(11):
        make(rotas, Move.RESUME, by=tess)
    with on(12):
        make(rotas, Move.DELIVER, by=tess, words="A tool")
        make(rotas, Move.CONFIRM, by=sal, vanguard=38, helped=Helped.PARTLY)
    return rotas


def test_they_are_medians_of_working_days_without_those_waited_for_the_vanguards(lived, tess, enabler):
    (of_enabler,), (of_body,) = numbers.by_enabler(tess), numbers.by_body(tess)
    for of_it in (of_enabler, of_body):
        assert (of_it.open, of_it.to_accept, of_it.to_deliver) == (1, 2, 3), "four and none to accept; five days but the two waited"
        assert (of_it.asked, of_it.helped, of_it.partly) == (1, 1, 1)
    assert (of_enabler.subject, of_body.subject.name) == (enabler, "NHS England")


def test_a_lead_sees_those_of_their_own_requests_alone(as_, lived, sal, nora):
    assert [(one.open, one.to_accept, one.asked) for one in numbers.by_enabler(sal)] == [(0, 4, 1)]
    assert [(one.open, one.to_accept, one.asked) for one in numbers.by_enabler(nora)] == [(1, 0, 0)]
    page = as_(nora).get(reverse("support_numbers")).content.decode()
    assert "Of the requests of your vanguards." in page
    assert "Not known" in page


@pytest.fixture
def seven_vanguards(acc, recording, ask, tess):
    """One request for seven: one is helped, one partly, one is not; one disputes, one is silent, one is awaited, one withdrew."""
    with recording():
        vanguards = [Vanguard.objects.create(number=60 + i, name=f"V{i}", care_model=acc[0], cohort=acc[1]) for i in range(8)]
    rotas = ask("Rotas for all", *vanguards, state="delivered", owner=tess)
    said = [("confirmed", "yes"), ("confirmed", "partly"), ("confirmed", "no"), ("disputed", ""), ("not confirmed", ""), ("delivered", "")]
    said += [("withdrawn", "yes"), ("open", "")]
    with recording():
        body = Organisation.objects.create(name="NHS England", kind="national body")
        rotas.answering_bodies.create(organisation=body)
        for recipient, (word, helped) in zip(rotas.recipients.order_by("vanguard"), said, strict=True):
            recipient.word, recipient.helped = word, helped
            recipient.save()
    return rotas


def test_what_is_disputed_and_what_is_not_answered_stands_beside_what_helped(as_, tess, seven_vanguards, enabler):
    for one in (*numbers.by_enabler(tess), *numbers.by_body(tess), numbers.of_enabler(enabler, tess)):
        assert (one.asked, one.helped, one.partly, one.did_not_help, one.disputed, one.unanswered, one.awaited) == (6, 2, 1, 1, 1, 2, 1)
    said = "Delivered to a vanguard: 6. Helped: 2 (1 partly). Did not help: 1. Disputed: 1. Not answered: 2 (1 can still answer)."
    page = as_(tess).get(enabler.get_absolute_url()).content.decode()
    assert said in " ".join(page.split())
    assert "%" not in page.partition("<main")[2]
    table = as_(tess).get(reverse("support_numbers")).content.decode()
    for heading in ("Open", "Late", "Disputed", "Not answered in time", "It helped"):
        assert table.count(f">{heading}<") >= 2, "per enabler and per body"


def test_a_second_delivery_does_not_count_again(lived, ask, salford, sal, tess):
    with on(15):
        make(lived, Move.REOPEN, by=tess, words="It broke")
        make(lived, Move.DELIVER, by=tess, words="Mended")
    assert list(lived.moves.filter(move="deliver").values_list("took", flat=True)) == [3, None]


def test_the_target_was_kept_for_what_waited_for_the_vanguards_and_is_judged_by_the_date_of_then(as_, lived, tess):
    with on(15):
        assert as_(tess).get(lived.get_absolute_url()).context["target_kept"] == "Met"
        make(lived, Move.REOPEN, by=tess, words="It broke")
        assert as_(tess).get(lived.get_absolute_url()).context["target_kept"] == "", "it is not delivered any more"
        make(lived, Move.RETARGET, by=tess, target_on=date(2027, 3, 8), words="Too early, to be judged by")
        make(lived, Move.DELIVER, by=tess, words="Mended")
        assert as_(tess).get(lived.get_absolute_url()).context["target_kept"] == "Met"


def test_the_median_lies_between_the_middle_two():
    assert numbers.median({}) is None
    assert numbers.median({3: 1}) == 3
    assert numbers.median({1: 2, 4: 2}) == 2.5
    assert numbers.median({1: 1, 2: 5, 90: 1}) == 2
