"""The timeline: the time it shows, a row for each vanguard or milestone, and the programme's events above them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Case, Count, F, Max, Min, Q, When, Window
from django.db.models.functions import RowNumber

from history.reading.remembered import until_the_next_change
from milestones.filters import PERIODS
from milestones.models import Commitment, Event, Forecast, Milestone
from milestones.queries import NOT_MOVED, dates_given
from milestones.querysets import CommitmentQuerySet
from milestones.standing import Drawn, Standing, standing, waiting_since
from milestones.workflow import State, Status
from pages import dates
from pages.counting import several
from pages.dates import MeantDate, Precision, around
from pages.line_of_time import LineOfTime
from pages.links import link, path, remembering, url, with_query
from pages.typed_dates import FIRST_YEAR, LAST_YEAR, understand
from people.models import User
from vanguards.models import Vanguard

ZOOMS = {"quarter": Precision.QUARTER, "year": Precision.FINANCIAL_YEAR}
DEFAULT, ALL = "year", "all"
TOO_NEAR = 15  # hundredths: the width of "10 to 12" on a phone
ROOM = 5_000_000  # characters of items kept as they were made, of each kind
MOST, FEWEST = 400, 8  # at most in the picture, at least in each row; a link leads to the others
PROGRAMME = "The programme itself"
OF_DATES = (
    *("state", "due_on", "due_precision", "due_words", "due_until", "expected_until"),
    *("reached_on", "reached_precision", "reached_words", "reached_until"),
)
Kept = Sequence[tuple[str, Any]]
Facts = tuple[Any, ...]  # everything that an item of a row is made of, the dates last


@dataclass(frozen=True)
class Shown:
    """The time shown: a month, quarter or year; None for all."""

    meant: MeantDate | None

    def zooms(self, today: date) -> list[tuple[str, str, bool]]:
        """Return the quarter, the year and all: the name, the word in the address, and whether it is shown now."""
        inside = self.meant is None or self.meant.first <= today <= self.meant.last
        day = today if inside or self.meant is None else self.meant.first
        day = min(max(day, date(FIRST_YEAR + 1, 1, 1)), date(LAST_YEAR - 1, 12, 31))
        near = [(name.capitalize(), around(day, precision)) for name, precision in ZOOMS.items()]
        return [*((words, meant.typed, meant == self.meant) for words, meant in near), ("All", ALL, self.meant is None)]

    def line(self, ends: Callable[[], list[date]], today: date) -> LineOfTime:
        """Return the line that rows are drawn on; `ends` returns the first and last days of all rows."""
        return LineOfTime.between(self.meant.first, self.meant.last, today) if self.meant is not None else LineOfTime(ends(), today)


def ends(commitments: CommitmentQuerySet) -> list[date]:
    """Return the first and last days of what a picture of these shows."""
    both = {f"{at.__name__}_{name}": at(name) for at in (Min, Max) for name in ("due_until", "expected_until", "reached_until")}
    waiting = Forecast.objects.proposed().filter(commitment__in=commitments.order_by().values("pk"))
    found = commitments.aggregate(first=Min("due_on"), **both) | waiting.aggregate(last=Max("forecast_until"))
    return [day for day in found.values() if day is not None]


@until_the_next_change
def ends_of_everything(user: User) -> list[date]:
    """Return the first and last days of everything that somebody may see."""
    return ends(Commitment.objects.visible_to(user))


def shown(words: str, today: date) -> Shown:
    """Return the time that the address asks for: "quarter", "year", "all", or a time as people type it."""
    if words == ALL:
        return Shown(None)
    precision = ZOOMS.get(words or DEFAULT)
    return Shown(around(today, precision) if precision else understand(words))


@dataclass(frozen=True)
class Item:
    """A commitment in a row, or several of a milestone with the same dates, for the picture and the table beneath."""

    drawn: Drawn
    name: str
    address: str
    promised: str
    stands: str
    standing: Standing


@dataclass(frozen=True)
class TimelineRow:
    """The row of a vanguard or milestone. `more` is how many items are left out, and the address that shows them, if there is one."""

    name: str
    address: str
    items: tuple[Item, ...]
    more: tuple[int, str] | None = None

    @property
    def drawn_as(self) -> str:
        """Return its name in the picture."""
        return f"{self.name}, {len(self.items)} of {len(self.items) + self.more[0]}" if self.more else self.name


def in_a_row(rows: int) -> int:
    """Return how many items fit in a row: more if there are few rows."""
    return max(FEWEST, MOST // max(1, rows))


def vanguard_rows(commitments: CommitmentQuerySet, vanguards: Sequence[Vanguard | None], today: date, kept: Kept) -> list[TimelineRow]:
    """Return a row for the commitments of each vanguard; None stands for the programme itself, which has no row if it has no commitments.

    `kept` is what the timeline's address carries.
    """
    found = _by_vanguard(commitments, [vanguard.pk if vanguard else None for vanguard in vanguards])
    rows = []
    for vanguard in vanguards:
        number = vanguard.pk if vanguard else None
        in_all, facts = found.get(number, (0, []))
        name, address = (f"{number} {vanguard}", link(vanguard)) if vanguard else (PROGRAMME, "")
        if vanguard or facts:
            more = _more(in_all - len(facts), kept, "vanguard", number)
            rows.append(TimelineRow(name, address, tuple(_item(one, today) for one in facts), more))
    return rows


def _by_vanguard(commitments: CommitmentQuerySet, vanguards: Sequence[int | None]) -> dict[int | None, tuple[int, list[Facts]]]:
    """Return how many commitments each vanguard has, and the facts of as many as fit, soonest expected first. If there are more, open ones
    go before ended ones, and of those the latest.
    """
    numbers = [number for number in vanguards if number is not None]
    of_these = Q(vanguard__in=numbers) | Q(vanguard=None) if None in vanguards else Q(vanguard__in=numbers)
    is_open = Q(state=State.OPEN)
    expected = Case(When(is_open, then="expected_until"))
    urgent: list[Any] = [Case(When(is_open, then=0), default=1), expected, F("expected_until").desc(), "pk"]
    of_each = {"place": Window(RowNumber(), F("vanguard_id"), urgent), "in_all": Window(Count("pk"), F("vanguard_id"))}
    room = Q(place__lte=in_a_row(len(numbers))) | Q(vanguard=None, place__lte=MOST)
    rows = commitments.filter(of_these).annotate(**of_each).filter(room).order_by("vanguard_id", "expected_until", "pk")
    read = list(rows.values_list("vanguard_id", "in_all", "pk", "milestone__title", *OF_DATES))
    having = dict.fromkeys(vanguard for vanguard, *_ in read)
    given = dates_given([number for number in having if number is not None], None in having) if read else {}
    found: dict[int | None, tuple[int, list[Facts]]] = {}
    for vanguard, in_all, number, *facts in read:
        found.setdefault(vanguard, (in_all, []))[1].append((number, *given.get(number, NOT_MOVED), *facts))
    return found


@remembering(ROOM)
def _item(facts: Facts, today: date) -> Item:
    number, forecast, proposed, proposed_at, title, *of_dates = facts
    commitment = _dated(of_dates)
    expected = forecast or commitment.due
    stands = standing(commitment.status(today), commitment.due, expected, today, proposed_at)
    outcome = f"{_outcome(commitment, str(expected), today)}{f'; {proposed} asked for' if proposed else ''}"
    address, said = url("commitment_detail", number), f"{title}. {stands.words}"
    drawn = commitment.drawn(today, proposed_until=proposed.last if proposed else None, said=said, address=address)
    return Item(drawn, title, address, str(commitment.due), outcome, stands)


def _dated(of_dates: Sequence[Any]) -> Commitment:
    """Return a commitment with only the dates that decide its status."""
    return Commitment(**dict(zip(OF_DATES, of_dates, strict=True)))


def _more(hidden: int, kept: Kept, name: str, number: int | None) -> tuple[int, str] | None:
    """Return how many items of a row are left out, and the address of the timeline for that row alone, which has room for them. The
    programme itself has no such address.
    """
    others = [(key, value) for key, value in kept if key != name]
    alone = with_query(path("milestone_timeline"), [*others, (name, number)]) if number is not None else ""
    return (hidden, alone) if hidden > 0 else None


def _outcome(commitment: Commitment, expected: str, today: date) -> str:
    if commitment.state == State.REACHED:
        return f"reached {commitment.reached}"
    if commitment.state != State.OPEN:
        return str(State(commitment.state).label).lower()
    if commitment.expected_until == commitment.due_until:
        return "no new date" if commitment.status(today) == Status.OVERDUE else "as promised"
    return f"expected {expected}"


def milestone_rows(commitments: CommitmentQuerySet, milestones: Sequence[Milestone], today: date, kept: Kept) -> list[TimelineRow]:
    """Return a row for each milestone; commitments with the same dates share an item. `kept` is what the timeline's address carries."""
    rows = commitments.filter(milestone__in=[milestone.pk for milestone in milestones]).order_by()
    alike = rows.values("milestone_id", *OF_DATES).annotate(many=Count("pk"), one=Min("pk"), vanguard=Min("vanguard_id"))
    place = Window(RowNumber(), F("milestone_id"), ["expected_until", F("state"), "one"])
    of_it = {"place": place, "in_all": Window(Count("milestone_id"), F("milestone_id"))}
    shown = alike.annotate(**of_it).filter(place__lte=in_a_row(len(milestones))).order_by("milestone_id", "place")
    waiting = _waiting(rows)
    found: dict[int, tuple[int, list[Facts]]] = {}
    for number, in_all, many, one, vanguard, *of_dates in shown.values_list("milestone_id", "in_all", "many", "one", "vanguard", *OF_DATES):
        facts = (number, many, one, vanguard, waiting.get((number, *of_dates), ()), *of_dates)
        found.setdefault(number, (in_all, []))[1].append(facts)
    filters = tuple((name, value) for name, value in kept if name not in ("by", "time", "milestone", "status", "sort", *PERIODS))
    made = []
    for milestone in milestones:
        in_all, groups = found.get(milestone.pk, (0, []))
        more = _more(in_all - len(groups), kept, "milestone", milestone.pk)
        items = tuple(_several(group, filters, today) for group in groups)
        made.append(TimelineRow(str(milestone), link(milestone), items, more))
    return made


