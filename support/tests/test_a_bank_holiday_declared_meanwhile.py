"""A bank holiday is declared after days were reckoned: what is still awaited comes later by it, and nothing comes earlier."""

from datetime import date

import pytest
from django.core.management import call_command

from history.models import Change
from pages import working_days
from support.bank_holidays import WHY, reckon_anew
from support.models import SupportRequest
from support.moves import make
from support.tests.stories import put
from support.workflow import Move, State, Word

pytestmark = pytest.mark.django_db

MONDAY, TUESDAY, LAST_DAY = date(2027, 3, 1), date(2027, 3, 2), date(2027, 3, 15)


@pytest.fixture
def on(time_machine):
    return lambda day: time_machine.move_to(f"{day}T09:00:00+00:00", tick=False)


@pytest.fixture
def calendar(monkeypatch):
    """Add bank holidays to the known ones: calendar(date(2027, 3, 10))."""
    known = working_days._bank_holidays()

    def knows(*days):
        monkeypatch.setattr(working_days, "_bank_holidays", lambda: known | set(days))
        working_days._counted.cache_clear()

    yield knows
    working_days._counted.cache_clear()


@pytest.fixture
def rotas(on, ask, salford, tess):
    on(MONDAY)
    rotas = ask("Rotas", salford)
    put(rotas, State.IN_PROGRESS, Word.OPEN, tess)
    return rotas


@pytest.fixture
def delivered(rotas, tess):
    return make(rotas, Move.DELIVER, by=tess, words="Two workshops")


def silent_on(support_request):
    return support_request.recipients.get().silent_on


def test_the_last_day_for_an_answer_comes_later_by_a_change_with_its_reason(delivered, calendar, on):
    calendar(date(2027, 3, 10))
    on(date(2027, 3, 4))
    call_command("count_silence")
    assert silent_on(delivered) == date(2027, 3, 17)
    change = Change.objects.latest("pk")
    assert (change.reason, change.source, change.made_by) == (WHY, "command", None)
    assert [entry.record_type for entry in change.entries.all()] == ["support.recipient"]
    changes = Change.objects.count()
    assert reckon_anew(date(2027, 3, 4)) == 0
    assert Change.objects.count() == changes, "where nothing moves there is no change"


def test_no_silence_is_counted_before_it_is_known_to_be_over(delivered, calendar, on):
    calendar(date(2027, 3, 10))
    on(date(2027, 3, 16))
    call_command("count_silence")
    assert delivered.recipients.get().word == Word.DELIVERED
    on(date(2027, 3, 17))
    call_command("count_silence")
    assert delivered.recipients.get().word == Word.NOT_CONFIRMED


def test_a_bank_holiday_that_is_taken_back_leaves_the_day_that_was_said(rotas, tess, calendar):
    calendar(date(2027, 3, 10))
    delivered = make(rotas, Move.DELIVER, by=tess, words="Two workshops")
    calendar()
    assert reckon_anew(TUESDAY) == 0
    assert silent_on(delivered) == date(2027, 3, 17)


def test_of_what_was_answered_nothing_moves(delivered, sal, calendar):
    make(delivered, Move.CONFIRM, by=sal, vanguard=38, helped="yes")
    calendar(date(2027, 3, 10))
    assert reckon_anew(TUESDAY) == 0
    assert silent_on(delivered) == date(2027, 3, 16)


@pytest.fixture
def resumed(on, ask, salford, tess):
    """Accepted for the tenth of March, and waited for from the first to the fifteenth: due on the twenty-fourth."""
    on(MONDAY)
    dashboards = ask("Dashboards", salford)
    make(dashboards, Move.ACCEPT, by=tess, owner=tess, priority="high", target_on=date(2027, 3, 10))
    make(dashboards, Move.START, by=tess)
    make(dashboards, Move.WAIT, by=tess, words="For the names")
    on(LAST_DAY)
    make(dashboards, Move.RESUME, by=tess)
    assert target(dashboards) == date(2027, 3, 24)
    return dashboards


def target(support_request):
    return SupportRequest.objects.get(pk=support_request.pk).target_on


def test_a_target_date_that_came_later_by_waiting_comes_later_again(resumed, calendar):
    calendar(date(2027, 3, 19))
    assert reckon_anew(date(2027, 3, 16)) == 1
    assert target(resumed) == date(2027, 3, 25)
    assert reckon_anew(date(2027, 3, 16)) == 0


def test_a_holiday_while_the_vanguards_were_waited_for_makes_no_target_date_earlier(resumed, calendar):
    calendar(date(2027, 3, 3))
    assert reckon_anew(date(2027, 3, 16)) == 0


def test_a_target_date_that_somebody_gave_since_is_theirs_and_what_an_answer_took_stays(resumed, tess, calendar, on):
    on(date(2027, 3, 16))
    make(resumed, Move.RETARGET, by=tess, target_on=date(2027, 3, 31), words="The venue")
    calendar(date(2027, 3, 19))
    assert reckon_anew(date(2027, 3, 16)) == 0
    make(resumed, Move.DELIVER, by=tess, words="A tool")
    took = resumed.moves.get(move=Move.DELIVER).took
    calendar(date(2027, 3, 16))
    reckon_anew(date(2027, 3, 16))
    assert resumed.moves.get(move=Move.DELIVER).took == took
