"""What a policy answers: yes, or no with the sentence the person will read."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple

from pages.errors import Refused


@dataclass(frozen=True)
class Verdict:
    """Truthy where the act is allowed; otherwise `why` says, in a sentence for the person, why it is not. `field`: what of the act's form
    that is about, if of one thing.
    """

    allowed: bool
    why: str = ""
    field: str = ""

    def __bool__(self) -> bool:
        return self.allowed

    def enforce(self) -> None:
        """Raise Refused (a 403 with the sentence) where the act is not allowed."""
        if not self.allowed:
            raise Refused(self.why, self.field)


ALLOWED = Verdict(True)


def refused(why: str, field: str = "") -> Verdict:
    """No, why, and by which field of the form that is said."""
    return Verdict(False, why, field)


class Offered(NamedTuple):
    """A move as a page offers it to somebody: with the verdict whether they can make it now."""

    move: Any
    verdict: Verdict


def possible_first(offered: Iterable[Offered]) -> tuple[Offered, ...]:
    """Those that can be made now, then the others, which say why they cannot."""
    return tuple(sorted(offered, key=lambda each: not each.verdict))
