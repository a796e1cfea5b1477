"""What a policy answers: yes, or no with the sentence the person will read."""

from dataclasses import dataclass

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
