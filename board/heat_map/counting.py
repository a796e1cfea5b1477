"""The numbers of the heat map, each counted as the list of requests at its address selects it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count

from history.reading.remembered import until_the_next_change
from people.models import User
from support import standing
from support.models import Enabler, SupportRequest
from support.workflow import OPEN_STATES

COUNTED_AS = {"delivered": "awaited"}  # what support/standing.py calls by another name
UNDER = "support_request__enabler_links__enabler"
ALL, NONE = None, 0  # the keys of a row's total, and of requests under no enabler
MANY = Count("support_request", distinct=True)  # a request counts once in a number, however many vanguards and enablers it has

Counts = Mapping[int | None, int]  # by enabler


@dataclass(frozen=True)
class Measure:
    """What is counted, for whom, on which day."""

    name: str
    user: User
    day: date

    @property
    def called(self) -> str:
        """Return its name in support/standing.py."""
        return COUNTED_AS.get(self.name, self.name)

    @property
    def listed(self) -> Mapping[str, Any]:
        """Return the filters of the list of requests for what is counted."""
        return standing.LISTED_BY[self.called]

    def parts(self, vanguards: Any = None) -> Any:
        """Return the parts of the requests counted, of these vanguards or all."""
        parts = standing.counted_parts(self.called, self.user, self.day)
        return parts if vanguards is None else parts.filter(vanguard__in=vanguards)

    def rows(self, key: str, vanguards: Any) -> Mapping[int, Counts]:
        """Return the counts of each row that these vanguards make; `key` leads from a part to what has a row."""
        parts = self.parts(vanguards).filter(**{f"{key}__isnull": False})
        found: dict[int, dict[int | None, int]] = {row: {ALL: total} for row, total in _counted(parts, key)}
        for row, enabler, number in _counted(parts, key, UNDER):
            found[row][enabler or NONE] = number
        return found

    def total(self, vanguards: Any) -> Counts:
        """Return the counts of these vanguards together."""
        parts = self.parts(vanguards)
        return {enabler or NONE: number for enabler, number in _counted(parts, UNDER)} | {ALL: parts.aggregate(many=MANY)["many"]}


def _counted(parts: Any, *keys: str) -> Any:
    return parts.values(*keys).annotate(many=MANY).values_list(*keys, "many")


@until_the_next_change
def of_vanguards(user: User, name: str, day: date, vanguards: tuple[int, ...]) -> Mapping[int, Counts]:
    """Return the counts of each of these vanguards."""
    return Measure(name, user, day).rows("vanguard", vanguards)


@until_the_next_change
def of_everything(user: User, name: str, day: date) -> Counts:
    """Return the counts of all requests that somebody may see, also of those that no vanguard is on."""
    measure, requests = Measure(name, user, day), SupportRequest.objects.visible_to(user)
    under = {row.subject.pk: row.many(measure.called) for row in standing.by_enabler(user, day)}
    if name == "open":
        counted = requests.in_state_for(user, OPEN_STATES)
    elif name == "late":
        counted = requests.late(user, day)
    else:
        counted = requests.with_recipient(measure.parts())
    return {**under, ALL: counted.count()}


@until_the_next_change
def enablers(user: User) -> list[Enabler]:
    return list(Enabler.objects.visible_to(user).order_by("order"))
