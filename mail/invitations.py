"""Send somebody who has a new account, or has forgotten their password, the link with which they choose one."""

from history import clock
from history.recording.changes import OpenChange
from mail.models import LINK_LEFT_OUT
from mail.posting import post
from pages import dates
from people.models import Invitation, User


def send_link(opened: OpenChange, person: User, what_is_theirs: str, *, is_new: bool = True) -> None:
    """Write the invitation and its mail in the open change. `what_is_theirs` is a sentence about what they may do, or ""."""
    invitation = Invitation.objects.create(person=person, email=person.email, sent_at=opened.moment, sent_by=opened.by)
    until = dates.on(clock.in_london(invitation.ends_at).date())
    did = "opened an account for you" if is_new else "sent you a link to choose a new password"
    sentence = (
        f"{opened.by} has {did} in the Vanguard programme tracker.{what_is_theirs} "
        f"Choose your password with this link. It works once, until {until}. You sign in with {person.email}."
    )
    post(opened, [person], "Your account in the Vanguard programme tracker", f"{sentence}\n{LINK_LEFT_OUT}", "")
