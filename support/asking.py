"""Raising a request, and saying something on one. Both raise Refused, with the sentence for the person."""

from collections.abc import Iterable, Sequence
from typing import Any

from history import clock
from history.changes import change
from pages.errors import Refused
from people.models import User
from support.models import Comment, Recipient, RequestEnabler, SupportRequest
from support.policies import may_raise_for, may_say_to
from support.workflow import State
from vanguards.models import Vanguard


def raise_request(
    *, by: User, title: str, needed: str, vanguards: Sequence[Vanguard], enablers: Iterable[Any] = (), **values: Any
) -> SupportRequest:
    """A new request for these vanguards; a lead raises it for vanguards they lead, the team for any."""
    if not vanguards:
        raise Refused("Choose the vanguard that needs this.")
    may_raise_for(by, vanguards).enforce()
    with change(by=by, reason=f"Raised: {title}"):
        same = SupportRequest.objects.filter(raised_by=by, raised_on=clock.today(), title=title, needed=needed).first()
        if same is not None:
            raise Refused(f"You have raised this today: it is {same.reference}.")
        raised = SupportRequest.objects.create(
            title=title, needed=needed, raised_by=by, raised_on=clock.today(), state=State.RAISED, **values
        )
        for enabler in enablers:
            RequestEnabler.objects.create(support_request=raised, enabler=enabler)
        for vanguard in vanguards:
            Recipient.objects.create(support_request=raised, vanguard=vanguard)
    return raised


def comment(support_request: SupportRequest, *, by: User, audience: str, words: str, vanguard: Vanguard | None = None) -> Comment:
    """Words on a request: shared with all on it, between one vanguard and the team, or within the team."""
    may_say_to(by, audience, vanguard).enforce()
    with change(by=by, reason=""):
        last = support_request.comments.filter(written_by=by).last()
        if last is not None and (last.words, last.audience, last.vanguard) == (words, audience, vanguard):
            raise Refused("You have said this already: it stands on the request.")
        said: Comment = Comment.objects.create(
            support_request=support_request, audience=audience, vanguard=vanguard, words=words, written_by=by, written_at=clock.now()
        )
    return said
