"""What was given to some of the vanguards on a request is delivered to them; for the others it stays in progress."""

import pytest

from pages.errors import Refused
from support.moves import make
from support.tests.stories import page_of, put, says, stands
from support.workflow import Move, State, Word

pytestmark = pytest.mark.django_db


@pytest.fixture
def joint(ask, salford, neuro, tess):
    both = ask("Rotas", salford, neuro)
    put(both, State.IN_PROGRESS, Word.OPEN, tess)
    return stands(both)


def words(support_request):
    return {each.vanguard_id: each.word for each in support_request.recipients.all()}


def test_only_those_chosen_are_asked_and_it_stays_in_progress_for_the_others(as_, tess, joint):
    assert "Who got it?" in says(as_(tess).get(page_of(joint, Move.DELIVER)))
    as_(tess).post(page_of(joint, Move.DELIVER), {"words": "Two workshops", "vanguards": [38]})
    fresh = stands(joint)
    assert (fresh.state, words(fresh)) == (State.IN_PROGRESS, {38: Word.DELIVERED, 44: Word.OPEN})
    as_(tess).post(page_of(joint, Move.DELIVER), {"words": "The third"})
    assert (stands(joint).state, words(stands(joint))) == (State.DELIVERED, {38: Word.DELIVERED, 44: Word.DELIVERED})


def test_somebody_is_chosen_and_is_still_waiting_for_it(as_, tess, joint):
    answer = as_(tess).post(page_of(joint, Move.DELIVER), {"words": "Two workshops"})
    assert "Choose who got it" in says(answer)
    assert "Two workshops" in says(answer), "what was typed stays"
    make(joint, Move.DELIVER, by=tess, words="One", vanguards=[38])
    with pytest.raises(Refused, match="None of these is still waiting for it"):
        make(stands(joint), Move.DELIVER, by=tess, words="One again", vanguards=[38])


def test_work_can_start_with_accepting(as_, tess, ask, salford):
    rotas = ask("Rotas", salford)
    asked = {"owner": "Tess", "priority": "high", "target_on": "1 March 2099", "starts": "on"}
    as_(tess).post(page_of(rotas, Move.ACCEPT), asked)
    fresh = stands(rotas)
    assert (fresh.state, fresh.owner) == (State.IN_PROGRESS, tess)
    assert fresh.moves.get().details.endswith("Work has started")
