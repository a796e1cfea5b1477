"""Making a move: of one record or of many, in one change, weighed on what stands then, and made of what did not move since it was seen."""

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
    """A record, and whether a move can be made of it."""

    move: Move
    record: Any
    verdict: Verdict

    @property
    def will(self) -> str:
        """What would become of it."""
        return self.move.will(self.record) if self.verdict else ""


@dataclass(frozen=True)
class Done:
    """The change that was made (None where there was nothing to do), the records it moved, and what was left as it was."""

    change: Any
    records: Sequence[Any]
    left: Sequence[Weighed]

    @property
    def moved(self) -> int:
        return len(self.records)


def weigh(move: Move, numbers: Iterable[int], *, since: datetime | None = None) -> list[Weighed]:
    """What would become of each record; those that changed after `since` are left as they are."""
    move.records = move.read(list(numbers))
    changed = _changed(move, since) if since is not None else {}
    return [Weighed(move, each, _verdict(move, each, changed.get(each.pk))) for each in move.records]


def _verdict(move: Move, record: Any, changed_by: str | None) -> Verdict:
    if changed_by is not None:
        return refused(f"{changed_by} since you looked at it.")
    return move.may(record) and move.fits(record)


def make_of_many(move: Move, numbers: Iterable[int], *, since: datetime | None = None) -> Done:
    """Make it of all that allow it, in one change with one reason, and say which were left as they were and why."""
    source = "page" if move.by else "command"
    with change(by=move.by, reason=move.said, source=source) as opened:
        weighed = weigh(move, numbers, since=since)
        records = [each.record for each in weighed if each.verdict]
        if records:
            move.do(opened, records)
    return Done(opened.row if records else None, records, [each for each in weighed if not each.verdict])


def make_of_one(move: Move, record: Any, *, since: datetime | None = None) -> Any:
    """Make it of one record, which is returned as it stands then. Raises Refused, with the sentence for the person, where it cannot be made
    now, or somebody changed the record after `since`.
    """
    done = make_of_many(move, [record.pk], since=since)
    if done.left:
        done.left[0].verdict.enforce()
    if not done.records:
        raise Refused(move.GONE.format(record=record))
    return done.records[0]


def _changed(move: Move, since: datetime) -> dict[int, str]:
    """Who changed something of these after a moment, or of what decides about them, but for what was said on them: in words, by number."""
    if not move.records:
        return {}
    label, numbers = move.records[0]._meta.label_lower, [each.pk for each in move.records]
    concerns = Concern.objects.filter(record_type=label, record_id__in=numbers, change__made_at__gt=since).order_by("change")
    changes = concerns.exclude(entry__record_type__in=[model._meta.label_lower for model in move.SAID])
    changed = {number: f"{name or THE_APP} changed it" for number, name in changes.values_list("record_id", "change__made_by__name")}
    return {**(_decided_otherwise(move.records, *move.DECIDED_BY, since) if move.DECIDED_BY else {}), **changed}


def _decided_otherwise(records: Sequence[Any], by: str, column: str, since: datetime) -> dict[int, str]:
    """The same for what decides about them: who made it another than it was then."""
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
