"""Lines of a feed: what a change did, as far as a person may see it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import Exists, OuterRef, Q

from history.feed import said
from history.feed.differences import Described, describe
from history.feed.edits import Edit, edits
from history.models import Change, Concern, Entry, Source
from history.reading import visibility
from history.reading.prepared import prepared
from history.recording.versions import TrackedModel
from pages.counting import AT_A_GLANCE, EXACT_UP_TO
from pages.links import link

IN_A_LINE = 3
MOST_BESIDES = 50


@dataclass(frozen=True)
class Line:
    """One change in a feed. Its `sentence` says what was done, if a record can say it. Otherwise the line has the first few entries that
    the person may see, and how many more there are.

    Each entry comes with the address of the record's page ("" if there is none they may open now), and with its edited fields if it was
    changed in the back office. `change.is_whole` says whether they may read the reason and who made the change: they made it themselves, or
    see everything in it.
    """

    change: Change
    entries: Sequence[tuple[Entry, str, Sequence[Edit]]]
    more: int
    sentence: said.Sentence | None = None


def lines(changes: Iterable[Change], user: Any, *, of: Any = None) -> list[Line]:
    """Return the lines of a feed. The number of statements does not grow with the number of changes. With `of`, a record, only what was
    done to it.
    """
    changes = list(changes)
    shown: dict[int, list[Any]] = defaultdict(list)
    for entry in _first_entries(changes, user, of) if changes else []:
        shown[entry.change_id].append(entry)
    for change in changes:
        is_told_all = any(entry.is_told_all for entry in shown[change.pk])
        change.is_whole = user.sees_everything or change.made_by_id == user.pk or is_told_all
    edited = [entry for change in changes if change.source == Source.ADMIN for entry in shown[change.pk] if entry.history_type == "~"]
    described = _described(edited, user)
    sentences = _sentences(changes, shown, described, user, of)
    listed = [entry for number, some in shown.items() if sentences.get(number) is None for entry in some]
    pages = addresses([entry for entry in listed if of is None or _record(entry) != _record_of(of)], user)  # a page does not link to itself
    return [_line(change, shown[change.pk], pages, described, sentences.get(change.pk)) for change in changes]


def line_of(change: Change, user: Any) -> Line | None:
    """Return the line of one change if a record says in a sentence what was done; otherwise None. Its `is_whole` must be known."""
    entries = list(_first_entries([change], user, None))
    described = _described([entry for entry in entries if entry.history_type == "~" and entry.record_type in said.EDITED], user)
    sentence = _sentences([change], {change.pk: entries}, described, user, None).get(change.pk)
    return Line(change, [], 0, sentence) if sentence is not None else None


def _sentences(
    changes: Sequence[Change], shown: Mapping[int, Sequence[Any]], described: Mapping[Any, Described], user: Any, of: Any
) -> dict[int, said.Sentence | None]:
    """What was done in each of these changes that say so in a sentence."""
    edited, telling = {change.pk for change in changes if change.source == Source.ADMIN}, []
    for number in (change.pk for change in changes):
        telling += [entry for entry in shown[number] if number not in edited or entry.record_type in said.TELLS_ALL]
    told = said.said_by(telling, user, of)
    sentences = {change.pk: _sentence(shown[change.pk], told, of) for change in changes}
    for label, tell in said.EDITED.items():
        edits = {number: each for (number, kind, _), each in described.items() if kind == label and number in edited}
        if edits:
            sentences |= {number: said.sentence([each], here=of) for number, each in tell(edits, user).items()}
    return sentences


def _sentence(entries: Sequence[Any], told: Mapping[tuple[int, str, int], said.Said], of: Any) -> said.Sentence | None:
    """Return what the first entries say was done, and how many more say the same kind of thing; None if none says it."""
    saying = [told[entry.change_id, *_record(entry)] for entry in entries if (entry.change_id, *_record(entry)) in told]
    return said.sentence(saying, entries[0].alike - len(saying), of) if saying else None


def _line(
    change: Change,
    entries: Sequence[Any],
    pages: Mapping[tuple[str, int], str],
    described: Mapping[Any, Described],
    sentence: said.Sentence | None,
) -> Line:
    more = entries[0].in_all - len(entries) if entries else 0
    edited = {entry: described.get((change.pk, *_record(entry))) for entry in entries}
    shown = [(entry, pages.get(_record(entry), ""), edits(each.differences) if each else []) for entry, each in edited.items()]
    return Line(change, shown, more, sentence)


FIRST_ENTRIES = """
    WITH told AS (
        SELECT id, change_id, CASE
            WHEN history_type = '~' AND record_type IN ({edits}) AND change_id IN ({edited}) THEN 0
            WHEN history_type = '+' AND record_type IN ({added}) THEN 1
            WHEN history_type = '~' AND record_type IN ({changed}) THEN 2 ELSE 3
        END AS says FROM history_entry e WHERE e.change_id IN ({changes}) AND {told}
    ), placed AS (
        SELECT e.id, e.change_id, says, ROW_NUMBER() OVER (PARTITION BY change_id ORDER BY says, id) AS place,
            COUNT(*) OVER (PARTITION BY change_id) AS in_all, COUNT(*) OVER (PARTITION BY change_id, says) AS alike,
            MIN(says) OVER (PARTITION BY change_id) AS first_kind
        FROM told e WHERE {concerns_it}
    )
    SELECT in_all, alike, says = first_kind, place = 1 AND {all_of_it}, h.id, h.change_id, record_type, record_id, history_type, name
    FROM placed JOIN history_entry h ON h.id = placed.id WHERE place <= {few} ORDER BY h.change_id, place
