"""What is somebody's to look after, in the apps above this one, and how it is handed over in the change in which they leave.

The apps say so when they are ready: people/ knows none of their records.
"""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from typing import Any, ClassVar

from pages.counting import several
from people.models import User


class LookedAfter(ABC):
    """A kind of record that people look after; `THING` is what one of them is called."""

    THING: ClassVar[str]

    @abstractmethod
    def of(self, user: User) -> Sequence[Any]:
        """All that is theirs."""

    @abstractmethod
    def hand_over(self, user: User, *, to: User, by: User, words: str) -> int:
        """Make all of it somebody else's, in the change that is open; returns how many that were."""


KINDS: list[LookedAfter] = []


def looked_after_by(user: User) -> dict[str, Sequence[Any]]:
    """What is theirs, by how much that is: "3 open requests"."""
    found = [(kind.THING, kind.of(user)) for kind in KINDS]
    return {several(len(records), thing): records for thing, records in found if records}


def in_short(theirs: dict[str, Sequence[Any]]) -> str:
    return ", ".join(theirs)


def hand_over(user: User, *, to: User, by: User, words: str) -> str:
    """Hand over all that is theirs; in words, how much that was."""
    moved = [(kind.THING, kind.hand_over(user, to=to, by=by, words=words)) for kind in KINDS]
    return ", ".join(several(number, thing) for thing, number in moved if number)
