"""Queries of the pages of returns."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Count, Max, Q

from history.reading import as_at
from history.reading.prepared import prepared
from milestones.models import Commitment
from milestones.queries import commitments_of_numbers
from pages.counting import several
from people.models import User
from returns.actions import active
from returns.confidence import computed_for
from returns.models import Ask, ReportingPeriod, Return, ReturnMove, Risk
from returns.querysets import LATE
from returns.workflow import WITH_THE_LEADS, Move
from support.models import SupportRequest
from support.queries import rows_of_the_list
from vanguards.models import Membership, Vanguard, VanguardSuccession

MOST_NAMED = 3  # vanguards that joined
MOST_SHOWN = 50  # commitments and requests beside a return


@prepared
def return_of(code: str, vanguard: int, edition: int, user: User) -> Any:
    return Return.objects.visible_to(user).for_page().filter(period__code=code, vanguard=vanguard, edition=edition)


def by_state(periods: list[int], user: User, day: date) -> dict[int, dict[str, int]]:
    """Return how many returns of each period are in each state, and how many are late."""
    own = Return.objects.visible_to(user).latest_editions().filter(period__in=periods)
    is_late = Q(state__in=WITH_THE_LEADS, period__due_on__lt=day)
    counts: dict[int, dict[str, int]] = defaultdict(dict)
    rows = own.order_by().values_list("period", "state").annotate(many=Count("pk"), late=Count("pk", filter=is_late))
    for period, state, many, late in rows:
        counts[period][state] = many
        counts[period][LATE] = counts[period].get(LATE, 0) + late
    return counts


def returns_with_confidence(numbers: list[int], user: User) -> list[Return]:
    """Return these returns in order, each with the confidence its record has: `computed_then` of those that were sent, else today's."""
    found = {each.pk: each for each in Return.objects.visible_to(user).for_page().filter(pk__in=numbers)}
    returns = [found[number] for number in numbers if number in found]
    chased = dict(_last_chased([each.pk for each in returns], user)) if returns else {}
    today = computed_for([each.vanguard_id for each in returns if not each.computed_then])
    for each in returns:
        each.computed_now = None if each.computed_then else today[each.vanguard_id]
        each.chased_at = chased.get(each.pk)
    return returns


@prepared
def _last_chased(numbers: list[int], user: User) -> Any:
    chased = ReturnMove.objects.visible_to(user).filter(vanguard_return__in=numbers, move=Move.CHASE)
    return chased.order_by().values_list("vanguard_return").annotate(Max("moved_at"))


@prepared
def moves(number: int, user: User) -> Any:
    found = ReturnMove.objects.visible_to(user).filter(vanguard_return=number).select_related("moved_by")
    return found.order_by("moved_at", "pk")


def written(vanguard_return: Return, user: User) -> dict[str, Any]:
    """Return the parts of a return that people write: its risks, each with its scores in earlier returns, and what it asks for."""
    risks = list(Risk.objects.visible_to(user).filter(vanguard_return=vanguard_return).order_by("is_closed", "pk"))
    _read_earlier(risks, user)
    asks = Ask.objects.visible_to(user).filter(vanguard_return=vanguard_return).select_related("support_request").order_by("pk")
    return {"risks": sorted(risks, key=lambda risk: (risk.is_closed, -risk.score, risk.pk)), "asks": list(asks)}


def _read_earlier(risks: Iterable[Risk], user: User) -> None:
    """Give each risk `earlier`: the same risk in the returns before, the latest first."""
    at: dict[Risk, int | None] = {risk: risk.carried_from_id for risk in risks}
    for risk in at:
        risk.earlier = []
    while any(at.values()):
        known = Risk.objects.visible_to(user).filter(pk__in=[number for number in at.values() if number])
        found = {each.pk: each for each in known.select_related("vanguard_return__period")}
        for risk, number in at.items():
            before = found.get(number) if number else None
            risk.earlier += [before] if before is not None else []
            at[risk] = before.carried_from_id if before is not None else None


def on_record(vanguard_return: Return, user: User) -> dict[str, Any]:
    """Return what the record says of the vanguard now, or at the moment that is set: confidence, leads, commitments and requests."""
    number = vanguard_return.vanguard_id
    vanguard = Vanguard.objects.visible_to(user).select_related("care_model").get(pk=number)
    commitments = Commitment.objects.visible_to(user).filter(vanguard=number).order_by("expected_until", "pk")
    requests = SupportRequest.objects.visible_to(user).for_vanguards([number]).order_by("-pk")
    shown = [list(rows.values_list("pk", flat=True)[: MOST_SHOWN + 1]) for rows in (commitments, requests)]
    leads = Membership.objects.visible_to(user).filter(vanguard=number).on(as_at.today()).select_related("user")
    return {
        "vanguard": vanguard,
        "computed": computed_for([number])[number],
        "leads": leads.order_by("starts_on", "pk"),
        "commitments": commitments_of_numbers(shown[0][:MOST_SHOWN], user),
        "requests": rows_of_the_list(shown[1][:MOST_SHOWN], user),
        "more": [len(numbers) > MOST_SHOWN for numbers in shown],
    }


def coming_and_going(period: ReportingPeriod) -> list[str]:
    """Return which vanguards joined or ended within a period, in words."""
    joined = active(period).filter(cohort__announced_on__range=(period.starts_on, period.ends_on)).order_by("pk")
    ended = VanguardSuccession.objects.filter(succeeded_on__range=(period.starts_on, period.ends_on))
    said = [f"{each.predecessor.in_a_sentence} was merged into {each.successor.in_a_sentence}" for each in ended.select_related()]
    joining = list(joined)
    if len(joining) > MOST_NAMED:
        return [f"{several(len(joining), 'vanguard')} joined", *said]
    return [*(f"{vanguard.in_a_sentence} joined" for vanguard in joining), *said]
