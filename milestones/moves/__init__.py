"""What is done to commitments: every move, what it asks, what it does, and whom it tells."""

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
    """Those that are this person's to make at all, of one commitment or another."""
    return [kind for kind in MOVES.values() if kind.who == Who.LEAD or may_keep_milestones(user)]


def make(commitment: Commitment, name: str, *, by: User, since: Any = None, **asked: Any) -> Commitment:
    """Make a move of one commitment. Raises Refused, with the sentence for the person, where it cannot be made now, or somebody changed it
    after `since`.
    """
    made: Commitment = make_of_one(MOVES[name](by, **asked), commitment, since=since)
    return made
