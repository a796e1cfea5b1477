"""Who may see which changes, entries and versions. The national team sees all; a lead sees what their vanguards are told (concerns.py)."""

from collections.abc import Sequence
from typing import Any

from django.apps import apps
from django.contrib.auth import get_user_model
from django.db.models import Exists, OuterRef, Q, QuerySet

from history.reading import as_at
from history.reading.tracked import TRACKED


def told(user: Any) -> QuerySet[Any]:
    """Return the concerns for this person: entries about what they lead today that its leads may read."""
    concerns: QuerySet[Any] = apps.get_model("history", "Concern")._base_manager.filter(told=True, record_type__in=_with_leads())
    return concerns.filter(record_id__in=user.led_vanguard_ids)


def of_record(label: str, number: int, user: Any) -> QuerySet[Any]:
    """Return the concerns about one record that this person may see.

    If the record has leads, only through what this person leads: an entry about two vanguards would show who else is on a request.
    """
    concerns: QuerySet[Any] = apps.get_model("history", "Concern")._base_manager.filter(record_type=label, record_id=number)
    if user.sees_everything:
        return concerns
    own = ~Q(record_type__in=_with_leads()) | Q(record_id__in=user.led_vanguard_ids)
    return concerns.filter(own, Exists(told(user).filter(entry=OuterRef("entry"))))


def _with_leads() -> list[str]:
    return [label for label, model in TRACKED.items() if model.HAS_LEADS]


TOLD_BY_HAND = (
    "e.id IN (SELECT k.entry_id FROM history_concern k "
    "WHERE k.told AND k.record_type IN ({}) AND k.record_id IN ({}) AND k.change_id IN ({}))"
)


def told_by_hand(user: Any, changes: Sequence[int]) -> tuple[str, list[Any]]:
    """Return the same condition as `told` in SQL for the entry `e` of one of these changes, with its parameters."""
    if user.sees_everything:
        return "TRUE", []
    led, numbers = _with_leads(), user.led_vanguard_ids
    if not led or not numbers:
        return "FALSE", []
    places = [", ".join(["%s"] * len(some)) for some in (led, numbers, changes)]
    return TOLD_BY_HAND.format(*places), [*led, *numbers, *changes]


def holds_a_version_for(user: Any) -> Q:
    """Return the condition that a change holds a version this person may see; always true for the national team."""
    return Q() if user.sees_everything else Q(pk__in=told(user).values("change"))


def is_wholly_for(user: Any) -> Q:
    """Return the condition that this person may read the reason of a change and who made it: they made it, or see everything in it.

    A reason may mention every record in the change; on a joint request that can be another vanguard's words.
    """
    if user.sees_everything:
        return Q()
    hidden = apps.get_model("history", "Entry").objects.filter(change=OuterRef("pk")).hidden_from(user)
    return Q(made_by=user.pk) | ~Q(Exists(hidden))


def tells_who(user: Any) -> Q:
    """Return the condition that this person may know who made a change they see: somebody of the national team, or somebody whose name they
    may know, if they may read the reason. Naming another vanguard's lead would show who else is on a request.
    """
    if user.sees_everything:
        return Q()
    people: Any = get_user_model()._default_manager
    return Q(made_by__in=people.national()) | (is_wholly_for(user) & Q(made_by__in=people.nameable_to(user)))


def is_of_a_version_for(user: Any) -> Q:
    """Return the same condition for entries."""
    return Q() if user.sees_everything else Q(Exists(told(user).filter(entry=OuterRef("pk"))))


def is_told_of(user: Any, label: str, key: str) -> Q:
    """Return the same condition for the versions of a model, by its label and the column of its key."""
    if user.sees_everything:
        return Q()
    of_it = told(user).filter(change=OuterRef("change"), entry__record_type=label, entry__record_id=OuterRef(key))
    return Q(Exists(of_it))


def is_told_as_it_stands(user: Any, model: Any) -> Q:
    """Return the condition that this person may read the current version of a record; while a moment is set, the version of that moment."""
    if user.sees_everything:
        return Q()
    moment = as_at.moment()
    stands = Q(valid_until=None) if moment is None else Q(history_date__lte=moment) & (Q(valid_until=None) | Q(valid_until__gt=moment))
    standing = model.version_model()._base_manager.filter(stands, id=OuterRef(OuterRef("pk")))
    of_it = told(user).filter(entry__record_type=model._meta.label_lower, entry__record_id=OuterRef("pk"))
    return Q(Exists(of_it.filter(change__in=standing.values("change"))))
