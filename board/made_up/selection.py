"""The selection of a made-up programme: one round of its last quarter, with as many expressions of interest as there are vanguards."""

from datetime import timedelta

from board.made_up.world import DAYS, World
from history import clock
from selection.models import Criterion, Expression, Round
from selection.workflow import State
from vanguards.models import Cohort

BEFORE_THE_END = 30  # days
STATES = (State.WRITTEN, State.SENT, State.INVITED, State.WITHDRAWN)  # in turn, so that nothing else is chosen otherwise


def is_due(day: int) -> bool:
    return day == DAYS - BEFORE_THE_END


def apply(world: World, day: int) -> None:
    """Add the round and its expressions of interest, in one change in the evening of a day."""
    past, moment = world.past, world.at(day, 20)
    today = clock.in_london(moment).date()
    with past.change(moment, by=world.team[0], reason="Expressions of interest of the round"):
        days = {"opened_on": today - timedelta(days=60), "closed_on": today}
        cohort = past.add(Cohort(pk=past.number(Cohort), code="next-round", name="Next round", **days))
        taking = past.add(Round(pk=past.number(Round), cohort=cohort, takes_expressions=True, invented=True))
        criterion = past.add(Criterion(round=taking, order=1, name="Health"))
        for vanguard in world.vanguards:
            state = STATES[vanguard.pk % len(STATES)]
            sent = {"sent_by": world.team[0], "sent_at": moment} if state != State.WRITTEN else {}
            words = {"vision": "As planned.", "partners": "A trust", "care_model": vanguard.care_model, "written_at": moment}
            name = f"Proposal {vanguard.pk}"
            past.let_go(past.add(Expression(round=taking, name=name, applicant=vanguard.area, state=state, invented=True, **words, **sent)))
        past.let_go(criterion, taking, cohort)
