"""Every move of a commitment: what it asks, what it does and who is told."""

from typing import Any

from milestones.models import Commitment
from milestones.moves.base import MoveOfCommitment
from milestones.moves.dates import Approve, GiveDate, Reject
from milestones.moves.outcomes import Cancel, NotOurs, Reach, Reopen, TakeBack
from milestones.policies import may_keep_milestones
from milestones.workflow import Who
from moves import move
from moves.making import make_of_one
from people.models import User

MOVES: dict[str, type[MoveOfCommitment]] = move.workflow(Approve, Reject, GiveDate, Reach, TakeBack, NotOurs, Cancel, Reopen)


def moves_of(user: User) -> list[type[MoveOfCommitment]]:
    """Return the moves that this person makes on some commitment."""
    return [kind for kind in MOVES.values() if kind.who == Who.LEAD or may_keep_milestones(user)]


def make(commitment: Commitment, name: str, *, by: User, since: Any = None, **asked: Any) -> Commitment:
    """Make a move on one commitment. Raise Refused if it cannot be made now, or if somebody changed it after `since`."""
    made: Commitment = make_of_one(MOVES[name](by, **asked), commitment, since=since)
    return made
