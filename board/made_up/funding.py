"""Funding of a made-up programme: a line for each vanguard and year, paid in instalments that wait for returns."""

from datetime import timedelta
from decimal import Decimal
from random import Random

from board.made_up.world import DAYS, World
from fund.forms import financial_year
from fund.models import Fund, FundingLine, FundingMove, Instalment
from fund.workflow import Condition, InstalmentState, Move, State
from history import clock
from returns.models import ReportingPeriod
from vanguards.models import Vanguard

A_YEAR = 365
THOUSAND = 1_000


def is_due(day: int) -> bool:
    """Return whether money is given on this day of the programme: once in each of its two years."""
    return day in (DAYS - 1 - A_YEAR, DAYS - 1)


def give_money(world: World, day: int) -> None:
    """Give each vanguard its line of the year, in one change in the evening of a day."""
    moment, fund = world.at(day, 21), Fund.objects.order_by("pk")[0]
    random = Random(day)  # noqa: S311 - its own, so that everything else is made as it was without money
    world.past.flush()  # the last period may not be written yet
    period = ReportingPeriod.objects.order_by("pk").last()
    year = financial_year(clock.in_london(moment).date())
    with world.past.change(moment, by=world.team[0], reason=f"Funding of {year}"):
        for vanguard in world.vanguards:
            _line(world, random, fund, vanguard, year, period, is_last=day == DAYS - 1)


def _line(
    world: World, random: Random, fund: Fund, vanguard: Vanguard, year: str, period: ReportingPeriod | None, *, is_last: bool
) -> None:
    past, kept = world.past, {"invented": True}
    asked = Decimal(random.randint(500, 9_000) * THOUSAND)
    state = random.choice(list(State)[:4]) if is_last else State.APPROVED
    approved = Decimal(random.randint(400, 6_000) * THOUSAND) if state == State.APPROVED else None
    spent = None if is_last or approved is None else approved - THOUSAND * random.randint(-50, 50)
    offered = approved or (asked if state == State.OFFERED else None)
    amounts = {"asked": asked, "offered": offered, "approved": approved, "spent": spent}
    line = past.add(FundingLine(fund=fund, vanguard=vanguard, year=year, state=state, purpose="As planned.", **amounts, **kept))
    by = {"moved_by": world.lead_of(vanguard), "moved_at": world.past.latest}
    past.let_go(past.add(FundingMove(line=line, move=Move.ASK, state_after=State.ASKED, amount=asked, words="As planned.", **by, **kept)))
    if approved is not None:
        _instalments(world, line, approved / 4, period, is_last=is_last)
    past.let_go(line)


def _instalments(world: World, line: FundingLine, amount: Decimal, period: ReportingPeriod | None, *, is_last: bool) -> None:
    """Add four instalments; of the last year two wait for a return."""
    day = clock.in_london(world.past.latest).date() if world.past.latest else clock.today()
    for number in range(1, 5):
        waits = is_last and number > 2 and period is not None
        condition = {"condition": Condition.RETURN, "period": period} if waits else {"condition": Condition.NONE}
        paid = {} if waits else {"state": InstalmentState.PAID, "paid_on": day}
        made = Instalment(
            line=line, number=number, amount=amount, due_on=day + timedelta(days=30 * number), invented=True, **condition, **paid
        )
        world.past.let_go(world.past.add(made))
