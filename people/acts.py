"""One act on many records at once: weighed row by row, and made in one change of what did not move since it was weighed.

`asked`: what the act's form asked for, the same for all. The acts themselves stand in their apps.
"""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar

from django.db.models import Q

from history.models import Concern
from history.recording.changes import OpenChange, change
from people.models import User
from people.verdict import Verdict, refused

Asked = Mapping[str, Any]
THE_APP = "The app itself"


class Act(ABC):
    """Something that can be done to many records of one kind, each in the same way.

    `SAID`: the models of what is said on such a record, which changes nothing of it. `DECIDED_BY`: its foreign key to another record,
    and the column of that by which it is decided what would become of it.
    """

    label: str
    SAID: ClassVar[Sequence[Any]] = ()
    DECIDED_BY: ClassVar[tuple[str, str] | None] = None

    @abstractmethod
    def records(self, numbers: Sequence[int], by: User) -> list[Any]:
        """Those of these numbers that this person may see, in their order."""

    def called(self, record: Any) -> str:
        """What a row of the preview calls it."""
        return str(record)

    def state(self, record: Any) -> tuple[str, str]:
        """Where it stands: the value, and the words for it."""
        return record.state, record.get_state_display()

    def prepare(self, records: Sequence[Any], by: User, asked: Asked) -> None:  # noqa: B027 - most acts read nothing more
        """Read at once what weighing them takes."""

    @abstractmethod
    def may(self, by: User, record: Any, asked: Asked) -> Verdict:
        """Whether this person may do it to this record now."""

    @abstractmethod
    def will(self, record: Any, asked: Asked) -> str:
        """What would be so then, as the preview says it."""

    @abstractmethod
    def do(self, opened: OpenChange, records: Sequence[Any], words: str, asked: Asked) -> None:
        """Do it to those that allow it, all at once."""


@dataclass(frozen=True)
class Weighed:
    """A record, and what would become of it: nothing, where the verdict is no."""

    record: Any
    verdict: Verdict
    will: str


@dataclass(frozen=True)
class Done:
    """The change that was made (None where there was nothing to do), how many it moved, and what was left as it was."""

    change: Any
    moved: int
    left: Sequence[Weighed]


def weigh(act: Act, numbers: Iterable[int], *, by: User, asked: Asked, since: datetime | None = None) -> list[Weighed]:
    """What would become of each record; those that changed after `since` are left as they are."""
    numbers = list(numbers)
    records = act.records(numbers, by)
    changed = _changed(act, records, since) if since is not None else {}
    act.prepare(records, by, asked)
    return [_weighed(act, each, changed.get(each.pk), by, asked) for each in records]


def _weighed(act: Act, record: Any, changed_by: str | None, by: User, asked: Asked) -> Weighed:
    if changed_by is not None:
        return Weighed(record, refused(f"{changed_by} since you looked at it."), "")
    verdict = act.may(by, record, asked)
    return Weighed(record, verdict, act.will(record, asked) if verdict else "")


def _changed(act: Act, records: Sequence[Any], since: datetime) -> dict[int, str]:
    """Who changed something of these after a moment, or of what decides about them, but for what was said on them: in words, by number."""
    if not records:
        return {}
    label, numbers = records[0]._meta.label_lower, [each.pk for each in records]
    concerns = Concern.objects.filter(record_type=label, record_id__in=numbers, change__made_at__gt=since).order_by("change")
    changes = concerns.exclude(entry__record_type__in=[model._meta.label_lower for model in act.SAID])
    changed = {number: f"{name or THE_APP} changed it" for number, name in changes.values_list("record_id", "change__made_by__name")}
    return {**(_decided_otherwise(records, *act.DECIDED_BY, since) if act.DECIDED_BY else {}), **changed}


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


def do(act: Act, numbers: Iterable[int], *, by: User, words: str, asked: Asked, since: datetime | None = None) -> Done:
    """Do it to all that allow it, in one change with one reason, and say which were left as they were and why."""
    asked = {**asked, "words": words}
    with change(by=by, reason=words) as opened:
        weighed = weigh(act, numbers, by=by, asked=asked, since=since)
        moving = [each.record for each in weighed if each.verdict]
        if moving:
            act.do(opened, moving, words, asked)
    return Done(opened.row if moving else None, len(moving), [each for each in weighed if not each.verdict])
