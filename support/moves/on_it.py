"""Adding and removing the vanguards on a request."""

from collections.abc import Collection, Sequence
from typing import Any, ClassVar

from django.core.exceptions import ValidationError

from history.recording.bulk import change_all, create_all
from history.recording.changes import OpenChange
from moves.forms import MoveForm
from pages.fields import NumberField, words_field
from people.verdict import ALLOWED, Verdict, refused
from support.forms.vanguard_choice import PicksVanguards
from support.models import Recipient, SupportRequest
from support.moves.base import MoveOfRequest
from support.workflow import DONE_WITH, OPEN_STATES, Move, Word
from vanguards.models import Vanguard

# It starts again for this vanguard; its history keeps what it said before.
BEGINS_AGAIN: dict[str, Any] = {"word": Word.OPEN, "helped": "", "words": "", "asked_on": None, "silent_on": None}


class AddForm(PicksVanguards, MoveForm):
    def __init__(self, data: Any = None, **given: Any) -> None:
        super().__init__(data, **given)
        self.offer_vanguards_to(self.by)


class AddVanguards(MoveOfRequest):
    """Add vanguards, or add them again. Only for them is a delivered request open again: those who confirmed are not asked twice."""

    name, done, states, follows = Move.ADD, "given further vanguards", tuple(OPEN_STATES), True
    did = "added vanguards to {it}"
    asks = AddForm
    words = words_field("Why", "Enter why they are added", hint="Every vanguard on the request can read this, so do not name the others.")
    subject, to_leads = "your vanguard was added", "Your vanguard was added to {request}. {words}"
    TELLS_CHANGED = True
    AGAIN: ClassVar[Collection[Word]] = (Word.WITHDRAWN,)  # vanguards in these states start again

    def fits(self, support_request: SupportRequest) -> Verdict:
        on_it = {each.vanguard_id for each in self.recipients(support_request) if each.word not in self.AGAIN}
        if {vanguard.pk for vanguard in self.asked["vanguards"]} <= on_it:
            return refused("They are on the request already.", "vanguards")
        return ALLOWED

    def change_parts(self, opened: OpenChange, requests: Sequence[SupportRequest]) -> None:
        self.changed = {each.pk: self._open(each) for each in requests}

    def _open(self, support_request: SupportRequest) -> list[Recipient]:
        asked: dict[int, Vanguard] = {vanguard.pk: vanguard for vanguard in self.asked["vanguards"]}
        recipients = self.recipients(support_request)
        on_it = {each.vanguard_id for each in recipients}
        again = [each for each in recipients if each.vanguard_id in asked and each.word in self.AGAIN]
        change_all(again, **BEGINS_AGAIN)
        new: Any = [Recipient(support_request=support_request, vanguard=asked[number]) for number in asked if number not in on_it]
        create_all(new)
        self.on_them[support_request.pk] = [*recipients, *new]
        return [*again, *new]


class BringAlong(AddVanguards):
    """Add the vanguards of a request that is merged into this one. It is open for them, whatever they said about this one before."""

    AGAIN = DONE_WITH


class TakeOffForm(MoveForm):
    vanguard = NumberField("Vanguard to remove", "Enter the number of a vanguard on the request", kind="vanguard")

    def clean_vanguard(self) -> int:
        number: int = self.cleaned_data["vanguard"]
        if not any(each.vanguard_id == number for each in self.record.recipients.all()):
            raise ValidationError(f"{number} is not on this request. Enter the number of a vanguard that is")
        return number


class TakeOff(MoveOfRequest):
    """Remove a vanguard that is on the request by mistake. The last one must stay."""

    name, done, states, follows = Move.REMOVE, "for fewer vanguards", tuple(OPEN_STATES), True
    did = "removed {vanguard} from {it}"
    asks = TakeOffForm
    words = words_field("Why", "Enter why it is removed", hint="That vanguard can read this.")
    subject, to_leads = "your vanguard was removed", "Your vanguard was removed from {request}. {words}"
    ABOUT_ONE = TELLS_CHANGED = True
    STILL_SEEN = False

    def changed_parts(self, support_request: SupportRequest) -> list[Recipient]:
        return [each for each in self.recipients(support_request) if each.vanguard_id == self.asked["vanguard"]]

    def fits(self, support_request: SupportRequest) -> Verdict:
        if not self.changed_parts(support_request):
            return refused(f"Vanguard {self.asked['vanguard']} is no longer on the request.", "vanguard")
        if len(self.recipients(support_request)) == 1:
            return refused("It is the only vanguard on the request. Decline the request, or add another vanguard first.", "vanguard")
        return ALLOWED

    def change_parts(self, opened: OpenChange, requests: Sequence[SupportRequest]) -> None:
        self.changed = {each.pk: self.changed_parts(each) for each in requests}
        for each in requests:
            (recipient,) = self.changed[each.pk]
            self.on_them[each.pk] = [one for one in self.recipients(each) if one is not recipient]
            recipient.delete()
