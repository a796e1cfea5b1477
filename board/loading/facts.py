"""Read fixtures/facts/: each record becomes a fact with a natural key and the day it became known."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from django.core.exceptions import FieldDoesNotExist
from django.db import models

from board.loading.reading import read, value_of
from board.loading.shapes import SHAPES, Shape
from history.recording.versions import TrackedModel

FIXTURES = Path(__file__).resolve().parent.parent.parent / "fixtures"


class Ref(NamedTuple):
    """A reference to another fact: its model, and its name in the fixtures."""

    model: type[models.Model]
    handle: Any

    def __str__(self) -> str:
        return str(self.handle) if not isinstance(self.handle, tuple) else ", ".join(str(part) for part in self.handle if part)


@dataclass(frozen=True, eq=False)
class Fact:
    """A record from the fixtures: its values by field name, with Refs to other facts."""

    shape: Shape
    ref: Ref
    values: dict[str, Any]
    known_on: date

    @property
    def model(self) -> type[TrackedModel]:
        return self.shape.model

    @property
    def refs(self) -> list[Ref]:
        return [value for value in self.values.values() if isinstance(value, Ref)]

    @property
    def key_refs(self) -> list[Ref]:
        return [self.values[name] for name in self.shape.key if isinstance(self.values[name], Ref)]

    def __str__(self) -> str:
        return f"{self.model._meta.verbose_name} {self.ref}"


def read_facts() -> list[Fact]:
    """Return every fact in the fixtures, in the order of SHAPES."""
    lists: dict[str, list[Any]] = {}
    for path in sorted((FIXTURES / "facts").glob("*.json")):
        lists |= read(path)
    return [fact for name, shape in SHAPES.items() for record in lists.pop(name) for fact in _facts_of(shape, record)]


def _facts_of(shape: Shape, record: Any, parent: Fact | None = None) -> Iterator[Fact]:
    """Yield the fact of one record, then its parts. A part is known from the same day as its whole, unless it says otherwise."""
    given = dict(record) if isinstance(record, dict) else {shape.short: record}
    known_on = date.fromisoformat(given.pop("known_on")) if parent is None or "known_on" in given else parent.known_on
    parts = [(part, given.pop(name, [])) for name, part in shape.parts.items()]
    values = _values(shape, given)
    if parent is not None:
        values[shape.parent] = parent.ref
    handle = given[shape.handle] if shape.handle else tuple(values[name] for name in shape.key)
    fact = Fact(shape, Ref(shape.model, handle), values, known_on)
    yield fact
    for part, records in parts:
        for one in records:
            yield from _facts_of(part, one, fact)


def _values(shape: Shape, given: dict[str, Any]) -> dict[str, Any]:
    """Return the values by field. Key fields that the fixture leaves out are empty."""
    values: dict[str, Any] = dict.fromkeys((name for name in shape.key if name != shape.parent), None) | shape.fixed
    for name, value in given.items():
        try:
            field: Any = shape.model._meta.get_field(name)
        except FieldDoesNotExist:
            if name != shape.handle:
                raise
            continue
        if field.is_relation and value is not None:
            values[name] = Ref(field.related_model, value)
        else:
            values[name] = value_of(field, value)
    return values | (shape.derive(values) if shape.derive else {})
