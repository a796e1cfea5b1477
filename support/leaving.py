"""The open requests of somebody who leaves."""

from collections.abc import Collection, Sequence
from typing import Any

from django.db.models import Count

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

    def handed_over(self, changes: Collection[int]) -> dict[int, tuple[int, str]]:
        versions = SupportRequest.version_model()._base_manager.filter(change__in=changes, owner__isnull=False).order_by()
        counted = versions.values_list("change_id", "owner__name").annotate(how_many=Count("pk"))
        return {number: (how_many, to) for number, to, how_many in counted}
