"""Read the record as it stood at a moment, with the same queries as today.

While a moment is set, each SELECT that names a tracked table gets a common table expression of that name in front, with the versions of
that moment. So joins, prefetches, counts and iterators read the past. See docs/decisions/0003-history-and-as-at.md.

Raw SQL that does not quote table names must ask `moment()`; so must caches and counters.
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
    """A tracked record was written while a moment is set."""


def moment() -> datetime | None:
    """Return the moment that pages show; None for now."""
    return _moment.get()


def today() -> date:
    """Return the date that pages show in London: that of the moment, or today. Rights use the clock itself."""
    clock.refuse_if_unasked()
    then = moment()
    return clock.today() if then is None else clock.in_london(then).date()


@contextmanager
def standing_in(then: datetime | None) -> Iterator[None]:
    """Set the moment for a query that is built now and run later (history/reading/prepared.py)."""
    token = _moment.set(then)
    try:
        yield
    finally:
        _moment.reset(token)


@contextmanager
def as_at(then: datetime) -> Iterator[None]:
    """Read everything inside as it stood at this moment, which must not be in the future.

    Read the user, roles and memberships first: today's record decides who may look. If the moment may be later than the last change, wait
    first (history/past/moments.py).
    """
    features: Any = connection.features
    token = _moment.set(then)
    # PostgreSQL takes GROUP BY the key alone for tables, but not for a common table expression
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
    """Wrap the database connection: put the past in front of queries that read tracked tables, and refuse to write them."""
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
    """Split a statement into what comes before the query (EXPLAIN, a cursor's declaration) and the query."""
    found = re.match(r"\s*(EXPLAIN(?: QUERY PLAN| \([^)]*\))?\s+)?", sql)
    end = found.end() if found else 0
    return sql[:end], sql[end:]


@cache
def _tracked() -> tuple[dict[str, str], re.Pattern[str]]:
    """Return the expression for each tracked table, and a pattern that finds their names in a query."""
    tables = {}
    for model in TRACKED.values():
        kept = set(model.version_fields())
        columns = ", ".join(
            f'"{field.column}"' if field in kept else f'NULL AS "{field.column}"' for field in model._meta.local_concrete_fields
        )
        table = model._meta.db_table
        tables[table] = (  # all names come from our models
            f'"{table}" AS NOT MATERIALIZED (SELECT {columns} FROM "{model.version_model()._meta.db_table}" '  # noqa: S608
            "WHERE history_date <= %s AND (valid_until IS NULL OR valid_until > %s) AND history_type <> '-')"
        )
    return tables, re.compile('"(' + "|".join(map(re.escape, tables)) + ')"')
