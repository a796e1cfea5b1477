"""The changes of one record and its parts, newest first, for the admin's history page."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet

from history.feed.differences import Described, describe, record_of
from history.models import Change, Entry

PER_PAGE = 50


@dataclass(frozen=True)
class Act:
    """What a change did to the record, or to one of its parts (then `part` names it)."""

    described: Described
    part: str


@dataclass(frozen=True)
class Line:
    change: Change
    acts: Sequence[Act]


def page_of_history(own: QuerySet[Any], parts: Sequence[QuerySet[Any]], number: Any) -> tuple[Page, list[Line]]:
    """Return one page of changes. `own` holds the record's versions, `parts` those of its parts, one queryset for each model."""
    changes = own.order_by().values_list("change_id", flat=True)
    of_all = changes.union(*(part.order_by().values_list("change_id", flat=True) for part in parts)).order_by("-change_id")
    page = Paginator(of_all, PER_PAGE).get_page(number)
    numbers = list(page.object_list)
    versions = [version for versions in [*parts, own] for version in versions.filter(change_id__in=numbers)]
    acts: dict[int, list[Act]] = defaultdict(list)
    names = _names(parts, numbers)
    for described in describe(versions):
        version = described.version
        act = Act(described, names.get((record_of(version)._meta.label_lower, version.change_id, _key(version)), ""))
        acts[version.change_id].append(act)
    changes_by_number = Change.objects.select_related("made_by").in_bulk(numbers)
    return page, [Line(changes_by_number[number], acts[number][::-1]) for number in numbers]


def _key(version: Any) -> Any:
    return getattr(version, record_of(version)._meta.pk.attname)


def _names(parts: Sequence[QuerySet[Any]], numbers: Sequence[int]) -> dict[tuple[str, int, Any], str]:
    """Return the names that the parts had when they were changed."""
    labels = [part.model.instance_type._meta.label_lower for part in parts]
    entries = Entry.objects.filter(change__in=numbers, record_type__in=labels)
    return {(entry.record_type, entry.change_id, entry.record_id): f"{entry.type_name}: {entry.name}" for entry in entries}
