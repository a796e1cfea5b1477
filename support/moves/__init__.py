"""Every move of a request: what it asks, what it does and who is told; for one request or many."""

from typing import Any

from history.recording.changes import change
from moves import move
from moves.making import Done, make_of_many, make_of_one
from pages.errors import Refused
from people.models import User
from support.models import SupportRequest
from support.moves.agreed import Accept, AddBody, Edit, Reassign, Retarget
from support.moves.base import MoveOfRequest
from support.moves.leads import Confirm, Dispute, Reply, Silence, TakeBack, Withdraw
from support.moves.on_it import AddVanguards, TakeOff
from support.moves.sharing import CommentOn, Share, StopSharing
from support.moves.work import Decline, Deliver, Merge, Reopen, Resume, Start, Wait
from support.workflow import State, Who

MOVES: dict[str, type[MoveOfRequest]] = move.workflow(
    *(Accept, Decline, Merge, Start, Deliver, Wait, Reply, Resume, Confirm, Dispute, TakeBack, Withdraw, Silence),
    *(AddVanguards, TakeOff, Reopen, Reassign, Retarget, AddBody, Edit, Share, StopSharing),
)
# What the team usually does next, by the state of the request.
NEXT = {State.RAISED: Accept, State.ACCEPTED: Start, State.IN_PROGRESS: Deliver, State.WAITING: Resume}
BY_PEOPLE = {slug: kind for slug, kind in MOVES.items() if kind.who != Who.APP}
OF_MANY: dict[str, type[MoveOfRequest]] = move.workflow(Accept, Reassign, AddBody, Retarget, CommentOn)


def make(support_request: SupportRequest, name: str, *, by: User | None, **asked: Any) -> SupportRequest:
    """Make a move on one request. Raise Refused if it cannot be made now: somebody else may have made one meanwhile."""
    made: SupportRequest = make_of_one(MOVES[name](by, **asked), support_request)
    return made


def owned_by(owner: User) -> list[int]:
    """Return the numbers of somebody's open requests."""
    return list(SupportRequest.objects.open().filter(owner=owner).order_by("pk").values_list("pk", flat=True))


def hand_over(*, by: User, owner: User, to: User, words: str) -> Done:
    """Give all of somebody's open requests to another owner in one change. Raise Refused if there are none."""
    with change(by=by, reason=words):  # read them when no other change is open
        done = make_of_many(Reassign(by, owner=to, words=words), owned_by(owner))
        if done.change is None:
            raise Refused(done.left[0].verdict.why if done.left else f"{owner} owns no request that is open.")
    return done
