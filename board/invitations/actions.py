"""Invite somebody, or send the link again."""

from collections.abc import Iterable, Sequence

from history import clock
from history.recording.changes import change
from mail.invitations import send_link
from pages.counting import one_after_the_other
from pages.errors import Refused
from people.models import User
from people.policies import may_give_roles, may_invite, may_invite_again
from vanguards.models import Membership, Vanguard


def invite(*, by: User, name: str, email: str, roles: Iterable[str], vanguards: Sequence[Vanguard], reason: str) -> User:
    """Open an account, record which vanguards the person leads from today, and mail them a link to choose a password.

    Raise Refused if the address already has an account, or if `by` may not give these roles.
    """
    may_invite(by).enforce()
    given = dict.fromkeys(roles, True)
    if given:
        may_give_roles(by).enforce()
    with change(by=by, reason=reason) as opened:
        if User.objects.filter(email=email.lower()).exists():
            raise Refused("Somebody with this e-mail address has an account.", "email")
        person: User = User.objects.open_account(email, name=name, **given)
        for vanguard in vanguards:
            Membership.objects.create(user=person, vanguard=vanguard, starts_on=clock.today())
        send_link(opened, person, _what_is_theirs(vanguards))
    return person


def invite_again(person: User, *, by: User, reason: str) -> None:
    """Mail a new link; an earlier one, and a password they may have forgotten, stop working. Raise Refused if the account is closed."""
    with change(by=by, reason=reason) as opened:
        person.refresh_from_db()
        may_invite_again(by, person).enforce()
        is_new = person.last_login is None and not person.has_usable_password()
        if person.has_usable_password():
            person.set_unusable_password()
            person.save(update_fields=["password"])
        send_link(opened, person, "", is_new=is_new)


def _what_is_theirs(vanguards: Sequence[Vanguard]) -> str:
    return f" You lead {one_after_the_other([each.in_a_sentence for each in vanguards])}." if vanguards else ""
