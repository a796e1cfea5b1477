"""Every move of a funding line and of an instalment."""

from typing import Any

from fund.models import FundingLine, Instalment
from fund.moves.base import MoveOfInstalment, MoveOfLine
from fund.moves.instalments import Cancel, Pay, TakeBack, Waive
from fund.moves.lines import Approve, Ask, Close, Decline, Match, Offer, Plan, Reopen, Spend
from moves import move
from moves.making import make_of_one
from people.models import User

MOVES: dict[str, type[MoveOfLine]] = move.workflow(Plan, Spend, Offer, Approve, Ask, Match, Decline, Close, Reopen)
MOVES_OF_INSTALMENTS: dict[str, type[MoveOfInstalment]] = move.workflow(Pay, Waive, Cancel, TakeBack)
OF_MANY = (Approve, Decline, Pay)  # moves that the list of lines offers for many, the last for what is due of them


def make(line: FundingLine, name: str, *, by: User, since: Any = None, **asked: Any) -> FundingLine:
    """Make a move on one line. Raise Refused if it cannot be made now, or if somebody changed it after `since`."""
    made: FundingLine = make_of_one(MOVES[name](by, **asked), line, since=since)
    return made


def make_of_instalment(instalment: Instalment, name: str, *, by: User, since: Any = None, **asked: Any) -> Instalment:
    """Make a move on one instalment. Raise Refused if it cannot be made now, or if somebody changed it after `since`."""
    made: Instalment = make_of_one(MOVES_OF_INSTALMENTS[name](by, **asked), instalment, since=since)
    return made
