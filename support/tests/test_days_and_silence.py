"""What the days do: silence counts, waiting stops the clock, a target date is kept or late."""

from datetime import date, timedelta

import pytest
import time_machine
from django.core.management import call_command

from history import clock
from history.models import Change
from pages import working_days
from support import unanswered
from support.models import Recipient, SupportRequest
from support.moves import make
from support.tests.stories import put
from support.workflow import Helped, Move, State, Word

pytestmark = pytest.mark.django_db


def test_ten_working_days_of_silence_count_as_not_confirmed_by_a_change_of_their_own(world, ask, salford, neuro, nora, tess):
    put(world["other"], State.RAISED, Word.OPEN, None)
    with time_machine.travel(date(2026, 12, 21), tick=False):  # Christmas and New Year lie between
        joint = ask("Dashboards", salford, neuro)
        make(joint, Move.ACCEPT, by=tess, owner=tess, priority="normal", target_on=clock.today())
        make(joint, Move.START, by=tess)
        make(joint, Move.DELIVER, by=tess, words="A first version")
        make(joint, Move.CONFIRM, by=nora, vanguard=44, helped=Helped.NO, words="We had it already")
    with time_machine.travel(date(2027, 1, 7), tick=False):
        assert unanswered.count_silence(clock.today()) == 0, "the seventh is the tenth working day, and not over"
    with time_machine.travel(date(2027, 1, 8), tick=False):
        changes = Change.objects.count()
        call_command("count_silence")
        assert Change.objects.count() == changes + 1
        assert joint.recipients.get(vanguard=38).word == Word.NOT_CONFIRMED
        assert SupportRequest.objects.get(pk=joint.pk).state == State.CLOSED
        assert unanswered.count_silence(clock.today()) == 0, "once is enough"


def test_working_days_know_englands_bank_holidays():
    assert working_days.after(date(2015, 12, 24), 1) == date(2015, 12, 29), "Christmas Day, and the Monday for Boxing Day"
    assert working_days.between(date(2015, 12, 24), date(2016, 1, 4)) == 4
    assert working_days.between(date(2016, 1, 4), date(2015, 12, 24)) == -4


def test_what_waits_for_the_vanguards_is_not_late(ask, salford, tess):
    asked = ask("Rotas", salford, owner=tess, state="waiting", target_on=clock.today() - timedelta(days=3))
    assert not asked.is_late(clock.today())
    assert not SupportRequest.objects.late(tess, clock.today()).exists()


def test_silence_is_not_counted_of_what_was_delivered_again_meanwhile(world, ask, salford, sal, tess, monkeypatch):
    with time_machine.travel(date(2027, 3, 1), tick=False):
        rotas = ask("Dashboards", salford)
        put(rotas, State.IN_PROGRESS, Word.OPEN, tess)
        make(rotas, Move.DELIVER, by=tess, words="First")
    with time_machine.travel(date(2027, 3, 29), tick=False):
        first = list(Recipient.objects.silent(clock.today()).values_list("support_request_id", "vanguard_id"))
        make(rotas, Move.DISPUTE, by=sal, vanguard=38, words="Half of it")
        make(rotas, Move.DELIVER, by=tess, words="The other half")

        class AsItWas:
            def order_by(self, *names):
                return self

            def values_list(self, *names):
                return first

        monkeypatch.setattr("support.querysets.RecipientQuerySet.silent", lambda self, day: AsItWas())
        assert unanswered.count_silence(clock.today()) == 0
        assert rotas.recipients.get().word == Word.DELIVERED


def test_the_target_date_comes_later_by_the_days_that_the_vanguards_were_waited_for(world, ask, salford, tess):
    with time_machine.travel(date(2027, 3, 1), tick=False):
        rotas = ask("Dashboards", salford)
        make(rotas, Move.ACCEPT, by=tess, owner=tess, priority="high", target_on=date(2027, 3, 10))
        make(rotas, Move.START, by=tess)
        make(rotas, Move.WAIT, by=tess, words="For the names")
    with time_machine.travel(date(2027, 3, 3), tick=False):
        make(rotas, Move.RETARGET, by=tess, target_on=date(2027, 3, 12), words="The venue")
    with time_machine.travel(date(2027, 3, 15), tick=False):
        resumed = make(rotas, Move.RESUME, by=tess)
        assert resumed.target_on == date(2027, 3, 30), "ten working days: Good Friday and Easter Monday are none"
        assert not SupportRequest.objects.late(tess, date(2027, 3, 29)).filter(pk=rotas.pk).exists()
    with time_machine.travel(date(2027, 3, 16), tick=False):
        make(rotas, Move.DELIVER, by=tess, words="A tool")
        assert rotas.moves.get(move=Move.DELIVER).took == 1, "what was done while it waited does not end the waiting"
