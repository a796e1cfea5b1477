"""What was done with funds, in words for feeds and for the page of a line."""

from typing import Any

from fund.models import FundingMove
from fund.moves import MOVES, MOVES_OF_INSTALMENTS
from history.feed.said import Said, Says, of_numbers
from history.reading.prepared import prepared


def said_by_a_move(made: FundingMove, act: str = "+") -> Said:
    moves: Any = MOVES if made.instalment_id is None else MOVES_OF_INSTALMENTS
    said: Said = moves[made.move].says(made.line, made.words, amount=made.amount)
    return said


OF_A_LINE = [f"line__{name}" for name in ("year", "vanguard__name", "fund__code")]


@prepared
def _moves(numbers: list[int], user: Any) -> Any:
    return of_numbers(FundingMove.objects.visible_to(user), numbers, *OF_A_LINE, "instalment_id", "move", "amount", "words")


ADDED = {"fund.fundingmove": Says(_moves, said_by_a_move)}
