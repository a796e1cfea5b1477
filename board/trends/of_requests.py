"""How many requests were raised, decided, delivered and confirmed in each month, and how long each step took.

Each step counts once for a request, when it was first made; what was undone or left since still happened.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import takewhile
from typing import Any

from django.db.models import Count, Max, Min, Q

from board.trends.months import Span, month_of
from history import clock
from history.reading.remembered import until_the_next_change
from pages import working_days
from pages.filters import numbers
from people.models import User
from support.models import MoveMade, Recipient, SupportRequest
from support.workflow import Move

RAISED = "raised"
STEPS = {RAISED: "Raised", "decided": "Accepted or declined", "delivered": "Delivered", "confirmed": "Confirmed"}
MADE_BY = {"decided": [Move.ACCEPT, Move.DECLINE, Move.MERGE], "delivered": [Move.DELIVER], "confirmed": [Move.CONFIRM]}

Chosen = tuple[tuple[str, Any], ...]  # the filters that are set


@dataclass(frozen=True)
class Took:
    """How many working days a step took, of the requests that have both its ends on record."""

    many: int
    middle: float
    slowest: int  # one in ten took as long, or longer

    @classmethod
    def of(cls, days: Sequence[int]) -> "Took | None":
        if not days:
            return None
        many, ordered = len(days), sorted(days)
        middle = (ordered[(many - 1) // 2] + ordered[many // 2]) / 2
        return cls(many, middle, ordered[many - -(-many // 10)])


@dataclass(frozen=True)
class Month:
    """How often each step was made in a month (or in all of them), and how long it took; by the names of the steps."""

    first: date | None  # None for all of them
    many: Mapping[str, int]
    took: Mapping[str, Took | None]


@dataclass(frozen=True)
class Counted:
    """The requests of some months: each month, and all together; the first day on which any was raised, and of how many it is not known."""

    months: Sequence[Month]
    every: Month
    begins: date | None
    undated: int

    @property
    def empty_before(self) -> int:
        """Return how many months there are before the record begins."""
        empty = takewhile(
            lambda one: not any(one.many.values()) and (self.begins is None or one.first < month_of(self.begins)), self.months
        )
        return min(len(list(empty)), len(self.months) - 1)


def as_chosen(narrowing: Mapping[str, Any]) -> Chosen:
    """Return filters as something to remember results by."""
    return tuple((name, tuple(value) if isinstance(value, list) else value) for name, value in narrowing.items())


@until_the_next_change
def by_month(user: User, chosen: Chosen, span: Span) -> Counted:
    """Return what happened in each of these months, and in all of them together."""
    requests, parts = _selected(user, dict(chosen))
    raised = _raised(requests)
    undated, begins = raised.pop(None, 0), min(raised, default=None)
    days: dict[str, dict[date, list[int]]] = {step: {} for step in MADE_BY}
    counted: dict[str, Counter[date]] = {RAISED: _in_months(raised, span), **{step: Counter() for step in MADE_BY}}
    for ends in _firsts(user, requests if chosen else None, parts, span):
        for step, since, made in zip(MADE_BY, ends, ends[1:], strict=False):
            if made is not None and span.first <= made <= span.until:
                counted[step][month_of(made)] += 1
                if since is not None:
                    days[step].setdefault(month_of(made), []).append(max(0, working_days.between(since, made)))
    months = [_month(month, counted, {step: of_it.get(month, []) for step, of_it in days.items()}) for month in span.months]
    every = {step: [day for some in of_it.values() for day in some] for step, of_it in days.items()}
    return Counted(months, _month(None, counted, every), begins, undated)


def _month(month: date | None, counted: Mapping[str, Counter[date]], days: Mapping[str, Sequence[int]]) -> Month:
    many = {step: of_it.total() if month is None else of_it[month] for step, of_it in counted.items()}
    return Month(month, many, {step: Took.of(of_it) for step, of_it in days.items()})


def _selected(user: User, chosen: Mapping[str, Any]) -> tuple[Any, Any]:
    """Return the requests that the list of requests would show, and the parts of vanguards that were selected (None for all)."""
    requests, parts = SupportRequest.objects.visible_to(user), None
    if "enabler" in chosen:
        requests = requests.under_enablers(list(chosen["enabler"]))
    conditions = {
        "vanguard__care_model__code__in": chosen.get("care_model"),
        "vanguard__collaborations__form__code__in": chosen.get("form"),
        "vanguard_id__in": numbers(chosen.get("vanguard", "")),
    }
    meant = {condition: values for condition, values in conditions.items() if values}
    if meant:
        parts = Recipient.objects.visible_to(user).filter(**meant)
        requests = requests.with_recipient(parts)
    return requests, parts


def _raised(requests: Any) -> dict[date | None, int]:
    """Return how many were raised on each day, and under None of how many it is not known."""
    return dict(requests.order_by().values_list("raised_on").annotate(Count("pk")))


def _in_months(days: Mapping[date, int], span: Span) -> Counter[date]:
    found: Counter[date] = Counter()
    for day, many in days.items():
        if span.first <= day <= span.until:
            found[month_of(day)] += many
    return found


def _firsts(user: User, requests: Any, parts: Any, span: Span) -> Iterable[list[date | None]]:
    """Return for each request the day it was raised and the days its steps were first made, if one of these may be in the span."""
    made = [move for moves in MADE_BY.values() for move in moves]
    moves = MoveMade.objects.visible_to(user).filter(move__in=made, moved_at__lte=clock.end_of(span.until))
    if requests is not None:
        moves = moves.filter(support_request__in=requests.order_by().values("pk"))
    by = {step: Q(move__in=made) for step, made in MADE_BY.items()}
    if parts is not None:  # what other vanguards answered is not of those that were selected
        by["confirmed"] &= Q(vanguard__in=parts.order_by().values("vanguard"))
    firsts = moves.order_by().values("support_request").annotate(**{step: Min("moved_at", filter=which) for step, which in by.items()})
    lines = firsts.annotate(latest=Max("moved_at")).filter(latest__gte=clock.start_of(span.first))
    return ([raised, *map(_day, made)] for raised, *made in lines.values_list("support_request__raised_on", *by))


def _day(moment: datetime | None) -> date | None:
    return None if moment is None else clock.in_london(moment).date()
