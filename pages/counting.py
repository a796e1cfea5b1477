"""Counting as far as people need it: exactly to a thousand, then "more than 1,000". An exact count of everything reads everything."""

from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet

EXACT_UP_TO = 1_000
AT_A_GLANCE = 5  # of what has a list of its own, so many stand where it is only looked at


def count(rows: Any) -> int:
    """How many rows a queryset has; 1,001 for more than a thousand."""
    return int(rows.order_by().values("pk")[: EXACT_UP_TO + 1].count())


def counts(rows: Mapping[str, QuerySet[Any]]) -> dict[str, int]:
    """How many rows each of several querysets has, asked all at once; 1,001 for more than a thousand."""
    asked: dict[str, tuple[str, Any]] = {}
    for name, of_it in rows.items():
        with suppress(EmptyResultSet):
            asked[name] = of_it.order_by().values("pk")[: EXACT_UP_TO + 1].query.sql_with_params()
    if not asked:
        return dict.fromkeys(rows, 0)
    counting = ", ".join(f"(SELECT COUNT(*) FROM ({sql}) AS counted)" for sql, _ in asked.values())  # noqa: S608 - as Django put them together
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {counting}", [value for _, values in asked.values() for value in values])
        return dict.fromkeys(rows, 0) | dict(zip(asked, cursor.fetchone(), strict=True))


def counted(number: int) -> str:
    """The number as people read it."""
    return f"{number:,}" if number <= EXACT_UP_TO else f"more than {EXACT_UP_TO:,}"


def several(number: int, thing: str) -> str:
    """The number with what is counted: "1 request", "1,200 requests"."""
    return f"{number:,} {thing}{'s' if number != 1 else ''}"
