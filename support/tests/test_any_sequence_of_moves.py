"""Whatever people try, in any order: nothing outside the table, no move without its version, nothing closed before every word is in, and
no lead reads another's words.
"""

from datetime import timedelta

import pytest
from django.db import connection, transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from history import clock
from history.models import Change
from pages.errors import Refused
from support import unanswered
from support.models import MoveMade, SupportRequest
from support.moves import MOVES, make
from support.workflow import DONE_WITH, Helped, Move, State, Who, Word
from vanguards.models import Organisation, Vanguard

pytestmark = pytest.mark.django_db

PEOPLE = ("tess", "sal", "nora", "otto", "the app")
tries = st.lists(st.tuples(st.sampled_from(list(Move)), st.sampled_from(PEOPLE), st.sampled_from([38, 44])), max_size=25)


def attempt(move, by, vanguard, support_request, other, tess):
    """Try a move as a person does who fills in everything."""
    if move == Move.SILENCE:
        if by is None:
            unanswered.count_silence(clock.today() + timedelta(days=60))
        return
    words = {"words": f"Words of {by.name if by else 'the app'}"}
    asked = {
        Move.ACCEPT: {"owner": tess, "priority": "high", "target_on": clock.today()},
        Move.MERGE: {"into": other, **words},
        Move.START: {},
        Move.RESUME: {},
        Move.CONFIRM: {"vanguard": vanguard, "helped": Helped.PARTLY, **words},
        Move.DISPUTE: {"vanguard": vanguard, **words},
        Move.TAKE_BACK: {"vanguard": vanguard, **words},
        Move.WITHDRAW: {"vanguard": vanguard, **words},
        Move.REPLY: {"vanguard": vanguard, **words},
        Move.EDIT: {"title": f"Said by {by.name if by else 'the app'}", "needed": "Said better", **words},
        Move.ADD: {"vanguards": list(Vanguard.objects.filter(pk=vanguard)), **words},
        Move.REMOVE: {"vanguard": vanguard, **words},
        Move.REASSIGN: {"owner": tess, **words},
        Move.RETARGET: {"target_on": clock.today(), **words},
        Move.ADD_BODY: {"bodies": list(Organisation.objects.all()), **words},
        Move.SHARE: {},
        Move.UNSHARE: {},
    }
    make(support_request, move, by=by, **asked.get(move, words))


def is_of_the_table(made, who):
    rule = MOVES[Move(made.move)]
    assert State(made.state_before) in rule.states
    assert rule.to is None or made.state_after == rule.to
    assert who in {Who.TEAM: ("tess",), Who.LEAD: ("sal", "nora"), Who.APP: ("the app",)}[rule.who]
    assert made.versions.count() == 1


def agrees(state, words):
    if state == State.CLOSED:
        assert all(Word(word) in DONE_WITH for word in words.values()), "closed, with a word still to come"
    if state == State.DELIVERED:
        assert Word.DELIVERED in words.values()


def stands(support_request):
    fresh = SupportRequest.objects.get(pk=support_request.pk)
    return fresh.state, {recipient.vanguard_id: recipient.word for recipient in fresh.recipients.all()}


# The workflow is the same on every database; that its rows are written on the others too is seen in fewer.
EXAMPLES = 60 if connection.vendor == "sqlite" else 20


@settings(max_examples=EXAMPLES)
@given(begun=st.sampled_from([[], [Move.ACCEPT, Move.START], [Move.ACCEPT, Move.START, Move.DELIVER]]), tried=tries)
def test_no_sequence_of_moves_leads_outside_the_table_or_shows_a_lead_anothers_words(
    as_, tess, sal, nora, otto, ask, recording, salford, neuro, begun, tried
):
    people = {"tess": tess, "sal": sal, "nora": nora, "otto": otto, "the app": None}
    with transaction.atomic():
        with recording():
            Organisation.objects.create(name="NHS Improvement", kind=Organisation.Kind.NATIONAL_BODY)
        joint, other = ask("Dashboards", salford, neuro), ask("Rosters", neuro)
        for move in begun:  # so that much is reached in few tries
            attempt(move, tess, None, joint, other, tess)
        for move, who, vanguard in tried:
            state, words = stands(joint)
            moves, changes = MoveMade.objects.filter(support_request=joint).count(), Change.objects.count()
            refused = False
            try:
                attempt(move, people[who], vanguard, joint, other, tess)
            except Refused:
                refused = True
            now, words_now = stands(joint)
            made = list(MoveMade.objects.filter(support_request=joint).order_by("pk"))[moves:]
            if refused or not made:
                assert (now, words_now) == (state, words)
                assert not refused or Change.objects.count() == changes
            for each in made:
                is_of_the_table(each, who)
            if made:
                assert made[-1].state_after == now
            agrees(now, words_now)
        for lead, other in ((sal, nora), (nora, sal)):
            assert f"Words of {other.name}" not in all_that_is_shown(as_(lead), joint)
        transaction.set_rollback(True)


def all_that_is_shown(client, support_request):
    """Return all that somebody is shown about a request: its page, the feed, each change, and when it was changed."""
    changes = Change.objects.filter(
        entries__concerns__record_type="support.supportrequest", entries__concerns__record_id=support_request.pk
    )
    addresses = [support_request.get_absolute_url(), "/changes/", *(change.get_absolute_url() for change in changes.distinct())]
    return "".join(client.get(address).content.decode() for address in addresses)
