"""What changed from one version of a record to the next, field by field, in words.

Pass only versions that the person may see. With a `reader`, earlier versions and names that they may not see stay hidden. Earlier versions
cost one query per model; names cost one query per related model.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.apps import apps
from django.db import models
from django.utils.text import capfirst

from history.reading.tracked import TRACKED
from history.recording.versions import TrackedModel
from pages import dates

EMPTY = "empty"
NOT_RECORDED = "not recorded then"

Names = Mapping[tuple[str, Any], str]  # by the related model's label and the key


@dataclass(frozen=True)
class Difference:
    """One field of a record, before and after a change."""

    field: str
    label: str
    old: str
    new: str


@dataclass(frozen=True)
class Described:
    """A version, the one before it (None if the record was added, or the reader may not see it), and what differs."""

    version: Any
    previous: Any
    differences: Sequence[Difference]

    @property
    def act(self) -> str:
        """Return "Added", "Changed" or "Removed"."""
        return {"+": "Added", "-": "Removed"}.get(self.version.history_type, "Changed")


def describe(versions: Iterable[Any], reader: Any = None) -> list[Described]:
    """Return each version with what it changed, in the given order. Without a `reader`, for somebody who sees everything."""
    versions = list(versions)
    before = previous_versions(versions, reader)
    names = names_for([*versions, *before.values()], reader)
    return [Described(version, before.get(_key(version)), differences(version, before.get(_key(version)), names)) for version in versions]


def differences(version: Any, previous: Any = None, names: Names | None = None) -> list[Difference]:
    """Return the fields that differ from the version before: all fields if the record was added or removed.

    Without `names`, look up the names of related records.
    """
    if names is None:
        names = names_for([version] if previous is None else [version, previous])
    if version.history_type == "-":
        version, previous = None, previous or version
    found = []
    for field in record_of(previous if version is None else version).fields_of_facts():
        if field.primary_key and previous is not None and version is not None:
            continue
        old, new = _in_words(field, previous, names), _in_words(field, version, names)
        if old != new and not _says_nothing(field):
            found.append(Difference(field.name, label_of(field), old, new))
    return found


def record_of(version: Any) -> type[TrackedModel]:
    """Return the model that this is a version of."""
    model: type[TrackedModel] = version.instance_type
    return model


def label_of(field: models.Field) -> str:
    return str(capfirst(field.verbose_name))


def _says_nothing(field: models.Field) -> bool:
    """Return whether a field tells nothing: a key given by the database is no fact about the record."""
    return bool(field.primary_key and field.auto_created)


def previous_versions(versions: Iterable[Any], reader: Any = None) -> dict[tuple[str, int], Any]:
    """Return the version that each of these replaced, by model and number. One query per model."""
    by_model: dict[type[models.Model], list[Any]] = defaultdict(list)
    for version in versions:
        by_model[type(version)].append(version)
    before = {}
    for model, of_model in by_model.items():
        key = record_of(of_model[0])._meta.pk.attname
        replaced = {(getattr(version, key), version.history_date): version for version in of_model}
        seen: models.QuerySet[Any] = model._base_manager.all() if reader is None else record_of(of_model[0]).versions_visible_to(reader)
        candidates = seen.filter(**{f"{key}__in": {record for record, _ in replaced}}, valid_until__in={moment for _, moment in replaced})
        for candidate in candidates:
            version = replaced.get((getattr(candidate, key), candidate.valid_until))
            if version is not None:
                before[_key(version)] = candidate
    return before


def _key(version: Any) -> tuple[str, int]:
    return (version._meta.label, version.pk)


def names_for(versions: Iterable[Any], reader: Any = None) -> dict[tuple[str, Any], str]:
    """Return the names of records that these versions point to. One query per related model, and one more if some are deleted."""
    wanted: dict[type[models.Model], set[Any]] = defaultdict(set)
    for version in versions:
        for field in record_of(version).version_fields():
            if isinstance(field, models.ForeignKey) and getattr(version, field.attname) is not None:
                wanted[field.related_model].add(getattr(version, field.attname))
    names = {}
    for model, keys in wanted.items():
        names.update({(model._meta.label_lower, record.pk): str(record) for record in _nameable(model, reader).filter(pk__in=keys)})
        if reader is None or reader.sees_everything:
            names.update(_names_of_removed(model, {key for key in keys if (model._meta.label_lower, key) not in names}))
        else:
            names.update(_hidden(model, keys, names))
    return names


def _hidden(model: type[models.Model], keys: set[Any], names: Names) -> dict[tuple[str, Any], str]:
    """Return neutral words for records whose name and number this reader may not know."""
    if getattr(model, "NAME_IS_PUBLIC", True):
        return {}
    label = model._meta.label_lower
    return {(label, key): f"a {model._meta.verbose_name} you cannot see" for key in keys if (label, key) not in names}


def _nameable(model: type[models.Model], reader: Any) -> models.QuerySet[Any]:
    """Return the records whose names this reader may read: all, unless the names themselves are private."""
    if reader is None or getattr(model, "NAME_IS_PUBLIC", True):
        return model._base_manager.all()
    records: Any = model._default_manager.all()
    nameable: models.QuerySet[Any] = records.nameable_to(reader)
    return nameable


def _names_of_removed(model: type[models.Model], keys: set[Any]) -> dict[tuple[str, Any], str]:
    """Return the last names that deleted records had."""
    label = model._meta.label_lower
    if not keys or label not in TRACKED:
        return {}
    entries = apps.get_model("history", "Entry").objects.filter(record_type=label, record_id__in=keys).order_by("change_id")
    return {(label, entry.record_id): f"{entry.name} (removed)" for entry in entries}


def _in_words(field: models.Field, version: Any, names: Names) -> str:
    if version is None:
        return EMPTY
    value = getattr(version, field.attname)
    if value is None and not field.null and not field.primary_key:
        return NOT_RECORDED
    precision = getattr(version, f"{field.name.removesuffix('_on')}_precision", None) if field.name.endswith("_on") else None
    return in_words(field, value, names, precision=precision)


def in_words(field: models.Field, value: Any, names: Names | None = None, *, precision: str | None = None) -> str:
    """Return a field's value as people read it; for a key, the record's name from `names`."""
    if value is None or value == "":
        return EMPTY
    if isinstance(value, models.Model):
        return str(value)
    if isinstance(field, models.ForeignKey):
        return (names or {}).get((field.related_model._meta.label_lower, value), f"{field.related_model._meta.verbose_name} {value}")
    if field.flatchoices:
        return str(dict(field.flatchoices).get(value, value))
    return _plain(value, precision)


def _plain(value: Any, precision: str | None) -> str:
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, datetime):
        return dates.at(value)
    if isinstance(value, date):
        return dates.on(value, precision or dates.Precision.DAY)
    if isinstance(value, int):
        return f"{value:,}"
    return str(value)
