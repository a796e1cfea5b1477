"""A signed-off return: its page shows the record as it stood at that moment, and what has changed since."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any, NamedTuple

from history.feed.lines import Line, lines
from history.models import Change, Concern
from history.reading import as_at
from people.models import User
from returns.models import Return
from vanguards.models import Vanguard

MOST_SHOWN = 50  # changes since it was signed off
OURS = "returns."  # records of returns are no facts about the vanguard


class Drift(NamedTuple):
    """How many facts about the vanguard changed since it was signed off, and the latest changes that did it."""

    facts: int
    changes: list[Line]


@contextmanager
def as_it_was(moment: datetime | None) -> Iterator[None]:
    """Read everything inside as at a moment, also on a page that shows the past already; today or that page's moment if it is None."""
    if moment is None:
        yield
    elif as_at.moment() is None:
        with as_at.as_at(moment):
            yield
    else:
        with as_at.standing_in(min(moment, as_at.moment() or moment)):
            yield


def drift(vanguard_return: Return, user: User) -> Drift:
    """Return what changed about the vanguard since the return was signed off, as far as its leads may read it."""
    label, since = Vanguard._meta.label_lower, vanguard_return.signed_off_at
    told = Concern.objects.filter(record_type=label, record_id=vanguard_return.vanguard_id, told=True, change__made_at__gt=since)
    until = as_at.moment()
    told = told if until is None else told.filter(change__made_at__lte=until)
    facts = told.exclude(entry__record_type__startswith=OURS)
    numbers = facts.order_by().values("change")
    seen: Any = Change.objects.visible_to(user).filter(pk__in=numbers).for_list(user).order_by("-made_at")
    return Drift(facts.count(), lines(seen[:MOST_SHOWN], user, of=vanguard_return.vanguard))
