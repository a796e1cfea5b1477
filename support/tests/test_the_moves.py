"""The life of a request, by its table: every move from every state by everybody, and nothing outside it."""

from datetime import date, timedelta

import pytest
import time_machine
from django.db import transaction

from history import clock
from history.models import Change
from history.recording.changes import change
from mail.models import Mail
from pages.errors import Refused
from people.models import User
from support import actions
from support.models import MoveMade, SupportRequest
from support.moves import MOVES, make
from support.tests.stories import put
from support.workflow import Helped, Move, State, Who, Word, state_after
from vanguards.models import Membership

pytestmark = pytest.mark.django_db

ASKED = {  # what a person fills in for each move
    Move.ACCEPT: lambda world: {"owner": world["tess"], "priority": "high", "target_on": clock.today() + timedelta(days=30)},
    Move.DECLINE: lambda world: {"words": "Not ours"},
    Move.MERGE: lambda world: {"into": world["other"], "words": "The same need"},
    Move.WAIT: lambda world: {"words": "For the names"},
    Move.DELIVER: lambda world: {"words": "Two workshops"},
    Move.CONFIRM: lambda world: {"vanguard": 38, "helped": Helped.YES, "words": "It helped"},
    Move.DISPUTE: lambda world: {"vanguard": 38, "words": "Only one came"},
    Move.TAKE_BACK: lambda world: {"vanguard": 38, "words": "We had not looked at all of it"},
    Move.WITHDRAW: lambda world: {"vanguard": 38, "words": "No longer needed"},
    Move.REPLY: lambda world: {"vanguard": 38, "words": "The names are Ann and Bob"},
    Move.EDIT: lambda world: {"title": "Better rotas", "needed": "So that nobody works two nights", "words": "Said better"},
    Move.ADD: lambda world: {"vanguards": [world["third"]], "words": "They need it too"},
    Move.REMOVE: lambda world: {"vanguard": 44, "words": "By mistake"},
    Move.REOPEN: lambda world: {"words": "It came back"},
    Move.REASSIGN: lambda world: {"owner": world["otto"], "words": "Otto knows it"},
    Move.RETARGET: lambda world: {"target_on": clock.today() + timedelta(days=60), "words": "The venue is late"},
    Move.ADD_BODY: lambda world: {"bodies": [world["body"]], "words": "They hold the data"},
}
BY_PEOPLE = [move for move in Move if MOVES[move].who != Who.APP]


def made_by(world, move, by):
    return make(world["asked"], move, by=world[by], **ASKED.get(move, lambda world: {})(world))


def word_for(move, state):
    """Return an answer that a vanguard can have in that state; the one the move needs, if it needs one."""
    needed = MOVES[move].from_words
    return needed[0] if needed else Word.OPEN if state not in (State.DELIVERED, State.CLOSED) else Word.DELIVERED


@pytest.mark.parametrize("move", BY_PEOPLE)
@pytest.mark.parametrize("who", ["tess", "otto", "sal", "nora"])
def test_each_move_from_each_state_by_each_person_is_as_the_table_says(world, move, who):
    for state in State:
        with transaction.atomic():
            asked_afresh = world | {"asked": SupportRequest.objects.get(pk=world["asked"].pk)}
            is_as_the_table_says(asked_afresh, move, state, who)
            transaction.set_rollback(True)


def is_as_the_table_says(world, move, state, who):
    rule, asked = MOVES[move], world["asked"]
    asked.shared = move == Move.UNSHARE
    put(asked, state, word_for(move, state), world["tess"])
    right = who == {Who.TEAM: "tess", Who.LEAD: "sal"}[rule.who]
    before, changes = SupportRequest.objects.values().get(pk=asked.pk), Change.objects.count()
    if right and state in rule.states:
        moved = made_by(world, move, who)
        made = MoveMade.objects.get(support_request=asked)
        assert (made.move, made.state_before, made.state_after, made.moved_by) == (move, state, moved.state, world[who])
        assert rule.to is None or moved.state == rule.to
        assert Change.objects.count() == changes + 1
    else:
        with pytest.raises(Refused) as refusal:
            made_by(world, move, who)
        assert str(refusal.value).endswith(".")
        assert SupportRequest.objects.values().get(pk=asked.pk) == before
        assert (MoveMade.objects.count(), Change.objects.count()) == (0, changes)


@pytest.mark.parametrize("move", [move for move in BY_PEOPLE if MOVES[move].of_recipient])
@pytest.mark.parametrize("word", Word)
def test_a_move_of_one_vanguard_needs_the_word_the_table_says(world, move, word):
    put(world["asked"], State.WAITING if move == Move.REPLY else State.IN_PROGRESS, word, world["tess"])
    verdict = MOVES[move](world["sal"], vanguard=38).may(world["asked"])
    assert bool(verdict) == (word in MOVES[move].from_words)
    assert verdict or verdict.why.endswith(".")


