"""Moves that end a commitment or open it again: reached, withdrawn, cancelled, reopened."""

from typing import Any

from history import clock
from milestones.models import Commitment
from milestones.moves.base import READ_BY, MoveOfCommitment
from milestones.policies import may_be_reached_on, reached_until
from milestones.workflow import Move, State, Who
from moves.forms import MoveFormSince
from pages.date_differences import apart
from pages.dates import columns
from pages.fields import AddressField, MeantDateField, words_field
from people.verdict import Verdict


class ReachedForm(MoveFormSince):
    reached = MeantDateField("When was it reached?", "Enter the date it was reached")
    link = AddressField(
        label="Link to evidence (optional)",
        required=False,
        max_length=500,
        help_text="An address that begins with https://",
    )


class Reach(MoveOfCommitment):
    name, done, to = Move.REACH, "reported as reached", State.REACHED
    did = "reported {it} as reached"
    asks = ReachedForm
    words = words_field(
        "What shows that it was reached?", "Enter what shows that it was reached", hint="For example, minutes of a board. " + READ_BY
    )
    subject, told = "reported as reached", "The programme team reported that your vanguard reached {milestone}: {reached}. {words}"

    def fits(self, commitment: Commitment) -> Verdict:
        return may_be_reached_on(commitment, self.asked["reached"], clock.today())

    def will(self, commitment: Commitment) -> str:
        return f"Reached {self.asked['reached']}, {apart(commitment.due, self.asked['reached']).late_or_early}"

    def values(self, commitment: Commitment) -> dict[str, Any]:
        until = {"reached_until": reached_until(commitment, self.asked["reached"], clock.today())}
        return {**columns("reached", self.asked["reached"]), **until, "reached_note": self.said, "reached_link": self.asked["link"]}


class TakeBack(MoveOfCommitment):
    name, done, states, to = Move.TAKE_BACK, "reported as not reached", (State.REACHED,), State.OPEN
    did = "reported that {it} was not reached after all"
    words = words_field("Why was it not reached after all?", "Enter why it was not reached after all", hint=READ_BY)
    subject, told = "not reached after all", "The programme team reported that your vanguard did not reach {milestone} after all. {words}"

    def values(self, commitment: Commitment) -> dict[str, Any]:
        return {**columns("reached", None), "reached_note": "", "reached_link": ""}


class NotOurs(MoveOfCommitment):
    name, done, to = Move.NOT_OURS, "withdrawn", State.NOT_OURS
    did = "withdrew from {it}"
    words = words_field("Why is the vanguard withdrawing?", "Enter why the vanguard is withdrawing", hint=READ_BY)
    subject, told = "withdrawn", "The programme team withdrew your vanguard from {milestone}. {words}"


class Cancel(MoveOfCommitment):
    name, done, who, to = Move.CANCEL, "cancelled", Who.TEAM, State.CANCELLED
    words = words_field("Why is it cancelled?", "Enter why it is cancelled", hint=READ_BY)
    subject, told = "cancelled", "The programme team cancelled {milestone} for your vanguard. {words}"


class Reopen(MoveOfCommitment):
    name, done, who, states, to = Move.REOPEN, "reopened", Who.TEAM, (State.CANCELLED, State.NOT_OURS), State.OPEN
    words = words_field("Why is it reopened?", "Enter why it is reopened", hint=READ_BY)
    subject, told = "reopened", "The programme team reopened {milestone} for your vanguard. {words}"
