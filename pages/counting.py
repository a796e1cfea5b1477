"""Counting as far as people need it: exactly to a thousand, then "more than 1,000". An exact count of everything reads everything."""

from typing import Any

EXACT_UP_TO = 1_000
AT_A_GLANCE = 5  # of what has a list of its own, so many stand where it is only looked at


def count(rows: Any) -> int:
    """How many rows a queryset has; 1,001 for more than a thousand."""
    return int(rows.order_by().values("pk")[: EXACT_UP_TO + 1].count())


def counted(number: int) -> str:
    """The number as people read it."""
    return f"{number:,}" if number <= EXACT_UP_TO else f"more than {EXACT_UP_TO:,}"


def several(number: int, thing: str) -> str:
    """The number with what is counted: "1 request", "1,200 requests"."""
    return f"{number:,} {thing}{'s' if number != 1 else ''}"
