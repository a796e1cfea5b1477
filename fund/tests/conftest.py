"""A fund, and Salford's line of it in any state, by moves."""

from datetime import date
from decimal import Decimal

import pytest

from fund.actions import ask_for
from fund.models import Fund, FundingLine, Instalment
from fund.moves import make, make_of_instalment
from fund.workflow import InstalmentState, State
from pages.typed_dates import understand

YEAR = "2025/26"
MILLION = Decimal(1_000_000)


def fresh(line):
    return FundingLine.objects.for_page().get(pk=line.pk)


def plan(line, by, amount=MILLION / 2, condition="none", awaited=None):
    """Plan an instalment and return it."""
    make(line, "plan", by=by, amount=Decimal(amount), due_on=date(2026, 3, 31), condition=condition, awaited=awaited, words="")
    return Instalment.objects.with_condition().order_by("pk").last()


@pytest.fixture
def fund(recording):
    with recording():
        return Fund.objects.create(name="Transformation fund", code="transformation")


@pytest.fixture
def asked(fund, salford, sal):
    """Salford's line, as its lead asked for it."""
    return ask_for(by=sal, fund=fund, vanguard=salford, year=YEAR, amount=2 * MILLION, purpose="One staff bank")


@pytest.fixture
def put(asked, tess, sal):
    """Bring Salford's line into a state, by moves: put("approved")."""

    def into(state):
        if state == State.DECLINED:
            make(asked, "decline", by=tess, words="Not this year")
        if state in (State.OFFERED, State.APPROVED, State.CLOSED):
            make(asked, "offer", by=tess, amount=MILLION, words="")
        if state in (State.APPROVED, State.CLOSED):
            make(asked, "approve", by=tess, amount=MILLION, words="")
            make(asked, "spend", by=sal, amount=MILLION / 2, words="")
        if state == State.CLOSED:
            make(asked, "close", by=tess, words="")
        return fresh(asked)

    return into


@pytest.fixture
def approved(put):
    return put("approved")


@pytest.fixture
def milestone(recording, salford):
    """Salford's share of a milestone that is not reached."""
    from milestones.models import Commitment, Milestone

    with recording():
        due = understand("March 2030")
        of = Milestone.objects.create(title="Common operating model", due=due)
        days = {"due_on": date(2030, 3, 1), "due_precision": "month", "due_until": date(2030, 3, 31), "expected_until": date(2030, 3, 31)}
        return Commitment.objects.create(milestone=of, vanguard=salford, **days)


@pytest.fixture
def instalment(approved, tess, ada, milestone):
    """Bring an instalment that waits for the milestone into a state: instalment("paid")."""

    def into(state, condition="commitment"):
        planned = plan(approved, tess, condition=condition, awaited=milestone if condition == "commitment" else None)
        if state == InstalmentState.CANCELLED:
            make_of_instalment(planned, "cancel", by=tess, words="Not needed")
        if state == InstalmentState.PAID:
            if condition != "none":
                make_of_instalment(planned, "waive", by=ada, words="Needed now")
            make_of_instalment(planned, "pay", by=tess, paid_on=date(2026, 1, 5), words="")
        return Instalment.objects.with_condition().get(pk=planned.pk)

    return into
