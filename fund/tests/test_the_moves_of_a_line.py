"""Every state of a funding line × every move × every person, against the table as people read it; and who is told."""

from datetime import date
from decimal import Decimal
from itertools import product

import pytest
from django.db import transaction

from fund.models import FundingMove, Instalment
from fund.moves import MOVES, make, make_of_instalment
from fund.tests.conftest import MILLION, fresh, plan
from fund.workflow import Move, State
from history.models import Change
from mail.models import Mail
from pages.errors import Refused

pytestmark = pytest.mark.django_db

# Written by hand, not read from the code: from which states a move may be made, and by whom besides the team.
LEADS_TOO = {"ask", "match", "spend"}
FROM = {
    "ask": {"asked", "offered", "declined"},
    "offer": {"asked", "offered"},
    "approve": {"asked", "offered", "approved"},
    "decline": {"asked", "offered"},
    "match": {"asked", "offered", "approved"},
    "plan": {"approved"},
    "spend": {"approved"},
    "close": {"approved"},
    "reopen": {"closed"},
}
LEADS_TO = {"ask": "asked", "offer": "offered", "approve": "approved", "decline": "declined", "close": "closed", "reopen": "approved"}
SETS = {"ask": "asked", "offer": "offered", "approve": "approved", "match": "matched", "spend": "spent"}


def answers(move):
    """Return what the form of a move asks, filled in."""
    asked = {"words": "So it is"}
    if move in SETS or move == "plan":
        asked["amount"] = MILLION / 4
    if move == "plan":
        asked |= {"due_on": date(2026, 3, 31), "condition": "none", "awaited": None}
    return asked


@pytest.fixture
def cast(tess, sal, nora, otto, ada):
    return {"team": tess, "lead": sal, "another lead": nora, "back office": otto, "administrator": ada}


@pytest.mark.parametrize("state", State)
def test_each_person_makes_just_the_moves_of_the_table(cast, put, state):
    line = put(state)
    for move, (person, by) in product(Move, cast.items()):
        who = person in ("team", "administrator") or (person == "lead" and move.value in LEADS_TOO)
        may = state.value in FROM[move.value] and who
        verdict, before = MOVES[move](by).may(fresh(line)), Change.objects.count()
        assert bool(verdict) == may, (person, move, verdict.why)
        if not may:
            assert verdict.why.endswith(".")
            with pytest.raises(Refused):
                make(line, move, by=by, **answers(move.value))
            assert (fresh(line).state, Change.objects.count()) == (state, before), (person, move)
            continue
        with transaction.atomic():
            make(line, move, by=by, **answers(move.value))
            now, made = fresh(line), FundingMove.objects.latest("pk")
            assert now.state == LEADS_TO.get(move.value, state)
            assert move.value not in SETS or getattr(now, SETS[move.value]) == MILLION / 4
            assert Change.objects.count() == before + 1
            assert (made.move, made.state_before, made.words, made.moved_by) == (move.value, state.value, "So it is", by)
            assert made.amount == answers(move.value).get("amount")
            transaction.set_rollback(True)


def test_the_table_has_every_move_and_no_other():
    assert {rule.slug: {state.value for state in rule.states} for rule in MOVES.values()} == FROM


@pytest.mark.parametrize(
    ("state", "move", "words"),
    [
        ("asked", "offer", "The programme team offers 38 Salford and Wigan Foundation Chain £250,000 for 2025/26. So it is."),
        ("offered", "approve", "The programme team approved £250,000 for 38 Salford and Wigan Foundation Chain for 2025/26."),
        ("asked", "decline", "The programme team declined the funding of 38 Salford and Wigan Foundation Chain for 2025/26. So it is."),
        ("approved", "close", "The programme team closed the funding of 38 Salford and Wigan Foundation Chain for 2025/26."),
    ],
)
def test_what_the_team_decides_is_told_to_the_leads_of_the_vanguard_alone(put, tess, sal, nora, state, move, words):
    line = put(state)
    Mail.objects.all().delete()
    make(line, move, by=tess, **answers(move))
    (mail,) = Mail.objects.all()
    assert mail.to == sal
    assert mail.lines[0][0].startswith(words)
    assert mail.lines[0][1] == line.get_absolute_url() == "/fund/transformation/2025-26/38/"


