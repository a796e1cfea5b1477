"""What the page for a visit reads: of each list as much as two sides of paper have room for, and how many there are (`in_all`)."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db.models import Count, F, Window

from fund.models import FundingLine
from history.models import Change
from history.reading import visibility
from history.reading.prepared import prepared
from milestones.models import Commitment
from milestones.queries import with_ledgers
from pages.counting import EXACT_UP_TO
from people.models import User
from returns.models import Return, Risk
from returns.workflow import DECLARED
from support.models import Recipient
from vanguards.models import Vanguard

PERIODS, RISKS, REQUESTS, COMMITMENTS, CHANGES, YEARS = 4, 5, 12, 8, 8, 2
MOST_RETURNS = 40  # read at most: ten years of quarters


@prepared
def returns(number: int, user: User, day: date) -> Any:
    """Return its returns for periods that were open by a day: the latest period first, and of each the latest edition."""
    found = Return.objects.visible_to(user).filter(vanguard=number, period__opens_on__lte=day).select_related("period")
    return found.defer("achieved", "next_steps").order_by("-period__ends_on", "-period_id", "-edition")[:MOST_RETURNS]


def one_of_each_period(returns: Iterable[Return]) -> list[Return]:
    """Return the latest edition of each period that was declared or, if none was, the latest."""
    found: dict[int, Return] = {}
    for each in returns:
        known = found.get(each.period_id)
        if known is None or (known.state not in DECLARED and each.state in DECLARED):
            found[each.period_id] = each
    return list(found.values())


@prepared
def risks(number: int, user: User) -> Any:
    """Return the worst open risks of a return."""
    found = Risk.objects.visible_to(user).filter(vanguard_return=number, is_closed=False).annotate(in_all=_in_all())
    return found.order_by((F("likelihood") * F("impact")).desc(), "pk")[:RISKS]


@prepared
def recipients(number: int, user: User, day: date) -> Any:
    """Return its most pressing requests."""
    found = Recipient.objects.visible_to(user).filter(vanguard=number).with_requests(user).annotate(in_all=_in_all())
    return found.most_pressing_first(day)[:REQUESTS]


def commitments(number: int, user: User, day: date) -> list[Commitment]:
    """Return its commitments, overdue and late ones first, each with its dates."""
    return with_ledgers(_commitments(number, user, day))


@prepared
def _commitments(number: int, user: User, day: date) -> Any:
    found = Commitment.objects.visible_to(user).filter(vanguard=number).for_page().annotate(in_all=_in_all())
    return found.worst_first(day)[:COMMITMENTS]


@prepared
def funding(number: int, user: User) -> Any:
    """Return its funding in the latest years."""
    return FundingLine.objects.visible_to(user).filter(vanguard=number).for_page().with_payments().order_by("-year", "pk")[:YEARS]


@prepared
def changes(number: int, since: datetime, user: User) -> Any:
    """Return the latest changes made to it since a moment; `in_all` is 1,001 if there are more than a thousand."""
    of_it = visibility.of_record(Vanguard._meta.label_lower, number, user).filter(change__made_at__gte=since)
    found = Change.objects.last_of(of_it, EXACT_UP_TO + 1).for_list(user).annotate(in_all=_in_all())
    return found.order_by("-made_at")[:CHANGES]


def _in_all() -> Window:
    """Return how many rows there are without the limit, in the same statement."""
    return Window(Count("pk"))


def in_all(rows: list[Any]) -> int:
    """Return how many there are of what these are the first of."""
    return int(rows[0].in_all) if rows else 0
