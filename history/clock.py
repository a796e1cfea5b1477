"""The only place that reads the time.

Moments are stored in UTC and shown in London time. Production uses the machine's clock. The demo's clock is set back by whole days when the
demo is first loaded: it opens on 29 January 2016 and runs on from there.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from django.apps import apps
from django.core.exceptions import ImproperlyConfigured
from django.utils import timezone

LONDON = ZoneInfo("Europe/London")
UTC = ZoneInfo("UTC")
TOLERANCE = timedelta(seconds=5)  # allowed between the clocks of two servers

_set_at: ContextVar[datetime | None] = ContextVar("clock_set_at", default=None)
_unasked: ContextVar[bool] = ContextVar("clock_unasked", default=False)


class ClockBehind(ImproperlyConfigured):
    """The clock is earlier than the last change: a write now would put the record out of order."""


@cache
def offset() -> timedelta:
    """Return by how many whole days the clock is moved; 0 in production. Read once per process."""
    days = apps.get_model("history", "ClockOffset").objects.values_list("days", flat=True).first()
    return timedelta(days=days or 0)


def now() -> datetime:
    """Return the current moment in UTC."""
    refuse_if_unasked()
    return _set_at.get() or timezone.now() + offset()


def today() -> date:
    """Return today's date in London."""
    return in_london(now()).date()


def in_london(moment: datetime) -> datetime:
    """Return the same moment in London time."""
    return moment.astimezone(LONDON)


def end_of(day: date) -> datetime:
    """Return the last microsecond of a day in London."""
    return datetime.combine(day + timedelta(days=1), time(), LONDON).astimezone(UTC) - timedelta(microseconds=1)


def start_of(day: date) -> datetime:
    """Return the first moment of a day in London."""
    return datetime.combine(day, time(), LONDON).astimezone(UTC)


@contextmanager
def set_at(moment: datetime) -> Iterator[None]:
    """Stop the clock at a moment, for tests and for commands that record past events."""
    token = _set_at.set(moment)
    try:
        yield
    finally:
        _set_at.reset(token)


@contextmanager
def unasked() -> Iterator[None]:
    """Forbid reading the time inside this block."""
    token = _unasked.set(True)
    try:
        yield
    finally:
        _unasked.reset(token)


def refuse_if_unasked() -> None:
    """Raise RuntimeError inside `unasked`: what is built there is kept for later, so it must not depend on the time."""
    if _unasked.get():
        raise RuntimeError("What is kept for later must not depend on the time it is: take the day as an argument.")


def open_on(day: date) -> None:
    """Move the clock so that today is `day`, when the demo is first loaded. It stays moved."""
    days = (day - timezone.now().date()).days
    while in_london(timezone.now() + timedelta(days=days)).date() < day:  # the hour after midnight in British Summer Time
        days += 1
    apps.get_model("history", "ClockOffset").objects.create(days=days)
    offset.cache_clear()
