"""An index of parts of words, which finds records by a few letters without reading them all.

It indexes the column of plain words (search_words.py). SQLite: a full-text table of trigrams, kept up to date by triggers. PostgreSQL: a
trigram index, which ordinary queries use. `migrate` makes them, and makes them again if a change of the table removed them. A search in the
past reads through the versions' column instead.
"""

from typing import Any

from django.apps import apps
from django.db import connection, models
from django.db.models import F, Q, Value
from django.db.models.expressions import RawSQL
from django.db.models.functions import StrIndex
from django.db.models.lookups import LessThan

from history.reading import as_at
from history.recording.search_words import COLUMN, keeping


def has(model: Any, word: str, indexed: bool = True) -> Q:
    """Return the condition that a record has this word: as part of a word, or as the beginning of one.

    `indexed`: the word has at least three letters, with a space before it counted, so the index has it. The database gets the word
    unchanged.
    """
    if connection.vendor == "sqlite" and indexed and (as_at.moment() is None or not hasattr(model, "version_model")):
        index = _quoted(_index_of(model))
        phrase = """'"' || REPLACE(%s, '"', '""') || '"'"""
        found = f"SELECT rowid FROM {index} WHERE {index} MATCH {phrase}"  # noqa: S608 - the name is our model's, the word comes as a parameter
        return Q(pk__in=RawSQL(found, [word]))  # noqa: S611 - the ORM has no MATCH; the word comes as a parameter
    return Q(**{f"{COLUMN}__contains": Value(word)})


def is_called(word: str) -> Q:
    """Return the condition that the word is in the record's name, the first line of its words. Only for records that have the word."""
    return Q(LessThan(StrIndex(F(COLUMN), Value(word)), StrIndex(F(COLUMN), Value("\n")))) & Q(**{f"{COLUMN}__contains": Value(word)})


def make(state: Any = apps) -> None:
    """Make the missing indexes, as far as the database is migrated."""
    with connection.cursor() as cursor:
        for model in keeping(state):
            if getattr(model, "WORDS_INDEXED", False):
                _make_on_sqlite(cursor, model) if connection.vendor == "sqlite" else _make_on_postgresql(cursor, model)


def stop_following() -> None:
    """Drop the triggers before tables change: SQLite cannot drop a column that a trigger names. `make` makes them again."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute(r"SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE '%%\_words\_%%' ESCAPE '\'", [])
            for (name,) in cursor.fetchall():
                cursor.execute(f"DROP TRIGGER {_quoted(name)}")


def _make_on_postgresql(cursor: Any, model: type[models.Model]) -> None:
    """Make the index without a pending list: with one, the planner finds the index too costly and reads the table instead."""
    name, table = f"{_index_of(model)}_plain", model._meta.db_table
    of_words = "SELECT indexname, indexdef FROM pg_indexes WHERE tablename = %s AND indexdef LIKE '%%gin_trgm_ops%%'"
    cursor.execute(of_words, [table])
    there = dict(cursor.fetchall())
    if set(there) == {name} and "fastupdate=off" in there[name].replace("'", "").replace(" ", ""):
        return
    for other in there:
        cursor.execute(f"DROP INDEX {_quoted(other)}")
    cursor.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
    on = f"{_quoted(table)} USING gin ({_quoted(COLUMN)} gin_trgm_ops)"
    cursor.execute(f"CREATE INDEX {_quoted(name)} ON {on} WITH (fastupdate = off)")


def _make_on_sqlite(cursor: Any, model: type[models.Model]) -> None:
    """Make the table and its three triggers, as SQLite's documentation describes for another table's content."""
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


def _on_sqlite(model: type[Any]) -> dict[str, str]:
    """Return the statements that make them, by name, the index first. Letters are folded already."""
    name, table, key, words = _index_of(model), model._meta.db_table, model._meta.pk.column, _quoted(COLUMN)
    index = _quoted(name)
    old, new = (f"{row}.{_quoted(key)}, {row}.{words}" for row in ("old", "new"))
    add = f"INSERT INTO {index} (rowid, {words}) VALUES ({new});"  # noqa: S608 - names of our own models
    remove = f"INSERT INTO {index} ({index}, rowid, {words}) VALUES ('delete', {old});"  # noqa: S608 - names of our own models
    on = {
        "added": ("INSERT", "", add),
        "removed": ("DELETE", "", remove),
        # a save writes every column
        "changed": (f"UPDATE OF {words}", f"WHEN old.{words} IS NOT new.{words} ", f"{remove} {add}"),
    }
    of_it = f"content='{table}', content_rowid='{key}', tokenize='trigram case_sensitive 1'"
    return {
        name: f"CREATE VIRTUAL TABLE {index} USING fts5({words}, {of_it})",
        **{
            f"{name}_{act}": f'CREATE TRIGGER "{name}_{act}" AFTER {event} ON {_quoted(table)} {when}BEGIN {keep} END'
            for act, (event, when, keep) in on.items()
        },
    }


def _index_of(model: type[models.Model]) -> str:
    return f"{model._meta.db_table}_words"


def _quoted(name: str) -> str:
    return connection.ops.quote_name(name)
