"""A lead speaks for their own vanguards, whatever they send; and no refusal tells them who else is on a request."""

import re

import pytest
from django.urls import reverse

from history.models import Change
from pages.errors import Refused
from support import actions
from support.models import Comment, Recipient
from support.moves import MOVES, make
from support.policies import may_say_to
from support.tests.stories import page_of, says
from support.workflow import Helped, Move, Who, Word

pytestmark = pytest.mark.django_db

OF_THE_OTHER = ["Nora", "nora@", "Neuro", "vanguard-44", "anguard 44", "Nobody came to us"]


@pytest.fixture
def joint(ask, salford, neuro, sal, nora):
    return ask("Dashboards", salford, neuro)


@pytest.fixture
def delivered(joint, deliver):
    deliver(joint)
    return joint


# --- nobody writes for another's vanguard -------------------------------------------------------------------------------


@pytest.mark.parametrize("audience", ["vanguard", "internal"])
def test_nobody_but_their_lead_writes_between_a_vanguard_and_the_team(joint, sal, neuro, audience):
    """The form does not offer these readers, and the rule refuses them too."""
    for vanguard in (neuro, None):
        assert not may_say_to(sal, audience, vanguard)
        with pytest.raises(Refused):
            actions.comment(joint, by=sal, audience=audience, vanguard=vanguard, words="In their name")
    assert not Comment.objects.exists()


def test_a_comment_for_another_vanguard_is_refused_and_what_was_typed_stays(as_, joint, sal):
    forged = {"words": "In their name", "audience": "vanguard-44", "vanguard": "44"}
    answer = as_(sal).post(reverse("request_comment", args=[joint.reference]), forged)
    assert answer.status_code == 200
    assert "In their name" in says(answer)
    assert not Comment.objects.exists()


def test_a_comment_of_another_is_not_changed_by_whoever_reads_it(as_, joint, sal, nora):
    said = actions.comment(joint, by=nora, audience="shared", words="By Friday")
    page = reverse("comment_edit", args=[joint.reference, said.pk])
    for method in ("get", "post"):
        assert getattr(as_(sal), method)(page, {"words": "Never", "made_from": said.version}).status_code == 403
    with pytest.raises(Refused, match="Only the person who wrote a comment"):
        actions.edit_comment(said, by=sal, words="Never", made_from=said.version)
    said.refresh_from_db()
    assert said.words == "By Friday"


GIVING_A_WORD = {
    Move.CONFIRM: {"helped": Helped.YES, "words": "In their name"},
    Move.DISPUTE: {"words": "In their name"},
    Move.WITHDRAW: {"words": "In their name"},
}


@pytest.mark.parametrize("move", GIVING_A_WORD)
def test_nobody_but_their_lead_gives_a_vanguards_word(as_, delivered, sal, move):
    changes = Change.objects.count()
    with pytest.raises(Refused, match="for their own vanguard"):
        make(delivered, move, by=sal, vanguard=44, **GIVING_A_WORD[move])
    answer = as_(sal).post(page_of(delivered, move), {**GIVING_A_WORD[move], "vanguard": "44"})
    assert (answer.status_code, Change.objects.count()) == (200, changes)
    assert set(delivered.recipients.values_list("word", flat=True)) == {"delivered"}


@pytest.mark.parametrize("move", GIVING_A_WORD)
def test_a_word_for_no_vanguard_in_particular_is_nobodys(delivered, sal, move):
    with pytest.raises(KeyError):
        make(delivered, move, by=sal, **GIVING_A_WORD[move])
    assert set(delivered.recipients.values_list("word", flat=True)) == {"delivered"}


# --- no refusal tells of another vanguard -------------------------------------------------------------------------------


def disputes(joint, nora):
    make(joint, Move.DISPUTE, by=nora, vanguard=44, words="Nobody came to us")


def withdraws_last(joint, nora, sal):
    make(joint, Move.WITHDRAW, by=sal, vanguard=38, words="Ours is done")
    make(joint, Move.WITHDRAW, by=nora, vanguard=44, words="Nobody came to us")


def confirms_last(joint, nora, sal):
    make(joint, Move.CONFIRM, by=sal, vanguard=38, helped=Helped.YES)
    make(joint, Move.CONFIRM, by=nora, vanguard=44, helped=Helped.NO, words="Nobody came to us")


STORIES = {
    "Nora disputes": lambda joint, nora, sal: disputes(joint, nora),
    "Nora withdraws last": withdraws_last,
    "Nora confirms last": confirms_last,
}


def visible(answer):
    """Return the words of a page, and the addresses in it."""
    return re.sub(r'nonce="[^"]*"|value="[^"]{30,}"', "", says(answer))


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("story", STORIES)
def test_whatever_a_lead_is_refused_tells_them_nothing_of_the_other_vanguard(as_, delivered, sal, nora, story, method):
    neuro = delivered.recipients.get(vanguard=44).vanguard
    actions.comment(delivered, by=nora, audience="vanguard", vanguard=neuro, words="Nobody came to us")
    STORIES[story](delivered, nora, sal)
    client = as_(sal)
    sent = {"words": "Why not", "vanguard": "44", "vanguards": "44", "helped": "yes", "owner": "tess@example.com", "audience": "shared"}
    addresses = [page_of(delivered, move) for move in Move if MOVES[move].who != Who.APP]
    addresses += [reverse(name, args=[delivered.reference]) for name in ("request_comment", "request_document", "request_detail")]
    addresses += [reverse("request_new"), f"{reverse('request_many')}?chosen={delivered.pk}", "/support/?vanguard=44"]
    for address in addresses:
        words = visible(getattr(client, method)(address, sent if method == "post" else {}))
        assert [of_theirs for of_theirs in OF_THE_OTHER if of_theirs in words] == [], address


@pytest.mark.parametrize("story", STORIES)
def test_no_sentence_of_a_rule_tells_a_lead_of_the_other_vanguard(delivered, sal, nora, story):
    """This asks the rules themselves, because pages leave out moves that are not the reader's."""
    STORIES[story](delivered, nora, sal)
    delivered.refresh_from_db()
    for move in Move:
        for asked in ({}, {"vanguard": 38}):
            why = MOVES[move](sal, **asked).may(delivered).why
            assert [of_theirs for of_theirs in OF_THE_OTHER if of_theirs in why] == [], move


def test_who_moved_it_is_said_to_the_team(delivered, tess, nora):
    """The control: people who see everything do read who made the move."""
    disputes(delivered, nora)
    delivered.refresh_from_db()
    assert "(Nora)" in MOVES[Move.ACCEPT](tess).may(delivered).why


def test_where_it_stands_is_said_to_a_lead_without_who_of_another_vanguard_made_it_so(delivered, sal, nora):
    for lead, vanguard in ((sal, 38), (nora, 44)):
        make(delivered, Move.CONFIRM, by=lead, vanguard=vanguard, helped=Helped.YES)
    delivered.refresh_from_db()
    why = MOVES[Move.WITHDRAW](sal).may_for(delivered, Recipient(support_request=delivered, vanguard_id=38, word=Word.OPEN)).why
    assert why.startswith("The request is closed. Only")
