"""The index of parts of words: finding the records that have some letters in one of their `SEARCHED` fields without reading them all.

SQLite: a full-text table of trigrams beside the model's own, kept by triggers. PostgreSQL: trigram indexes, which the ordinary query then
uses. `migrate` makes them, and makes them again where a change of the table has taken them away. As at a moment the versions are read
through: they have none.
"""

from functools import reduce
from operator import or_
from typing import Any

from django.db import connection, models
from django.db.models import Q, Value
from django.db.models.expressions import RawSQL

from history import as_at


def has(model: Any, word: str, indexed: bool = True) -> Q:
    """The condition that a record of the model has the word in one of the fields it names as SEARCHED, as a part of a word at least.

    `indexed`: it has three letters or more, and so a trigram. The word goes to the database as it is, which makes of it what it looks for:
    the question can be put together for any.
    """
    if connection.vendor == "sqlite" and as_at.moment() is None and indexed:
        index = _quoted(_index_of(model))
        phrase = """'"' || REPLACE(%s, '"', '""') || '"'"""
        found = f"SELECT rowid FROM {index} WHERE {index} MATCH {phrase}"  # noqa: S608 - the name is our model's, the word comes as a parameter
        return Q(pk__in=RawSQL(found, [word]))  # noqa: S611 - the ORM knows no MATCH; the word comes as a parameter
    return reduce(or_, (Q(**{f"{name}__icontains": Value(word)}) for name in model.SEARCHED))


def make() -> None:
    """Make what is missing."""
    from history.versions import TRACKED

    searched = [model for model in TRACKED.values() if model.SEARCHED]
    existing = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        for model in searched:
            if model._meta.db_table in existing:
                _make_on_sqlite(cursor, model) if connection.vendor == "sqlite" else _make_on_postgresql(cursor, model)


def _make_on_postgresql(cursor: Any, model: type[models.Model]) -> None:
    """On the words in capitals, for so the ORM asks for parts of words in any case. Kept up with each write: what waits in a list to be
    taken in makes an index so dear that the planner reads the whole table instead.
    """
    columns = {f"{_index_of(model)}_{column}": column for column in (_column(model, name) for name in model.SEARCHED)}  # type: ignore[attr-defined]
    up_to_date = "SELECT indexname FROM pg_indexes WHERE indexname = ANY(%s) AND indexdef LIKE '%%fastupdate=%%off%%'"
    cursor.execute(up_to_date, [list(columns)])
    missing = set(columns) - {name for (name,) in cursor.fetchall()}
    if missing:
        cursor.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
    for name in sorted(missing):
        on = f"{_quoted(model._meta.db_table)} USING gin (UPPER({_quoted(columns[name])}::text) gin_trgm_ops)"
        cursor.execute(f"DROP INDEX IF EXISTS {_quoted(name)}")
        cursor.execute(f"CREATE INDEX {_quoted(name)} ON {on} WITH (fastupdate = off)")


def _make_on_sqlite(cursor: Any, model: type[models.Model]) -> None:
    """The table and its three triggers, as SQLite's own documentation keeps a full-text index of another table's content."""
    wanted = _on_sqlite(model)
    names = list(wanted)
    cursor.execute(f"SELECT name, sql FROM sqlite_master WHERE name IN ({', '.join(['%s'] * len(names))})", names)  # noqa: S608
    there = dict(cursor.fetchall())
    if there == wanted:
        return
    index = names[0]
    for name in names[1:]:
        cursor.execute(f"DROP TRIGGER IF EXISTS {_quoted(name)}")
    cursor.execute(f"DROP TABLE IF EXISTS {_quoted(index)}")
    for statement in wanted.values():
        cursor.execute(statement)
    cursor.execute(f"INSERT INTO {_quoted(index)} ({_quoted(index)}) VALUES ('rebuild')")  # noqa: S608


def _on_sqlite(model: type[models.Model]) -> dict[str, str]:
    """By the name of each, the statement that makes it: the index first."""
    name, table, key = _index_of(model), model._meta.db_table, _column(model, model._meta.pk.name)
    columns = [_column(model, name) for name in model.SEARCHED]  # type: ignore[attr-defined]
    index, listed = _quoted(name), ", ".join(map(_quoted, columns))
    old, new = (", ".join(f"{row}.{_quoted(column)}" for column in [key, *columns]) for row in ("old", "new"))
    add = f"INSERT INTO {index} (rowid, {listed}) VALUES ({new});"  # noqa: S608
    remove = f"INSERT INTO {index} ({index}, rowid, {listed}) VALUES ('delete', {old});"  # noqa: S608
    other = " OR ".join(f"old.{_quoted(column)} IS NOT new.{_quoted(column)}" for column in columns)  # a save writes every column
    on = {
        "added": ("INSERT", "", add),
        "removed": ("DELETE", "", remove),
        "changed": (f"UPDATE OF {listed}", f"WHEN {other} ", f"{remove} {add}"),
    }
    return {
        name: f"CREATE VIRTUAL TABLE {index} USING fts5({listed}, content='{table}', content_rowid='{key}', tokenize='trigram')",
        **{
            f"{name}_{act}": f'CREATE TRIGGER "{name}_{act}" AFTER {event} ON {_quoted(table)} {when}BEGIN {keep} END'
            for act, (event, when, keep) in on.items()
        },
    }


def _column(model: type[models.Model], name: str) -> str:
    field: Any = model._meta.get_field(name)
    return str(field.column)


def _index_of(model: type[models.Model]) -> str:
    return f"{model._meta.db_table}_words"


def _quoted(name: str) -> str:
    return connection.ops.quote_name(name)
