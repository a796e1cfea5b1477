"""The answer of a policy: yes, or no with a sentence for the person."""

from dataclasses import dataclass

from pages.errors import Refused


@dataclass(frozen=True)
class Verdict:
    """Truthy if the act is allowed. Otherwise `why` is a sentence for the person, and `field` names the form field it is about, if one."""

    allowed: bool
    why: str = ""
    field: str = ""

    def __bool__(self) -> bool:
        return self.allowed

    def enforce(self) -> None:
        """Raise Refused (a 403 with the sentence) if the act is not allowed."""
        if not self.allowed:
            raise Refused(self.why, self.field)


ALLOWED = Verdict(True)


def refused(why: str, field: str = "") -> Verdict:
    """Return a no with its reason, and the form field it is about."""
    return Verdict(False, why, field)
