"""What an invitation says was done, in feeds."""

from typing import Any

from django.db.models import Exists, OuterRef, Prefetch

from history import clock
from history.feed.said import Said, Says
from pages.counting import one_after_the_other
from people.models import Invitation
from vanguards.models import Membership


def _invited(invitation: Any, act: str) -> Said:
    person = invitation.person
    if invitation.is_again:
        return Said("sent {it} a new link to choose a password", {"it": person})
    day = clock.in_london(invitation.sent_at).date()
    led = {f"vanguard{each.vanguard_id}": each.vanguard for each in person.led_so_far if each.starts_on == day}
    to_lead = f" to lead {one_after_the_other([f'{{{name}}}' for name in led])}" if led else ""
    return Said(f"invited {{it}}{to_lead}", {"it": person, **led})


def _invitations(numbers: list[int], user: Any) -> Any:
    """With what each person leads, as far as the reader may know; and whether they had been invited before."""
    earlier = Invitation.objects.filter(person=OuterRef("person"), pk__lt=OuterRef("pk"))
    led = Membership.objects.visible_to(user).select_related("vanguard").order_by("vanguard")
    read = Invitation.objects.visible_to(user).filter(pk__in=numbers).select_related("person").annotate(is_again=Exists(earlier))
    return read.prefetch_related(Prefetch("person__memberships", led, to_attr="led_so_far"))


ADDED = {"people.invitation": Says(_invitations, _invited)}
