"""Every move of an instalment: what it asks, what it does and who is told."""

from typing import Any

from fund import conditions
from fund.forms import PayForm
from fund.models import Instalment
from fund.moves.base import READ_BY, MoveOfInstalment
from fund.workflow import Condition, InstalmentMove, InstalmentState, Who
from history.recording.changes import OpenChange
from moves.forms import MoveFormSince
from pages.fields import words_field
from people.verdict import Verdict, refused

PLANNED, PAID, CANCELLED = InstalmentState.PLANNED, InstalmentState.PAID, InstalmentState.CANCELLED


class Pay(MoveOfInstalment):
    """Pay it. That is refused while its condition is not met; the refusal says what it waits for, and where that stands."""

    name, done, did, states, to = InstalmentMove.PAY, "paid", "paid {amount} of {it}", (PLANNED,), PAID
    asks = PayForm
    sets = ("paid_on",)
    words = words_field("What do you want to say? (optional)", "", required=False, hint=READ_BY)
    subject, told = "an instalment is paid", "The programme team paid {amount} to {vanguard} for {year}. {words}"

    def may(self, instalment: Instalment) -> Verdict:
        verdict = super().may(instalment)
        return refused(conditions.refused_because(instalment)) if verdict and instalment.is_waiting else verdict


class Waive(MoveOfInstalment):
    """Let it be paid though its condition is not met."""

    name, done, who, states = InstalmentMove.WAIVE, "waived", Who.ADMINISTRATOR, (PLANNED,)
    did = "waived the condition for {amount} of {it}"
    asks = MoveFormSince
    IS_MAIN = False
    words = words_field("Why is the condition waived?", "Enter why the condition is waived", hint=READ_BY)
    subject, told = "a condition is waived", "{amount} can be paid to {vanguard} for {year} without its condition. {words}"

    def may(self, instalment: Instalment) -> Verdict:
        verdict = super().may(instalment)
        if not verdict:
            return verdict
        if instalment.condition == Condition.NONE:
            return refused("It has no condition.")
        if instalment.waived_at is not None:
            return refused("Its condition is waived already.")
        return refused("Its condition is met, so there is nothing to waive.") if instalment.is_met else verdict

    def do(self, opened: OpenChange, records: Any) -> None:
        self.moment = opened.moment
        super().do(opened, records)

    def values(self, instalment: Instalment) -> dict[str, Any]:
        return {"waived_by": self.by, "waived_at": self.moment, "waived_why": self.said}

    def became(self, instalment: Instalment) -> str:
        return f"The condition of instalment {instalment.number} is waived. It can be paid now."


class Cancel(MoveOfInstalment):
    name, done, did, states, to = InstalmentMove.CANCEL, "cancelled", "cancelled an instalment of {amount} for {it}", (PLANNED,), CANCELLED
    asks = MoveFormSince
    IS_MAIN = False
    words = words_field("Why is it cancelled?", "Enter why it is cancelled", hint=READ_BY)


class TakeBack(MoveOfInstalment):
    """Take back a payment that was recorded by mistake."""

    name, done, did, states, to = InstalmentMove.TAKE_BACK, "taken back", "took back the payment of {amount} for {it}", (PAID,), PLANNED
    asks = MoveFormSince
    IS_MAIN = False
    words = words_field("What was wrong?", "Enter what was wrong", hint=READ_BY)
    subject, told = "a payment is taken back", "The programme team took back the payment of {amount} to {vanguard} for {year}. {words}"

    def may(self, instalment: Instalment) -> Verdict:
        verdict = super().may(instalment)
        return refused("The line is closed. Open it again first.") if verdict and instalment.line.state == "closed" else verdict

    def values(self, instalment: Instalment) -> dict[str, Any]:
        return {"paid_on": None}
