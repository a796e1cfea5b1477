"""A dispute made by mistake is taken back by a lead of that vanguard, with a reason, while it stands."""

from datetime import timedelta

import pytest

from history import clock
from mail.models import Mail
from pages.errors import Refused
from support.answer_days import silence_counts_from
from support.models import MoveMade, SupportRequest
from support.moves import make
from support.tests.stories import page_of, put, says
from support.workflow import Helped, Move, State, Word

pytestmark = pytest.mark.django_db


@pytest.fixture
def disputed(ask, salford, neuro, tess, sal, nora, time_machine):
    """Delivered to both, confirmed by Neuro, disputed by Salford three days later."""
    joint = ask("Dashboards", salford, neuro)
    put(joint, State.IN_PROGRESS, Word.OPEN, tess)
    make(joint, Move.DELIVER, by=tess, words="Two workshops")
    time_machine.move_to(clock.now() + timedelta(days=3))
    make(joint, Move.CONFIRM, by=nora, vanguard=44, helped=Helped.YES)
    make(joint, Move.DISPUTE, by=sal, vanguard=38, words="Only one came")
    return joint


def of_salford(support_request):
    return support_request.recipients.get(vanguard=38)


def test_it_is_delivered_and_their_answer_awaited_again_on_fresh_days_and_the_owner_is_told(as_, disputed, sal):
    page = as_(sal).get(disputed.get_absolute_url()).content.decode()
    assert page_of(disputed, Move.TAKE_BACK) in page
    answer = as_(sal).post(page_of(disputed, Move.TAKE_BACK), {"vanguard": 38, "words": "Both came, I was told"}, follow=True)
    assert answer.redirect_chain == [(disputed.get_absolute_url(), 302)]
    fresh, part = SupportRequest.objects.get(pk=disputed.pk), of_salford(disputed)
    assert (fresh.state, part.word, part.words) == (State.DELIVERED, Word.DELIVERED, "")
    assert (part.asked_on, part.silent_on) == (clock.today(), silence_counts_from(clock.today()))
    made = MoveMade.objects.latest("pk")
    assert (made.move, made.vanguard_id, made.moved_by, made.words) == (Move.TAKE_BACK, 38, sal, "Both came, I was told")
    assert (made.state_before, made.state_after) == (State.IN_PROGRESS, State.DELIVERED)
    assert "Both came, I was told" in says(answer)
    mail = Mail.objects.latest("pk")
    sentence = "Salford and Wigan Foundation Chain no longer disputes {}. It has ten working days to answer again. {}"
    assert (mail.to.name, mail.lines[0][0]) == ("Tess", sentence.format(disputed, "Both came, I was told."))
    assert make(disputed, Move.CONFIRM, by=sal, vanguard=38, helped=Helped.YES).state == State.CLOSED


def test_it_takes_a_reason(as_, disputed, sal):
    answer = as_(sal).post(page_of(disputed, Move.TAKE_BACK), {"vanguard": 38, "words": ""})
    assert "Enter why you take back your dispute" in says(answer)
    assert of_salford(disputed).word == Word.DISPUTED


def test_what_is_left_of_the_days_is_never_less_than_it_was(disputed, recording, sal):
    longer = silence_counts_from(clock.today() + timedelta(days=60))
    with recording():
        part = of_salford(disputed)
        part.silent_on = longer
        part.save()
    make(disputed, Move.TAKE_BACK, by=sal, vanguard=38, words="A mistake")
    assert of_salford(disputed).silent_on == longer


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize(("who", "code"), [("nora", 200), ("tess", 403), ("otto", 403)])
def test_nobody_else_takes_it_back(request, as_, disputed, who, code, method):
    """Nora leads a vanguard on it, which disputes nothing: she may ask, and reads why not."""
    answer = getattr(as_(request.getfixturevalue(who)), method)(page_of(disputed, Move.TAKE_BACK), {"vanguard": 38, "words": "Mine"})
    assert answer.status_code == code
    assert "Salford" not in says(answer)
    assert of_salford(disputed).word == Word.DISPUTED


@pytest.mark.parametrize("method", ["get", "post"])
def test_who_has_confirmed_reads_that_there_is_nothing_to_take_back(as_, disputed, nora, method):
    answer = getattr(as_(nora), method)(page_of(disputed, Move.TAKE_BACK), {"vanguard": 44, "words": "Mine"})
    assert answer.status_code == 200
    assert "Your vanguard does not dispute this request now." in says(answer)
    assert disputed.recipients.get(vanguard=44).word == Word.CONFIRMED


@pytest.mark.parametrize("word", [word for word in Word if word != Word.DISPUTED])
def test_nothing_but_a_dispute_is_taken_back(disputed, tess, sal, word):
    put(disputed, State.IN_PROGRESS, word, tess)
    with pytest.raises(Refused, match="does not dispute this request now"):
        make(disputed, Move.TAKE_BACK, by=sal, vanguard=38, words="A mistake")
    assert (of_salford(disputed).word, MoveMade.objects.filter(move=Move.TAKE_BACK).exists()) == (word, False)


def test_for_another_vanguard_than_their_own_it_is_refused_whatever_is_sent(disputed, nora):
    with pytest.raises(Refused, match="for their own vanguard"):
        make(disputed, Move.TAKE_BACK, by=nora, vanguard=38, words="Mine")


def test_what_the_team_did_meanwhile_is_said(as_, disputed, sal, tess):
    opened = as_(sal).get(page_of(disputed, Move.TAKE_BACK))
    assert opened.status_code == 200
    make(disputed, Move.DELIVER, by=tess, words="The other one")
    answer = as_(sal).post(page_of(disputed, Move.TAKE_BACK), {"vanguard": 38, "words": "Both came"})
    assert "Your vanguard does not dispute this request now. It has been delivered and you have not answered yet." in says(answer)
    assert "Both came" in says(answer), "what was typed stays"
    assert MoveMade.objects.filter(move=Move.TAKE_BACK).count() == 0


def test_where_another_still_disputes_the_request_stays_in_progress(disputed, tess, sal, nora):
    make(disputed, Move.DELIVER, by=tess, words="The other one")
    with pytest.raises(Refused):
        make(disputed, Move.DISPUTE, by=nora, vanguard=44, words="None came")
    put(disputed, State.IN_PROGRESS, Word.DISPUTED, tess)
    assert make(disputed, Move.TAKE_BACK, by=sal, vanguard=38, words="A mistake").state == State.IN_PROGRESS


def test_a_dispute_that_is_taken_back_while_the_vanguards_are_waited_for_is_delivered(disputed, tess, sal):
    make(disputed, Move.WAIT, by=tess, words="Which one came?")
    assert make(disputed, Move.TAKE_BACK, by=sal, vanguard=38, words="Both").state == State.DELIVERED
