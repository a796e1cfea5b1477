"""Every state of a commitment × every move × every person, against the table as people read it."""

import pytest
from django.db import transaction

from history.models import Change
from milestones.models import Commitment
from milestones.moves import MOVES, make
from milestones.tests.stories import fresh, page_of, says
from milestones.workflow import Move, State
from moves.move import offered
from pages.errors import Refused
from pages.typed_dates import understand

pytestmark = pytest.mark.django_db

# Written by hand, not read from the code: from which states a move may be made, and by whom besides the team.
LEADS_TOO = {"new-date", "reached", "not-reached-after-all", "no-longer-ours"}
FROM = {
    "new-date": {"open"},
    "approve": {"open"},
    "reject": {"open"},
    "reached": {"open"},
    "not-reached-after-all": {"reached"},
    "no-longer-ours": {"open"},
    "cancel": {"open"},
    "reopen": {"cancelled", "no longer ours"},
}
LEADS_TO = {
    "reached": "reached",
    "not-reached-after-all": "open",
    "no-longer-ours": "no longer ours",
    "cancel": "cancelled",
    "reopen": "open",
}


@pytest.fixture
def cast(tess, sal, nora, otto, ada):
    return {"team": tess, "lead": sal, "another lead": nora, "back office": otto, "administrator": ada}


@pytest.fixture
def ask_for(causes):
    return {
        Move.FORECAST: {"to": understand("April 2031"), "cause": causes["later"]},
        Move.REACH: {"reached": understand("December 2015"), "link": ""},
    }


@pytest.fixture
def put(of_salford, tess, ask_for):
    """Bring a commitment into the state the test needs, by moves; with a date that waits for the team, while it is open."""

    def into(state, lead):
        if state == State.OPEN:
            make(of_salford, Move.FORECAST, by=lead, words="Later", to=understand("June 2030"), cause=ask_for[Move.FORECAST]["cause"])
        way = {State.REACHED: Move.REACH, State.CANCELLED: Move.CANCEL, State.NOT_OURS: Move.NOT_OURS}
        if state in way:
            make(of_salford, way[state], by=tess, words="So it is", **ask_for.get(way[state], {}))
        return fresh(of_salford)

    return into


@pytest.mark.parametrize("move", Move)
@pytest.mark.parametrize("state", State)
def test_each_person_makes_just_the_moves_of_the_table(cast, put, ask_for, state, move):
    commitment = put(state, cast["lead"])
    for person in cast:
        with transaction.atomic():
            theirs = person in ("team", "administrator") or (person == "lead" and move.value in LEADS_TOO)
            may = theirs and state.value in FROM[move.value]
            is_as_the_table_says(fresh(commitment), move, cast[person], may, ask_for.get(move, {}))
            transaction.set_rollback(True)


def is_as_the_table_says(commitment, move, by, may, filled_in):
    verdict, before, state = MOVES[move](by).may(commitment), Change.objects.count(), commitment.state
    assert bool(verdict) == may, (by.name, verdict.why)
    if may:
        make(commitment, move, by=by, words="So it is", **filled_in)
        assert fresh(commitment).state == LEADS_TO.get(move.value, state)
        assert Change.objects.count() == before + 1
    else:
        assert verdict.why.endswith(".")
        with pytest.raises(Refused):
            make(commitment, move, by=by, words="So it is", **filled_in)
        assert fresh(commitment).state == state
        assert Change.objects.count() == before


def test_the_table_has_every_move_and_no_other():
    assert {rule.slug: {state.value for state in rule.states} for rule in MOVES.values()} == FROM


@pytest.mark.parametrize("move", [Move.APPROVE, Move.REJECT])
def test_without_a_date_that_waits_there_is_nothing_to_decide(as_, tess, of_salford, move):
    answer = as_(tess).get(page_of(of_salford, move))
    assert "No new date is waiting for approval." in says(answer)
    assert 'method="post"' not in says(answer)


def test_the_page_offers_what_can_be_done_and_says_why_the_rest_cannot(as_, sal, put, of_salford):
    commitment = put(State.REACHED, sal)
    page = says(as_(sal).get(commitment.get_absolute_url()))
    assert page_of(commitment, Move.TAKE_BACK) in page
    assert page_of(commitment, Move.REACH) not in page
    assert page.count("This commitment has been reached.") == 1, "one reason that they share is said once"
    assert "<li>give a new date</li>" in page
    assert {each.move for each in offered(MOVES, sal, commitment)} == {Move(value) for value in LEADS_TOO}


def test_a_refusal_says_its_state_whatever_its_dates_are(tess, sal, put):
    assert MOVES[Move.TAKE_BACK](tess).may(put(State.OPEN, sal)).why == "This commitment is still open."


@pytest.mark.parametrize("method", ["get", "post"])
def test_what_is_not_theirs_is_refused_with_the_reason_or_not_found(as_, cast, of_salford, promise, method):
    answers = {
        "back office": (403, "Only the leads of this vanguard and the programme team can do this."),
        "another lead": (404, ""),
    }
    for person, (code, why) in answers.items():
        answer = getattr(as_(cast[person]), method)(page_of(of_salford, Move.REACH))
        assert answer.status_code == code
        assert why in says(answer)
    own = promise("Models everywhere", "2020", programme=True).commitments.get()
    answer = getattr(as_(cast["lead"]), method)(page_of(own, Move.REACH))
    assert answer.status_code == 403
    assert "the programme’s own commitment" in says(answer)
    assert set(Commitment.objects.values_list("state", flat=True)) == {"open"}


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_lead_does_not_decide_about_their_own_proposal(as_, sal, put, of_salford, method):
    put(State.OPEN, sal)
    for move in (Move.APPROVE, Move.REJECT, Move.CANCEL):
        answer = getattr(as_(sal), method)(page_of(of_salford, move))
        assert answer.status_code == 403
        assert "Only the programme team can do this." in says(answer)
    assert fresh(of_salford).proposal is not None


@pytest.mark.parametrize("move", list(LEADS_TOO))
def test_a_lead_moves_nothing_of_another_vanguard_whatever_they_send(as_, sal, promise, neuro, move):
    theirs = promise("Plans signed off", "March 2030", neuro).commitments.get()
    assert not MOVES[move](sal).is_theirs(theirs)
    with pytest.raises(Refused):
        make(theirs, Move(move), by=sal, words="In their name")
    for method in ("get", "post"):
        assert getattr(as_(sal), method)(page_of(theirs, move), {"words": "In their name"}).status_code == 404
    assert Commitment.objects.get().state == "open"
