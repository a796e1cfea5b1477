"""Owners of open requests: names to suggest, and owners whose accounts are closed."""

from datetime import date
from typing import Any

from django.apps import apps
from django.db.models import Count, Exists, OuterRef, Q

from history import clock
from history.reading.remembered import until_the_next_change
from pages.counting import several
from people.models import User
from people.names import MOST_IN_A_BOX, Named, People
from support.workflow import OPEN_STATES

OPEN = Q(owned_requests__state__in=OPEN_STATES)


@until_the_next_change
def owners(day: date) -> People:
    """Return everybody who owns an open request, also people whose accounts are closed."""
    found = User.objects.filter(OPEN).annotate(many=Count("owned_requests"))
    return People(
        Named(each.pk, each.name, each.email, f"{several(each.many, 'open request')}{', account closed' if each.is_closed(day) else ''}")
        for each in found
    )


def owners_today() -> People:
    return owners(clock.today())


@until_the_next_change
def closed_owners(day: date) -> tuple[int, ...]:
    """Return the numbers of owners of open requests whose accounts are closed on a day; mostly there are none."""
    return tuple(User.objects.closed(day).filter(OPEN).order_by("pk").values_list("pk", flat=True).distinct())


@until_the_next_change
def owners_seen_by(user: User) -> People:
    """Return everybody who owns a request that this person may see, open or not."""
    requests: Any = apps.get_model("support", "SupportRequest").objects
    owned = Exists(requests.visible_to(user).filter(owner=OuterRef("pk")))
    return People(Named(*each) for each in User.objects.filter(owned).values_list("pk", "name", "email"))


def most_open(user: User) -> list[int]:
    """Return the numbers of the owners that a select box lists: those with most open requests come first."""
    people = [one.number for one in owners_seen_by(user)]
    return people if len(people) <= MOST_IN_A_BOX else _most_open(user)


@until_the_next_change
def _most_open(user: User) -> list[int]:
    open_ones: Any = apps.get_model("support", "SupportRequest").objects.visible_to(user).open().exclude(owner=None)
    counted = open_ones.order_by().values_list("owner").annotate(many=Count("pk")).order_by("-many", "owner")
    return [owner for owner, _ in counted[:MOST_IN_A_BOX]]
