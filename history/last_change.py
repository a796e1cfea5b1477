"""When the last change was made: what was read after it is true until the next, and the moments of changes grow."""

from datetime import datetime
from typing import Any

from django.apps import apps

from history.prepared import prepared


def last_made_at() -> datetime | None:
    """None where nothing is on record yet."""
    return next(iter(_last()), None)


@prepared
def _last() -> Any:
    return moment_of_the_last()


def moment_of_the_last() -> Any:
    """The same as a queryset, for whoever asks for something else at once."""
    return apps.get_model("history", "Change").objects.order_by("-made_at").values_list("made_at", flat=True)[:1]