@pytest.mark.parametrize(
    ("words", "before", "after"),
    [
        ([], State.IN_PROGRESS, State.CLOSED),
        ([Word.WITHDRAWN], State.RAISED, State.CLOSED),
        ([Word.WITHDRAWN, Word.OPEN], State.RAISED, State.RAISED),
        ([Word.DELIVERED, Word.DELIVERED], State.IN_PROGRESS, State.DELIVERED),
        ([Word.CONFIRMED, Word.DELIVERED], State.DELIVERED, State.DELIVERED),
        ([Word.CONFIRMED, Word.NOT_CONFIRMED, Word.WITHDRAWN], State.DELIVERED, State.CLOSED),
        ([Word.CONFIRMED, Word.DISPUTED], State.DELIVERED, State.IN_PROGRESS),
        ([Word.DISPUTED, Word.DELIVERED], State.WAITING, State.WAITING),
        ([Word.WITHDRAWN, Word.DELIVERED], State.IN_PROGRESS, State.DELIVERED),
    ],
)
def test_where_it_stands_follows_from_its_least_finished_recipient(words, before, after):
    assert state_after(before, words) == after


def test_asked_accepted_delivered_disputed_delivered_again_and_confirmed(world, ask, salford, neuro, sal, nora, tess):
    joint = ask("Dashboards", salford, neuro)
    make(joint, Move.ACCEPT, by=tess, owner=tess, priority="normal", target_on=clock.today())
    make(joint, Move.START, by=tess)
    make(joint, Move.DELIVER, by=tess, words="A first version")
    make(joint, Move.CONFIRM, by=nora, vanguard=44, helped=Helped.YES)
    assert make(joint, Move.DISPUTE, by=sal, vanguard=38, words="It shows nothing of ours").state == State.IN_PROGRESS
    with time_machine.travel(clock.now() + timedelta(days=5), tick=False):
        again = make(joint, Move.DELIVER, by=tess, words="With Salford’s figures")
        asked = {recipient.vanguard_id: (recipient.word, recipient.asked_on) for recipient in again.recipients.all()}
        assert asked[38] == (Word.DELIVERED, clock.today()), "asked again, on fresh ten days"
        assert asked[44][0] == Word.CONFIRMED, "and she is not asked twice"
        assert make(joint, Move.CONFIRM, by=sal, vanguard=38, helped=Helped.PARTLY, words="Better").state == State.CLOSED
    moves = joint.moves.values_list("move", flat=True)
    assert list(moves) == ["accept", "start", "deliver", "confirm", "dispute", "deliver", "confirm"]


def test_a_merged_requests_recipients_go_along_but_for_those_that_are_there_or_have_withdrawn(world, ask, salford, neuro, sal, tess):
    twice = ask("Rotas again", salford)
    put(world["asked"], State.RAISED, Word.OPEN, None)
    make(world["asked"], Move.ADD, by=tess, vanguards=[world["third"]], words="They too")
    with change(by=None, source="command"):
        gone = world["asked"].recipients.get(vanguard=world["third"])
        gone.word = Word.WITHDRAWN
        gone.save()
    merged = make(world["asked"], Move.MERGE, by=tess, into=twice, words="The same need")
    assert (merged.state, merged.merged_into) == (State.MERGED, twice)
    assert sorted(twice.recipients.values_list("vanguard_id", flat=True)) == [38, 44], "Neuro goes along, Sixty had withdrawn"
    told = {mail.to.name: mail.words for mail in Mail.objects.filter(change=Change.objects.latest("pk"))}
    assert f"Your vanguard was added to {twice}" in told["Nora"]
    assert f"was added to {twice}" not in told["Sal"], "he was on it"
    into_self = pytest.raises(Refused, match="into itself")
    with into_self:
        make(twice, Move.MERGE, by=tess, into=twice, words="A circle")
    with pytest.raises(Refused, match="only into a request that is open"):
        make(twice, Move.MERGE, by=tess, into=merged, words="A circle")


def test_a_refusal_says_who_moved_it_meanwhile_and_when(world, tess):
    make(world["asked"], Move.DECLINE, by=tess, words="Not ours")
    with pytest.raises(Refused, match=r"The request has been declined since .* \(Tess\)\. Only a request that is raised can be accepted"):
        made_by(world, Move.ACCEPT, "tess")


def test_a_lead_raises_a_request_only_for_vanguards_they_lead(sal, tess, salford, neuro, enabler):
    raised = actions.raise_request(by=sal, title="Rotas", needed="Help with rotas", vanguards=[salford], enablers=[enabler])
    assert (raised.state, raised.raised_by, raised.raised_on) == (State.RAISED, sal, clock.today())
    with pytest.raises(Refused, match="only for vanguards that you lead"):
        actions.raise_request(by=sal, title="Rotas", needed="Help with rotas", vanguards=[salford, neuro])
    assert actions.raise_request(by=tess, title="Both", needed="Help", vanguards=[salford, neuro]).recipients.count() == 2


