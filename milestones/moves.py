"""What is done to commitments: every move, what it asks, what it does, and whom it tells."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django import forms

from history import clock
from history.recording.bulk import change_all, create_all
from history.recording.changes import OpenChange
from milestones import notices
from milestones.models import Cause, Commitment, CommitmentMove, Forecast
from milestones.parts import commitment_of_number, with_ledgers
from milestones.policies import (
    may_be_approved,
    may_be_reached_on,
    may_expect,
    may_keep_milestones,
    may_report_on,
    reached_until,
    waits_for_the_team,
)
from milestones.workflow import Move, Outcome, State, Who
from moves import move
from moves.forms import MoveFormSince
from moves.making import make_of_one
from pages.apart import apart
from pages.dates import columns
from pages.fields import AddressField, MeantDateField, words_field
from people.models import User
from people.verdict import Verdict, refused
from vanguards import news
from vanguards.news import News, ended

READ_BY = "The leads of the vanguard and the programme team read it."


class MoveOfCommitment(move.Move):
    """The base. The programme team makes every move, and the leads of the vanguard are told by mail that it did (`subject`, `told`). What a
    lead does is told to nobody: it stands on the page, and in the team's queue.
    """

    who = Who.LEAD
    states: ClassVar[Sequence[State]] = (State.OPEN,)
    asks = MoveFormSince
    subject: ClassVar[str]
    told: ClassVar[str]  # what is in braces: the milestone, what was asked, the date that waits, and the words

    GONE = "It was removed meanwhile, or your vanguard has another lead now."

    def read(self, numbers: Sequence[int]) -> list[Commitment]:
        return with_ledgers(Commitment.objects.visible_to(self.by).for_page().filter(pk__in=numbers).order_by("vanguard", "pk"))

    def called(self, commitment: Commitment) -> str:
        return f"{commitment.whose}: {commitment.milestone}"

    def state(self, commitment: Commitment) -> tuple[str, str]:
        status = commitment.status(clock.today())
        return status.value, str(status.label)

    def is_theirs(self, commitment: Commitment) -> Verdict:
        return may_keep_milestones(self.by) if self.who == Who.TEAM else may_report_on(self.by, commitment)

    def change_parts(self, opened: OpenChange, commitments: Sequence[Commitment]) -> None:
        """Something newer has come: what waits for the team is closed."""
        waiting = Forecast.objects.filter(commitment__in=[each.pk for each in commitments], outcome=Outcome.PROPOSED)
        decide(opened, list(waiting.values_list("pk", flat=True)), Outcome.OVERTAKEN)

    def note(self, opened: OpenChange, commitment: Commitment, before: str) -> CommitmentMove | None:
        stands = {"state_before": before, "state_after": commitment.state, "words": self.said}
        return CommitmentMove(commitment=commitment, move=self.name, moved_by=opened.by, moved_at=opened.moment, **stands)

    def tell(self, opened: OpenChange, commitments: Sequence[Commitment]) -> None:
        if may_keep_milestones(self.by):
            news.tell(opened, [self._news(each) for each in commitments if each.vanguard_id], things="commitments")

    def _news(self, commitment: Commitment) -> News:
        proposed = commitment.proposal.forecast if commitment.proposal else ""
        said = {"milestone": commitment.milestone, "proposed": proposed, **self.asked, "words": ended(self.said)}
        sentence = self.tells(commitment).format(**said).strip()
        return News(commitment, f"{commitment.milestone}: {self.subject}", sentence, notices.leads_of(commitment))

    def tells(self, commitment: Commitment) -> str:
        """What the mail says."""
        return self.told

    def became(self, commitment: Commitment) -> str:
        (stands,) = commitment_of_number(commitment.pk, self.by)
        return f"It is expected {stands.expected}." if stands.state == State.OPEN else f"It is {stands.get_state_display().lower()}."


class MoveOfADate(MoveOfCommitment):
    """Its record is the ledger of dates."""

    def note(self, opened: OpenChange, commitment: Commitment, before: str) -> None:
        return None


class MoveOfAProposal(MoveOfADate):
    """Of a date that waits for the programme team."""

    who = Who.TEAM
    outcome: ClassVar[Outcome]

    def may(self, commitment: Commitment) -> Verdict:
        verdict = self.is_theirs(commitment)
        if verdict and commitment.proposal is None:
            return refused("No date waits for the programme team.")
        return super().may(commitment)

    def change_parts(self, opened: OpenChange, commitments: Sequence[Commitment]) -> None:
        decide(opened, [proposal(each).pk for each in commitments], self.outcome, self.said)


class Approve(MoveOfAProposal):
    name, done, outcome = Move.APPROVE, "approved", Outcome.APPROVED
    words = words_field("Anything to say with it", "", required=False, hint=READ_BY)
    subject, told = "your new date is approved", "{milestone}: the date proposed for your vanguard, {proposed}, is approved. {words}"

    def fits(self, commitment: Commitment) -> Verdict:
        return may_be_approved(proposal(commitment), clock.today())

    def will(self, commitment: Commitment) -> str:
        line = proposal(commitment)
        moved = apart(commitment.expected, line.forecast).later_or_earlier
        return f"Expected {line.forecast}, {moved} than {commitment.expected}. {line.cause}: {line.note}"

    def values(self, commitment: Commitment) -> dict[str, Any]:
        return {"expected_until": proposal(commitment).forecast_until}


class Reject(MoveOfAProposal):
    name, done, outcome = Move.REJECT, "rejected", Outcome.REJECTED
    words = words_field("Why it is rejected", "Enter why it is rejected", hint=READ_BY)
    subject, told = "your new date is rejected", "{milestone}: the date proposed for your vanguard, {proposed}, is rejected. {words}"

    def will(self, commitment: Commitment) -> str:
        return f"Expected {commitment.expected}, as before"


class NewDateForm(MoveFormSince):
    to = MeantDateField("New date", "Enter the date that is expected now")
    cause = forms.TypedChoiceField(
        label="Why it moves",
        coerce=lambda number: Cause.objects.get(pk=number),
        widget=forms.RadioSelect,
        error_messages={
            "required": "Choose why it moves",
            "invalid_choice": "Choose one of these: the cause you chose is no longer offered",
        },
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["cause"]
        causes = Cause.objects.filter(retired=False).order_by("-direction", "pk")
        field.choices = [(cause.pk, f"{cause.get_direction_display()}: {cause}") for cause in causes]


class GiveDate(MoveOfADate):
    """A new line in the ledger; later on a key milestone it waits for the team, unless the team gives it."""

    name, done = Move.FORECAST, "given a new date"
    asks = NewDateForm
    words = words_field("What happened", "Enter what happened", hint=f"The cause in a sentence or two. {READ_BY}")
    subject, told = "a new date", "{milestone} is expected {to} for your vanguard. {words}"
    DECIDED_BY = ("milestone", "is_key")

    def may_wait(self, commitment: Commitment) -> bool:
        """Whether a later date would."""
        return commitment.milestone.is_key and not may_keep_milestones(self.by)

    def waits(self, commitment: Commitment) -> bool:
        return waits_for_the_team(self.by, commitment, self.asked["to"])

    def fits(self, commitment: Commitment) -> Verdict:
        return may_expect(commitment, self.asked["to"], self.asked["cause"], clock.today())

    def will(self, commitment: Commitment) -> str:
        moved = apart(commitment.expected, self.asked["to"]).later_or_earlier
        waits = "; the programme team approves it first" if self.waits(commitment) else ""
        return f"Expected {self.asked['to']}, {moved}{waits}"

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
        no_more = " The date that was proposed, {proposed}, stands no more." if commitment.proposal else ""
        return f"{self.told}{no_more}"

    def became(self, commitment: Commitment) -> str:
        (stands,) = commitment_of_number(commitment.pk, self.by)
        if stands.proposal is None:
            return super().became(commitment)
        return f"{stands.proposal.forecast} waits for the programme team. Until then it is expected {stands.expected}."


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
    words = words_field("Why it is not reached after all", "Enter why it is not reached after all", hint=READ_BY)
    subject, told = "not reached after all", "{milestone} is not reached by your vanguard after all. {words}"

    def values(self, commitment: Commitment) -> dict[str, Any]:
        return {**columns("reached", None), "reached_note": "", "reached_link": ""}


class NotOurs(MoveOfCommitment):
    name, done, to = Move.NOT_OURS, "set as no longer ours", State.NOT_OURS
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


MOVES: dict[str, type[MoveOfCommitment]] = move.workflow(Approve, Reject, GiveDate, Reach, TakeBack, NotOurs, Cancel, Reopen)


def moves_of(user: User) -> list[type[MoveOfCommitment]]:
    """Those that are this person's to make at all, of one commitment or another."""
    return [kind for kind in MOVES.values() if kind.who == Who.LEAD or may_keep_milestones(user)]


def make(commitment: Commitment, name: str, *, by: User, since: Any = None, **asked: Any) -> Commitment:
    """Make a move of one commitment. Raises Refused, with the sentence for the person, where it cannot be made now, or somebody changed it
    after `since`.
    """
    made: Commitment = make_of_one(MOVES[name](by, **asked), commitment, since=since)
    return made


def proposal(commitment: Commitment) -> Forecast:
    """Of one whose date waits: the move has seen to it."""
    line = commitment.proposal
    assert line is not None  # noqa: S101 - no move of a proposal is made without one
    return line


def decide(opened: OpenChange, lines: Sequence[int], outcome: Outcome, words: str = "") -> None:
    """Say of these lines of ledgers what became of them."""
    decided = {"decided_by": opened.by, "decided_at": opened.moment, "decided_words": words}
    change_all(Forecast.objects.filter(pk__in=lines).select_related("commitment__milestone"), outcome=outcome, **decided)
