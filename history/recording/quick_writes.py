"""Write rows of the history with SQL that is built once per model. Django's save() and update() would make a save a quarter slower.

No signals are sent: nothing listens for these rows.
"""

from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any

from django.db import connection


def insert(record: Any) -> None:
    """Add a new row as `save(force_insert=True)` does, with the number from the database."""
    statement, fields = _insertion(record._meta.model)
    with connection.cursor() as cursor:
        cursor.execute(f"{statement} RETURNING {connection.ops.quote_name(record._meta.pk.column)}", _values(fields, record))
        ((record.pk,),) = cursor.fetchall()
    record._state.adding = False


def insert_all(records: Sequence[Any]) -> None:
    """Add new rows of one model. The records do not get their numbers."""
    if records:
        statement, fields = _insertion(records[0]._meta.model)
        with connection.cursor() as cursor:
            cursor.executemany(statement, [_values(fields, record) for record in records])


def update(record: Any, **values: Any) -> None:
    """Set these values on a record's row, by column."""
    statement, fields = _change(record._meta.model, tuple(values))
    with connection.cursor() as cursor:
        cursor.execute(statement, [*(field.get_db_prep_save(values[field.attname], connection) for field in fields), record.pk])


def _values(fields: Iterable[Any], record: Any) -> list[Any]:
    return [field.get_db_prep_save(getattr(record, field.attname), connection) for field in fields]


@cache
def _insertion(model: Any) -> tuple[str, list[Any]]:
    """Return the statement, and the fields of its parameters."""
    fields, quote = [field for field in model._meta.concrete_fields if not field.primary_key], connection.ops.quote_name
    columns, places = ", ".join(quote(field.column) for field in fields), ", ".join(["%s"] * len(fields))
    into = f"{quote(model._meta.db_table)} ({columns})"
    return f"INSERT INTO {into} VALUES ({places})", fields  # noqa: S608 - our models' names


@cache
def _change(model: Any, columns: tuple[str, ...]) -> tuple[str, list[Any]]:
    """Return the statement, and the fields of its parameters except the last."""
    known, quote = {field.attname: field for field in model._meta.concrete_fields}, connection.ops.quote_name
    fields = [known[column] for column in columns]
    changed = ", ".join(f"{quote(field.column)} = %s" for field in fields)
    return f"UPDATE {quote(model._meta.db_table)} SET {changed} WHERE {quote(model._meta.pk.column)} = %s", fields  # noqa: S608 - as above
