"""When the last change was made. Everything read after that stays true until the next change."""

from datetime import datetime
from typing import Any

from django.apps import apps
from django.db import DatabaseError

from history import clock
from history.reading.prepared import prepared


def last_made_at() -> datetime | None:
    """Return when the last change was made; None if there is none."""
    return next(iter(_last()), None)


@prepared
def _last() -> Any:
    return moment_of_the_last()


def moment_of_the_last() -> Any:
    """Return the same as a queryset, to be read in one statement with something else."""
    return apps.get_model("history", "Change").objects.order_by("-made_at").values_list("made_at", flat=True)[:1]


def refuse_clock_behind() -> None:
    """Raise clock.ClockBehind if the clock is earlier than the last change. Do nothing without a migrated database that answers."""
    try:
        last = last_made_at()
        behind = last is not None and clock.now() < last - clock.TOLERANCE
    except DatabaseError:
        return
    if behind:
        raise clock.ClockBehind(
            f"The clock says {clock.now():%Y-%m-%d %H:%M:%S} UTC, but the last change on record was made at {last:%Y-%m-%d %H:%M:%S} UTC. "
            "Set the machine's clock right before starting."
        )
