"""Queries that Django compiles once and runs many times with other values (docs/decisions/0013-prepared-queries.md).

Compiling a query takes Django longer than running it takes the database. `@prepared` makes a function that returns a queryset return its
rows. For each new shape of arguments it calls the function with stand-ins: unusual numbers, days and words. Where these appear among the
SQL's parameters, later calls put their own values. Django itself reads the rows.
"""

import copy
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache, wraps
from itertools import count
from typing import Any, ParamSpec

from django.conf import settings
from django.core.exceptions import EmptyResultSet
from django.db import connection, connections

from history import clock
from history.reading import as_at

P = ParamSpec("P")

MOST_BITS = 31  # Django checks when compiling that a number fits its column
MOST_VALUES = 110  # a page has fewer; each length of a list is a shape of its own
MOST_KEPT = 1_000  # statements, some tens of kilobytes each

# The stand-ins for each kind of value; a datetime is a date too, so it comes first.
STAND_INS: dict[type, Callable[[int], Any]] = {
    datetime: lambda number: datetime(1000, 1, 1, tzinfo=UTC) + timedelta(microseconds=number),
    date: lambda number: date(1000, 1, 1) + timedelta(days=number),
    int: lambda number: 31_000 + number,
    str: lambda number: f"in place of {number}",
}


def prepared(build: Callable[P, Any]) -> Callable[P, list[Any]]:
    """Return the rows of the queryset that `build` returns for these arguments, given by position.

    `build` may depend on the shape of its arguments (None, booleans, models, the length of a list, a person's roles and how many vanguards
    they lead) and on whether a moment is set, but not on a number, a day, a word or the clock. Tests compile each query anew and compare
    (`CHECK_PREPARED`). The queryset must not prefetch; `fill` its rows instead.
    """

    @wraps(build)
    def ask(*given: P.args, **named: P.kwargs) -> list[Any]:
        if named:
            raise TypeError("Give the arguments of a prepared query by position.")
        apart = [_taken_apart(one) for one in (as_at.moment(), *given)]
        values = [value for _, of_one in apart for value in of_one]
        if len(values) > MOST_VALUES or any(isinstance(value, int) and value.bit_length() > MOST_BITS for value in values):
            return list(build(*given, **named))
        statement = _statement(build, tuple(shape for shape, _ in apart))
        if settings.CHECK_PREPARED and _is_new(statement, values):
            statement.compare(build(*given, **named), values)
        return statement.rows(values)

    return ask


def _taken_apart(one: Any) -> tuple[Hashable, Sequence[Any]]:
    """Return the shape of an argument, which the SQL may depend on, and its values, which become parameters."""
    if one is None or isinstance(one, bool | type):
        return one, ()
    if isinstance(one, list | tuple):
        return (list, _taken_apart(one[0])[0] if one else None, len(one)), one
    if hasattr(one, "roles"):
        led = None if one.sees_everything else one.led_vanguard_ids
        return (one.__class__, one.roles, None if led is None else len(led)), (one.pk, *(led or ()))
    return next(kind for kind in STAND_INS if isinstance(one, kind)), (one,)


_compared: set[Any] = set()


def _is_new(statement: Any, values: Sequence[Any]) -> bool:
    """Return whether the tests still have to compare this statement, for these values ("values") or at all ("shapes")."""
    known = len(_compared)
    _compared.add((statement, *values) if settings.CHECK_PREPARED == "values" else statement)
    return len(_compared) > known


def _stand_in(shape: Any, numbers: Iterator[int]) -> Any:
    """Return an argument of this shape with unusual values."""
    if shape in STAND_INS:
        return STAND_INS[shape](next(numbers))
    if not isinstance(shape, tuple):
        return shape
    kind, of_it, many = shape
    if kind is list:
        return [_stand_in(of_it, numbers) for _ in range(many)]
    return kind.with_roles(of_it, _stand_in(int, numbers), None if many is None else [_stand_in(int, numbers) for _ in range(many)])


