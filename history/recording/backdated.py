"""Write thousands of past changes in bulk (COPY on PostgreSQL), with the same versions, entries and records that the app would make.

Only for made-up programmes. Start with a record that has nothing after the first of these moments. It checks no policies: only the
database's constraints hold.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from itertools import count
from typing import Any

from django.apps import apps
from django.core.management.color import no_style
from django.db import connection, models

from history.reading.last_change import last_made_at
from history.reading.tracked import TRACKED
from history.recording.changes import CannotTrack
from history.recording.concerns import Key, concerned
from history.recording.versions import TrackedModel, tracked_values

ROWS = 20_000  # kept before they are written


@dataclass
class Standing:
    """The current version of a record. It is written when another one replaces it, or when the record is let go."""

    number: int
    change: int
    moment: datetime
    history_type: str
    values: dict[str, Any]


@dataclass
class Past:
    """Open changes in the order of their moments, and write what they did. Call `close` at the end; use one transaction."""

    rows: dict[type[models.Model], list[Sequence[Any]]] = field(default_factory=dict)
    standing: dict[Key, tuple[TrackedModel, Standing]] = field(default_factory=dict)
    numbers: dict[type[models.Model], Iterator[int]] = field(default_factory=dict)
    columns: dict[type[models.Model], list[models.Field]] = field(default_factory=dict)
    written: dict[Key, tuple[int, dict[str, Any]]] = field(default_factory=dict)  # in the open change: the entry's number and the values
    links: dict[tuple[type[models.Model], Any], set[int]] = field(default_factory=lambda: defaultdict(set))
    kept: int = 0
    versions: int = 0
    now: tuple[int, datetime] | None = None
    latest: datetime | None = None

    @contextmanager
    def change(self, moment: datetime, *, by: Any, reason: str = "", source: str = "page", invented: bool = True) -> Iterator[None]:
        """Put everything added or changed inside into one change."""
        change = apps.get_model("history", "Change")
        if self.latest is None:
            self.latest = last_made_at()
        if self.latest is not None and moment <= self.latest:
            raise CannotTrack(f"A change of {moment:%Y-%m-%d %H:%M:%S} cannot come after one of {self.latest:%Y-%m-%d %H:%M:%S}.")
        row = change(pk=self.number(change), made_at=moment, made_by=by, reason=reason, source=source, invented=invented)
        self._keep(row)
        self.now, self.latest = (row.pk, moment), moment
        yield
        self._note(row.pk)
        self.now = None
        if self.kept >= ROWS:
            self.flush()

    def number(self, model: type[models.Model]) -> int:
        """Return the next number of a model, after all that were ever given."""
        if model not in self.numbers:
            self.numbers[model] = count((model._base_manager.aggregate(last=models.Max("pk"))["last"] or 0) + 1)
        return next(self.numbers[model])

    def add(self, record: Any) -> Any:
        """Add a new record and return it with its number."""
        record.pk = record.pk or self.number(type(record))
        self._stand(record, "+")
        return record

    def alter(self, record: Any, **values: Any) -> None:
        """Change values of a record that was added before and not let go yet."""
        _, standing = self.standing[_key(record)]
        for name, value in values.items():
            setattr(record, name, value)
        self._write_version(record, standing, until=self._open()[1])
        self._stand(record, "~")

    def let_go(self, *records: Any) -> None:
        """Write these records as they are now: nothing more happens to them."""
        for record in records:
            _, standing = self.standing.pop(_key(record))
            self._write_version(record, standing, until=None)
            self._keep(record)
            self.links.pop((type(record), record.pk), None)

    def close(self) -> None:
        """Let go of everything, write what is kept, and set the database's next numbers."""
        self.let_go(*[record for record, _ in self.standing.values()])
        self.flush()
        with connection.cursor() as cursor:
            for statement in connection.ops.sequence_reset_sql(no_style(), list(self.columns)):
                cursor.execute(statement)

    def flush(self) -> None:
        for model, rows in self.rows.items():
            if rows:
                _write(model, self.columns[model], rows)
                rows.clear()
        self.kept = 0

    def _open(self) -> tuple[int, datetime]:
        if self.now is None:
            raise CannotTrack("Open a change of the past first.")
        return self.now

    def _stand(self, record: Any, history_type: str) -> None:
        change, moment = self._open()
        version = Standing(self.number(record.version_model()), change, moment, history_type, tracked_values(record))
        self.standing[_key(record)] = record, version
        self._link(record, version.values)
        entry = apps.get_model("history", "Entry")
        number = self.number(entry)
        self.written[_key(record)] = number, version.values
        self.versions += 1
        self._keep(entry.of(record, history_type, pk=number, change_id=change))

    def _link(self, record: Any, values: dict[str, Any]) -> None:
        for brings, to in record.BRINGS.items():
            self.links[record._meta.get_field(to).related_model, values[f"{to}_id"]].add(values[f"{brings}_id"])

    def _note(self, change: int) -> None:
        """Keep what the change concerns, as for any change."""
        concern = apps.get_model("history", "Concern")
        written = {key: values for key, (_, values) in self.written.items()}
        for key, (label, number), told in concerned(written, self):
            entry, _ = self.written[key]
            self._keep(concern(pk=self.number(concern), change_id=change, entry_id=entry, record_type=label, record_id=number, told=told))
        self.written.clear()

    def values(self, model: type[TrackedModel], numbers: set[int]) -> dict[int, dict[str, Any]]:
        """Return the values of records that are not let go yet, for concerns.Known."""
        label = model._meta.label_lower
        return {number: self.standing[label, number][1].values for number in numbers}

    def linked(self, link: type[TrackedModel], to: str, brings: str, numbers: set[int]) -> dict[int, set[int]]:
        ends: Any = link._meta.get_field(to).related_model
        return {number: self.links[ends, number] for number in numbers if (ends, number) in self.links}

    def _write_version(self, record: Any, version: Standing, until: datetime | None) -> None:
        model: Any = record.version_model()
        self._keep(
            model(
                history_id=version.number,
                change_id=version.change,
                history_date=version.moment,
                history_type=version.history_type,
                valid_until=until,
                **version.values,
            )
        )

    def _keep(self, row: models.Model) -> None:
        model = type(row)
        if model not in self.rows:
            self.rows[model], self.columns[model] = [], list(model._meta.local_concrete_fields)
        self.rows[model].append([getattr(row, column.attname) for column in self.columns[model]])
        self.kept += 1


def _key(record: Any) -> Key:
    if record._meta.label_lower not in TRACKED:
        raise CannotTrack(f"{record._meta.label} is not under history.")
    return record._meta.label_lower, record.pk


def _write(model: type[models.Model], columns: Sequence[models.Field], rows: Sequence[Sequence[Any]]) -> None:
    """Write rows of one table. The database checks keys between them when the transaction ends."""
    table = connection.ops.quote_name(model._meta.db_table)
    names = ", ".join(connection.ops.quote_name(str(column.column)) for column in columns)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
                for row in rows:  # of all values only decimals may be kept as something else: money as pence
                    copy.write_row([c.get_prep_value(v) if isinstance(v, Decimal) else v for c, v in zip(columns, row, strict=True)])
            return
        places = f"({', '.join(['%s'] * len(columns))})"
        prepared = [[column.get_db_prep_save(value, connection) for column, value in zip(columns, row, strict=True)] for row in rows]
        cursor.executemany(f"INSERT INTO {table} ({names}) VALUES {places}", prepared)  # noqa: S608 - names of our own models
