"""What a change holds, for a person: only the versions of records they may see."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Window
from django.db.models.functions import RowNumber

from history.differences import Described, describe
from history.models import Change, Entry
from history.versions import TrackedModel
from pages.counting import AT_A_GLANCE
from pages.links import link

IN_A_LINE = 3


@dataclass(frozen=True)
class Line:
    """A change in the feed: the first few of its entries that the person may see, and how many more there are.

    Each entry comes with the address of the record's page; empty where it has none that they may open now. The change says in `is_whole`
    whether they may read its reason, and who made it: they made it themselves, or see all that it holds.
    """

    change: Change
    entries: Sequence[tuple[Entry, str]]
    more: int


def lines(changes: Iterable[Change], user: Any, *, of: Any = None) -> list[Line]:
    """The lines of a feed, in a handful of queries however many changes there are; `of` a record: only what they did to it."""
    changes = list(changes)
    held = Entry.objects.filter(change__in=changes)
    wanted = held.visible_to(user).of_record(of) if of is not None else held.visible_to(user)
    place = Window(RowNumber(), partition_by="change", order_by="pk")  # a change may hold thousands: only the first few are fetched
    in_all = Window(Count("pk"), partition_by="change")
    shown: dict[int, list[Any]] = defaultdict(list)
    for entry in wanted.annotate(place=place, in_all=in_all).filter(place__lte=IN_A_LINE).order_by("pk"):
        shown[entry.change_id].append(entry)
    _say_if_whole(changes, user, held)
    elsewhere = [entry for some in shown.values() for entry in some if of is None or _record(entry) != (of._meta.label_lower, of.pk)]
    pages = addresses(elsewhere, user)  # a record's own page does not link to itself
    return [_line(change, shown[change.pk], pages) for change in changes]


def _line(change: Change, entries: Sequence[Any], pages: Mapping[tuple[str, int], str]) -> Line:
    more = entries[0].in_all - len(entries) if entries else 0
    return Line(change, [(entry, pages.get(_record(entry), "")) for entry in entries], more)


def _say_if_whole(changes: list[Any], user: Any, held: Any) -> None:
    """One question for all the lines; `saying_if_whole` asks it of each change."""
    hidden = set() if user.sees_everything else set(held.hidden_from(user).values_list("change", flat=True).distinct())
    for change in changes:
        change.is_whole = user.sees_everything or change.made_by_id == user.pk or change.pk not in hidden


def addresses(entries: Iterable[Entry], user: Any) -> dict[tuple[str, int], str]:
    """The pages of the records that still stand and that the person may see now, by type and number: a query for each type with pages."""
    wanted: dict[type[TrackedModel], set[int]] = defaultdict(set)
    for entry in entries:
        if hasattr(entry.model, "get_absolute_url"):
            wanted[entry.model].add(entry.record_id)
    return {
        (model._meta.label_lower, record.pk): link(record)
        for model, keys in wanted.items()
        for record in model.objects.visible_to(user).filter(pk__in=keys).only("pk", *model.ADDRESSED_BY)
    }


def _record(entry: Entry) -> tuple[str, int]:
    return entry.record_type, entry.record_id


def latest(record: Any, user: Any) -> list[Line]:
    """The last few changes to a record and its parts, as far as the person may see them."""
    changes = Change.objects.visible_to(user).for_list().of_record(record._meta.label_lower, record.pk, user)
    return lines(changes.order_by("-made_at")[:AT_A_GLANCE], user, of=record)


def described_entries(entries: Sequence[Entry], user: Any) -> list[tuple[Entry, str, Described | None]]:
    """Entries of one change, each with the page of its record and what it changed field by field: a few queries per model."""
    described: dict[tuple[str, int], Described] = {}
    for label in {entry.record_type for entry in entries}:
        of_model = [entry for entry in entries if entry.record_type == label]
        model = of_model[0].model
        key = model._meta.pk.attname
        versions = model.versions_visible_to(user).filter(
            change=of_model[0].change_id, **{f"{key}__in": [entry.record_id for entry in of_model]}
        )
        described |= {(label, getattr(each.version, key)): each for each in describe(versions, reader=user)}
    pages = addresses(entries, user)
    return [(entry, pages.get(_record(entry), ""), described.get(_record(entry))) for entry in entries]
