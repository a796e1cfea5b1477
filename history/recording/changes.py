"""Opening a change: the only way to write a tracked record.

Changes are serialised, so that their moments strictly grow and nothing slips in behind a moment somebody has already looked at: on SQLite
every transaction takes the write lock at its start (BEGIN IMMEDIATE), on PostgreSQL a change takes one advisory lock.
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
    """A write that would leave no version, or a false one."""


class NoOpenChange(CannotTrack):
    """A tracked record was written with no change open."""


@dataclass
class OpenChange:
    """The change under way, and its row."""

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
        """Note in the change what it did to a record; `again` where it has a line already."""
        if again:
            self.strike(instance)
        insert(self.entry_for(instance, history_type))

    def strike(self, instance: models.Model) -> None:
        """Take a record's line out of the change."""
        self.row.entries.filter(record_type=instance._meta.label_lower, record_id=instance.pk).delete()


_open: ContextVar[OpenChange | None] = ContextVar("open_change", default=None)


def current_change(instance: models.Model) -> OpenChange:
    """The change that is open; raises NoOpenChange, naming the record that was to be written, where there is none."""
    change = _open.get()
    if change is None:
        raise NoOpenChange(f"Open a change before writing {instance._meta.label} {instance.pk}: with change(by=…, reason=…): …")
    return change


@contextmanager
def change(*, by: Any, reason: str = "", source: str = "page", invented: bool = False) -> Iterator[OpenChange]:
    """Everything written inside is one change: one person, one moment, one transaction, with its reason.

    `by` is None only for a command. Opened inside another change it is part of that one, which must be the same person's and whose reason
    stands; if it fails, what it wrote is undone, even where the outer one goes on. A change that wrote nothing leaves no row.
    Raises history.clock.ClockBehind where the clock is earlier than the last change.
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
    """The change of this row is the open one; the row goes again where nothing was written."""
    insert(row)
    remembered.ask_again()  # what is read from here on is of this change
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
    """Wait until no other change is under way, and let none begin before this transaction ends."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])


def _next_moment() -> datetime:
    """Now, and after the last change."""
    now = clock.now()
    last = last_made_at()
    if last is None or now > last:
        return now
    if last - now > clock.TOLERANCE:
        raise clock.ClockBehind(
            f"The clock says {now:%Y-%m-%d %H:%M:%S} UTC, earlier than the last change on record ({last:%Y-%m-%d %H:%M:%S})."
        )
    return last + timedelta(microseconds=1)