@pytest.mark.parametrize(
    ("state", "move", "words"),
    [
        ("asked", "ask", "38 Salford and Wigan Foundation Chain asks for £250,000 for 2025/26. So it is."),
        ("approved", "spend", "38 Salford and Wigan Foundation Chain spent £250,000 of its funding for 2025/26 so far. So it is."),
    ],
)
def test_what_a_lead_asks_for_and_reports_is_told_to_the_programme_team(put, tess, tom, sal, state, move, words):
    line = put(state)
    Mail.objects.all().delete()
    make(line, move, by=sal, **answers(move))
    assert {mail.to: mail.lines[0][0] for mail in Mail.objects.all()} == {tess: words, tom: words}


def test_money_of_its_own_is_told_to_nobody(put, sal, tess):
    line = put("asked")
    Mail.objects.all().delete()
    make(line, "match", by=sal, amount=MILLION, words="")
    assert not Mail.objects.exists()


def test_what_is_approved_is_never_less_than_what_is_planned_or_paid(approved, tess):
    plan(approved, tess, 600_000)
    with pytest.raises(Refused, match=r"£600,000 is planned or paid already, so it cannot be less than that"):
        make(approved, "approve", by=tess, amount=Decimal("599999.99"), words="")
    assert make(approved, "approve", by=tess, amount=Decimal(600_000), words="").approved == 600_000


def test_what_is_asked_again_after_an_offer_is_what_an_approval_of_many_approves(put, sal, tess):
    line = put("offered")
    make(line, "ask", by=sal, amount=Decimal(400_000), words="Less will do")
    assert make(line, "approve", by=tess, words="").approved == 400_000


def test_no_more_is_planned_than_is_approved(approved, tess):
    plan(approved, tess, 600_000)
    with pytest.raises(Refused, match=r"Only £400,000 of what is approved is left to plan"):
        plan(approved, tess, Decimal("400000.01"))
    plan(approved, tess, 400_000)
    with pytest.raises(Refused, match=r"All of the approved £1 million is planned or paid already"):
        plan(approved, tess, Decimal("0.01"))
    assert [each.number for each in Instalment.objects.all()] == [1, 2]


def test_what_is_cancelled_can_be_planned_again(approved, tess):
    make_of_instalment(plan(approved, tess, MILLION), "cancel", by=tess, words="In two parts instead")
    assert plan(approved, tess, MILLION).number == 2, "the number of what was cancelled is not given again"


def test_what_is_still_planned_keeps_a_line_open(approved, tess):
    plan(approved, tess)
    plan(approved, tess)
    with pytest.raises(Refused, match=r"Instalments 1 and 2 are still planned. Pay or cancel what is planned first"):
        make(approved, "close", by=tess, words="")


def test_a_line_is_closed_once_it_is_known_what_was_spent(asked, tess):
    make(asked, "approve", by=tess, amount=MILLION, words="")
    with pytest.raises(Refused, match=r"It is not known what was spent. Report that first"):
        make(asked, "close", by=tess, words="")


@pytest.mark.parametrize(
    ("spent", "words"),
    [
        (800_000, "£200,000 less than was approved"),
        (1_000_000, "exactly what was approved"),
        (1_250_000, "£250,000 more than was approved"),
    ],
)
def test_what_is_over_or_left_is_said(as_, approved, tess, sal, spent, words):
    make(approved, "spend", by=sal, amount=Decimal(spent), words="")
    closed = make(approved, "close", by=tess, words="")
    assert MOVES["close"](tess).became(closed) == f"This line is closed. What was spent is {words}."
    assert f"What was spent is {words}." in as_(sal).get(closed.get_absolute_url()).content.decode()
