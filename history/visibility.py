"""Who may see which versions: asked of each tracked model, so that this app need not know those above it."""

from typing import Any

from django.db.models import Exists, OuterRef, Q


def holds_a_version_for(user: Any) -> Q:
    """The condition on changes: everything for the national team; for anyone else, one that holds a version they may see."""
    from history.versions import TRACKED

    if user.sees_everything:
        return Q()
    holds = Q(pk__in=[])
    for model in TRACKED.values():
        visible = model.versions_visible_to(user)
        if not visible.query.is_empty():
            holds |= Q(Exists(visible.filter(change=OuterRef("pk"))))
    return holds
