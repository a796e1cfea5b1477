"""Add missing facts, and report where the record differs from them."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.core.management.color import no_style
from django.db import connection, models

from board.loading.facts import Fact, Ref
from history.recording import bulk
from history.recording.versions import TrackedModel
from pages import dates
from support.models import SupportRequest
from vanguards.models import Organisation

Key = tuple[Any, ...]


class Loading:
    """One run over the facts. It leaves alone what people edited or removed: it looks for each fact among the versions, so that a fact that
    was renamed or removed is not added again.
    """

    def __init__(self, facts: Iterable[Fact]) -> None:
        self.facts = list(facts)
        self.records: dict[Ref, TrackedModel | None] = {}  # None: it was on record, but is removed
        self.added: list[TrackedModel] = []
        self.differences: list[str] = []
        self.left_out: list[str] = []
        self.later: list[Fact] = []

    def add(self, facts: Iterable[Fact]) -> None:
        """Add the missing ones in the open change. Facts that others refer to must come first."""
        waiting = list(facts)
        while ready := [fact for fact in waiting if all(ref in self.records for ref in fact.refs)]:
            waiting = [fact for fact in waiting if any(ref not in self.records for ref in fact.refs)]
            by_model: dict[type[TrackedModel], list[Fact]] = {}
            for fact in ready:
                by_model.setdefault(fact.model, []).append(fact)
            for model, group in by_model.items():
                self._settle(model, group)
        self.left_out += [f"{fact}: it refers to what is not on record yet." for fact in waiting]

    def _settle(self, model: type[TrackedModel], facts: list[Fact]) -> None:
        """Find these facts among everything that is or was on record, and add the others."""
        for fact in facts:
            if any(self.records[ref] is None for ref in fact.key_refs):  # its whole was removed
                self.records[fact.ref] = None
        facts = [fact for fact in facts if fact.ref not in self.records]
        ever = _ever_on_record(model, [self._key(fact) for fact in facts], facts[0].shape.key) if facts else {}
        new = []
        for fact in facts:
            if self._key(fact) not in ever:
                new.append(fact)
                continue
            self.records[fact.ref] = record = ever[self._key(fact)]
            self.differences += [f"{fact}: removed from the record; it stays so."] if record is None else self._differences(fact, record)
        self._create(model, new)

    def _create(self, model: type[TrackedModel], facts: list[Fact]) -> None:
        made: dict[Fact, TrackedModel] = {}
        for fact in facts:
            gone = [ref for ref in fact.refs if self.records[ref] is None]
            if gone:
                self.left_out.append(f"{fact}: {gone[0]}, to which it refers, was removed from the record.")
            else:
                made[fact] = model(**self._resolved(fact))
            self.records[fact.ref] = made.get(fact)
        if model is SupportRequest and made:
            self._give_numbers(made)
        bulk.create_all(list(made.values()))
        if model is SupportRequest and made:
            catch_up_numbers()
        self.added += made.values()

    def _give_numbers(self, requests: dict[Fact, TrackedModel]) -> None:
        """Give requests the numbers SR-0001 to SR-0027, or the next free ones in this order if others have those."""
        versions = SupportRequest.version_model()._base_manager
        kept = [number_of(fact) for fact in self.facts if fact.model is SupportRequest]
        taken = set(versions.filter(id__in=kept).values_list("id", flat=True))
        next_free = max(*kept, versions.aggregate(highest=models.Max("id"))["highest"] or 0) + 1
        for fact, support_request in requests.items():
            support_request.pk = number_of(fact)
            if support_request.pk in taken:
                support_request.pk, next_free = next_free, next_free + 1

    def _resolved(self, fact: Fact) -> dict[str, Any]:
        return {name: self.records[value] if isinstance(value, Ref) else value for name, value in fact.values.items()}

    def _key(self, fact: Fact) -> Key:
        resolved = self._resolved(fact)
        return tuple(resolved[name].pk if isinstance(resolved[name], models.Model) else resolved[name] for name in fact.shape.key)

    def _differences(self, fact: Fact, record: TrackedModel) -> list[str]:
        """Return a line for each field where the record differs from the fixture."""
        lines = []
        for name, expected in fact.values.items():
            field: Any = fact.model._meta.get_field(name)
            if not field.editable:  # follows from other fields
                continue
            wanted = self.records[expected] if isinstance(expected, Ref) else expected
            same = getattr(record, field.attname) == (wanted.pk if isinstance(wanted, models.Model) else wanted)
            if not same or (wanted is None and isinstance(expected, Ref)):
                lines.append(f"{fact}, {field.verbose_name}: {shown(expected)} → {shown(getattr(record, name))}")
        return lines


def _ever_on_record(
    model: type[TrackedModel], keys: list[tuple[Any, ...]], names: tuple[str, ...]
) -> dict[tuple[Any, ...], TrackedModel | None]:
    """Return every key that a version ever had, with its current record or what that was merged into; None if it was removed."""
    columns: Any = [model._meta.get_field(name).attname for name in names]  # type: ignore[union-attr]
    pk = model._meta.pk.attname
    versions = model.version_model()._base_manager.filter(**{f"{columns[0]}__in": {key[0] for key in keys}})
    numbers: dict[Key, set[Any]] = {}
    for number, *key in versions.values_list(pk, *columns).distinct():
        numbers.setdefault(tuple(key), set()).add(number)
    wanted = {number for key in keys for number in numbers.get(key, ())}
    standing = model._base_manager.in_bulk(wanted)
    if model is Organisation:
        standing |= Organisation.became(wanted - standing.keys())

    def best(key: Key) -> TrackedModel | None:
        """Return the best record for this key: one that has it now, or else the oldest that still exists."""
        candidates = [standing[number] for number in sorted(numbers[key]) if number in standing]
        of_that_key = [record for record in candidates if tuple(getattr(record, column) for column in columns) == key]
        return next(iter([*of_that_key, *candidates]), None)

    return {key: best(key) for key in keys if key in numbers}


def number_of(request: Fact) -> int:
    """Return a request's number in the fixtures: 12 for SR-0012."""
    return int(request.ref.handle.removeprefix("SR-"))


def catch_up_numbers() -> None:
    """Let the next request get the next number after requests were added with their own: PostgreSQL counts separately."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), [SupportRequest]):
            cursor.execute(statement)


def shown(value: Any) -> str:
    """Return a value for a line of differences."""
    if value is None or value == "":
        return "nothing"
    if isinstance(value, bool):
        return "yes" if value else "no"
    return dates.on(value) if type(value) is date else f"“{value}”"
