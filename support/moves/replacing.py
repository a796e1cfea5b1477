"""What moves that replace a value share: they show it, and do not replace what somebody else changed meanwhile."""

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
    """Return the old and new value: "Owner: nobody → Helen Marlowe"."""
    return f"{what}: {before} → {after}" if before != after else f"{what}: {after}, as it is"


def standing_owner(support_request: SupportRequest) -> Any:
    return support_request.owner_on(clock.today())


def said_owner(owner: Any) -> str:
    return str(owner) if owner is not None else "nobody"


def said_day(day: date | None) -> str:
    return dates.on(day) if day is not None else "none"


class ReplacingForm(MoveForm):
    """For one request, carry the value shown when the form was opened, so that nobody's later change is replaced unseen. For many, the
    preview does this.
    """

    instead_of = TypedWords(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any = None, **given: Any) -> None:
        super().__init__(data, **given)
        if self.record is None:
            del self.fields["instead_of"]
        else:
            self.fields["instead_of"].initial = getattr(self.record, self.move.REPLACES)
            self.show(self.record)

    def show(self, support_request: SupportRequest) -> None:
        """Show the current value."""

    def carry(self) -> None:
        fresh = SupportRequest.objects.visible_to(self.by).filter(pk=self.record.pk).first()
        self.send_instead("instead_of", getattr(fresh, self.move.REPLACES, None))


class Replacing(MoveOfRequest):
    """Replace a value: `REPLACES` names it, `FIELD` the form field that asks for it."""

    words_of_many = WHY_OF_MANY
    REPLACES: ClassVar[str]
    FIELD: ClassVar[str]

    def meanwhile(self, support_request: SupportRequest) -> str:
        """Return what somebody else changed the value to."""
        raise NotImplementedError

    def details(self, support_request: SupportRequest) -> str:
        return self.will(support_request)

    def fits(self, support_request: SupportRequest) -> Verdict:
        """Return whether the value is still what the person saw, if they saw it."""
        seen = self.asked.get("instead_of")
        if seen is None or seen == str(getattr(support_request, self.REPLACES) or ""):
            return ALLOWED
        became = f"Since you opened this page {self.meanwhile(support_request)}."
        return refused(f"{became} Send yours again if it should replace that.", self.FIELD)
