"""Which records a change concerns, kept with it so that an index finds the feed of a record or lead, however long the history is.

A change to a part concerns the record it belongs to (`PART_OF`) and linked records (`BRINGS`): a change to a request concerns the vanguards
on it at that moment. The leads of a vanguard may read what concerns it, unless the model says otherwise (`is_told_to`). The links of that
moment decide: a vanguard that joins a request later does not see what was written before.

All of it follows from the versions, so `note_missing` can rebuild it.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING, Any, Protocol

from django.apps import apps
from django.db import models
from django.db.models import Exists, OuterRef, Q, Subquery

from history.reading.prepared import prepared
from history.reading.tracked import TRACKED
from history.recording.quick_writes import insert_all

if TYPE_CHECKING:
    from history.recording.versions import TrackedModel

Key = tuple[str, int]  # a record: its model's label and its number
Values = Mapping[str, Any]  # the values of a version, by column


class Known(Protocol):
    """Other records at the time of a change."""

    def values(self, model: type["TrackedModel"], numbers: set[int]) -> Mapping[int, Values]:
        """Return the values of these records that say what they are part of."""

    def linked(self, link: type["TrackedModel"], to: str, brings: str, numbers: set[int]) -> Mapping[int, Iterable[int]]:
        """Return the numbers that links bring to these records; `to` and `brings` are the link's two foreign keys."""


@dataclass(frozen=True)
class FromVersions:
    """Read them from the versions, also those that this change ended: removing a vanguard from a request concerns that vanguard too."""

    moment: datetime

    def values(self, model: type["TrackedModel"], numbers: set[int]) -> Mapping[int, Values]:
        return {row[model._meta.pk.attname]: row for row in _wholes_of(model, sorted(numbers), self.moment)}

    def linked(self, link: type["TrackedModel"], to: str, brings: str, numbers: set[int]) -> Mapping[int, Iterable[int]]:
        found: dict[int, set[int]] = defaultdict(set)
        for number, brought in _brought_by(link, to, brings)(sorted(numbers), self.moment):
            found[number].add(brought)
        return found


def _wholes_of(model: Any, numbers: list[int], moment: datetime) -> Any:
    key = model._meta.pk.attname
    return _stood(model, key, numbers, moment).values(key, *_columns(model))


@cache
def _brought_by(link: type["TrackedModel"], to: str, brings: str) -> Callable[[list[int], datetime], list[Any]]:
    @prepared
    def brought(numbers: list[int], moment: datetime) -> Any:
        return _stood(link, f"{to}_id", numbers, moment).values_list(f"{to}_id", f"{brings}_id")

    return brought


def _stood(model: type["TrackedModel"], column: str, numbers: list[int], moment: datetime) -> models.QuerySet[Any]:
    stood = Q(valid_until=None) | Q(valid_until__gte=moment)
    versions = model.version_model()._base_manager.filter(**{f"{column}__in": numbers}, history_date__lte=moment)
    return versions.filter(stood).exclude(history_type="-").order_by("history_date")


def concerned(written: Mapping[Key, Values], known: Known) -> Iterator[tuple[Key, Key, bool]]:
    """Yield each written record, each record it concerns (itself included), and whether the leads of that record may read about it."""
    reached = _upwards(set(written), written, known)
    for link in TRACKED.values():
        for brings, to in link.BRINGS.items():
            _bring(reached, link, brings, to, known)
    for key, values in written.items():
        for label, number in reached[key]:
            yield key, (label, number), TRACKED[label].HAS_LEADS and TRACKED[key[0]].is_told_to(values, number)


def _upwards(keys: set[Key], values: Mapping[Key, Values], known: Known) -> dict[Key, set[Key]]:
    """Return, for each record, itself and everything it is part of."""
    if not keys:
        return {}
    unread: dict[str, set[int]] = defaultdict(set)
    for label, number in keys:
        if TRACKED[label].PART_OF and (label, number) not in values:
            unread[label].add(number)
    read = {(label, number): row for label, numbers in unread.items() for number, row in known.values(TRACKED[label], numbers).items()}
    wholes = {key: _wholes(key, values.get(key) or read.get(key) or {}) for key in keys}
    above = _upwards({whole for some in wholes.values() for whole in some}, values, known)
    return {key: {key}.union(*(above[whole] for whole in wholes[key])) for key in keys}


def _wholes(key: Key, values: Values) -> list[Key]:
    model = TRACKED[key[0]]
    numbers = ((_label(model, name), values.get(f"{name}_id")) for name in model.PART_OF)
    return [(label, number) for label, number in numbers if number is not None]


def _bring(reached: Mapping[Key, set[Key]], link: type["TrackedModel"], brings: str, to: str, known: Known) -> None:
    """Add what links of one kind bring. Skip the links themselves: another vanguard's link is not this one's business."""
    ends, brought, links = _label(link, to), _label(link, brings), link._meta.label_lower
    numbers = {number for key, found in reached.items() if key[0] != links for label, number in found if label == ends}
    linked = known.linked(link, to, brings, numbers) if numbers else {}
    for key, found in reached.items():
        if key[0] != links:
            found |= {(brought, other) for label, number in [*found] if label == ends for other in linked.get(number, ())}


def _label(model: type["TrackedModel"], name: str) -> str:
    related: Any = model._meta.get_field(name).related_model
    return str(related._meta.label_lower)


def _columns(model: type["TrackedModel"]) -> list[str]:
    return [f"{name}_id" for name in model.PART_OF]


def note(change: Any, labels: Iterable[str]) -> bool:
    """Keep which records a change concerns, from the versions it made of these kinds; return False if it made none."""
    written: dict[Key, Values] = {}
    entries: dict[Key, int] = {}
    for label in labels:
        for row in _made_of(TRACKED[label], change.pk):
            key = label, row[TRACKED[label]._meta.pk.attname]
            written[key], entries[key] = row, row["entry"]
    concern = apps.get_model("history", "Concern")
    insert_all(
        [
            concern(change_id=change.pk, entry_id=entries[key], record_type=label, record_id=number, told=told)
            for key, (label, number), told in concerned(written, FromVersions(change.made_at))
        ]
    )
    return bool(entries)


@prepared
def _made_of(model: Any, change: int) -> Any:
    """Return the versions of one kind that the change made, with the values that decide whom they concern and the key of their `entry`."""
    entries = apps.get_model("history", "Entry").objects.filter(record_type=model._meta.label_lower)
    of_it = entries.filter(change=OuterRef("change"), record_id=OuterRef(model._meta.pk.attname))
    made = model.version_model()._base_manager.filter(change=change).annotate(entry=Subquery(of_it.values("pk")))
    return made.values("entry", model._meta.pk.attname, *_columns(model), *model.TOLD_BY)


def note_missing() -> int:
    """Keep what older changes concern if it is missing; return how many changes were completed."""
    change, entry, concern = (apps.get_model("history", name) for name in ("Change", "Entry", "Concern"))
    of_it = concern.objects.filter(entry=OuterRef("pk"))
    missing = entry.objects.filter(~Exists(of_it)).order_by("change").values_list("change", flat=True).distinct()
    for number in list(missing):
        of_number = change.objects.get(pk=number)
        note(of_number, set(of_number.entries.values_list("record_type", flat=True)))
    return len(missing)
