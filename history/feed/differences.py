"""What changed from one version of a record to the next, field by field, in words.

Hand in only versions that the person may see; what they replaced, and the names of what they point to, is kept from a `reader` who may not
see it. However many versions there are, the ones before them
cost one query per model, and the names of what they point to one query per related model.
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
    """One field of a record, as it was and as it became."""

    field: str
    label: str
    old: str
    new: str


@dataclass(frozen=True)
class Described:
    """A version, the one it replaced (None: the record was added, or that one is not to be seen), and what differs."""

    version: Any
    previous: Any
    differences: Sequence[Difference]

    @property
    def act(self) -> str:
        """ "Added", "Changed" or "Removed"."""
        return {"+": "Added", "-": "Removed"}.get(self.version.history_type, "Changed")


def describe(versions: Iterable[Any], reader: Any = None) -> list[Described]:
    """Versions, of any models, each with what it changed; in the order they came. Without a `reader`, for somebody who sees everything."""
    versions = list(versions)
    before = previous_versions(versions, reader)
    names = names_for([*versions, *before.values()], reader)
    return [Described(version, before.get(_key(version)), differences(version, before.get(_key(version)), names)) for version in versions]


def differences(version: Any, previous: Any = None, names: Names | None = None) -> list[Difference]:
    """The fields in which a version differs from the one before it: for an added record all that it has, for a removed one all it had.

    Without `names` the related records' are looked up.
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
    """The model whose version this is."""
    model: type[TrackedModel] = version.instance_type
    return model


def label_of(field: models.Field) -> str:
    return str(capfirst(field.verbose_name))


def _says_nothing(field: models.Field) -> bool:
    """A key that the database gave is no fact about the record."""
    return bool(field.primary_key and field.auto_created)


def previous_versions(versions: Iterable[Any], reader: Any = None) -> dict[tuple[str, int], Any]:
    """For each version, by its model and number, the one it replaced: the one that stood until its moment. One query per model."""
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
    """What the records are called that these versions point to: one query per related model, one more for those that are gone."""
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
    """What to call records whose very names are not for this reader: not even their numbers are told."""
    if getattr(model, "NAME_IS_PUBLIC", True):
        return {}
    label = model._meta.label_lower
    return {(label, key): f"a {model._meta.verbose_name} you cannot see" for key in keys if (label, key) not in names}


def _nameable(model: type[models.Model], reader: Any) -> models.QuerySet[Any]:
    """The records whose names this reader may read: all, but for those whose names are themselves somebody's own."""
    if reader is None or getattr(model, "NAME_IS_PUBLIC", True):
        return model._base_manager.all()
    records: Any = model._default_manager.all()
    nameable: models.QuerySet[Any] = records.nameable_to(reader)
    return nameable


def _names_of_removed(model: type[models.Model], keys: set[Any]) -> dict[tuple[str, Any], str]:
    """As they were called last."""
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
    """One value of a field as people read it; a key by its record's name in `names`."""
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
