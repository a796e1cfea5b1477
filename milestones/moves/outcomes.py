"""What became of commitments: reached, no longer the vanguard's, cancelled, open again."""

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
    reached = MeantDateField("When it was reached", "Enter the date it was reached")
    link = AddressField(
        label="Link to what shows it",
        required=False,
        max_length=500,
        help_text="If there is one: an address that begins with https://",
    )


class Reach(MoveOfCommitment):
    name, done, to = Move.REACH, "reported as reached", State.REACHED
    did = "reported {it} as reached"
    asks = ReachedForm
    words = words_field("What shows it", "Enter what shows that it is reached", hint="For example, minutes of a board. " + READ_BY)
    subject, told = "reported as reached", "{milestone} is reported as reached by your vanguard, {reached}. {words}"

    def fits(self, commitment: Commitment) -> Verdict:
        return may_be_reached_on(commitment, self.asked["reached"], clock.today())

    def will(self, commitment: Commitment) -> str:
        return f"Reached {self.asked['reached']}, {apart(commitment.due, self.asked['reached']).late_or_early}"

    def values(self, commitment: Commitment) -> dict[str, Any]:
        until = {"reached_until": reached_until(commitment, self.asked["reached"], clock.today())}
        return {**columns("reached", self.asked["reached"]), **until, "reached_note": self.said, "reached_link": self.asked["link"]}


class TakeBack(MoveOfCommitment):
    name, done, states, to = Move.TAKE_BACK, "said not to be reached after all", (State.REACHED,), State.OPEN
    did = "said that {it} is not reached after all"
    words = words_field("Why it is not reached after all", "Enter why it is not reached after all", hint=READ_BY)
    subject, told = "not reached after all", "{milestone} is not reached by your vanguard after all. {words}"

    def values(self, commitment: Commitment) -> dict[str, Any]:
        return {**columns("reached", None), "reached_note": "", "reached_link": ""}


class NotOurs(MoveOfCommitment):
    name, done, to = Move.NOT_OURS, "set as no longer ours", State.NOT_OURS
    did = "said that {it} is no longer theirs"
    words = words_field("Why it is no longer ours", "Enter why it is no longer ours", hint=READ_BY)
    subject, told = "no longer yours", "{milestone} is no longer your vanguard’s. {words}"


class Cancel(MoveOfCommitment):
    name, done, who, to = Move.CANCEL, "cancelled", Who.TEAM, State.CANCELLED
    words = words_field("Why it is cancelled", "Enter why it is cancelled", hint=READ_BY)
    subject, told = "cancelled", "{milestone} is cancelled for your vanguard. {words}"


class Reopen(MoveOfCommitment):
    name, done, who, states, to = Move.REOPEN, "reopened", Who.TEAM, (State.CANCELLED, State.NOT_OURS), State.OPEN
    words = words_field("Why it is open again", "Enter why it is open again", hint=READ_BY)
    subject, told = "open again", "{milestone} is open again for your vanguard. {words}"
