"""The open requests of somebody who leaves."""

from collections.abc import Sequence
from typing import Any

from moves.making import make_of_many
from people.leaving import LookedAfter
from people.models import User
from support.models import SupportRequest
from support.moves import owned_by
from support.moves.agreed import GoesWithAnAccount


class OpenRequests(LookedAfter):
    """Open requests belong to their owner: an accepted request always has one."""

    THING = "open request"

    def of(self, user: User) -> Sequence[Any]:
        return list(SupportRequest.objects.open().filter(owner=user.pk).order_by("pk"))

    def hand_over(self, user: User, *, to: User, by: User, words: str) -> int:
        return make_of_many(GoesWithAnAccount(by, owner=to, words=words), owned_by(user)).moved
