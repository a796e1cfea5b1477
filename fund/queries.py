"""Queries of the pages of funds."""

from collections import defaultdict
from typing import Any

from django.db.models import Sum

from fund import conditions
from fund.models import FundingLine, FundingMove, Instalment, PublishedAmount
from fund.workflow import Stage
from history.reading.prepared import prepared
from people.models import User

MOST_SHOWN = 100  # instalments, and published amounts, on a page


@prepared
def line_of(code: str, year: str, vanguard: int, user: User) -> Any:
    return FundingLine.objects.visible_to(user).for_page().with_payments().filter(fund__code=code, year=year, vanguard=vanguard)


@prepared
def _instalments(line: int, user: User) -> Any:
    return Instalment.objects.visible_to(user).with_condition().filter(line=line).order_by("number")[:MOST_SHOWN]


def instalments_of(line: FundingLine, user: User) -> list[Instalment]:
    """Return the instalments of a line, each with where its condition stands."""
    found = _instalments(line.pk, user)
    conditions.read_where_they_stand(found, user)
    return found


def the_instalment(line: int, number: int, user: User) -> list[Instalment]:
    """Return one instalment with where its condition stands, in a list; an empty one if there is no such instalment."""
    found = _instalment(line, number, user)
    conditions.read_where_they_stand(found, user)
    return found


@prepared
def _instalment(line: int, number: int, user: User) -> Any:
    return Instalment.objects.visible_to(user).with_condition().filter(line=line, number=number)


@prepared
def moves(line: int, user: User) -> Any:
    return FundingMove.objects.visible_to(user).filter(line=line).select_related("moved_by").order_by("moved_at", "pk")


@prepared
def published_of(fund: int, year: str, vanguard: int, user: User) -> Any:
    """Return what was published of one vanguard's money in a year."""
    own = PublishedAmount.objects.visible_to(user).filter(fund=fund, year=year, vanguard=vanguard)
    return own.select_related("source").order_by("stage", "pk")[:MOST_SHOWN]


@prepared
def _lines(numbers: list[int], user: User) -> Any:
    return FundingLine.objects.visible_to(user).for_page().with_payments().filter(pk__in=numbers)


@prepared
def _planned(numbers: list[int], user: User) -> Any:
    return Instalment.objects.visible_to(user).planned().with_condition().filter(line__in=numbers).values_list("line", "is_met")


def rows_of_the_list(numbers: list[int], user: User) -> list[FundingLine]:
    """Return these lines, each with how many of its instalments can be paid (`to_pay`) and how many wait (`waiting`)."""
    lines: list[FundingLine] = _lines(numbers, user)
    counts: dict[int, list[int]] = defaultdict(lambda: [0, 0])
    for line, is_met in _planned(numbers, user) if lines else []:
        counts[line][bool(is_met)] += 1
    for each in lines:
        each.waiting, each.to_pay = counts[each.pk]
    return lines


@prepared
def published_rows(numbers: list[int], user: User) -> Any:
    return PublishedAmount.objects.visible_to(user).for_list().filter(pk__in=numbers)


def sums(lines: Any) -> dict[str, Any]:
    """Return what these lines add up to: each amount, and what was paid. None where nothing is known."""
    paid = Instalment.objects.paid().filter(line__in=lines.order_by().values("pk"))
    return {**lines.added_up(), "paid": paid.together()}


def published_sums(rows: Any) -> list[tuple[str, Any]]:
    """Return what published amounts add up to, stage by stage: amounts of different stages are never added."""
    found = dict(rows.order_by().values_list("stage").annotate(Sum("amount")))
    return [(stage.label, found[stage]) for stage in Stage if stage in found]
