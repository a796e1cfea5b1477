"""What the list of requests can be sorted by."""

from datetime import date
from typing import Any

from django.db.models import Case, F, Min, OuterRef, Q, Subquery, Value, When

from people.models import User
from support.models import Recipient, SupportRequest
from support.own_part import state_for
from support.owners import closed_owners
from support.workflow import OPEN_STATES

SORTS = {
    "reference": ["pk"],
    "title": ["title", "pk"],
    "state": ["stands", "pk"],
    "target": ["target_on?", "pk"],
    "age": ["-open_since?", "-pk"],  # the youngest first, as numbers go up
    "priority": ["rank?", "pk"],
    "owner": ["owner_said?", "pk"],
    "vanguard": ["first_vanguard?", "pk"],
}
RANKS = [SupportRequest.Priority.HIGH, SupportRequest.Priority.NORMAL, SupportRequest.Priority.LOW]


def sorted_by(sort: str, user: User, day: date) -> dict[str, Any]:
    """What a sort needs besides the columns of a request, by its name in SORTS. Each says what this person reads in the row."""
    made = {"state": _stands, "age": _open_since, "priority": _rank, "owner": _owner_said, "vanguard": _first_vanguard}
    name = sort.removeprefix("-")
    return made[name](user, day) if name in made else {}


def _stands(user: User, day: date) -> dict[str, Any]:
    return {"stands": state_for(user)}


def _open_since(user: User, day: date) -> dict[str, Any]:
    """What is over has no age."""
    return {**_stands(user, day), "open_since": Case(When(stands__in=OPEN_STATES, then=F("raised_on")), default=None)}


def _rank(user: User, day: date) -> dict[str, Any]:
    return {"rank": Case(*(When(priority=priority, then=Value(place)) for place, priority in enumerate(RANKS)), default=None)}


def _owner_said(user: User, day: date) -> dict[str, Any]:
    """What is open is nobody's where the account of its owner is closed."""
    closed = Q(owner__in=closed_owners(day), state__in=OPEN_STATES)
    return {"owner_said": Case(When(closed, then=Value(None)), default=F("owner__name"))}


def _first_vanguard(user: User, day: date) -> dict[str, Any]:
    of_it = Recipient.objects.visible_to(user).filter(support_request=OuterRef("pk")).order_by().values("support_request")
    return {"first_vanguard": Subquery(of_it.values(first=Min("vanguard_id")))}