def _waiting(commitments: CommitmentQuerySet) -> dict[Facts, tuple[tuple[MeantDate, datetime], ...]]:
    """Return waiting dates by milestone and dates: each date, and since when it waits."""
    proposed = Forecast.objects.proposed().filter(commitment__in=commitments.values("pk")).order_by("forecast_until", "pk")
    columns = ("made_at", "forecast_on", "forecast_precision", "forecast_words")
    found: dict[Facts, tuple[tuple[MeantDate, datetime], ...]] = {}
    for made_at, first, precision, words, *key in proposed.values_list(
        *columns, "commitment__milestone_id", *(f"commitment__{name}" for name in OF_DATES)
    ):
        found[tuple(key)] = (*found.get(tuple(key), ()), (dates.as_meant(first, precision, words), made_at))
    return found


@remembering(ROOM)
def _several(facts: Facts, filters: Kept, today: date) -> Item:
    """Return an item for several commitments, linked to their list: the milestone, status, each of the dates, and the `filters` that are
    set.
    """
    milestone, many, one, vanguard, waiting, *of_dates = facts
    commitment = _dated(of_dates)
    status, expected = commitment.status(today), dates.on(commitment.expected_until)
    name = several(many, "commitment") if many > 1 else f"Vanguard {vanguard}" if vanguard else PROGRAMME
    same = {"milestone": milestone, "status": status.value, "promised": commitment.due.typed, "expected": expected}
    if commitment.reached is not None:
        same["reached"] = commitment.reached.typed
    these = with_query(path("commitment_list"), [*filters, *same.items()])
    address = these if many > 1 else url("commitment_detail", one)
    outcome, stands = _outcome(commitment, f"by {expected}", today), standing(status, commitment.due, _ends(commitment), today)
    if waiting:
        outcome += f"; {waiting[0][0]} asked for" if len(waiting) == 1 else f"; {several(len(waiting), 'new date')} asked for"
        stands = stands._replace(waits=waiting_since(min(since for _, since in waiting), len(waiting)))
    said = f"{name}. {stands.words}"
    drawn = commitment.drawn(today, many=many, proposed_until=waiting[-1][0].last if waiting else None, said=said, address=address)
    return Item(drawn, name, address, str(commitment.due), outcome, stands)


def _ends(commitment: Commitment) -> MeantDate:
    """Return when it is expected, knowing only the last day: if that ends a month, return the month."""
    until = commitment.expected_until
    month = around(until, Precision.MONTH)
    return month if until == month.last else MeantDate(until)


def events(user: User, line: LineOfTime) -> list[Event]:
    """Return the programme's events in the time shown."""
    happened = Event.objects.visible_to(user).filter(happened_on__range=(line.first, line.last)).order_by("happened_on", "pk")
    return sorted(happened, key=lambda event: (event.happened_on, event.happened.last))


def flags(happened: Sequence[Event], line: LineOfTime) -> tuple[tuple[float, str], ...]:
    """Return where events are drawn on a line, and their numbers; those too close together share one: "6 to 7"."""
    groups: list[list[int]] = []
    for number, event in enumerate(happened):
        if not line.has(event.happened_on):
            continue
        if groups and line.at(event.happened_on) - line.at(happened[groups[-1][0]].happened_on) < TOO_NEAR:
            groups[-1].append(number)
        else:
            groups.append([number])
    return tuple(
        (line.at(happened[some[0]].happened_on), f"{some[0] + 1}" if len(some) == 1 else f"{some[0] + 1} to {some[-1] + 1}")
        for some in groups
    )
