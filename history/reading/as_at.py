"""Reading the record as it stood at a moment, with the queries every page already has.

While a moment is set, each SELECT that names a tracked table gets a common table expression of the table's own name in front, holding
the versions that stood then; so joins, prefetches, counts and iterators read the past. docs/decisions/0003-history-and-as-at.md.

What reads tracked tables by raw SQL without quoting their names, or keeps what it read (caches, counters), must ask `moment()`.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime
from functools import cache
from typing import Any

from django.db import connection

from history import clock
from history.reading.tracked import TRACKED

_moment: ContextVar[datetime | None] = ContextVar("as_at", default=None)


class PastIsReadOnly(RuntimeError):
    """A write of a tracked record while a moment is set."""


def moment() -> datetime | None:
    """The moment pages are shown as at; None for now."""
    return _moment.get()


def today() -> date:
    """The day pages speak of: London's date at the moment they are shown as at, or today. Rights ask the clock itself."""
    clock.refuse_if_unasked()
    then = moment()
    return clock.today() if then is None else clock.in_london(then).date()


@contextmanager
def standing_in(then: datetime | None) -> Iterator[None]:
    """Inside, this is the moment, for a query that is put together for all moments and not asked yet (history/reading/prepared.py)."""
    token = _moment.set(then)
    try:
        yield
    finally:
        _moment.reset(token)


@contextmanager
def as_at(then: datetime) -> Iterator[None]:
    """Everything read inside is read as it stood at that moment (which must not be in the future).

    Whoever may look is decided by today's record: read the user, roles and memberships before. For a moment that may be later than the last
    change, wait first (history/past/moments.py).
    """
    features: Any = connection.features
    token = _moment.set(then)
    # GROUP BY the key alone is valid for a table, but not for a common table expression.
    had_it = features.__dict__.get("allows_group_by_selected_pks")
    features.__dict__["allows_group_by_selected_pks"] = False
    try:
        with connection.execute_wrapper(read_the_past):
            yield
    finally:
        _moment.reset(token)
        if had_it is None:
            del features.__dict__["allows_group_by_selected_pks"]
        else:
            features.__dict__["allows_group_by_selected_pks"] = had_it


def read_the_past(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
    """The wrapper around the database connection: puts the past in front of what reads tracked tables, refuses what writes them."""
    tables, name = _tracked()
    named = list(dict.fromkeys(name.findall(sql)))
    if not named:
        return execute(sql, params, many, context)
    head, body = _split(sql)
    if not body.startswith("SELECT") and not body.startswith("("):
        raise PastIsReadOnly(f"Only reading is possible while a moment is set: {sql[:60]}")
    then = connection.ops.adapt_datetimefield_value(_moment.get())
    past = ", ".join(tables[table] for table in named)
    return execute(f"{head}WITH {past} {body}", [*[then] * (2 * len(named)), *(params or ())], many, context)


def _split(sql: str) -> tuple[str, str]:
    """What stands before the query itself (EXPLAIN, a server-side cursor's declaration), and the query."""
    found = re.match(r"\s*(EXPLAIN(?: QUERY PLAN| \([^)]*\))?\s+)?", sql)
    end = found.end() if found else 0
    return sql[:end], sql[end:]


@cache
def _tracked() -> tuple[dict[str, str], re.Pattern[str]]:
    """Each tracked table's expression, and what finds the tables' names in a query."""
    tables = {}
    for model in TRACKED.values():
        kept = set(model.version_fields())
        columns = ", ".join(
            f'"{field.column}"' if field in kept else f'NULL AS "{field.column}"' for field in model._meta.local_concrete_fields
        )
        table = model._meta.db_table
        tables[table] = (  # every name in it is our own models'
            f'"{table}" AS NOT MATERIALIZED (SELECT {columns} FROM "{model.version_model()._meta.db_table}" '  # noqa: S608
            "WHERE history_date <= %s AND (valid_until IS NULL OR valid_until > %s) AND history_type <> '-')"
        )
    return tables, re.compile('"(' + "|".join(map(re.escape, tables)) + ')"')
