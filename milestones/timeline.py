"""The timeline: which time it shows, a row for each vanguard or milestone, and the programme's events above them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Case, Count, F, Max, Min, Q, When, Window
from django.db.models.functions import RowNumber

from milestones.filters import PERIODS
from milestones.models import Commitment, Drawn, Event, Milestone
from milestones.parts import with_ledgers
from milestones.querysets import CommitmentQuerySet
from milestones.workflow import State, Status
from pages import dates
from pages.counting import several
from pages.dates import MeantDate, Precision, around
from pages.line_of_time import LineOfTime
from pages.links import link, path, url, with_query
from pages.typed_dates import FIRST_YEAR, LAST_YEAR, understand
from people.models import User
from vanguards.models import Vanguard

ZOOMS = {"quarter": Precision.QUARTER, "year": Precision.FINANCIAL_YEAR}
DEFAULT, ALL = "year", "all"
TOO_NEAR = 9  # hundredths: the width of "10 to 12" on a phone
MOST, FEWEST = 400, 8  # so many stand in the picture, but in each row so many; the others are behind a link
PROGRAMME = "The programme itself"
Kept = Sequence[tuple[str, Any]]


@dataclass(frozen=True)
class Shown:
    """The time that is shown: a month, quarter or year; None: all of it."""

    meant: MeantDate | None

    def zooms(self, today: date) -> list[tuple[str, str, bool]]:
        """The quarter, the year and all: what each is called, how the address says it, and whether it is shown now."""
        inside = self.meant is None or self.meant.first <= today <= self.meant.last
        day = today if inside or self.meant is None else self.meant.first
        day = min(max(day, date(FIRST_YEAR + 1, 1, 1)), date(LAST_YEAR - 1, 12, 31))
        near = [(name.capitalize(), around(day, precision)) for name, precision in ZOOMS.items()]
        return [*((words, meant.typed, meant == self.meant) for words, meant in near), ("All", ALL, self.meant is None)]

    def line(self, commitments: CommitmentQuerySet, today: date) -> LineOfTime:
        """What the rows are drawn on."""
        if self.meant is not None:
            return LineOfTime.between(self.meant.first, self.meant.last, today)
        both = {f"{at.__name__}_{name}": at(name) for at in (Min, Max) for name in ("due_until", "expected_until", "reached_until")}
        ends = commitments.aggregate(first=Min("due_on"), **both)
        return LineOfTime([day for day in ends.values() if day is not None], today)


def shown(words: str, today: date) -> Shown:
    """What the address asks for, as its filter accepted it: "quarter", "year" or "all", or a time as people type it."""
    if words == ALL:
        return Shown(None)
    precision = ZOOMS.get(words or DEFAULT)
    return Shown(around(today, precision) if precision else understand(words))


@dataclass(frozen=True)
class Item:
    """A commitment in a row, or several of a milestone with the same dates: as it is drawn, and as the table beneath says it."""

    drawn: Drawn
    name: str
    address: str
    promised: str
    stands: str
    status: Status


@dataclass(frozen=True)
class TimelineRow:
    """Of a vanguard or a milestone; `more`: how many do not stand here, and the address that shows them."""

    name: str
    address: str
    items: tuple[Item, ...]
    more: tuple[int, str] | None = None

    @property
    def drawn_as(self) -> str:
        """What the picture calls it."""
        return f"{self.name}, {len(self.items)} of {len(self.items) + self.more[0]}" if self.more else self.name


def in_a_row(rows: int) -> int:
    """How many stand in a row: where there are few rows, more in each."""
    return max(FEWEST, MOST // max(1, rows))


def vanguard_rows(commitments: CommitmentQuerySet, vanguards: Sequence[Vanguard], today: date, kept: Kept) -> list[TimelineRow]:
    """What each of these vanguards has committed to, what is expected first, first; where that is too much, what is open before what ended,
    and of that the latest. `kept`: what the address of the timeline carries.
    """
    is_open, numbers = Q(state=State.OPEN), [vanguard.pk for vanguard in vanguards]
    urgent: list[Any] = [
        Case(When(is_open, then=0), default=1),
        Case(When(is_open, then="expected_until")),
        F("expected_until").desc(),
        "pk",
    ]
    of_each = {"place": Window(RowNumber(), F("vanguard"), urgent), "in_all": Window(Count("pk"), F("vanguard"))}
    rows = commitments.filter(vanguard__in=numbers).annotate(**of_each).filter(place__lte=in_a_row(len(vanguards)))
    found: dict[Any, list[Commitment]] = {}
    for commitment in with_ledgers(rows.for_timeline().order_by("vanguard", "expected_until", "pk")):
        found.setdefault(commitment.vanguard_id, []).append(commitment)
    return [_of_vanguard(each, found.get(each.pk, []), today, kept) for each in vanguards]


def programme_row(commitments: CommitmentQuerySet, today: date) -> list[TimelineRow]:
    """What the programme itself has committed to, the first of it; no row where that is nothing."""
    rows = with_ledgers(commitments.filter(vanguard=None).for_timeline().order_by("expected_until", "pk")[:MOST])
    return [TimelineRow(PROGRAMME, "", tuple(_item(commitment, today) for commitment in rows))] if rows else []


def _of_vanguard(vanguard: Vanguard, commitments: Sequence[Any], today: date, kept: Kept) -> TimelineRow:
    items = tuple(_item(commitment, today) for commitment in commitments)
    in_all = commitments[0].in_all if commitments else 0
    return TimelineRow(f"{vanguard.pk} {vanguard}", link(vanguard), items, _more(in_all - len(items), kept, "vanguard", vanguard.pk))


def _more(hidden: int, kept: Kept, name: str, number: int) -> tuple[int, str] | None:
    """How many of a row do not stand in it, and the address of this timeline for that row alone, which has room for them."""
    others = [(key, value) for key, value in kept if key != name]
    return (hidden, with_query(path("milestone_timeline"), [*others, (name, number)])) if hidden > 0 else None


def _item(commitment: Commitment, today: date) -> Item:
    stands = _stands(commitment, str(commitment.expected), today)
    if commitment.proposal is not None:
        stands = f"{stands}; {commitment.proposal.forecast} proposed, waits for the team"
    name, address = commitment.milestone_title, link(commitment)
    return Item(commitment.on(today), name, address, str(commitment.due), stands, commitment.status(today))


def _stands(commitment: Commitment, expected: str, today: date) -> str:
    if commitment.state == State.REACHED:
        return f"reached {commitment.reached}"
    if commitment.state != State.OPEN:
        return str(State(commitment.state).label).lower()
    if commitment.expected_until == commitment.due_until:
        return "no new date stands" if commitment.status(today) == Status.OVERDUE else "as promised"
    return f"expected {expected}"


OF_DATES = (
    *("milestone_id", "state", "due_on", "due_precision", "due_words", "due_until", "expected_until"),
    *("reached_on", "reached_precision", "reached_words", "reached_until"),
)


def milestone_rows(commitments: CommitmentQuerySet, milestones: Sequence[Milestone], today: date, kept: Kept) -> list[TimelineRow]:
    """The commitments to each of these milestones, those of the same dates as one; `kept`: what the address of the timeline carries."""
    rows = commitments.filter(milestone__in=[milestone.pk for milestone in milestones]).order_by()
    alike = rows.values(*OF_DATES).annotate(many=Count("pk"), one=Min("pk"), vanguard=Min("vanguard_id"))
    place = Window(RowNumber(), F("milestone_id"), ["expected_until", F("state"), "one"])
    in_all = Window(Count("milestone_id"), F("milestone_id"))
    found: dict[int, list[Any]] = {}
    shown = alike.annotate(place=place, in_all=in_all).filter(place__lte=in_a_row(len(milestones)))
    for row in shown.order_by("milestone_id", "place"):
        found.setdefault(row["milestone_id"], []).append(row)
    return [_of_milestone(milestone, found.get(milestone.pk, []), today, kept) for milestone in milestones]


def _of_milestone(milestone: Milestone, rows: Sequence[dict[str, Any]], today: date, kept: Kept) -> TimelineRow:
    filters = [(name, value) for name, value in kept if name not in ("by", "time", "milestone", "status", "sort", *PERIODS)]
    items = tuple(_of_same_dates(row, today, filters) for row in rows)
    more = _more((rows[0]["in_all"] if rows else 0) - len(items), kept, "milestone", milestone.pk)
    return TimelineRow(str(milestone), link(milestone), items, more)


def _of_same_dates(row: dict[str, Any], today: date, filters: Kept) -> Item:
    """Of several it names the list of these: by their milestone, their status, each of their dates, and the filters that are set."""
    many, one, vanguard = row["many"], row["one"], row["vanguard"]
    commitment = Commitment(**{name: row[name] for name in OF_DATES})
    status = commitment.status(today)
    drawn = Drawn(row["due_on"], row["due_until"], commitment.stands_until, status.value, many)
    name = several(many, "commitment") if many > 1 else f"Vanguard {vanguard}" if vanguard else PROGRAMME
    same = {"milestone": row["milestone_id"], "status": status.value, "promised": commitment.due.typed}
    same["expected"] = dates.on(row["expected_until"])
    if commitment.reached is not None:
        same["reached"] = commitment.reached.typed
    these = with_query(path("commitment_list"), [*filters, *same.items()])
    address = these if many > 1 else url("commitment_detail", one)
    return Item(drawn, name, address, str(commitment.due), _stands(commitment, f"by {dates.on(row['expected_until'])}", today), status)


def events(user: User, line: LineOfTime) -> list[Event]:
    """What happened in the programme in the time of a line."""
    happened = Event.objects.visible_to(user).filter(happened_on__range=(line.first, line.last)).order_by("happened_on", "pk")
    return sorted(happened, key=lambda event: (event.happened_on, event.happened.last))


def flags(happened: Sequence[Event], line: LineOfTime) -> tuple[tuple[float, str], ...]:
    """Where events are drawn, and their numbers: those too near each other to be told apart as one, "6 to 7"."""
    groups: list[list[int]] = []
    for number, event in enumerate(happened):
        if groups and line.at(event.happened_on) - line.at(happened[groups[-1][0]].happened_on) < TOO_NEAR:
            groups[-1].append(number)
        else:
            groups.append([number])
    return tuple(
        (line.at(happened[some[0]].happened_on), f"{some[0] + 1}" if len(some) == 1 else f"{some[0] + 1} to {some[-1] + 1}")
        for some in groups
    )
