"""Write many records at once, with their versions, in a few statements."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.apps import apps
from django.db import models

from history.recording.changes import CannotTrack, OpenChange, current_change
from history.recording.codes import GivenCode
from history.recording.search_words import COLUMN
from history.recording.versions import TrackedModel, tracked_values

BATCH = 500


def create_all(records: Sequence[TrackedModel]) -> Sequence[TrackedModel]:
    """Add new records of one model in the open change; return them with their keys."""
    if len(records) < 2:  # saving one takes less
        for record in records:
            record.save(force_insert=True)
        return records
    change = current_change(records[0])
    for field in records[0]._meta.concrete_fields:
        if isinstance(field, GivenCode):
            field.give(records)
    _plain(type(records[0])).bulk_create(records, batch_size=BATCH)
    _write_versions(records, change, "+")
    return records


def change_all(records: models.QuerySet[Any] | Sequence[Any], **values: Any) -> int:
    """Set the same values on every record of a queryset, or on records read in the open change; return how many changed.

    Values must be plain, because a version cannot keep an expression. Records that have the values already are left alone.
    """
    if isinstance(records, models.QuerySet):
        _refuse(records.model, values)
        records = _locked(records)
    elif records:
        _refuse(type(records[0]), values)
    changed = []
    for record in records:
        before = tracked_values(record)
        for name, value in values.items():
            setattr(record, name, value)
        if tracked_values(record) != before:
            changed.append(record)
    if len(changed) == 1:  # saving one takes less
        changed[0].save()
    elif changed:
        _write_all(changed, values)
    return len(changed)


def _write_all(changed: Sequence[Any], values: dict[str, Any]) -> None:
    model, change = type(changed[0]), current_change(changed[0])
    for batch in _batches(changed):
        _set(model, batch, values)
        _close([record.pk for record in batch], model, change)
    _write_versions(changed, change, "~")


def _refuse(model: Any, values: dict[str, Any]) -> None:
    """Raise CannotTrack for what cannot be set on many records at once."""
    if any(hasattr(value, "resolve_expression") for value in values.values()):
        raise CannotTrack("change_all() takes plain values.")
    tracked = {name for field in model.fields_of_facts() if not field.primary_key for name in (field.name, field.attname)}
    if unknown := set(values) - tracked:
        raise CannotTrack(f"change_all() cannot change {', '.join(sorted(unknown))} of {model._meta.label}.")


def _set(model: type[TrackedModel], batch: Sequence[Any], values: dict[str, Any]) -> None:
    _plain(model).filter(pk__in=[record.pk for record in batch]).update(**values)
    if not set(model.SEARCHED).isdisjoint(values):  # each record's search words would differ
        _plain(model).bulk_update(batch, [COLUMN])


def _locked(queryset: models.QuerySet[Any]) -> models.QuerySet[Any]:
    from django.db import connection

    return queryset.select_for_update(of=("self",)) if connection.features.has_select_for_update else queryset


def _plain(model: type[models.Model]) -> models.QuerySet[Any]:
    """Return the model's rows without the refusals of TrackedQuerySet."""
    return models.QuerySet(model)


def _batches(records: Sequence[Any]) -> Iterable[Sequence[Any]]:
    return (records[start : start + BATCH] for start in range(0, len(records), BATCH))


def _close(keys: list[Any], model: type[TrackedModel], change: OpenChange) -> None:
    versions = model.version_model()._base_manager.filter(**{f"{model._meta.pk.attname}__in": keys}, valid_until=None)
    if versions.filter(change=change.row).exists():
        raise CannotTrack("change_all() cannot touch a record that this change has already written.")
    versions.update(valid_until=change.moment)


def _write_versions(records: Sequence[TrackedModel], change: OpenChange, history_type: str) -> None:
    version_model = records[0].version_model()
    for batch in _batches(records):
        version_model._base_manager.bulk_create(
            [
                version_model(change=change.row, history_date=change.moment, history_type=history_type, **tracked_values(record))
                for record in batch
            ]
        )
        apps.get_model("history", "Entry").objects.bulk_create([change.entry_for(record, history_type) for record in batch])
