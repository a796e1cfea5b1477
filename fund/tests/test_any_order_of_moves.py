"""Whatever people try, in any order: no money is made or lost, totals are those of their rows, and each moment keeps its own."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection, transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from fund import queries, totals
from fund.models import Fund, FundingLine, FundingMove, Instalment
from fund.moves import MOVES, MOVES_OF_INSTALMENTS, make, make_of_instalment
from fund.querysets import AMOUNTS
from fund.tests.conftest import YEAR, fresh
from history import clock
from history.reading.as_at import as_at
from pages.errors import Refused

pytestmark = pytest.mark.django_db

EXAMPLES = 40 if connection.vendor == "sqlite" else 12
pence = st.integers(min_value=1, max_value=30_000_000).map(lambda number: Decimal(number) / 100)
PEOPLE = ("tess", "sal", "ada")
tries = st.lists(
    st.one_of(
        st.tuples(st.sampled_from(sorted(MOVES)), st.sampled_from(PEOPLE), pence),
        st.tuples(st.sampled_from(sorted(MOVES_OF_INSTALMENTS)), st.sampled_from(PEOPLE), st.integers(1, 3)),
        st.tuples(st.sampled_from(["plan", "pay", "approve", "spend"]), st.sampled_from(["tess"]), pence),
    ),
    max_size=25,
)


def attempt(line, name, by, number, milestone):
    """Try a move as a person does who fills in everything."""
    if name in MOVES_OF_INSTALMENTS:
        one = line.instalments.filter(number=int(number % 3) + 1).first()
        asked = {"paid_on": date(2026, 1, 5)} if name == "pay" else {}
        return one and make_of_instalment(one, name, by=by, words="So it is", **asked)
    asked = {} if name in ("decline", "close", "reopen") else {"amount": number}
    if name == "plan":
        waits = {"condition": "commitment", "awaited": milestone} if number % 2 else {"condition": "none", "awaited": None}
        asked |= {"due_on": date(2026, 3, 31), **waits}
    return make(line, name, by=by, words="So it is", **asked)


def adds_up(line):
    """Check one line: what is planned and paid is at most what is approved, and what was paid is what the moves say."""
    parts = list(Instalment.objects.filter(line=line))
    standing = sum(each.amount for each in parts if each.state != "cancelled")
    assert standing <= (line.approved or 0)
    moved = {
        name: sum(made.amount for made in FundingMove.objects.filter(line=line, move=name))
        for name in ("plan", "pay", "take-back", "cancel")
    }
    assert standing == moved["plan"] - moved["cancel"]
    assert sum(each.amount for each in parts if each.state == "paid") == moved["pay"] - moved["take-back"]
    assert line.state != "closed" or (line.spent is not None and not any(each.state == "planned" for each in parts))


def said_now(user):
    """Return each total that pages show, and check that it is that of its rows."""
    lines = list(FundingLine.objects.visible_to(user).with_payments())
    own = {name: total([getattr(each, name) for each in lines]) for name in (*AMOUNTS, "paid")}
    assert queries.sums(FundingLine.objects.visible_to(user)) == own
    fund = Fund.objects.get()
    (year,) = totals.by_year(fund, user).values()
    assert (year.many, year.sums) == (len(lines), own)
    for rows in (totals.by_care_model(fund, YEAR, user),):
        assert {name: total([row.sums[name] for row in rows]) for name in own} == own
    return own


def total(amounts):
    known = [each for each in amounts if each is not None]
    return sum(known) if known else None


@settings(max_examples=EXAMPLES)
@given(tried=tries)
def test_no_order_of_moves_makes_or_loses_money(asked, recording, neuro, milestone, tess, sal, ada, tried):
    people = {"tess": tess, "sal": sal, "ada": ada}
    with transaction.atomic():
        with recording():
            FundingLine.objects.create(fund=asked.fund, vanguard=neuro, year=YEAR, asked=Decimal("0.10"))
        then = []
        for name, who, number in tried:
            before = said_now(tess), clock.now()
            try:
                attempt(fresh(asked), name, people[who], number, milestone)
            except Refused:
                assert said_now(tess) == before[0], "what is refused changes nothing"
            then.append(before)
            adds_up(fresh(asked))
        for own, moment in then[::4]:
            with as_at(moment):
                assert said_now(tess) == own, "each moment keeps its own"
        transaction.set_rollback(True)
