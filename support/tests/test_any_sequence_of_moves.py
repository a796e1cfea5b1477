"""Whatever people try, in any order: nothing outside the table, no move without its version, nothing closed before every word is in."""

from datetime import timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from history import clock
from history.models import Change
from pages.errors import Refused
from support import actions
from support.models import MoveMade, SupportRequest
from support.workflow import DONE_WITH, TABLE, Helped, Move, State, Who, Word
from vanguards.models import Organisation, Vanguard

pytestmark = pytest.mark.django_db

PEOPLE = ("tess", "sal", "nora", "otto", "the app")
tries = st.lists(st.tuples(st.sampled_from(list(Move)), st.sampled_from(PEOPLE), st.sampled_from([38, 44])), max_size=25)


def attempt(move, by, vanguard, support_request, other, tess):
    """Try a move as a person does who fills everything in."""
    if move == Move.SILENCE:
        if by is None:
            actions.count_silence(clock.today() + timedelta(days=60))
        return
    words = {"words": "Because"}
    asked = {
        Move.ACCEPT: {"owner": tess, "priority": "high", "target_on": clock.today()},
        Move.MERGE: {"into": other, **words},
        Move.START: {},
        Move.RESUME: {},
        Move.CONFIRM: {"vanguard": vanguard, "helped": Helped.PARTLY, **words},
        Move.DISPUTE: {"vanguard": vanguard, **words},
        Move.WITHDRAW: {"vanguard": vanguard, **words},
        Move.ADD: {"vanguards": list(Vanguard.objects.filter(pk=vanguard)), **words},
        Move.REMOVE: {"vanguard": vanguard, **words},
        Move.REASSIGN: {"owner": tess, **words},
        Move.RETARGET: {"target_on": clock.today(), **words},
        Move.ADD_BODY: {"bodies": list(Organisation.objects.all()), **words},
        Move.SHARE: {},
        Move.UNSHARE: {},
    }
    actions.ACTIONS[move](support_request, by=by, **asked.get(move, words))


def stands(support_request):
    fresh = SupportRequest.objects.get(pk=support_request.pk)
    return fresh.state, {recipient.vanguard_id: recipient.word for recipient in fresh.recipients.all()}


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(begun=st.sampled_from([[], [Move.ACCEPT, Move.START], [Move.ACCEPT, Move.START, Move.DELIVER]]), tried=tries)
def test_no_sequence_of_moves_leads_outside_the_table(tess, sal, nora, otto, ask, recording, salford, neuro, begun, tried):
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
                rule = TABLE[Move(each.move)]
                assert State(each.state_before) in rule.states
                assert rule.to is None or each.state_after == rule.to
                assert who in {Who.TEAM: ("tess",), Who.LEAD: ("sal", "nora"), Who.APP: ("the app",)}[rule.who]
                assert each.versions.count() == 1
            if made:
                assert made[-1].state_after == now
            if now == State.CLOSED:
                assert all(Word(word) in DONE_WITH for word in words_now.values()), "closed, with a word still to come"
            if now == State.DELIVERED:
                assert Word.DELIVERED in words_now.values()
        transaction.set_rollback(True)
