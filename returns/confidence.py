"""Computed confidence: how likely the record makes it that a vanguard delivers, by rules that people read and the back office tunes.

Each measure counts something on record. From a certain number on it makes the confidence amber, from another red; the worst one counts.
A moment in the past is computed from the record and the rules of then.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Max, Q

from history import clock
from history.models import Concern
from history.reading import as_at
from milestones.models import Commitment
from milestones.querysets import is_status
from milestones.workflow import Status
from pages.counting import several
from pages.links import url
from returns.models import ConfidenceRule, Measure
from returns.workflow import Confidence
from support.models import Recipient
from support.workflow import WITH_THE_TEAM, Word
from vanguards.models import Vanguard

USUAL: dict[Measure, tuple[int | None, int | None]] = {  # amber from, red from
    Measure.OVERDUE: (1, 3),
    Measure.SLIPPED: (2, 5),
    Measure.LATE_REQUESTS: (2, 5),
    Measure.DISPUTED: (1, 3),
    Measure.SILENT: (3, None),
    Measure.QUIET: (30, 60),
}

Thresholds = Mapping[Measure, tuple[int | None, int | None]]


@dataclass(frozen=True)
class Fact:
    """How many a measure counts for a vanguard, what that makes the confidence, and the address of exactly those."""

    measure: Measure
    count: int
    confidence: Confidence
    address: str

    @property
    def words(self) -> str:
        """Return "2 overdue commitments", "no update for 40 days"."""
        one = {
            Measure.OVERDUE: "overdue commitment",
            Measure.SLIPPED: "commitment expected late",
            Measure.LATE_REQUESTS: "late support request",
            Measure.DISPUTED: "request where something is missing",
            Measure.SILENT: "delivery not answered in time",
        }
        if self.measure == Measure.QUIET:
            return f"no update for {several(self.count, 'day')}"
        more = {Measure.DISPUTED: "requests where something is missing", Measure.SILENT: "deliveries not answered in time"}
        more |= {Measure.SLIPPED: "commitments expected late"}
        return f"{self.count:,} {one[self.measure] if self.count == 1 else more.get(self.measure, one[self.measure] + 's')}"


@dataclass(frozen=True)
class Computed:
    """The computed confidence of a vanguard, and the facts behind it, the worst first."""

    facts: Sequence[Fact]

    @property
    def confidence(self) -> Confidence:
        return worst(fact.confidence for fact in self.facts)

    @property
    def why(self) -> Sequence[Fact]:
        """Return the facts that make it worse than green, the worst first."""
        behind = [fact for fact in self.facts if fact.confidence != Confidence.GREEN]
        return sorted(behind, key=lambda fact: Confidence.values.index(fact.confidence))


def worst(several_of_them: Iterable[Confidence]) -> Confidence:
    """Return the worst of these; green if there are none."""
    return min(several_of_them, key=Confidence.values.index, default=Confidence.GREEN)


def made_by(count: int, amber_from: int | None, red_from: int | None) -> Confidence:
    """Return what a count makes the confidence."""
    if red_from is not None and count >= red_from:
        return Confidence.RED
    return Confidence.AMBER if amber_from is not None and count >= amber_from else Confidence.GREEN


def thresholds() -> Thresholds:
    """Return from which count each measure makes it amber and red, as the back office set them, or as usual."""
    rules = {Measure(rule.measure): (rule.amber_from, rule.red_from) for rule in ConfidenceRule.objects.all()}
    return {measure: rules.get(measure, usual) for measure, usual in USUAL.items()}


def computed_for(vanguards: Iterable[int]) -> dict[int, Computed]:
    """Return the computed confidence of each of these vanguards on the day the page shows. Seven statements, whatever their number."""
    numbers, day = list(vanguards), as_at.today()
    limits, counts = thresholds(), counted(numbers, day)
    return {number: Computed([_fact(measure, number, counts[measure].get(number, 0), limits) for measure in Measure]) for number in numbers}


def _fact(measure: Measure, vanguard: int, count: int, limits: Thresholds) -> Fact:
    return Fact(measure, count, made_by(count, *limits[measure]), _of(measure, vanguard))


def counted(numbers: Sequence[int], day: date) -> dict[Measure, dict[int, int]]:
    """Return what each measure counts on a day, by vanguard."""
    commitments = Commitment.objects.filter(vanguard__in=numbers)
    statuses = {"overdue": Count("pk", filter=is_status(Status.OVERDUE, day)), "slipped": Count("pk", filter=is_status(Status.LATE, day))}
    dates = {number: each for number, *each in _by_vanguard(commitments, **statuses)}
    late = Q(word=Word.OPEN, support_request__state__in=WITH_THE_TEAM, support_request__target_on__lt=day)
    words = {
        "late": Count("pk", filter=late),
        "disputed": Count("pk", filter=Q(word=Word.DISPUTED)),
        "silent": Count("pk", filter=Q(word=Word.NOT_CONFIRMED)),
    }
    answers = {number: each for number, *each in _by_vanguard(Recipient.objects.filter(vanguard__in=numbers), **words)}
    return {
        Measure.OVERDUE: {number: overdue for number, (overdue, _) in dates.items()},
        Measure.SLIPPED: {number: slipped for number, (_, slipped) in dates.items()},
        Measure.LATE_REQUESTS: {number: each for number, (each, _, _) in answers.items()},
        Measure.DISPUTED: {number: each for number, (_, each, _) in answers.items()},
        Measure.SILENT: {number: each for number, (_, _, each) in answers.items()},
        Measure.QUIET: _quiet(numbers, day),
    }


def _by_vanguard(records: Any, **counts: Any) -> Any:
    return records.order_by().values("vanguard").annotate(**counts).values_list("vanguard", *counts)


def _quiet(numbers: Sequence[int], day: date) -> dict[int, int]:
    """Return for how many days nobody changed anything of each vanguard that its leads may read."""
    told = Concern.objects.filter(record_type=Vanguard._meta.label_lower, record_id__in=numbers, told=True)
    by_people = told.filter(change__made_by__isnull=False)
    moment = as_at.moment()
    by_people = by_people if moment is None else by_people.filter(change__made_at__lte=moment)
    last = by_people.order_by().values_list("record_id").annotate(Max("change__made_at"))
    return {number: max((day - clock.in_london(made_at).date()).days, 0) for number, made_at in last}


def _of(measure: Measure, vanguard: int) -> str:
    """Return the address of what a measure counts."""
    match measure:
        case Measure.OVERDUE:
            return url("commitment_list", vanguard=vanguard, status=Status.OVERDUE.value)
        case Measure.SLIPPED:
            return url("commitment_list", vanguard=vanguard, status=Status.LATE.value)
        case Measure.LATE_REQUESTS:
            return url("request_list", vanguard=vanguard, queue="late", answer="not-delivered")
        case Measure.DISPUTED:
            return url("request_list", vanguard=vanguard, answer="disputed")
        case Measure.SILENT:
            return url("request_list", vanguard=vanguard, answer="silent")
    return url("change_list", record=f"vanguard-{vanguard}")