def test_merging_opens_the_other_request_again_for_those_who_were_done_with_it_and_says_so_there(ask, salford, neuro, tess):
    delivered, again = ask("Rotas", salford, neuro), ask("Rotas again", salford)
    put(delivered, State.DELIVERED, Word.DELIVERED, tess)
    with change(by=None, source="command"):
        recipient = delivered.recipients.get(vanguard=38)
        recipient.word = Word.WITHDRAWN
        recipient.save()
    make(again, Move.MERGE, by=tess, into=delivered, words="The same need")
    delivered = SupportRequest.objects.get(pk=delivered.pk)
    assert delivered.state == State.IN_PROGRESS
    assert delivered.recipients.get(vanguard=38).word == Word.OPEN
    assert list(delivered.moves.values_list("move", "state_before", "state_after")) == [(Move.ADD, State.DELIVERED, State.IN_PROGRESS)]


def test_who_made_it_so_is_who_led_to_the_state_and_not_who_moved_within_it(ask, salford, tess, ada):
    asked = ask("Rotas", salford)
    make(asked, Move.ACCEPT, by=tess, owner=tess, priority="high", target_on=clock.today())
    make(asked, Move.REASSIGN, by=ada, owner=ada, words="Ada knows it")
    with pytest.raises(Refused, match=r"The request has been accepted since .* \(Tess\)"):
        make(asked, Move.DECLINE, by=tess, words="Not ours")


def test_what_is_sent_twice_is_done_once(ask, salford, sal, tess):
    actions.raise_request(by=sal, title="Rotas", needed="Help", vanguards=[salford])
    with pytest.raises(Refused, match=r"You raised this today already\. It is SR-"):
        actions.raise_request(by=sal, title="Rotas", needed="Help", vanguards=[salford])
    asked = ask("Dashboards", salford)
    actions.comment(asked, by=sal, audience="shared", words="Thank you")
    with pytest.raises(Refused, match="You have already said this"):
        actions.comment(asked, by=sal, audience="shared", words="Thank you")


def test_adding_vanguards_leaves_the_word_of_those_who_have_given_it(world, ask, salford, neuro, sal, tess):
    rotas = ask("Dashboards", salford)
    put(rotas, State.DELIVERED, Word.DELIVERED, tess)
    make(rotas, Move.CONFIRM, by=sal, vanguard=38, helped=Helped.YES, words="Great")
    put_back = SupportRequest.objects.get(pk=rotas.pk)
    assert put_back.state == State.CLOSED
    make(put_back, Move.REOPEN, by=tess, words="Others need it")
    make(rotas, Move.DELIVER, by=tess, words="Again")
    make(rotas, Move.CONFIRM, by=sal, vanguard=38, helped=Helped.YES, words="Great")
    with change(by=None, source="command"):
        fresh = SupportRequest.objects.get(pk=rotas.pk)
        fresh.state = State.DELIVERED
        fresh.save()
    make(rotas, Move.ADD, by=tess, vanguards=[salford, neuro], words="All of the care model")
    assert dict(rotas.recipients.values_list("vanguard_id", "word")) == {38: Word.CONFIRMED, 44: Word.OPEN}
    with pytest.raises(Refused, match="They are on the request already"):
        make(rotas, Move.ADD, by=tess, vanguards=[salford], words="Again")


def test_what_is_given_to_one_alone_is_added_to_what_all_were_given(world, ask, salford, neuro, sal, nora, tess):
    joint = ask("Dashboards", salford, neuro)
    put(joint, State.IN_PROGRESS, Word.OPEN, tess)
    make(joint, Move.DELIVER, by=tess, words="A workshop for all")
    make(joint, Move.CONFIRM, by=nora, vanguard=44, helped=Helped.YES)
    make(joint, Move.DISPUTE, by=sal, vanguard=38, words="We could not come")
    assert make(joint, Move.DELIVER, by=tess, words="A second one").outcome == "A workshop for all\nA second one"


def test_a_lead_reads_who_gave_their_vanguards_word_and_the_team_who_closed_it(world, ask, salford, recording, sal, tess):
    with recording():
        sid = User.objects.open_account("sid@example.com", name="Sid")
        Membership.objects.create(user=sid, vanguard=salford, starts_on=date(2015, 9, 25))
    rotas = ask("Dashboards", salford)
    put(rotas, State.DELIVERED, Word.DELIVERED, tess)
    make(rotas, Move.CONFIRM, by=sid, vanguard=38, helped=Helped.YES)
    with pytest.raises(Refused, match=r"Your vanguard’s answer is “confirmed”, given on .* by Sid\."):
        make(rotas, Move.DISPUTE, by=sal, vanguard=38, words="Half of it")
    with pytest.raises(Refused, match=r"The request has been closed since .* \(Sid\)"):
        make(rotas, Move.DELIVER, by=tess, words="Again")
