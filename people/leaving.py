"""What a person who leaves hands over, in the same change.

The apps above register their records here: people/ does not know them.
"""

from abc import ABC, abstractmethod
from collections.abc import Collection, Sequence
from typing import Any, ClassVar

from pages.counting import several
from people.models import User


class LookedAfter(ABC):
    """A kind of record that people look after; `THING` is the word for one."""

    THING: ClassVar[str]

    @abstractmethod
    def of(self, user: User) -> Sequence[Any]:
        """Return all records this person looks after."""

    @abstractmethod
    def hand_over(self, user: User, *, to: User, by: User, words: str) -> int:
        """Give all of them to somebody else in the open change; return how many."""

    @abstractmethod
    def handed_over(self, changes: Collection[int]) -> dict[int, tuple[int, str]]:
        """Return, for each of these changes that handed any over, how many and the name of who has them since."""


KINDS: list[LookedAfter] = []


def looked_after_by(user: User) -> dict[str, Sequence[Any]]:
    """Return everything this person looks after, by how much it is: "3 open requests"."""
    found = [(kind.THING, kind.of(user)) for kind in KINDS]
    return {several(len(records), thing): records for thing, records in found if records}


def in_short(theirs: dict[str, Sequence[Any]]) -> str:
    return ", ".join(theirs)


def hand_over(user: User, *, to: User, by: User, words: str) -> str:
    """Hand over everything; return in words how much it was."""
    moved = [(kind.THING, kind.hand_over(user, to=to, by=by, words=words)) for kind in KINDS]
    return ", ".join(several(number, thing) for thing, number in moved if number)


def handed_over(changes: Collection[int]) -> dict[int, list[tuple[str, int, str]]]:
    """Return what was handed over in each of these changes: what one is called, how many there were, and who has them since."""
    found: dict[int, list[tuple[str, int, str]]] = {}
    for kind in KINDS:
        for number, (how_many, to) in kind.handed_over(changes).items():
            found.setdefault(number, []).append((kind.THING, how_many, to))
    return found