class _Statement:
    """The SQL of a query, and which value goes into each of its parameters."""

    def __init__(self, build: Callable[..., Any], shapes: Sequence[Any]) -> None:
        numbers = count()
        moment, *given = (_stand_in(shape, numbers) for shape in shapes)
        with clock.unasked(), as_at.standing_in(moment):
            self.queryset: Any = build(*given)
            self.compiler = self.queryset.query.get_compiler(self.queryset.db)
            self.sql, self.parameters = _compiled(self.compiler)
        if self.queryset._prefetch_related_lookups:
            raise RuntimeError(f"{build.__name__}: a prepared query cannot prefetch; fill() its rows.")
        values = [value for one in (moment, *given) for value in _taken_apart(one)[1]]
        places = {_adapted(value): place for place, value in enumerate(values)}
        self.places = [places.get(parameter) if isinstance(parameter, int | str | date) else None for parameter in self.parameters]
        if self.sql:
            converters = self.compiler.get_converters([column for column, *_ in self.compiler.select[: self.compiler.col_count]])
            self.compiler.get_converters = lambda columns: converters  # Django would find these again for each call

    def _with(self, values: Sequence[Any]) -> tuple[Any, ...]:
        pairs = zip(self.places, self.parameters, strict=True)
        return tuple(parameter if place is None else _adapted(values[place]) for place, parameter in pairs)

    def rows(self, values: Sequence[Any]) -> list[Any]:
        """Return what Django makes of the rows for these values."""
        if not self.sql:
            return []
        compiler = copy.copy(self.compiler)
        compiler.connection = connections[self.queryset.db]  # each thread has its own
        compiler.as_sql = lambda: (self.sql, self._with(values))
        return list(self.queryset._iterable_class(_Asked(self.queryset, compiler)))

    def compare(self, afresh: Any, values: Sequence[Any]) -> None:
        """Raise AssertionError if the query compiled for these values differs."""
        compiled = _compiled(afresh.query.get_compiler(afresh.db))
        if compiled != (self.sql, self._with(values)):
            raise AssertionError(f"Prepared: {self.sql} {self._with(values)}\nCompiled for these values: {compiled}")


class _Asked:
    """A queryset and its query, as far as Django's iterables need them, with a compiler that knows its SQL."""

    def __init__(self, queryset: Any, compiler: Any) -> None:
        self.queryset, self.query, self.db, self.get_compiler = queryset, self, queryset.db, lambda *args, **kwargs: compiler

    def __getattr__(self, name: str) -> Any:
        return getattr(self.queryset.query if hasattr(self.queryset.query, name) else self.queryset, name)


_statement = lru_cache(MOST_KEPT)(_Statement)


def _compiled(compiler: Any) -> tuple[str, tuple[Any, ...]]:
    """Return the SQL and its parameters; both empty if the query can have no rows."""
    try:
        sql, parameters = compiler.as_sql()
    except EmptyResultSet:
        return "", ()
    return sql, tuple(parameters)


def _adapted(value: Any) -> Any:
    """Return a value as the database takes it."""
    if isinstance(value, datetime):
        return connection.ops.adapt_datetimefield_value(value)
    return connection.ops.adapt_datefield_value(value) if isinstance(value, date) else value


def fill(records: Sequence[Any], name: str, rows: Iterable[Any]) -> None:
    """Give each record its parts, so that `all()` does not query; `rows` holds the parts of all records.

    Unlike `prefetch_related` it gives plain lists: asking for other parts raises an error instead of querying again.
    """
    if not records:
        return
    field = getattr(type(records[0]), name).field
    parts: dict[Any, list[Any]] = {record.pk: [] for record in records}
    for row in rows:
        parts[getattr(row, field.attname)].append(row)
    for record in records:
        record.__dict__.setdefault("_prefetched_objects_cache", {})[name] = parts[record.pk]
        for row in parts[record.pk]:
            setattr(row, field.name, record)


def filled(record: Any, name: str) -> list[Any] | None:
    """Return the parts given to a record; None if it must query for them."""
    known = getattr(record, "_prefetched_objects_cache", {}).get(name)
    return None if known is None else [*known]
