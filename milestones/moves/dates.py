"""Moves of dates: give or ask for a new one, approve it, reject it."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django import forms

from history import clock
from history.recording.bulk import create_all
from history.recording.changes import OpenChange
from milestones.models import Cause, Commitment, Forecast
from milestones.moves.base import READ_BY, MoveOfCommitment, decide
from milestones.policies import may_be_approved, may_expect, may_keep_milestones, waits_for_the_team
from milestones.queries import commitment_of_number
from milestones.workflow import Move, Outcome, Who
from moves.forms import MoveFormSince
from pages.date_differences import apart
from pages.dates import columns
from pages.fields import MeantDateField, words_field
from people.verdict import Verdict, refused


class MoveOfADate(MoveOfCommitment):
    """A move that the ledger of dates records."""

    def note(self, opened: OpenChange, commitment: Commitment, before: str) -> None:
        return None


class MoveOfAProposal(MoveOfADate):
    """A move on a date that waits for the programme team."""

    who = Who.TEAM
    outcome: ClassVar[Outcome]

    def may(self, commitment: Commitment) -> Verdict:
        verdict = super().may(commitment)
        if verdict and commitment.proposal is None:
            return refused("No new date is waiting for approval.")
        return verdict

    def change_parts(self, opened: OpenChange, commitments: Sequence[Commitment]) -> None:
        decide(opened, [proposal(each).pk for each in commitments], self.outcome, self.said)


class Approve(MoveOfAProposal):
    name, done, outcome = Move.APPROVE, "approved", Outcome.APPROVED
    did = "approved moving {it} from {before} to {date}"
    words = words_field("Why do you approve it? (optional)", "", required=False, hint=READ_BY)
    subject, told = "your new date was approved", "The programme team approved your new date for {milestone}: {proposed}. {words}"

    def fits(self, commitment: Commitment) -> Verdict:
        return may_be_approved(proposal(commitment), clock.today())

    def will(self, commitment: Commitment) -> str:
        line = proposal(commitment)
        moved = apart(commitment.expected, line.forecast).later_or_earlier
        return f"Forecast {line.forecast}, {moved} than {commitment.expected}. {line.cause}: {line.note}"

    def values(self, commitment: Commitment) -> dict[str, Any]:
        return {"expected_until": proposal(commitment).forecast_until}


class Reject(MoveOfAProposal):
    name, done, outcome = Move.REJECT, "rejected", Outcome.REJECTED
    did = "rejected moving {it} from {before} to {date}"
    words = words_field("Why do you reject it?", "Enter why you reject it", hint=READ_BY)
    subject, told = "your new date was rejected", "The programme team rejected your new date for {milestone}: {proposed}. {words}"

    def will(self, commitment: Commitment) -> str:
        return f"Forecast {commitment.expected}, as before"


class NewDateForm(MoveFormSince):
    to = MeantDateField("New date", "Enter the new date")
    cause = forms.TypedChoiceField(
        label="Why has the date moved?",
        coerce=lambda number: Cause.objects.get(pk=number),
        widget=forms.RadioSelect,
        error_messages={
            "required": "Choose why the date has moved",
            "invalid_choice": "Choose another reason: the one you chose is no longer used",
        },
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["cause"]
        causes = Cause.objects.filter(retired=False).order_by("-direction", "pk")
        field.choices = [(cause.pk, f"{cause.get_direction_display()}: {cause}") for cause in causes]


class GiveDate(MoveOfADate):
    """Give a new date. A later one on a key milestone waits for the team, unless the team gives it."""

    name, done, did = Move.FORECAST, "given a new date", "moved {it} from {before} to {date}"
    DID_ASK: ClassVar[str] = "asked to move {it} from {before} to {date}"
    asks = NewDateForm
    words = words_field("What happened?", "Enter what happened", hint=f"In a sentence or two. {READ_BY}")
    subject, told = "a new date", "The programme team moved the forecast for {milestone} to {to}. {words}"
    DECIDED_BY = ("milestone", "is_key")

    def may_wait(self, commitment: Commitment) -> bool:
        """Return whether a later date would wait for the team."""
        return commitment.milestone.is_key and not may_keep_milestones(self.by)

    def waits(self, commitment: Commitment) -> bool:
        return waits_for_the_team(self.by, commitment, self.asked["to"])

    def fits(self, commitment: Commitment) -> Verdict:
        return may_expect(commitment, self.asked["to"], self.asked["cause"], clock.today())

    def will(self, commitment: Commitment) -> str:
        moved = apart(commitment.expected, self.asked["to"]).later_or_earlier
        waits = "; the programme team must approve it first" if self.waits(commitment) else ""
        return f"Forecast {self.asked['to']}, {moved}{waits}"

    def change_parts(self, opened: OpenChange, commitments: Sequence[Commitment]) -> None:
        super().change_parts(opened, commitments)
        create_all([self._line(opened, each) for each in commitments])

    def _line(self, opened: OpenChange, commitment: Commitment) -> Forecast:
        line = Forecast(
            commitment=commitment,
            **columns("forecast", self.asked["to"]),
            outcome=Outcome.PROPOSED if self.waits(commitment) else Outcome.RECORDED,
            cause=self.asked["cause"],
            note=self.said,
            made_by=opened.by,
            made_at=opened.moment,
        )
        line.follow(commitment.expected)
        return line

    def values(self, commitment: Commitment) -> dict[str, Any]:
        return {} if self.waits(commitment) else {"expected_until": self.asked["to"].last}

    def tells(self, commitment: Commitment) -> str:
        no_more = " This replaces the new date you asked for, {proposed}." if commitment.proposal else ""
        return f"{self.told}{no_more}"

    def became(self, commitment: Commitment) -> str:
        (stands,) = commitment_of_number(commitment.pk, self.by)
        if stands.proposal is None:
            return super().became(commitment)
        return f"{stands.proposal.forecast} is waiting for the programme team to approve it. Until then the forecast is {stands.expected}."


def proposal(commitment: Commitment) -> Forecast:
    """Return the date that waits; the move has checked that there is one."""
    line = commitment.proposal
    assert line is not None  # noqa: S101 - the move is refused without one
    return line