"""
ALL_OF_IT = (
    "(SELECT COUNT(*) FROM told t WHERE t.change_id = placed.change_id) = "
    "(SELECT COUNT(*) FROM history_entry a WHERE a.change_id = placed.change_id)"
)
CONCERNS_IT = "e.id IN (SELECT c.entry_id FROM history_concern c WHERE c.record_type = %s AND c.record_id = %s AND c.change_id IN ({}))"


def _first_entries(changes: Sequence[Change], user: Any, of: Any) -> Iterator[Any]:
    """Return the first few entries of each change that the person may see, each with how many there are; with `of`, only those that concern
    this record. If some entries say what was done, return those alone, except for changes made in the back office. The first entry also has
    whether the person may see the whole change.

    This is SQL by hand, because every page with a feed asks it and building the queryset costs more than running it. A change may hold
    thousands of entries. A test checks that it returns the same as the querysets.
    """
    numbers, edited = [change.pk for change in changes], {change.pk for change in changes if change.source == Source.ADMIN}
    places = _places(numbers)
    told, readers = visibility.told_by_hand(user, numbers)
    concerns_it, record = ("TRUE", []) if of is None else (CONCERNS_IT.format(places), [*_record_of(of), *numbers])
    all_of_it = "TRUE" if user.sees_everything else ALL_OF_IT
    office, added, changed = [*said.EDITED], [*said.ADDED], [*said.CHANGED]
    saying = {"edits": _places(office), "edited": _places([*edited]) or "NULL", "added": _places(added), "changed": _places(changed)}
    statement = FIRST_ENTRIES.format(told=told, concerns_it=concerns_it, changes=places, few=IN_A_LINE, all_of_it=all_of_it, **saying)
    for in_all, alike, is_first_kind, is_told_all, *columns in _asked(
        statement, [*office, *edited, *added, *changed, *numbers, *readers, *record]
    ):
        is_edited = columns[1] in edited
        if is_edited or is_first_kind:
            entry: Any = Entry(*columns)
            entry.in_all, entry.alike, entry.is_told_all = in_all if is_edited else alike, alike, bool(is_told_all)
            yield entry


def _places(values: Sequence[Any]) -> str:
    return ", ".join(["%s"] * len(values))


def _asked(statement: str, parameters: Sequence[Any]) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(statement, [*parameters])
        rows: list[Any] = cursor.fetchall()
    return rows


def addresses(entries: Iterable[Entry], user: Any) -> dict[tuple[str, int], str]:
    """Return the page addresses of records that still exist and the person may see, by type and number. One query per type with pages."""
    wanted: dict[type[TrackedModel], set[int]] = defaultdict(set)
    for entry in entries:
        if hasattr(entry.model, "get_absolute_url"):
            wanted[entry.model].add(entry.record_id)
    return {
        (model._meta.label_lower, record.pk): link(record)
        for model, keys in wanted.items()
        for record in _of_numbers(model, sorted(keys), user)
    }


@prepared
def _of_numbers(model: Any, numbers: list[int], user: Any) -> Any:
    return model.objects.visible_to(user).filter(pk__in=numbers).only("pk", *model.ADDRESSED_BY)


def _record(entry: Entry) -> tuple[str, int]:
    return entry.record_type, entry.record_id


def _record_of(record: Any) -> tuple[str, int]:
    return record._meta.label_lower, record.pk


def latest(record: Any, user: Any) -> list[Line]:
    """Return the latest few changes to a record and its parts, as far as the person may see them."""
    return lines(_latest(record._meta.label_lower, record.pk, user), user, of=record)


@prepared
def changes_of_numbers(numbers: list[int], user: Any) -> Any:
    """Return these changes with what a feed needs."""
    return Change.objects.visible_to(user).for_list(user).filter(pk__in=numbers)


@prepared
def last_changes(user: Any) -> Any:
    """Return the latest few changes that the person may see."""
    seen = Change.objects.visible_to(user) if user.sees_everything else Change.objects.last_of(visibility.told(user), AT_A_GLANCE)
    return seen.for_list(user).order_by("-made_at")[:AT_A_GLANCE]


@prepared
def _latest(label: str, number: int, user: Any) -> Any:
    return Change.objects.last_of(visibility.of_record(label, number, user), AT_A_GLANCE).for_list(user).order_by("-made_at")


def besides(record: Any, user: Any, told_otherwise: Sequence[type[TrackedModel]]) -> list[Line]:
    """Return the latest changes to a record, except those that its page already tells: records of the models in `told_otherwise`.
    Corrections made in the admin are always included: the page does not tell them.
    """
    labels = [model._meta.label_lower for model in told_otherwise]
    return lines(_besides(record._meta.label_lower, record.pk, labels, user), user, of=record)


@prepared
def _besides(label: str, number: int, told_otherwise: list[str], user: Any) -> Any:
    of_record = Concern.objects.filter(change=OuterRef("pk"), record_type=label, record_id=number)
    told = of_record.filter(entry__record_type__in=told_otherwise)
    if not user.sees_everything:
        told = told.filter(Exists(visibility.told(user).filter(entry=OuterRef("entry"))))
    changes = Change.objects.last_of(visibility.of_record(label, number, user), EXACT_UP_TO)
    return changes.for_list(user).exclude(Exists(told) & ~Q(source="admin")).order_by("-made_at")[:MOST_BESIDES]


def described_entries(entries: Sequence[Entry], user: Any) -> list[tuple[Entry, str, Described | None]]:
    """Return entries of one change, each with the page of its record and its changed fields. A few queries per model."""
    described, pages = _described(entries, user), addresses(entries, user)
    return [(entry, pages.get(_record(entry), ""), described.get((entry.change_id, *_record(entry)))) for entry in entries]


def _described(entries: Sequence[Entry], user: Any) -> dict[tuple[int, str, int], Described]:
    """Return what the versions of these entries changed, by change and record."""
    described: dict[tuple[int, str, int], Described] = {}
    for label in {entry.record_type for entry in entries}:
        of_model = [entry for entry in entries if entry.record_type == label]
        model = of_model[0].model
        key = model._meta.pk.attname
        numbers = {"change__in": {entry.change_id for entry in of_model}, f"{key}__in": {entry.record_id for entry in of_model}}
        versions = model.versions_visible_to(user).filter(**numbers)
        described |= {(each.version.change_id, label, getattr(each.version, key)): each for each in describe(versions, reader=user)}
    return described
