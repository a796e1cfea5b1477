"""Count as far as people need: exactly up to a thousand, then "more than 1,000". An exact count would read every row."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet

EXACT_UP_TO = 1_000
AT_A_GLANCE = 5  # rows shown where the full list is elsewhere


def count(rows: Any) -> int:
    """Return how many rows a queryset has; 1,001 if there are more than a thousand."""
    return int(rows.order_by().values("pk")[: EXACT_UP_TO + 1].count())


def counts(rows: Mapping[str, QuerySet[Any]]) -> dict[str, int]:
    """Return how many rows each queryset has, asked in one statement; 1,001 for more than a thousand."""
    asked: dict[str, tuple[str, Any]] = {}
    for name, of_it in rows.items():
        with suppress(EmptyResultSet):
            asked[name] = of_it.order_by().values("pk")[: EXACT_UP_TO + 1].query.sql_with_params()
    if not asked:
        return dict.fromkeys(rows, 0)
    counting = ", ".join(f"(SELECT COUNT(*) FROM ({sql}) AS counted)" for sql, _ in asked.values())  # noqa: S608 - as Django built them
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {counting}", [value for _, values in asked.values() for value in values])
        return dict.fromkeys(rows, 0) | dict(zip(asked, cursor.fetchone(), strict=True))


def counted(number: int) -> str:
    """Return the number as people read it."""
    return f"{number:,}" if number <= EXACT_UP_TO else f"more than {EXACT_UP_TO:,}"


def several(number: int, thing: str) -> str:
    """Return the number with its noun: "1 request", "1,200 requests"."""
    return f"{number:,} {thing}{'s' if number != 1 else ''}"


def one_after_the_other(names: Sequence[str]) -> str:
    """Return names as a sentence lists them: "one, another and a third"."""
    *first, last = names
    return f"{', '.join(first)} and {last}" if first else last
