"""The words that a record is found by, kept beside it in one plain form: a column that follows from its other fields.

Its versions keep it too, so the past is searched as today is. It is no fact of the record: no page, form or difference shows it. `migrate`
fills it in where it is empty; so a migration that sets it to nothing has it worked out anew.
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
_WITHIN = re.compile(r"(?<=[^\w\s])\w{1,2}")  # how words begin that stand behind a mark: "gp" of "(GP)", "le" of "nurse-led"


def kept(fields: Iterable[Any]) -> str:
    """The words of some fields as they are kept: a line for each, so that no words are found across two, with a space before each word.

    What is too short to be found as a part of a word is found by how words begin, behind a space: the last line has those within words.
    """
    lines = [words for field in fields if isinstance(field, str) and (words := plain(field))]
    within = " ".join(dict.fromkeys(_WITHIN.findall("\n".join(lines))))
    return "".join(f" {line}\n" for line in (*lines, within) if line)


class OfItsWords(DeferredAttribute):
    """Always what the words of the record say now."""

    def __get__(self, instance: Any, cls: Any = None) -> Any:
        return self if instance is None else kept(getattr(instance, name) for name in instance.SEARCHED)

    def __set__(self, instance: Any, value: Any) -> None:
        instance.__dict__[self.field.attname] = value  # that it was read is all that Django asks of it


class PlainWords(models.TextField):
    """The column, on a model that names its fields of words as SEARCHED. Nobody sets it."""

    descriptor_class = OfItsWords

    def __init__(self, **options: Any) -> None:
        super().__init__(**options | {"null": True, "blank": True, "editable": False})

    def deconstruct(self) -> Any:
        """To the database, any text."""
        name, _, positional, named = super().deconstruct()
        return name, "django.db.models.TextField", positional, named

    def of_a_version(self) -> models.TextField:
        """The column of a version, which holds what was kept with it."""
        return models.TextField(null=True, blank=True, editable=False)


def is_kept(field: Any) -> bool:
    """Whether a field is this column, of a record or a version: no fact that people read."""
    return bool(field.name == COLUMN)


def of_an_entry(model: type[Any], name: str, value: Callable[[str], Any]) -> str:
    """What a line of a change is found by: what it was done to, and what was said with it; `value` knows the record's fields."""
    return kept([str(model._meta.verbose_name), name, *(value(field) for field in model.SAID)])


def keeping(state: Any = apps) -> Iterator[type[Any]]:
    """The models with the column, as far as the database has been migrated: `state` is what `migrate` says of it."""
    for model in apps.get_models():
        there = state.all_models[model._meta.app_label].get(model._meta.model_name)
        if hasattr(model, COLUMN) and there is not None and COLUMN in {field.name for field in there._meta.get_fields()}:
            yield model


def fill_missing(state: Any = apps) -> None:
    """Keep the words of what was on record before they were kept."""
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
