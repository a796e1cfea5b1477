"""Rows read into records, and written, by statements put together once: what Django does anew each time is done when they are."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from operator import itemgetter
from typing import Any

from django.db import connection, connections
from django.db.models import query

AT_ONCE = 20  # rows added by one statement

Read = Callable[[str, Sequence[Any]], list[Any]]


def reading(queryset: Any, compiler: Any) -> Read:
    """What asks the database with a statement and its parameters, and makes of each row what the queryset makes of it.

    The statement is the queryset's own with other parameters; the compiler is the one that put it together.
    """
    columns = [column for column, *_ in compiler.select][: compiler.col_count]
    converters, make, alias = list(compiler.get_converters(columns).items()), _making(queryset, compiler), queryset.db
    as_they_are = make is tuple and not converters

    def read(statement: str, parameters: Sequence[Any]) -> list[Any]:
        connection = connections[alias]  # this thread's
        with connection.cursor() as cursor:
            cursor.execute(statement, parameters)
            rows: list[Any] = cursor.fetchall()
        if as_they_are:
            return rows
        return [make(_converted([*row], converters, connection)) for row in rows]

    return read


def _converted(row: list[Any], converters: Sequence[tuple[int, Any]], connection: Any) -> list[Any]:
    for place, (steps, expression) in converters:
        for step in steps:
            row[place] = step(row[place], expression, connection)
    return row


def _making(queryset: Any, compiler: Any) -> Callable[[list[Any]], Any]:
    """As Django's iterable of the same kind has it; raises KeyError for a kind that nobody needed yet."""
    names = [*queryset.query.selected] if queryset.query.selected else [*queryset.query.values_select, *queryset.query.annotation_select]
    kinds: dict[Any, Callable[[], Callable[[list[Any]], Any]]] = {
        query.ModelIterable: lambda: _making_records(queryset, compiler),
        query.ValuesIterable: lambda: lambda row: dict(zip(names, row, strict=False)),
        query.ValuesListIterable: lambda: (lambda row: tuple(row[: compiler.col_count])) if compiler.has_extra_select else tuple,
        query.FlatValuesListIterable: lambda: itemgetter(0),
    }
    return kinds[queryset._iterable_class]()


def _making_records(queryset: Any, compiler: Any) -> Callable[[list[Any]], Any]:
    """Records, each with what was selected with it and what was annotated."""
    alias, model, places = queryset.db, compiler.klass_info["model"], compiler.klass_info["select_fields"]
    own, annotations = slice(places[0], places[-1] + 1), [*compiler.annotation_col_map.items()]
    names = [column.target.attname for column, *_ in compiler.select[own]]
    populators: Any = query.get_related_populators  # the stubs describe a later Django's
    with_it = populators(compiler.klass_info, compiler.select, alias)

    def make(row: list[Any]) -> Any:
        record = model.from_db(alias, names, row[own])
        for related in with_it:
            related.populate(row, record)
        for name, place in annotations:
            setattr(record, name, row[place])
        return record

    return make


def insert(model: Any, rows: Iterable[Mapping[str, Any]]) -> None:
    """Add rows of these values, by column; the database gives them their numbers. No signal is sent, for nobody listens to these."""
    _, fields = _insertion(model)
    values = [[field.get_db_prep_save(row[field.attname], connection) for field in fields] for row in rows]
    with connection.cursor() as cursor:
        for some in (values[start : start + AT_ONCE] for start in range(0, len(values), AT_ONCE)):
            statement, _ = _insertion(model, len(some))
            cursor.execute(statement, [value for row in some for value in row])


def insert_one(record: Any) -> None:
    """Add a new record, as its `save()` would; the number the database gives it is on it. No signal is sent."""
    model: Any = type(record)
    statement, fields = _insertion(model)
    values = [field.get_db_prep_save(getattr(record, field.attname), connection) for field in fields]
    with connection.cursor() as cursor:
        cursor.execute(f"{statement} RETURNING {connection.ops.quote_name(model._meta.pk.column)}", values)
        ((record.pk,),) = cursor.fetchall()
    record._state.adding = False


def change_one(model: Any, number: Any, **values: Any) -> None:
    """Give the row of this number these values, by column. No signal is sent."""
    statement, fields = _changing(model, tuple(values))
    with connection.cursor() as cursor:
        cursor.execute(statement, [*(field.get_db_prep_save(values[field.attname], connection) for field in fields), number])


@cache
def _insertion(model: Any, rows: int = 1) -> tuple[str, list[Any]]:
    """The statement for so many rows, and the fields that the parameters of each are."""
    fields = [field for field in model._meta.concrete_fields if not field.primary_key]
    quote = connection.ops.quote_name
    columns, row = ", ".join(quote(field.column) for field in fields), f"({', '.join(['%s'] * len(fields))})"
    into = f"{quote(model._meta.db_table)} ({columns})"
    return f"INSERT INTO {into} VALUES {', '.join([row] * rows)}", fields  # noqa: S608 - names are our models', values come as parameters


@cache
def _changing(model: Any, columns: tuple[str, ...]) -> tuple[str, list[Any]]:
    """The statement, and the fields that its parameters are, but for the last."""
    known = {field.attname: field for field in model._meta.concrete_fields}
    fields = [known[column] for column in columns]
    quote = connection.ops.quote_name
    changed = ", ".join(f"{quote(field.column)} = %s" for field in fields)
    table, key = quote(model._meta.db_table), quote(model._meta.pk.column)
    return f"UPDATE {table} SET {changed} WHERE {key} = %s", fields  # noqa: S608 - names are our models', values come as parameters
