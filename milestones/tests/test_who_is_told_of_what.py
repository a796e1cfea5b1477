"""Who is mailed of what is done to a commitment: written by hand for each move and who makes it, and held against what is done.

Sal and Sid lead Salford, whose commitment it is; Nora leads the Neuro Network, which has one of its own. Tess and Tom are the team.
"""

from datetime import date

import pytest

from mail.models import Mail
from milestones import actions
from milestones.moves import MOVES, make
from milestones.moves.dates import MoveOfAProposal
from milestones.tests.stories import fresh
from milestones.workflow import Move, Who
from pages.typed_dates import understand
from people.models import User
from vanguards.models import Membership

pytestmark = pytest.mark.django_db

LEADS, NOBODY = {"Sal", "Sid"}, set()
TOLD = {(move, "tess"): LEADS for move in Move} | {(move, "sal"): NOBODY for move in Move if MOVES[move].who == Who.LEAD}


@pytest.fixture
def sid(recording, salford):
    with recording():
        sid = User.objects.open_account("sid@example.com", name="Sid")
        Membership.objects.create(user=sid, vanguard=salford, starts_on=date(2015, 9, 25))
    return sid


def told_of(what):
    """Return who gets a mail when this is done."""
    before = Mail.objects.order_by("pk").values_list("pk", flat=True).last() or 0
    what()
    return {mail.to.name for mail in Mail.objects.filter(pk__gt=before).select_related("to")}


def stood_for(move, commitment, tess, sal, causes):
    """Bring a commitment into the state that the move needs."""
    if issubclass(MOVES[move], MoveOfAProposal):
        make(commitment, Move.FORECAST, by=sal, words="Ill", to=understand("May 2030"), cause=causes["later"])
    if move == Move.TAKE_BACK:
        make(commitment, Move.REACH, by=tess, words="Signed", reached=understand("28 January 2016"), link="")
    if move == Move.REOPEN:
        make(commitment, Move.CANCEL, by=tess, words="Not now")
    return fresh(commitment)


@pytest.mark.parametrize(("move", "who"), TOLD)
def test_a_move_is_told_to_just_these(request, on_29_january, of_salford, causes, tess, tom, sal, sid, nora, move, who):
    commitment, by = stood_for(move, of_salford, tess, sal, causes), request.getfixturevalue(who)
    asked = {
        Move.FORECAST: {"to": understand("June 2030"), "cause": causes["later"]},
        Move.REACH: {"reached": understand("28 January 2016"), "link": ""},
    }.get(move, {})
    assert told_of(lambda: make(commitment, move, by=by, words="So it is", **asked)) == TOLD[move, who]


def test_a_new_milestone_is_told_to_those_who_lead_a_vanguard_of_it(promise, salford, neuro, sal, sid, nora, tom):
    assert told_of(lambda: promise("Plan", "March 2030", salford)) == LEADS
    plan = promise("Contract", "March 2030", salford)
    assert told_of(lambda: actions.add_vanguards(plan, by=tom, vanguards=[neuro], words="They too")) == {"Nora"}
