"""The index of parts of words: finding the records that have some letters in their words without reading them all.

It is made of the column in which a record's words are kept in their plain form (kept_words.py). SQLite: a full-text table of trigrams
beside the model's own, kept by triggers. PostgreSQL: a trigram index, which the ordinary query then uses. `migrate` makes them, and makes
them again where a change of the table has taken them away. As at a moment the same column of the versions is read through.
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
    """The condition that a record of the model has the word in its words, as `Sought` has it: a part of a word, or how one begins.

    `indexed`: it has three letters or more, a space before it among them, and so a trigram. The word goes to the database as it is, which
    makes of it what it looks for: the question can be put together for any.
    """
    if connection.vendor == "sqlite" and indexed and (as_at.moment() is None or not hasattr(model, "version_model")):
        index = _quoted(_index_of(model))
        phrase = """'"' || REPLACE(%s, '"', '""') || '"'"""
        found = f"SELECT rowid FROM {index} WHERE {index} MATCH {phrase}"  # noqa: S608 - the name is our model's, the word comes as a parameter
        return Q(pk__in=RawSQL(found, [word]))  # noqa: S611 - the ORM knows no MATCH; the word comes as a parameter
    return Q(**{f"{COLUMN}__contains": Value(word)})


def is_called(word: str) -> Q:
    """The condition that a record which has the word has it in what it is called: the first line of its words."""
    return Q(LessThan(StrIndex(F(COLUMN), Value(word)), StrIndex(F(COLUMN), Value("\n")))) & Q(**{f"{COLUMN}__contains": Value(word)})


def make(state: Any = apps) -> None:
    """Make what is missing, as far as the database has been migrated."""
    with connection.cursor() as cursor:
        for model in keeping(state):
            if getattr(model, "WORDS_INDEXED", False):
                _make_on_sqlite(cursor, model) if connection.vendor == "sqlite" else _make_on_postgresql(cursor, model)


def stop_following() -> None:
    """Take the triggers away before tables are changed: SQLite gives up no column that one of them names. `make` makes all of it again."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute(r"SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE '%%\_words\_%%' ESCAPE '\'", [])
            for (name,) in cursor.fetchall():
                cursor.execute(f"DROP TRIGGER {_quoted(name)}")


def _make_on_postgresql(cursor: Any, model: type[models.Model]) -> None:
    """Kept up with each write: what waits in a list to be taken in makes an index so dear that the planner reads the table instead."""
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


def _on_sqlite(model: type[Any]) -> dict[str, str]:
    """By the name of each, the statement that makes it: the index first. Letters are folded already."""
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
