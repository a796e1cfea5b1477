"""The open requests of somebody who leaves."""

from collections.abc import Sequence
from typing import Any

from moves.acts import do
from people.leaving import LookedAfter
from people.models import User
from support.many import GoesWithAnAccount, owned_by
from support.models import SupportRequest


class OpenRequests(LookedAfter):
    """They are the owner's until they are done: an answered request always has one."""

    THING = "open request"

    def of(self, user: User) -> Sequence[Any]:
        return list(SupportRequest.objects.open().filter(owner=user.pk).order_by("pk"))

    def hand_over(self, user: User, *, to: User, by: User, words: str) -> int:
        return do(GoesWithAnAccount(), owned_by(user), by=by, words=words, asked={"owner": to}).moved
