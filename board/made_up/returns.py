"""Returns of a made-up programme: each vanguard's for the last five quarters, signed off but for some of the last."""

from datetime import timedelta

from board.made_up.world import DAYS, World
from history import clock
from returns.models import ReportingPeriod, Return
from returns.workflow import Confidence, State

QUARTERS, A_QUARTER = 5, 91  # days
LAST_ONES = (State.OWED, State.STARTED, State.SENT, State.SIGNED_OFF)


def is_due(day: int) -> bool:
    """Return whether returns are taken on this day of the programme."""
    return day in range(DAYS - 2, DAYS - 2 - QUARTERS * A_QUARTER, -A_QUARTER)


def take_returns(world: World, day: int) -> None:
    """Add a period with a return of every vanguard, in one change in the evening of a day."""
    past, random, moment = world.past, world.random, world.at(day, 19)
    today, is_last = clock.in_london(moment).date(), day == DAYS - 2
    with past.change(moment, by=world.team[0], reason="Returns of the quarter"):
        name = f"Quarter to {today.isoformat()}"
        days = {"starts_on": today - timedelta(days=A_QUARTER - 1), "ends_on": today, "opens_on": today - timedelta(days=20)}
        over = {"due_on": today - timedelta(days=5), "closes_on": today + timedelta(days=10)}
        number = past.number(ReportingPeriod)
        period = past.add(ReportingPeriod(pk=number, name=name, code=name.lower().replace(" ", "-"), invented=True, **days, **over))
        for vanguard in world.vanguards:
            state = random.choice(LAST_ONES) if is_last else State.SIGNED_OFF
            declared, computed = random.choice(list(Confidence)), random.choice(list(Confidence))
            words = {"confidence": declared, "achieved": "As planned.", "next_steps": "As planned."} if state != State.OWED else {}
            sent = {"sent_by": world.lead_of(vanguard), "sent_at": moment, "computed_then": computed}
            signed = {"signed_off_by": world.team[0], "signed_off_at": moment}
            then = {**(sent if state in LAST_ONES[2:] else {}), **(signed if state == State.SIGNED_OFF else {})}
            past.let_go(past.add(Return(period=period, vanguard=vanguard, state=state, invented=True, **words, **then)))
        past.let_go(period)
