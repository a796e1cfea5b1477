"""The team's work on a request: accept or decline it, deliver it, open it again."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import cached_property

from history import clock
from history.recording.changes import OpenChange
from moves.forms import MoveForm
from pages import dates
from pages.fields import TypedWords, words_field
from people.verdict import ALLOWED, Verdict, refused
from support.answer_days import last_day_to_answer, silence_counts_from
from support.models import Recipient, SupportRequest
from support.moves.base import MoveOfRequest
from support.moves.on_it import BEGINS_AGAIN, BringAlong
from support.time_in_state import later_by_the_wait, took_to_deliver
from support.workflow import DONE_WITH, STILL_OPEN, Move, State, Word
from vanguards.news import News

MERGED = "Another request for the same need was merged into this one."


class Decline(MoveOfRequest):
    name, done, states, to = Move.DECLINE, "declined", (State.RAISED,), State.DECLINED
    words = words_field("Why it is declined", "Enter why it is declined", hint="The vanguards on the request can read this.")
    subject, to_leads = "declined", "{request} is declined. {words}"


class MergeForm(MoveForm):
    into = TypedWords(
        label="Keep which request?",
        help_text="Its reference, such as SR-0012",
        error_messages={"required": "Enter a reference such as SR-0012"},
    )

    def clean_into(self) -> SupportRequest:
        words = self.cleaned_data["into"]
        found: SupportRequest | None = SupportRequest.objects.visible_to(self.by).meant_by(words).first()
        if found is None:
            raise ValidationError(f"There is no request “{words[:20]}”. Enter a reference such as SR-0012")
        return found


class Merge(MoveOfRequest):
    """Merge a request into another. Its vanguards that the other one lacks are added there, and that is noted there too."""

    name, done, states, to = Move.MERGE, "merged into another", (State.RAISED,), State.MERGED
    did = "merged {it} into another request"
    asks = MergeForm
    words = words_field("Why they are the same", "Enter why they are the same", hint="The vanguards on this request can read this.")
    subject, to_leads = "merged into another", "{request} was merged into another request for the same need, which takes its place. {words}"

    @cached_property
    def other(self) -> SupportRequest:
        """Return the request that goes on, as it is now."""
        found: SupportRequest = SupportRequest.objects.get(pk=self.asked["into"].pk)
        return found

    def fits(self, support_request: SupportRequest) -> Verdict:
        if self.other.pk == support_request.pk:
            return refused("A request cannot be merged into itself.", "into")
        if not self.other.is_open:
            stands = f"{self.other.reference} is {self.other.get_state_display().lower()}"
            return refused(f"{stands}: merge only into a request that is open.", "into")
        return ALLOWED

    def change_parts(self, opened: OpenChange, requests: Any) -> None:
        super().change_parts(opened, requests)
        going = [each.vanguard for one in requests for each in self.recipients(one) if each.word != Word.WITHDRAWN]
        self.along = BringAlong(self.by, vanguards=going, words=MERGED)
        self.goes_along = bool(self.along.fits(self.other))
        if self.goes_along:
            self.along.change(opened, [self.other])

    def values(self, support_request: SupportRequest) -> dict[str, Any]:
        return {"merged_into": self.other}

    def news(self, support_request: SupportRequest) -> list[News]:
        return [*super().news(support_request), *(self.along.news(self.other) if self.goes_along else [])]


class Start(MoveOfRequest):
    name, done, states, to = Move.START, "started", (State.ACCEPTED,), State.IN_PROGRESS
    did = "started work on {it}"


class Wait(MoveOfRequest):
    """Ask the vanguards for something; the clock stops until they reply. The words say what is needed."""

    name, done, states, to = Move.WAIT, "put to the vanguards", (State.IN_PROGRESS,), State.WAITING
    did = "asked the vanguards on {it}"
    words = words_field(
        "What do you need from them?",
        "Enter what you need from the vanguards",
        hint="The vanguards on the request can read this. Time stops counting until they reply.",
    )
    subject, to_leads = (
        "the team needs something from you",
        "The programme team needs something from you before it can go on with {request}. {words}",
    )


class Resume(MoveOfRequest):
    """Start the clock again."""

    name, done, states, to = Move.RESUME, "resumed", (State.WAITING,), State.IN_PROGRESS
    did = "resumed work on {it}"

    def values(self, support_request: SupportRequest) -> dict[str, Any]:
        return later_by_the_wait(support_request)


class DeliverForm(MoveForm):
    """Deliver to all vanguards still open, unless only some are chosen. With one there is no choice."""

    field_order = ("words", "vanguards")
    vanguards = forms.TypedMultipleChoiceField(
        label="Who got it?",
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        help_text="The request stays in progress for the others.",
        error_messages={"required": "Choose who got it", "invalid_choice": "Choose from the vanguards that are still waiting for it"},
    )

    def __init__(self, data: Any = None, **given: Any) -> None:
        super().__init__(data, **given)
        field: Any = self.fields["vanguards"]
        open_for = [each for each in self.record.recipients.all() if each.word in STILL_OPEN]
        field.choices = [(each.vanguard_id, f"{each.vanguard_id} {each.vanguard}") for each in open_for]
        field.initial = [each.vanguard_id for each in open_for]
        if len(open_for) < 2:
            del self.fields["vanguards"]


class Deliver(MoveOfRequest):
    """Say what was given and ask each vanguard that is open or disputes it for an answer, within ten new working days."""

    name, done, states, follows = Move.DELIVER, "delivered", (State.IN_PROGRESS,), True
    asks = DeliverForm
    words = words_field(
        "What was given",
        "Enter what was given",
        hint="Each vanguard has ten working days to say whether it helped. They can all read this, so do not name any of them.",
    )
    subject, TELLS_CHANGED = "has been delivered: did it help?", True
    to_leads = "{request} has been delivered. {words} Please tell us by {last_day} whether it helped."

    def changed_parts(self, support_request: SupportRequest) -> list[Recipient]:
        still_open = [each for each in self.recipients(support_request) if each.word in STILL_OPEN]
        chosen = self.asked.get("vanguards") or [each.vanguard_id for each in still_open]
        return [each for each in still_open if each.vanguard_id in chosen]

    def fits(self, support_request: SupportRequest) -> Verdict:
        if not self.changed_parts(support_request):
            return refused("None of these is still waiting for it.", "vanguards" if "vanguards" in self.asked else "")
        return ALLOWED

    def values_of_part(self, recipient: Recipient) -> dict[str, Any]:
        today = clock.today()
        asked = {"asked_on": today, "silent_on": silence_counts_from(today)}
        return {"word": Word.DELIVERED, "helped": "", "words": "", **asked}

    def values(self, support_request: SupportRequest) -> dict[str, Any]:
        on_it = [each for each in self.recipients(support_request) if each.word != Word.WITHDRAWN]
        is_for_all, given = len(self.changed[support_request.pk]) == len(on_it), support_request.outcome
        return {"outcome": self.said if is_for_all or not given else f"{given}\n{self.said}"}

    def took(self, support_request: SupportRequest) -> int | None:
        return took_to_deliver(support_request)

    def tells(self, support_request: SupportRequest) -> dict[str, str]:
        return {"last_day": dates.on(last_day_to_answer(clock.today()))}


class Reopen(MoveOfRequest):
    """Start again for all vanguards that have not withdrawn. It is in progress if its owner's account is open; it is raised if it has no
    such owner or was declined.
    """

    name, done, states = Move.REOPEN, "reopened", (State.CLOSED, State.DECLINED)
    words = words_field("Why you reopen it", "Enter why you reopen it")
    subject, to_leads = "open again", "{request} is open again. {words}"

    def fits(self, support_request: SupportRequest) -> Verdict:
        recipients = self.recipients(support_request)
        if recipients and all(each.word == Word.WITHDRAWN for each in recipients):
            return refused("Every vanguard has withdrawn from it, so there is nobody to reopen it for.")
        return ALLOWED

    def changed_parts(self, support_request: SupportRequest) -> list[Recipient]:
        done_with = set(DONE_WITH) - {Word.WITHDRAWN}
        return [each for each in self.recipients(support_request) if each.word in done_with]

    def values_of_part(self, recipient: Recipient) -> dict[str, Any]:
        return BEGINS_AGAIN

    def values(self, support_request: SupportRequest) -> dict[str, Any]:
        return {"owner": self._owner(support_request)}

    def state_then(self, support_request: SupportRequest) -> State:
        declined = support_request.state == State.DECLINED
        return State.RAISED if declined or self._owner(support_request) is None else State.IN_PROGRESS

    def _owner(self, support_request: SupportRequest) -> Any:
        owner = support_request.owner
        return owner if owner is not None and owner.is_active else None
