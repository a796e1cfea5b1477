"""Open a change: the only way to write a tracked record.

One change runs at a time, so that each has a later moment than the last and none can appear before a moment that somebody has looked at.
SQLite takes the write lock when a transaction starts (BEGIN IMMEDIATE); on PostgreSQL a change takes an advisory lock.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.apps import apps
from django.db import connection, models, transaction

from history import clock
from history.reading import as_at, remembered
from history.reading.last_change import last_made_at
from history.recording.concerns import note
from history.recording.quick_writes import insert

LOCK = 0x76616E67  # the advisory lock's number: "vang"


class CannotTrack(RuntimeError):
    """A write that would leave no version, or a wrong one."""


class NoOpenChange(CannotTrack):
    """A tracked record was written outside a change."""


@dataclass
class OpenChange:
    """The open change, and its row."""

    by: Any
    row: Any
    labels: set[str] = field(default_factory=set)  # the kinds of records that may have been written in it

    @property
    def moment(self) -> datetime:
        moment: datetime = self.row.made_at
        return moment

    def entry_for(self, instance: models.Model, history_type: str) -> Any:
        self.labels.add(instance._meta.label_lower)
        return apps.get_model("history", "Entry").of(instance, history_type, change=self.row)

    def enter(self, instance: models.Model, history_type: str, *, again: bool = False) -> None:
        """Add what was done to a record to the change; `again` if the change already has a line for it."""
        if again:
            self.strike(instance)
        insert(self.entry_for(instance, history_type))

    def strike(self, instance: models.Model) -> None:
        """Remove a record's line from the change."""
        self.row.entries.filter(record_type=instance._meta.label_lower, record_id=instance.pk).delete()


_open: ContextVar[OpenChange | None] = ContextVar("open_change", default=None)


def current_change(instance: models.Model) -> OpenChange:
    """Return the open change. Raise NoOpenChange, naming the record to be written, if there is none."""
    change = _open.get()
    if change is None:
        raise NoOpenChange(f"Open a change before writing {instance._meta.label} {instance.pk}: with change(by=…, reason=…): …")
    return change


@contextmanager
def change(*, by: Any, reason: str = "", source: str = "page", invented: bool = False) -> Iterator[OpenChange]:
    """Put everything written inside into one change: one person, one moment, one transaction, one reason.

    `by` is None only for a command. Inside another change of the same person it becomes part of that one, which keeps its own reason. If
    the inner block fails, its writes are undone even if the outer change goes on. A change that wrote nothing leaves no row.

    Raise history.clock.ClockBehind if the clock is earlier than the last change.
    """
    outer = _open.get()
    if outer is not None and outer.by != by:
        raise CannotTrack("A change is one person's: finish this one before opening another.")
    if as_at.moment() is not None:
        raise as_at.PastIsReadOnly("Nothing can be written while a moment is set.")
    with transaction.atomic():
        if outer is not None:
            yield outer
            return
        wait_for_changes_under_way()
        row = apps.get_model("history", "Change")(made_by=by, source=source, reason=reason, invented=invented, made_at=_next_moment())
        with _recording_in(row) as opened:
            yield opened


@contextmanager
def _recording_in(row: Any) -> Iterator[OpenChange]:
    """Make this row's change the open one. Delete the row if nothing was written."""
    insert(row)
    remembered.ask_again()  # what is read from here on belongs to this change
    opened = OpenChange(by=row.made_by, row=row)
    token = _open.set(opened)
    try:
        yield opened
    finally:
        _open.reset(token)
        remembered.ask_again()
    if not note(row, opened.labels):
        type(row).objects.filter(pk=row.pk)._raw_delete(connection.alias)


def wait_for_changes_under_way() -> None:
    """Wait until no other change is open, and keep others out until this transaction ends."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])


def _next_moment() -> datetime:
    """Return the current moment, always after the last change."""
    now = clock.now()
    last = last_made_at()
    if last is None or now > last:
        return now
    if last - now > clock.TOLERANCE:
        raise clock.ClockBehind(
            f"The clock says {now:%Y-%m-%d %H:%M:%S} UTC, earlier than the last change on record ({last:%Y-%m-%d %H:%M:%S})."
        )
    return last + timedelta(microseconds=1)
