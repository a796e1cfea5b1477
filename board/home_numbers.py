"""The programme in six numbers, each with how it changed since last week, and what vanguards declare in their returns."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from history import clock
from history.reading.remembered import until_the_next_change
from milestones.filters import DAYS_AHEAD
from milestones.models import Commitment, Milestone
from pages.counting import EXACT_UP_TO, count, counts
from pages.links import url
from people.models import User
from returns import optimism
from returns.models import Return
from returns.signed_off import as_it_was
from spread.benefit_workflow import BenefitState
from spread.models import Adoption, Benefit, Product
from spread.workflow import State
from support.models import SupportRequest

A_WEEK = timedelta(days=7)
SIX = ("late", "overdue", "disputed", "new", "returns late", "ahead")


@until_the_next_change
def _counted(user: User, day: date) -> dict[str, int]:
    """Return the six numbers on a day, in one statement."""
    requests, commitments = SupportRequest.objects.visible_to(user), Commitment.objects.visible_to(user)
    return counts(
        {
            "late": requests.in_queue("late", user, day),
            "overdue": Milestone.objects.visible_to(user).with_commitment(commitments.overdue(day)),
            "disputed": requests.in_queue("disputed", user, day),
            "new": requests.in_queue("new", user, day),
            "returns late": Return.objects.visible_to(user).latest_editions().late(day),
            "ahead": commitments.due(day, day + timedelta(days=DAYS_AHEAD)),
        }
    )


def beside_last_week(piles: Sequence[Any], user: User, day: date) -> list[Any]:
    """Return these six piles, in the order of SIX, with how each number changed since a week ago as its note."""
    with as_it_was(clock.end_of(day - A_WEEK)):
        before = _counted(user, day - A_WEEK)
    return [replace(pile, note=_noted(pile, before[name])) for pile, name in zip(piles, SIX, strict=True)]


def _noted(pile: Any, before: int) -> str:
    return "; ".join(filter(None, [pile.note, changed(pile.count, before)]))


def changed(now: int, before: int) -> str:
    """Return "2 more than a week ago"; "" if there are too many to be counted."""
    if max(now, before) > EXACT_UP_TO:
        return ""
    if now == before:
        return "as many as a week ago" if now else ""
    return f"{abs(now - before):,} {'more' if now > before else 'fewer'} than a week ago"


@until_the_next_change
def confidence_now(user: User) -> tuple[str, list[optimism.Declared]]:
    """Return the name of the latest period with declared returns, and what they declare by care model; ("", []) before the first."""
    periods = optimism.periods(user)
    return (periods[0].name, optimism.by_care_model(periods[0], user)) if periods else ("", [])


@until_the_next_change
def to_check(user: User) -> list[tuple[str, int, str]]:
    """Return how many products, adoptions and benefits wait for the team, each with the address of exactly those."""
    rows = {"product": Product.objects.visible_to(user), "adoption": Adoption.objects.visible_to(user)}
    waiting = {name: of_it.filter(state=State.TO_CHECK) for name, of_it in rows.items()}
    to_check = [(name, count(of_it), url(f"{name}_list", state="to-check")) for name, of_it in waiting.items()]
    proposed = Benefit.objects.visible_to(user).filter(state=BenefitState.PROPOSED)
    return [*to_check, ("benefit", count(proposed), url("benefit_list", state="proposed"))]
