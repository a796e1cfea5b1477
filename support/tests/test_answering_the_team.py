"""Who leads a vanguard replies to what the team asked for, from the home page on; that ends the wait, and nobody else reads the reply."""

import re

import pytest
from django.urls import reverse

from history import clock
from pages import working_days
from pages.errors import Refused
from support.moves import make
from support.tests.stories import page_of, put, says, stands
from support.workflow import Move, State, Word

pytestmark = pytest.mark.django_db


@pytest.fixture
def waiting(ask, salford, neuro, sal, nora, tess, time_machine):
    """A request on which Salford and the Neuro Network were asked on 4 January what the names are."""
    joint = ask("Rotas", salford, neuro)
    put(joint, State.IN_PROGRESS, Word.OPEN, tess)
    time_machine.move_to("2030-01-04T10:00:00+00:00", tick=True)
    make(joint, Move.WAIT, by=tess, words="Who are the two consultants?")
    time_machine.move_to("2030-01-18T10:00:00+00:00", tick=True)
    return stands(joint)


def text(answer):
    return " ".join(re.sub(r"<[^>]+>", "", says(answer)).split())


def test_the_home_page_says_what_is_asked_since_when_and_leads_to_the_reply(as_, sal, waiting):
    answer = as_(sal).get("/")
    assert "The programme team is waiting for your reply since 4 January 2030: “Who are the two consultants?”" in text(answer)
    assert f'href="{page_of(waiting, Move.REPLY)}"' in says(answer)


def test_a_reply_ends_the_wait_and_the_target_comes_later_by_its_days(as_, sal, waiting, recording):
    target = clock.today()
    with recording():
        waiting.target_on = target
        waiting.save()
    answer = as_(sal).post(page_of(waiting, Move.REPLY), {"vanguard": 38, "words": "Ann and Bob"}, follow=True)
    assert f"The programme team has your reply on {waiting.reference}." in says(answer)
    fresh = stands(waiting)
    assert (fresh.state, fresh.target_on) == (State.IN_PROGRESS, working_days.after(target, 10))
    assert {each.word for each in fresh.recipients.all()} == {Word.OPEN}, "no answer to a delivery is given by it"


def test_the_team_reads_the_reply_and_the_other_vanguard_does_not(as_, sal, nora, tess, waiting):
    make(waiting, Move.REPLY, by=sal, vanguard=38, words="Ann and Bob")
    assert "Sal replied on this request for 38 Salford and Wigan Foundation Chain." in text(as_(tess).get(waiting.get_absolute_url()))
    for address in (waiting.get_absolute_url(), reverse("change_list"), "/"):
        page = says(as_(nora).get(address))
        assert "Ann and Bob" not in page
        assert "Salford" not in page


def test_a_reply_is_given_once_and_only_while_it_is_asked_for(sal, tess, waiting):
    make(waiting, Move.REPLY, by=sal, vanguard=38, words="Ann and Bob")
    with pytest.raises(Refused, match="Only a request that is waiting for the vanguards can be replied to"):
        make(stands(waiting), Move.REPLY, by=sal, vanguard=38, words="And Cy")


@pytest.mark.parametrize("method", ["get", "post"])
def test_nobody_replies_for_another_vanguard(as_, otto, tess, waiting, method):
    for person in (otto, tess):
        answer = getattr(as_(person), method)(page_of(waiting, Move.REPLY), {"vanguard": 38, "words": "Ann"})
        assert answer.status_code in (403, 404)
    assert stands(waiting).state == State.WAITING


def test_a_vanguard_that_has_withdrawn_is_asked_nothing(as_, sal, waiting):
    make(waiting, Move.WITHDRAW, by=sal, vanguard=38, words="No longer needed")
    assert "What we need from you" not in says(as_(sal).get("/"))
