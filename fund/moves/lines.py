"""Every move of a funding line: what it asks, what it does and who is told."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from fund import conditions
from fund.forms import PlanForm
from fund.models import FundingLine, Instalment
from fund.models.instalments import LINKS
from fund.moves.base import READ_BY, AmountMove, MoveOfLine
from fund.workflow import UNDECIDED, InstalmentState, Move, State, Who
from history.recording.bulk import create_all
from history.recording.changes import OpenChange
from pages.fields import words_field
from pages.money import in_words
from people.verdict import ALLOWED, Verdict, refused


class Ask(AmountMove):
    name, done, who = Move.ASK, "asked for again", Who.LEAD
    did = "asked for {amount} for {it}"
    states, to = (*UNDECIDED, State.DECLINED), State.ASKED
    AMOUNT, FROM, QUESTION = "asked", ("asked",), "How much do you ask for?"
    words = words_field("What is it for?", "Enter what it is for", hint=READ_BY)
    subject, told = "a vanguard asks for funding", "{vanguard} asks for {amount} for {year}. {words}"

    def values(self, line: FundingLine) -> dict[str, Any]:
        """Return what is asked now. What was offered before is an answer to something else."""
        return {**super().values(line), "purpose": self.said, "offered": None}


class Offer(AmountMove):
    name, done, did = Move.OFFER, "offered", "offered {amount} for {it}"
    states, to = UNDECIDED, State.OFFERED
    AMOUNT, FROM, QUESTION = "offered", ("offered", "asked"), "How much do you offer?"
    words = words_field("What do you want to say? (optional)", "", required=False, hint=READ_BY)
    subject, told = "you are offered funding", "The programme team offers {vanguard} {amount} for {year}. {words}"


class Approve(AmountMove):
    """Approve an amount: of one line what is typed, of many what each was offered or, before an offer, asked for."""

    name, done, did = Move.APPROVE, "approved", "approved {amount} for {it}"
    states, to = (*UNDECIDED, State.APPROVED), State.APPROVED
    AMOUNT, FROM, QUESTION = "approved", ("approved", "offered", "asked"), "How much do you approve?"
    words = words_field("What do you want to say? (optional)", "", required=False, hint=READ_BY)
    subject, told = "your funding is approved", "The programme team approved {amount} for {vanguard} for {year}. {words}"

    def amount_of(self, line: FundingLine) -> Decimal | None:
        if "amount" in self.asked:
            return super().amount_of(line)
        amount: Decimal | None = line.offered if line.offered is not None else line.asked
        return amount

    def fits(self, line: FundingLine) -> Verdict:
        amount, committed = self.amount_of(line), self.committed(line)
        if amount is None:
            return refused("No amount was offered or asked for.", "amount")
        if "amount" not in self.asked and line.state == State.APPROVED:
            return refused("It is approved already.")
        if amount < committed:
            return refused(f"{in_words(committed)} is planned or paid already, so it cannot be less than that.", "amount")
        return ALLOWED

    def will(self, line: FundingLine) -> str:
        return f"{in_words(self.amount_of(line) or Decimal(0))} is approved"


class Decline(MoveOfLine):
    name, done, did, states, to = Move.DECLINE, "declined", "declined {it}", UNDECIDED, State.DECLINED
    IS_MAIN = False
    words = words_field("Why?", "Enter why it is declined", hint=READ_BY)
    subject, told = "your funding is declined", "The programme team declined the funding of {vanguard} for {year}. {words}"


class Match(AmountMove):
    name, done, who = Move.MATCH, "matched", Who.LEAD
    did = "stated {amount} of the vanguard’s own money for {it}"
    states = (*UNDECIDED, State.APPROVED)
    IS_MAIN = False
    AMOUNT, FROM, QUESTION = "matched", ("matched",), "How much of its own money does the vanguard add?"
    words = words_field("Where does it come from? (optional)", "", required=False, hint=READ_BY)


class Plan(MoveOfLine):
    """Plan an instalment. All instalments together are never more than what is approved."""

    name, done, did, states = Move.PLAN, "planned", "planned an instalment of {amount} for {it}", (State.APPROVED,)
    asks = PlanForm
    words = words_field("Anything to say about it? (optional)", "", required=False, hint=READ_BY)

    def fits(self, line: FundingLine) -> Verdict:
        left = (line.approved or Decimal(0)) - self.committed(line)
        if self.asked["amount"] <= left:
            return ALLOWED
        if not left:
            return refused(f"All of the approved {in_words(line.approved)} is planned or paid already.", "amount")
        return refused(f"Only {in_words(left)} of what is approved is left to plan. Enter that or less.", "amount")

    def change_parts(self, opened: OpenChange, lines: Sequence[FundingLine]) -> None:
        of = {condition: self.asked.get("awaited") if self.asked["condition"] == condition else None for condition in LINKS}
        links = {link: of[condition] for condition, link in LINKS.items()}
        kept = {name: self.asked[name] for name in ("amount", "due_on", "condition")}
        for line in lines:
            last = line.instalments.order_by("number").last()
            create_all([Instalment(line=line, number=last.number + 1 if last else 1, **kept, **links)])

    def became(self, line: FundingLine) -> str:
        return f"The instalment of {in_words(self.asked['amount'])} is planned."


class Spend(AmountMove):
    name, done, who = Move.SPEND, "reported on", Who.LEAD
    did = "reported {amount} spent from {it}"
    states = (State.APPROVED,)
    AMOUNT, FROM, QUESTION = "spent", ("spent",), "How much was spent so far?"
    words = words_field("What was it spent on? (optional)", "", required=False, hint=READ_BY)
    subject, told = "a vanguard reports its spending", "{vanguard} spent {amount} of its funding for {year} so far. {words}"


class Close(MoveOfLine):
    """Close a line once all is paid or cancelled and what was spent is known; it says what is over or left."""

    name, done, did, states, to = Move.CLOSE, "closed", "closed {it}", (State.APPROVED,), State.CLOSED
    IS_MAIN = False
    words = words_field("What do you want to say? (optional)", "", required=False, hint=READ_BY)
    subject, told = "your funding is closed", "The programme team closed the funding of {vanguard} for {year}. {words}"

    def may(self, line: FundingLine) -> Verdict:
        verdict = super().may(line)
        if verdict and line.spent is None:
            return refused("It is not known what was spent. Report that first.")
        return verdict

    def fits(self, line: FundingLine) -> Verdict:
        planned = [each for each in self.parts[line.pk] if each.state == InstalmentState.PLANNED]
        return refused(f"{conditions.still_planned(planned)} Pay or cancel what is planned first.") if planned else ALLOWED

    def became(self, line: FundingLine) -> str:
        return f"This line is closed. What was spent is {line.over_or_under}."


class Reopen(MoveOfLine):
    name, done, did, states, to = Move.REOPEN, "opened again", "opened {it} again", (State.CLOSED,), State.APPROVED
    IS_MAIN = False
    words = words_field("Why?", "Enter why it is opened again", hint=READ_BY)
