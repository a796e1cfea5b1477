"""The link in an invitation, to choose a first password once, within seven days."""

from datetime import datetime

from django.core.signing import BadSignature, Signer
from django.db import transaction

from history import clock
from pages import dates
from pages.links import path
from pages.typed_numbers import LONGEST_KEY, is_a_number
from people.models import Invitation, User
from people.verdict import ALLOWED, Verdict, refused


def _signer() -> Signer:
    return Signer(salt="people.invitations")


def token_of(invitation: Invitation) -> str:
    """Return the invitation's number, signed, for the link."""
    return _signer().sign(str(invitation.pk))


def link_sent(person: User, moment: datetime) -> str:
    """Return the path of the link that was made for somebody at a moment; empty where there was none."""
    invitation = Invitation.objects.filter(person=person.pk, sent_at=moment).first()
    return path("invitation", token_of(invitation)) if invitation is not None else ""


def invited_with(token: str) -> Invitation | None:
    """Return the invitation with this link; None if there is none."""
    try:
        number = _signer().unsign(token)
    except BadSignature:
        return None
    if not is_a_number(number, most=LONGEST_KEY):
        return None
    found: Invitation | None = Invitation.objects.select_related("person").filter(pk=number).first()
    return found


def may_be_used(invitation: Invitation) -> Verdict:
    """Return whether the link can still be used to choose a password."""
    person = invitation.person
    if not person.is_active:
        return refused("This account is closed.")
    if person.has_usable_password():
        return refused("This link has been used. Sign in with the password you chose.")
    if person.invitations.filter(pk__gt=invitation.pk).exists():
        return refused("You have been sent a newer link. Use the one in the latest e-mail.")
    if invitation.email != person.email:
        return refused("Your e-mail address has been changed since this link was sent. Ask for a new link.")
    if clock.now() > invitation.ends_at:
        return refused(f"This link ended on {dates.on(clock.in_london(invitation.ends_at).date())}. Ask for a new one.")
    return ALLOWED


def choose_password(invitation: Invitation, password: str) -> None:
    """Set the person's password. Raise Refused if the link was used or ended meanwhile."""
    with transaction.atomic():
        invitation.person = User.objects.select_for_update().get(pk=invitation.person_id)
        may_be_used(invitation).enforce()
        invitation.person.set_password(password)
        invitation.person.save(update_fields=["password"])
