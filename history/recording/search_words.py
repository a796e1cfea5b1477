"""The words that searches find a record by, kept beside it in their plain form. The column follows from the record's other fields.

Versions keep it too, so the past can be searched in the same way. No page, form or difference shows it. `migrate` fills it in where it is
empty: a migration that empties it has it made again.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from django.apps import apps
from django.db import connection, models, transaction
from django.db.models.query_utils import DeferredAttribute

from history.reading.tracked import TRACKED
from pages.plain_words import plain

COLUMN = "plain_words"
AT_ONCE = 2_000
_WITHIN = re.compile(r"(?<=[^\w\s])\w{1,2}")  # the start of words behind a mark: "gp" in "(GP)", "le" in "nurse-led"


def kept(fields: Iterable[Any]) -> str:
    """Return the words of these fields as they are kept: a line for each field, so that no match spans two, and a space before each word.

    Words too short for the index are found by how a word begins, after a space; the last line holds those that begin inside another word.
    """
    lines = [words for field in fields if isinstance(field, str) and (words := plain(field))]
    within = " ".join(dict.fromkeys(_WITHIN.findall("\n".join(lines))))
    return "".join(f" {line}\n" for line in (*lines, within) if line)


class OfItsWords(DeferredAttribute):
    """Always return the words that the record's fields have now."""

    def __get__(self, instance: Any, cls: Any = None) -> Any:
        return self if instance is None else kept(getattr(instance, name) for name in instance.SEARCHED)

    def __set__(self, instance: Any, value: Any) -> None:
        instance.__dict__[self.field.attname] = value  # Django only needs to see that it was read


class PlainWords(models.TextField):
    """The column, for models that name their word fields in SEARCHED. Nobody sets it."""

    descriptor_class = OfItsWords

    def __init__(self, **options: Any) -> None:
        super().__init__(**options | {"null": True, "blank": True, "editable": False})

    def deconstruct(self) -> Any:
        """Describe the column to migrations as plain text."""
        name, _, positional, named = super().deconstruct()
        return name, "django.db.models.TextField", positional, named

    def of_a_version(self) -> models.TextField:
        """Return the column of a version, which keeps the words of its own time."""
        return models.TextField(null=True, blank=True, editable=False)


def is_kept(field: Any) -> bool:
    """Return whether a field is this column: it is not a fact that people read."""
    return bool(field.name == COLUMN)


def of_an_entry(model: type[Any], name: str, value: Callable[[str], Any]) -> str:
    """Return the words that find a line of a change: the record's name and what was said. `value` returns the record's fields."""
    return kept([str(model._meta.verbose_name), name, *(value(field) for field in model.SAID)])


def keeping(state: Any = apps) -> Iterator[type[Any]]:
    """Yield the migrated models that have this column; `state` is the state of the models during `migrate`."""
    for model in apps.get_models():
        there = state.all_models[model._meta.app_label].get(model._meta.model_name)
        if hasattr(model, COLUMN) and there is not None and COLUMN in {field.name for field in there._meta.get_fields()}:
            yield model


def fill_missing(state: Any = apps) -> None:
    """Fill in the words of records that have none yet."""
    for model in keeping(state):
        entries = model._meta.label == "history.Entry"
        fields = ["change_id", "record_type", "record_id", "name"] if entries else list(_searched(model))
        words_of: Callable[..., Mapping[Any, str]] = _of_entries if entries else _of_records
        _fill(model, fields, words_of)


def _searched(model: type[Any]) -> Sequence[str]:
    names: Sequence[str] = getattr(model, "instance_type", model).SEARCHED
    return names


def _fill(model: type[Any], fields: Sequence[str], words_of: Callable[..., Mapping[Any, str]]) -> None:
    quote, last = connection.ops.quote_name, 0
    table, key = quote(model._meta.db_table), quote(model._meta.pk.column)
    statement = f"UPDATE {table} SET {quote(COLUMN)} = %s WHERE {key} = %s"  # noqa: S608 - names of our own models, the values are parameters
    missing: Any = models.QuerySet(model).filter(**{COLUMN: None}).order_by("pk").values_list("pk", *fields)
    while rows := list(missing.filter(pk__gt=last)[:AT_ONCE]):
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.executemany(statement, [(words, key) for key, words in words_of(rows).items()])
        last = rows[-1][0]


def _of_records(rows: Sequence[Any]) -> dict[Any, str]:
    return {key: kept(fields) for key, *fields in rows}


def _of_entries(rows: Sequence[Any]) -> dict[Any, str]:
    said: dict[tuple[str, int, int], Mapping[str, Any]] = {}
    for label in {label for _, _, label, _, _ in rows if TRACKED[label].SAID}:
        model, of_it = TRACKED[label], [row for row in rows if row[2] == label]
        key = model._meta.pk.attname
        numbers = {"change__in": {row[1] for row in of_it}, f"{key}__in": {row[3] for row in of_it}}
        for version in model.version_model()._base_manager.filter(**numbers).values("change_id", key, *model.SAID):
            said[label, version["change_id"], version[key]] = version
    nothing: Mapping[str, Any] = {}
    return {
        number: of_an_entry(TRACKED[label], name, said.get((label, change, record), nothing).get)
        for number, change, label, record, name in rows
    }
