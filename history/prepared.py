"""Queries that are put together once, and asked again with other values.

To put a query together takes Django four to ten times as long as it takes the database to answer it; on pages made of many parts that was
half of all their time (docs/decisions/0013-prepared-queries.md).
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from functools import wraps
from itertools import count
from typing import Any, ParamSpec, Protocol

from django.conf import settings
from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet

from history import as_at, clock
from history.rows import reading

P = ParamSpec("P")

# What stands for the values while a query is put together: numbers any column can hold, days and words that nothing else in it says.
FIRST_NUMBER, FIRST_DAY, FIRST_MOMENT = 31_000, date(1000, 1, 1), datetime(1000, 1, 1, tzinfo=UTC)
MOST_BITS = 31  # a larger number is hardly any row's: with it the query is put together anew
COLUMN_BITS = 63  # a larger one no column can hold, and so no row is found where it is one of what must hold; SQLite would not take it
MOST_VALUES = 110  # a page has fewer; each length of a list is a shape of its own
MOST_KEPT = 300  # statements of one function, some tens of kilobytes each
MOST_IN_ALL = 1_000  # of all functions

_of_all: list[dict[Any, "Statement"]] = []


class Person(Protocol):
    """Whose rights a query asks about."""

    pk: Any
    led_vanguard_ids: list[int]

    @property
    def sees_everything(self) -> bool: ...

    @property
    def roles(self) -> tuple[bool, ...]: ...

    def standing_in(self, pk: int, led_vanguard_ids: list[int] | None) -> "Person": ...


def prepared(build: Callable[P, Any]) -> Callable[P, list[Any]]:
    """The rows of the queryset that `build` makes of its arguments, which come by their places.

    `build` runs once for arguments of a shape, with others in their place, and never sees what is asked for. What it does may depend on
    which arguments are None, on booleans and models, on how many numbers there are, on a person's roles and on whether a moment is set,
    but on no number, day or word, and on nothing but its arguments (the clock refuses to be asked). In tests each is compared with a query
    put together for what is asked. For more numbers than a page has it is put together each time.
    """
    statements = _room()

    @wraps(build)
    def ask(*given: P.args, **named: P.kwargs) -> list[Any]:
        if named:
            raise TypeError("Arguments of what is prepared come by their places.")
        moment = as_at.moment()
        values = [value for one in (moment, *given) for value in _values(one)]
        if _is_out_of_range(values):
            return [] if any(_is_longer_than(COLUMN_BITS, value) for value in values) else list(build(*given, **named))
        shape = (moment is None, *(_shape(one) for one in given))
        statement = statements.get(shape) or _kept(statements, shape, Statement(build, given))
        if settings.CHECK_PREPARED and _is_new(statement, values):
            statement.check(build(*given, **named), values)
        return statement.ask(values)

    return ask


_compared: set[Any] = set()


def _is_new(statement: Any, values: Sequence[Any]) -> bool:
    """Whether the suite has not compared this statement for these values ("values"), or at all ("shapes"): again would find the same."""
    known = len(_compared)
    _compared.add((statement, *values) if settings.CHECK_PREPARED == "values" else statement)
    return len(_compared) > known


def _room() -> dict[Any, "Statement"]:
    """For the statements of one function; counted with those of all."""
    statements: dict[Any, Statement] = {}
    _of_all.append(statements)
    return statements


class Statement:
    """A query put together, and the places in it where values go."""

    def __init__(self, build: Callable[..., Any], given: Sequence[Any]) -> None:
        numbers = count()
        moment, *others = (_other(one, numbers) for one in (as_at.moment(), *given))
        places = {_adapted(value): place for place, value in enumerate(value for one in (moment, *others) for value in _values(one))}
        with clock.unasked(), as_at.standing_in(moment):
            queryset: Any = build(*others)
            compiler: Any = queryset.query.get_compiler(queryset.db)
            self.sql, self.parameters = _put_together(compiler)
        if queryset._prefetch_related_lookups:
            raise RuntimeError(f"{build.__name__}: what is read beforehand is no part of this question: fill() it in afterwards.")
        if self.sql and (lost := _lost(others, self.parameters)):
            raise RuntimeError(f"{build.__name__}: what is asked for must reach the query as it is; {lost} does not.")
        self.read = reading(queryset, compiler) if self.sql else None
        self.places = [places.get(parameter) if isinstance(parameter, int | str | date) else None for parameter in self.parameters]

    def _with(self, values: Sequence[Any]) -> tuple[Any, ...]:
        pairs = zip(self.places, self.parameters, strict=True)
        return tuple(parameter if place is None else _adapted(values[place]) for place, parameter in pairs)

    def ask(self, values: Sequence[Any]) -> list[Any]:
        """As the queryset would."""
        return [] if self.read is None else self.read(self.sql, self._with(values))

    def check(self, afresh: QuerySet[Any], values: Sequence[Any]) -> None:
        """That this asks what a query put together for these values asks."""
        asked = _put_together(afresh.query.get_compiler(afresh.db))
        if asked != (self.sql, self._with(values)):
            raise AssertionError(f"Prepared: {self.sql} {self._with(values)}\nPut together afresh: {asked}")


def _kept(statements: dict[Any, Statement], shape: Any, statement: Statement) -> Statement:
    """Kept for the next time; where too many are, all of the function that has most are put together anew as they are asked for."""
    if len(statements) >= MOST_KEPT:
        statements.clear()
    elif sum(map(len, _of_all)) >= MOST_IN_ALL:
        max(_of_all, key=len).clear()
    return statements.setdefault(shape, statement)


def _is_out_of_range(values: Sequence[Any]) -> bool:
    return len(values) > MOST_VALUES or any(_is_longer_than(MOST_BITS, value) for value in values)


def _is_longer_than(bits: int, value: Any) -> bool:
    return isinstance(value, int) and value.bit_length() > bits


def _lost(others: Sequence[Any], parameters: Sequence[Any]) -> list[Any]:
    """Which values do not come out as parameters, for something else was made of them; of a person a query need not ask all."""
    known = {parameter for parameter in parameters if isinstance(parameter, int | str | date)}
    values = [value for one in others if not hasattr(one, "roles") for value in _values(one)]
    return [value for value in values if _adapted(value) not in known]


def _put_together(compiler: Any) -> tuple[str, tuple[Any, ...]]:
    """The statement and its parameters; an empty one where it can have no rows."""
    try:
        sql, parameters = compiler.as_sql()
    except EmptyResultSet:
        return "", ()
    return sql, tuple(parameters)


def _shape(one: Any) -> Any:
    """What of an argument decides how the query is put together."""
    if one is None or isinstance(one, bool | type):
        return one
    if isinstance(one, int | str | date):
        return type(one)
    if isinstance(one, list | tuple):
        return type(one), len(one)
    return one.roles, None if one.sees_everything else len(one.led_vanguard_ids)


def _values(one: Any) -> Sequence[Any]:
    """What of an argument goes into the query."""
    if one is None or isinstance(one, bool | type):
        return ()
    if isinstance(one, int | str | date):
        return (one,)
    if isinstance(one, list | tuple):
        return one
    return (one.pk, *(() if one.sees_everything else one.led_vanguard_ids))


def _other(one: Any, numbers: Iterator[int]) -> Any:
    """Another argument of the same shape, whose values are like no others."""
    if one is None or isinstance(one, bool | type):
        return one
    if isinstance(one, list | tuple):
        return type(one)(_other(each, numbers) for each in one)
    if not isinstance(one, int | str | date):
        return one.standing_in(_other(0, numbers), None if one.sees_everything else _other(one.led_vanguard_ids, numbers))
    number = next(numbers)
    if isinstance(one, datetime):
        return FIRST_MOMENT + timedelta(microseconds=number)
    if isinstance(one, date):
        return FIRST_DAY + timedelta(days=number)
    return FIRST_NUMBER + number if isinstance(one, int) else f"in place of {number}"


def _adapted(value: Any) -> Any:
    """As the database takes it."""
    if isinstance(value, datetime):
        return connection.ops.adapt_datetimefield_value(value)
    return connection.ops.adapt_datefield_value(value) if isinstance(value, date) else value


def fill(records: Sequence[Any], name: str, rows: Iterable[Any]) -> None:
    """Give records what `all()` of their parts would read; `rows` are the parts of all of them.

    As `prefetch_related` does, but as plain lists: to ask for anything else of these parts is an error, not another question.
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
    """The parts that a record was given; None where it was given none, and has to ask for them."""
    known = getattr(record, "_prefetched_objects_cache", {}).get(name)
    return None if known is None else [*known]
