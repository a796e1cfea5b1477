"""Moves that leads make on their vanguard's part, and what happens when they do not answer."""

from collections.abc import Sequence
from typing import Any

from django import forms

from history import clock
from history.recording.changes import OpenChange
from moves.forms import MoveForm
from pages.fields import words_field
from people.verdict import ALLOWED, Verdict, refused
from support.answer_days import silence_counts_from
from support.models import Recipient, SupportRequest
from support.moves.base import MoveOfOneVanguard
from support.time_in_state import later_by_the_wait
from support.workflow import HELPED, OPEN_STATES, STILL_OPEN, Helped, Move, State, Who, Word


class VanguardForm(MoveForm):
    """Ask for the vanguard only if the person leads several on the request."""

    vanguard = forms.TypedChoiceField(
        label="Vanguard", coerce=int, widget=forms.RadioSelect, error_messages={"required": "Choose the vanguard you answer for"}
    )

    def __init__(self, data: Any = None, **given: Any) -> None:
        super().__init__(data, **given)
        own = [each for each in self.record.recipients.all() if each.vanguard_id in self.by.led_vanguard_ids]
        field: Any = self.fields["vanguard"]
        field.choices = [(each.vanguard_id, f"{each.vanguard_id} {each.vanguard}") for each in own]
        if len(field.choices) == 1:
            field.initial, field.widget = field.choices[0][0], forms.HiddenInput()


class ConfirmForm(VanguardForm):
    helped = forms.ChoiceField(
        label="Did it help?", choices=Helped.choices, widget=forms.RadioSelect, error_messages={"required": "Choose whether it helped"}
    )


class Confirm(MoveOfOneVanguard):
    """A vanguard confirms that support was delivered, and says whether it helped."""

    name, done, did = Move.CONFIRM, "confirmed", "confirmed {it} for {vanguard}"
    from_words, to_word = (Word.DELIVERED,), Word.CONFIRMED
    asks = ConfirmForm
    words = words_field("Anything to add", "", required=False, hint="What it changed for you. The programme team reads this.")
    subject, to_owner = "confirmed by a vanguard", "{vanguard} confirmed {request}. Did it help? {helped}. {words}"

    def details(self, support_request: SupportRequest) -> str:
        return HELPED[Helped(self.asked["helped"])]

    def values_of_part(self, recipient: Recipient) -> dict[str, Any]:
        return super().values_of_part(recipient) | {"helped": self.asked["helped"], "words": self.said}


class Dispute(MoveOfOneVanguard):
    """A vanguard says that something is missing. The request is open again for this vanguard only."""

    name, done, did = Move.DISPUTE, "disputed", "disputed {it} for {vanguard}"
    from_words, to_word = (Word.DELIVERED,), Word.DISPUTED
    asks = VanguardForm
    words = words_field(
        "What is wrong or missing?",
        "Enter what is wrong or missing",
        hint="The programme team reads this. It stays open for your vanguard until it is put right.",
    )
    subject, to_owner = "something is missing", "{vanguard} says that something is missing from {request}. {words}"

    def values_of_part(self, recipient: Recipient) -> dict[str, Any]:
        return super().values_of_part(recipient) | {"words": self.said}


class TakeBack(MoveOfOneVanguard):
    """A vanguard takes back a dispute made by mistake. Its answer is awaited again, with ten new working days."""

    name, done, did = Move.TAKE_BACK, "no longer disputed", "took back the dispute of {it} for {vanguard}"
    from_words, to_word = (Word.DISPUTED,), Word.DELIVERED
    asks = VanguardForm
    words = words_field(
        "Why do you take it back?",
        "Enter why you take back your dispute",
        hint="The programme team reads this. You then have ten working days to answer again.",
    )
    subject = "a dispute was taken back"
    to_owner = "{vanguard} no longer disputes {request}. It has ten working days to answer again. {words}"

    def what_it_says(self, recipient: Recipient) -> str:
        now = " It has been delivered and you have not answered yet." if recipient.word == Word.DELIVERED else ""
        return f"Your vanguard does not dispute this request now.{now}"

    def values_of_part(self, recipient: Recipient) -> dict[str, Any]:
        today = clock.today()
        silent_on = max(silence_counts_from(today), recipient.silent_on or today)
        return super().values_of_part(recipient) | {"words": "", "asked_on": today, "silent_on": silent_on}


class Reply(MoveOfOneVanguard):
    """A vanguard sends what the team asked for. The first reply lets the team go on, whoever else was asked."""

    name, done, states, to = Move.REPLY, "replied to", (State.WAITING,), State.IN_PROGRESS
    did = "replied on {it} for {vanguard}"
    from_words, follows = (*STILL_OPEN, Word.DELIVERED), False
    asks = VanguardForm
    words = words_field("Your reply", "Enter your reply", hint="The programme team reads this.")
    subject, to_owner = "a vanguard has replied", "{vanguard} replied on {request}. {words}"

    def change_parts(self, opened: OpenChange, requests: Sequence[SupportRequest]) -> None:
        self.changed = {each.pk: self.changed_parts(each) for each in requests}

    def values(self, support_request: SupportRequest) -> dict[str, Any]:
        return later_by_the_wait(support_request)

    def became(self, support_request: SupportRequest) -> str:
        return f"The programme team has your reply on {support_request.reference}."


class Withdraw(MoveOfOneVanguard):
    """A vanguard no longer needs the support. When the last one withdraws, the request is closed."""

    name, done, states = Move.WITHDRAW, "withdrawn from", tuple(OPEN_STATES)
    did = "withdrew {vanguard} from {it}"
    IS_MAIN = False
    from_words, to_word = (*STILL_OPEN, Word.DELIVERED), Word.WITHDRAWN
    asks = VanguardForm
    words = words_field("Why do you no longer need it?", "Enter why you no longer need it")
    subject, to_owner = "a vanguard has withdrawn", "{vanguard} has withdrawn from {request}. {words}"


class Silence(MoveOfOneVanguard):
    """Record that a vanguard has not answered within ten working days. `day` is the day it is counted on."""

    name, done, who = Move.SILENCE, "counted as not answered in time", Who.APP
    did = "noted that {vanguard} did not answer on {it} in time"
    from_words, to_word = (Word.DELIVERED,), Word.NOT_CONFIRMED
    subject = "not answered in time"
    to_leads = "Your vanguard did not answer on {request} within ten working days. It counts as not answered in time."

    def is_theirs(self, support_request: SupportRequest) -> Verdict:
        return ALLOWED if self.by is None else refused("This happens on its own, ten working days after delivery.")

    def fits(self, support_request: SupportRequest) -> Verdict:
        (recipient,) = self.changed_parts(support_request)
        if recipient.silent_on is not None and recipient.silent_on > self.asked["day"]:
            return refused("It has been delivered again, and there is still time to answer.")
        return ALLOWED
