"""How many requests were raised, decided, delivered and confirmed in each month, and how long each step took.

Each step counts once for a request, when it was first made; what was undone or left since still happened.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Max, Min, Q

from board.trends.months import Span, month_of
from board.trends.selecting import RAISED, Chosen, by_date, requests_of
from history import clock
from history.reading.remembered import until_the_next_change
from pages import working_days
from people.models import User
from support.models import MoveMade
from support.workflow import Move

STEPS = {RAISED: "Raised", "decided": "Accepted or declined", "delivered": "Delivered", "confirmed": "Confirmed"}
MADE_BY = {"decided": [Move.ACCEPT, Move.DECLINE, Move.MERGE], "delivered": [Move.DELIVER], "confirmed": [Move.CONFIRM]}


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
        begun = [place for place, one in enumerate(self.months) if any(one.many.values()) or self._is_raised_by(one)]
        return begun[0] if begun else 0

    def _is_raised_by(self, month: Month) -> bool:
        return self.begins is not None and month.first is not None and month_of(self.begins) <= month.first


@until_the_next_change
def by_month(user: User, chosen: Chosen, span: Span) -> Counted:
    """Return what happened in each of these months, and in all of them together."""
    on_record = by_date(user, chosen)[RAISED]
    raised = {day: many for (day, _), many in on_record.items() if day is not None}
    days: dict[str, dict[date, list[int]]] = {step: {} for step in MADE_BY}
    counted: dict[str, Counter[date]] = {RAISED: _in_months(raised, span), **{step: Counter() for step in MADE_BY}}
    for step, since, made in _steps(user, chosen, span):
        month = month_of(made)
        counted[step][month] += 1
        if since is not None and since <= made:
            days[step].setdefault(month, []).append(working_days.between(since, made))
    months = [_month(month, counted, {step: of_it.get(month, []) for step, of_it in days.items()}) for month in span.months]
    every = {step: [day for some in of_it.values() for day in some] for step, of_it in days.items()}
    return Counted(months, _month(None, counted, every), min(raised, default=None), on_record.get((None, None), 0))


def _month(month: date | None, counted: Mapping[str, Counter[date]], days: Mapping[str, Sequence[int]]) -> Month:
    many = {step: of_it.total() if month is None else of_it[month] for step, of_it in counted.items()}
    return Month(month, many, {step: Took.of(of_it) for step, of_it in days.items()})


def _in_months(days: Mapping[date, int], span: Span) -> Counter[date]:
    found: Counter[date] = Counter()
    for day, many in days.items():
        if span.first <= day <= span.until:
            found[month_of(day)] += many
    return found


def _steps(user: User, chosen: Chosen, span: Span) -> Iterable[tuple[str, date | None, date]]:
    """Return each step that was first made in the span: its name, the day of the step before it, its own day."""
    first, last = span.first, span.until
    for days in _firsts(user, chosen, span):
        for step, since, made in zip(MADE_BY, days, days[1:], strict=False):
            if made is not None and first <= made <= last:
                yield step, since, made


def _firsts(user: User, chosen: Chosen, span: Span) -> Iterable[list[date | None]]:
    """Return for each request the day it was raised and the days its steps were first made, if one of these may be in the span."""
    made = [move for moves in MADE_BY.values() for move in moves]
    moves = MoveMade.objects.visible_to(user).filter(move__in=made, moved_at__lte=clock.end_of(span.until))
    requests, parts = requests_of(user, chosen)
    if chosen:
        moves = moves.filter(support_request__in=requests.order_by().values("pk"))
    by = {step: Q(move__in=made) for step, made in MADE_BY.items()}
    if parts is not None:  # what other vanguards answered is not of those that were selected
        by["confirmed"] &= Q(vanguard__in=parts.order_by().values("vanguard"))
    firsts = moves.order_by().values("support_request").annotate(**{step: Min("moved_at", filter=which) for step, which in by.items()})
    lines = firsts.annotate(latest=Max("moved_at")).filter(latest__gte=clock.start_of(span.first))
    return ([raised, *map(_day, made)] for raised, *made in lines.values_list("support_request__raised_on", *by))


def _day(moment: datetime | None) -> date | None:
    return None if moment is None else clock.in_london(moment).date()
