"""What moves that replace something standing have in common: they show it, and never replace unseen what somebody else said since."""

from datetime import date
from typing import Any, ClassVar

from django import forms

from history import clock
from moves.forms import MoveForm
from pages import dates
from pages.fields import TypedWords, words_field
from people.verdict import ALLOWED, Verdict, refused
from support.models import SupportRequest
from support.moves.base import MoveOfRequest

WHY_OF_MANY = words_field("Why", "Enter why", hint="One reason for all of them. The vanguards on the requests can read it.")


def becomes(what: str, before: str, after: str) -> str:
    """What stands and what would stand: "Owner: nobody → Helen Marlowe"."""
    return f"{what}: {before} → {after}" if before != after else f"{what}: {after}, as it is"


def standing_owner(support_request: SupportRequest) -> Any:
    return support_request.owner_on(clock.today())


def said_owner(owner: Any) -> str:
    return str(owner) if owner is not None else "nobody"


def said_day(day: date | None) -> str:
    return dates.on(day) if day is not None else "none"


class ReplacingForm(MoveForm):
    """Of one, it carries what stood when it was opened, so that nobody else's later word is replaced unseen; of many their preview does."""

    instead_of = TypedWords(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any = None, **given: Any) -> None:
        super().__init__(data, **given)
        if self.record is None:
            del self.fields["instead_of"]
        else:
            self.fields["instead_of"].initial = getattr(self.record, self.move.REPLACES)
            self.show(self.record)

    def show(self, support_request: SupportRequest) -> None:
        """Show what stands."""

    def carry(self) -> None:
        fresh = SupportRequest.objects.visible_to(self.by).filter(pk=self.record.pk).first()
        self.send_instead("instead_of", getattr(fresh, self.move.REPLACES, None))


class Replacing(MoveOfRequest):
    """Replaces something that stands (`REPLACES`, which `FIELD` of the form asks for)."""

    words_of_many = WHY_OF_MANY
    REPLACES: ClassVar[str]
    FIELD: ClassVar[str]

    def meanwhile(self, support_request: SupportRequest) -> str:
        """What became of that."""
        raise NotImplementedError

    def fits(self, support_request: SupportRequest) -> Verdict:
        """Whether it still is what the person saw, where they saw it."""
        seen = self.asked.get("instead_of")
        if seen is None or seen == str(getattr(support_request, self.REPLACES) or ""):
            return ALLOWED
        became = f"Since you opened this page {self.meanwhile(support_request)}."
        return refused(f"{became} Send yours again if it should replace that.", self.FIELD)
