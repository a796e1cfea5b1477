"""The one place that knows what time it is.

Moments are stored in UTC and shown in London time. In production the clock is the machine's. The demo's is set back by a whole
number of days, fixed when the demo is first loaded, so that it opens on 29 January 2016 and time runs on from there.
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
TOLERANCE = timedelta(seconds=5)  # between the clocks of two servers

_set_at: ContextVar[datetime | None] = ContextVar("clock_set_at", default=None)
_unasked: ContextVar[bool] = ContextVar("clock_unasked", default=False)


class ClockBehind(ImproperlyConfigured):
    """The clock is earlier than the last change on record: to write now would put the record out of order."""


@cache
def offset() -> timedelta:
    """By how many whole days the clock is moved: 0 in production. Read once per process."""
    days = apps.get_model("history", "ClockOffset").objects.values_list("days", flat=True).first()
    return timedelta(days=days or 0)


def now() -> datetime:
    """This moment, in UTC."""
    refuse_if_unasked()
    return _set_at.get() or timezone.now() + offset()


def today() -> date:
    """Today's date in London."""
    return in_london(now()).date()


def in_london(moment: datetime) -> datetime:
    """The same moment on London's clocks."""
    return moment.astimezone(LONDON)


def end_of(day: date) -> datetime:
    """The last microsecond of a day in London."""
    return datetime.combine(day + timedelta(days=1), time(), LONDON).astimezone(UTC) - timedelta(microseconds=1)


def start_of(day: date) -> datetime:
    """The first moment of a day in London."""
    return datetime.combine(day, time(), LONDON).astimezone(UTC)


@contextmanager
def set_at(moment: datetime) -> Iterator[None]:
    """Stop the clock at a moment: for commands that record what happened then, and for tests."""
    token = _set_at.set(moment)
    try:
        yield
    finally:
        _set_at.reset(token)


@contextmanager
def unasked() -> Iterator[None]:
    """Inside, nobody may ask what time it is."""
    token = _unasked.set(True)
    try:
        yield
    finally:
        _unasked.reset(token)


def refuse_if_unasked() -> None:
    """Raise RuntimeError where what is put together now is kept for later."""
    if _unasked.get():
        raise RuntimeError("What is kept for later must not depend on the time it is: take the day as an argument.")


def open_on(day: date) -> None:
    """Move the clock so that today is `day`, for ever: once, when the demo is first loaded."""
    days = (day - timezone.now().date()).days
    while in_london(timezone.now() + timedelta(days=days)).date() < day:  # after midnight in British Summer Time
        days += 1
    apps.get_model("history", "ClockOffset").objects.create(days=days)
    offset.cache_clear()
