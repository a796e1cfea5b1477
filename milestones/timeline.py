"""The timeline: which time it shows, a row for each vanguard or milestone, and the programme's events above them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, F, Max, Min, Window
from django.db.models.functions import RowNumber

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
IN_A_ROW = 8  # so many stand in a row; the others are behind a link
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
    """Of a vanguard or a milestone; `more`: the address of all of it, where not all of it stands here."""

    name: str
    address: str
    items: tuple[Item, ...]
    more: str = ""


def vanguard_rows(commitments: CommitmentQuerySet, vanguards: Sequence[Vanguard], today: date, kept: Kept) -> list[TimelineRow]:
    """What each of these vanguards has committed to, what is expected first, first; `kept`: the filters that are set."""
    place = Window(RowNumber(), partition_by=F("vanguard"), order_by=["expected_until", "pk"])
    numbers = [vanguard.pk for vanguard in vanguards]
    rows = commitments.filter(vanguard__in=numbers).annotate(place=place).filter(place__lte=IN_A_ROW + 1)
    found: dict[Any, list[Commitment]] = {}
    for commitment in with_ledgers(rows.for_timeline().order_by("vanguard", "expected_until", "pk")):
        found.setdefault(commitment.vanguard_id, []).append(commitment)
    return [_row(f"{each.pk} {each}", link(each), found.get(each.pk, []), today, kept, vanguard=each.pk) for each in vanguards]


def programme_row(commitments: CommitmentQuerySet, today: date) -> list[TimelineRow]:
    """What the programme itself has committed to; no row where that is nothing."""
    rows = with_ledgers(commitments.filter(vanguard=None).for_timeline().order_by("expected_until", "pk")[: IN_A_ROW + 1])
    return [_row(PROGRAMME, "", rows, today)] if rows else []


def _row(name: str, address: str, commitments: Sequence[Commitment], today: date, kept: Kept = (), **query: Any) -> TimelineRow:
    items = tuple(_item(commitment, today) for commitment in commitments[:IN_A_ROW])
    more = with_query(path("commitment_list"), [*kept, *query.items()])
    return TimelineRow(name, address, items, more if len(commitments) > IN_A_ROW else "")


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


def milestone_rows(commitments: CommitmentQuerySet, milestones: Sequence[Milestone], today: date) -> list[TimelineRow]:
    """The commitments to each of these milestones, those of the same dates as one."""
    rows = commitments.filter(milestone__in=[milestone.pk for milestone in milestones]).order_by()
    alike = rows.values(*OF_DATES).annotate(many=Count("pk"), one=Min("pk"), vanguard=Min("vanguard_id"))
    place = Window(RowNumber(), partition_by=F("milestone_id"), order_by=["expected_until", F("state"), "one"])
    found: dict[int, list[Any]] = {}
    for row in alike.annotate(place=place).filter(place__lte=IN_A_ROW + 1).order_by("milestone_id", "place"):
        found.setdefault(row["milestone_id"], []).append(row)
    return [_of_milestone(milestone, found.get(milestone.pk, []), today) for milestone in milestones]


def _of_milestone(milestone: Milestone, rows: Sequence[dict[str, Any]], today: date) -> TimelineRow:
    items = tuple(_of_same_dates(row, today) for row in rows[:IN_A_ROW])
    more = url("commitment_list", milestone=milestone.pk) if len(rows) > IN_A_ROW else ""
    return TimelineRow(str(milestone), link(milestone), items, more)


def _of_same_dates(row: dict[str, Any], today: date) -> Item:
    many, one, vanguard = row["many"], row["one"], row["vanguard"]
    commitment = Commitment(**{name: row[name] for name in OF_DATES})
    status = commitment.status(today)
    drawn = Drawn(row["due_on"], row["due_until"], commitment.stands_until, status.value, many)
    name = several(many, "commitment") if many > 1 else f"Vanguard {vanguard}" if vanguard else PROGRAMME
    same = {"milestone": row["milestone_id"], "status": status.value, "expected": dates.on(row["expected_until"])}
    address = url("commitment_list", **same) if many > 1 else url("commitment_detail", one)
    return Item(drawn, name, address, str(commitment.due), _stands(commitment, f"by {dates.on(row['expected_until'])}", today), status)


def events(user: User, line: LineOfTime) -> list[Event]:
    """What happened in the programme in the time of a line."""
    return list(Event.objects.visible_to(user).filter(happened_on__range=(line.first, line.last)).order_by("happened_on", "pk"))


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
