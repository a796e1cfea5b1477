"""Who owns requests that are open: whose names are offered, and whose accounts are closed."""

from datetime import date

from django.db.models import Count, Q

from history import clock
from history.reading.remembered import until_the_next_change
from pages.counting import several
from people.models import User
from people.names import Named, People
from support.workflow import OPEN_STATES

OPEN = Q(owned_requests__state__in=OPEN_STATES)


@until_the_next_change
def owners(day: date) -> People:
    """Everybody who owns an open request, also those whose accounts are closed."""
    found = User.objects.filter(OPEN).annotate(many=Count("owned_requests"))
    return People(
        Named(each.pk, each.name, each.email, f"{several(each.many, 'open request')}{', account closed' if each.is_closed(day) else ''}")
        for each in found
    )


def owners_today() -> People:
    return owners(clock.today())


@until_the_next_change
def closed_owners(day: date) -> tuple[int, ...]:
    """The numbers of those who own an open request and whose accounts are closed on a day: mostly there are none."""
    return tuple(User.objects.closed(day).filter(OPEN).order_by("pk").values_list("pk", flat=True).distinct())
