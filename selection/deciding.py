"""Decide about many expressions of interest of a round at once: all of it in one change, or nothing."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from history.recording.changes import change
from moves.making import Weighed, make_of_many, weigh
from moves.move import Move
from pages.errors import Refused
from people.models import User
from selection.models import Expression
from selection.moves import Select, TurnDown
from selection.policies import may_decide


@dataclass(frozen=True)
class Decided:
    """What is decided about one expression of interest."""

    expression: Expression
    is_selected: bool
    feedback: str


def weigh_all(decided: Iterable[Decided], *, by: User, since: datetime) -> list[Weighed]:
    """Return what would become of each, those that cannot be done first."""
    some = list(decided)
    found = [each for move, numbers in _moves(some, by) for each in weigh(move, numbers, since=since)]
    return sorted(found, key=lambda each: bool(each.verdict))


def decide(decided: Iterable[Decided], *, by: User, since: datetime) -> Any:
    """Make all the decisions in one change and return it. Raise Refused, and decide nothing, if one of them cannot be made."""
    may_decide(by).enforce()
    some = list(decided)
    if not some:
        raise Refused("Decide about at least one.")
    with change(by=by, reason="Decisions of the round") as opened:
        for move, numbers in _moves(some, by):
            left = make_of_many(move, numbers, since=since).left
            if left:
                raise Refused(f"{left[0].record}: {left[0].verdict.why} Nothing was decided.")
    return opened.row


def _moves(decided: Iterable[Decided], by: User) -> list[tuple[Move, list[int]]]:
    """Return the moves and what they are made on: one for all that are selected, and one for all with the same feedback."""
    said: Mapping[tuple[bool, str], list[int]] = {}
    for each in decided:
        said = {**said, (each.is_selected, each.feedback): [*said.get((each.is_selected, each.feedback), []), each.expression.pk]}
    in_order = sorted(said.items(), key=lambda item: not item[0][0])
    return [((Select if selected else TurnDown)(by, words=words), numbers) for (selected, words), numbers in in_order]
