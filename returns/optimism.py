"""What vanguards declare beside what the record said when they sent it: by period, by care model, by vanguard."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import Count, Q

from pages.links import url
from people.models import User
from returns.models import ReportingPeriod, Return
from returns.querysets import COMPARED
from returns.workflow import Confidence
from vanguards.models import CareModel, Vanguard

MOST_PERIODS = 6  # beside each vanguard

COUNTED = {
    **{value: Count("pk", filter=Q(confidence=value)) for value in Confidence.values},
    **{f"record_{value}": Count("pk", filter=Q(computed_then=value)) for value in Confidence.values},
    **{kind: Count("pk", filter=which) for kind, which in COMPARED.items()},
}


@dataclass(frozen=True)
class Declared:
    """How many returns declare each confidence, what the record said of them, and how many are better than it. `query` selects them."""

    name: str
    counts: dict[str, int]
    query: dict[str, str]

    @property
    def total(self) -> int:
        return sum(self.counts[value] for value in Confidence.values)

    @cached_property
    def bars(self) -> list[tuple[Confidence, int, float, float, str]]:
        """Return each confidence with how many declare it, where its bar begins and ends in hundredths, and the address of those."""
        bars, begin = [], 0.0
        for value in Confidence:
            share = 100 * self.counts[value] / self.total if self.total else 0.0
            bars.append((value, self.counts[value], round(begin, 2), round(share, 2), self.address(confidence=value.value)))
            begin += share
        return bars

    @property
    def better(self) -> int:
        return self.counts["better"]

    def address(self, **more: str) -> str:
        return url("return_list", **self.query, **more)


def periods(user: User) -> list[ReportingPeriod]:
    """Return the periods with declared returns that this person may see, the latest first."""
    own = Return.objects.visible_to(user).latest_editions().declared()
    return list(ReportingPeriod.objects.visible_to(user).filter(pk__in=own.order_by().values("period")).order_by("-ends_on", "-pk"))


def by_period(of: Sequence[ReportingPeriod], user: User) -> list[Declared]:
    """Return what is declared in each of these periods."""
    found = _counted(user, "period")
    return [Declared(period.name, found[period.pk], {"period": period.code}) for period in of if period.pk in found]


def by_care_model(period: ReportingPeriod, user: User) -> list[Declared]:
    """Return what is declared in a period, by care model."""
    found = _counted(user, "vanguard__care_model", period=period)
    models = CareModel.objects.order_by("order", "pk")
    return [Declared(each.name, found[each.pk], {"period": period.code, "care_model": each.code}) for each in models if each.pk in found]


def _counted(user: User, by: str, **which: Any) -> dict[Any, dict[str, int]]:
    own = Return.objects.visible_to(user).latest_editions().declared().filter(**which)
    return {row[by]: row for row in own.order_by().values(by).annotate(**COUNTED)}


def vanguards(user: User) -> Any:
    """Return the numbers of vanguards with declared returns: first those that most often declare better than the record."""
    own = Return.objects.visible_to(user).latest_editions().declared()
    often = own.order_by().values("vanguard").annotate(better=COUNTED["better"]).order_by("-better", "vanguard")
    return often.values_list("vanguard", "better")


def of_vanguards(counted: Sequence[tuple[int, int]], of: Sequence[ReportingPeriod], user: User) -> list[tuple[Vanguard, int, list[Any]]]:
    """Return each of these vanguards with how often it declared better than the record, and its return for each of these periods."""
    numbers = [number for number, _ in counted]
    found = Vanguard.objects.visible_to(user).in_bulk(numbers)
    returns = Return.objects.visible_to(user).latest_editions().declared().filter(vanguard__in=numbers, period__in=of)
    by = {(each.vanguard_id, each.period_id): each for each in returns.select_related("period")}
    return [(found[number], better, [by.get((number, period.pk)) for period in of]) for number, better in counted if number in found]
