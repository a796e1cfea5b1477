"""Who may see which versions: asked of each tracked model, so that this app need not know those above it."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet


def _visible(user: Any, among: set[str] | None = None) -> Iterator[tuple[str, str, QuerySet[Any]]]:
    """Each tracked model's label, its key, and the versions this person may see, where there can be any."""
    from history.versions import TRACKED

    for label, model in TRACKED.items():
        if among is not None and label not in among:
            continue
        versions = model.versions_visible_to(user)
        if not versions.query.is_empty():
            yield label, model._meta.pk.attname, versions


def holds_a_version_for(user: Any) -> Q:
    """The condition on changes: everything for the national team; for anyone else, one that holds a version they may see."""
    if user.sees_everything:
        return Q()
    changes = [versions.order_by().values_list("change_id") for _, _, versions in _visible(user)]
    return Q(pk__in=changes[0].union(*changes[1:]) if changes else [])


def is_wholly_for(user: Any) -> Q:
    """The condition on changes that this person may read the reason and who made it: they made it themselves, or see all that it holds.

    A reason may speak of every record in the change; on a joint request that can be another vanguard's words.
    """
    from history.models import Entry

    if user.sees_everything:
        return Q()
    hidden = Entry.objects.filter(~is_of_a_version_for(user), change=OuterRef("pk"))
    return Q(made_by=user.pk) | ~Q(Exists(hidden))


def is_of_a_version_for(user: Any, among: set[str] | None = None) -> Q:
    """The same condition on the entries of changes; `among` these labels only, where it is known that there are no others."""
    if user.sees_everything:
        return Q()
    is_of = Q(pk__in=[])
    for label, key, versions in _visible(user, among):
        of_it = versions.filter(**{"change": OuterRef("change"), key: OuterRef("record_id")})
        is_of |= Q(record_type=label) & Q(Exists(of_it))
    return is_of
