"""What a change holds, for a person: only the versions of records they may see."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from history.differences import Described, describe
from history.models import Change, Entry

IN_A_LINE = 3
AT_A_GLANCE = 5


@dataclass(frozen=True)
class Line:
    """A change in the feed: the first few of its entries that the person may see, and how many more there are."""

    change: Change
    entries: Sequence[Entry]
    more: int


def lines(changes: Iterable[Change], user: Any, *, of: Any = None) -> list[Line]:
    """The lines of a feed, in a handful of queries however many changes there are; `of` a record: only what they did to it."""
    changes = list(changes)
    entries: dict[int, list[Entry]] = defaultdict(list)
    wanted = Entry.objects.filter(change__in=changes)
    for entry in (wanted.of_record(of) if of is not None else wanted).visible_to(user).order_by("pk"):
        entries[entry.change_id].append(entry)
    return [Line(change, entries[change.pk][:IN_A_LINE], max(0, len(entries[change.pk]) - IN_A_LINE)) for change in changes]


def latest(record: Any, user: Any) -> list[Line]:
    """The last few changes to a record and its parts, as far as the person may see them."""
    changes = Change.objects.visible_to(user).for_list().of_record(record._meta.label_lower, record.pk, user)
    return lines(changes.order_by("-made_at")[:AT_A_GLANCE], user, of=record)


def described_entries(entries: Sequence[Entry], user: Any) -> list[tuple[Entry, Described | None]]:
    """Entries of one change, each with what it changed field by field: a query or two per model, however many entries there are."""
    described: dict[tuple[str, int], Described] = {}
    for label in {entry.record_type for entry in entries}:
        of_model = [entry for entry in entries if entry.record_type == label]
        model = of_model[0].model
        key = model._meta.pk.attname
        versions = model.versions_visible_to(user).filter(
            change=of_model[0].change_id, **{f"{key}__in": [entry.record_id for entry in of_model]}
        )
        described |= {(label, getattr(each.version, key)): each for each in describe(versions, reader=user)}
    return [(entry, described.get((entry.record_type, entry.record_id))) for entry in entries]
