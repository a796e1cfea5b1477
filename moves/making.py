"""Make a move on one record or many, in one change. Check each record as it is now, and skip those that changed since the person looked."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q

from history.models import Concern
from history.recording.changes import change
from moves.move import Move
from pages.errors import Refused
from people.verdict import Verdict, refused

THE_APP = "The app"


@dataclass(frozen=True)
class Weighed:
    """A record, and whether the move can be made on it."""

    move: Move
    record: Any
    verdict: Verdict

    @property
    def will(self) -> str:
        """Return what the move would do."""
        return self.move.will(self.record) if self.verdict else ""


@dataclass(frozen=True)
class Done:
    """The change (None if there was nothing to do), the moved records, and the records left alone."""

    change: Any
    records: Sequence[Any]
    left: Sequence[Weighed]

    @property
    def moved(self) -> int:
        return len(self.records)


def weigh(move: Move, numbers: Iterable[int], *, since: datetime | None = None) -> list[Weighed]:
    """Check what would happen to each record; refuse those that changed after `since`."""
    move.records = move.read(list(numbers))
    changed = _changed(move, since) if since is not None else {}
    return [Weighed(move, each, _verdict(move, each, changed.get(each.pk))) for each in move.records]


def _verdict(move: Move, record: Any, changed_by: str | None) -> Verdict:
    if changed_by is not None:
        return refused(f"{changed_by} since you looked at it.")
    return move.may(record) and move.fits(record)


def make_of_many(move: Move, numbers: Iterable[int], *, since: datetime | None = None) -> Done:
    """Make the move on all records that allow it, in one change; return also which were left alone, and why."""
    source = "page" if move.by else "command"
    with change(by=move.by, reason=move.said, source=source) as opened:
        weighed = weigh(move, numbers, since=since)
        records = [each.record for each in weighed if each.verdict]
        if records:
            move.do(opened, records)
    return Done(opened.row if records else None, records, [each for each in weighed if not each.verdict])


def make_of_one(move: Move, record: Any, *, since: datetime | None = None) -> Any:
    """Make the move on one record and return the record afterwards.

    Raise Refused if it cannot be made now, or if somebody changed the record after `since`.
    """
    done = make_of_many(move, [record.pk], since=since)
    if done.left:
        done.left[0].verdict.enforce()
    if not done.records:
        raise Refused(move.GONE.format(record=record))
    return done.records[0]


def _changed(move: Move, since: datetime) -> dict[int, str]:
    """Return who changed these records, or what decides about them, after a moment: in words, by number. Comments do not count."""
    if not move.records:
        return {}
    label, numbers = move.records[0]._meta.label_lower, [each.pk for each in move.records]
    concerns = Concern.objects.filter(record_type=label, record_id__in=numbers, change__made_at__gt=since).order_by("change")
    changes = concerns.exclude(entry__record_type__in=[model._meta.label_lower for model in move.SAID])
    changed = {number: f"{name or THE_APP} changed it" for number, name in changes.values_list("record_id", "change__made_by__name")}
    return {**(_decided_otherwise(move.records, *move.DECIDED_BY, since) if move.DECIDED_BY else {}), **changed}


def _decided_otherwise(records: Sequence[Any], by: str, column: str, since: datetime) -> dict[int, str]:
    """Return the same for the records that decide about them."""
    link: Any = records[0]._meta.get_field(by)
    model, wholes = link.related_model, {each.pk: getattr(each, link.attname) for each in records}
    versions = model.version_model()._base_manager.filter(**{f"{model._meta.pk.attname}__in": set(wholes.values())})
    stood = versions.filter(history_date__lte=since).filter(Q(valid_until=None) | Q(valid_until__gt=since))
    then = dict(stood.values_list(model._meta.pk.attname, column))
    since_then = versions.filter(history_date__gt=since).order_by("history_date")
    changed: dict[int, str] = {}
    before = dict(then)
    for number, now, name in since_then.values_list(model._meta.pk.attname, column, "change__made_by__name"):
        if now == then.get(number):
            changed.pop(number, None)
        elif now != before.get(number):
            changed[number] = f"{name or THE_APP} changed its {model._meta.verbose_name}"
        before[number] = now
    return {pk: changed[number] for pk, number in wholes.items() if number in changed}
