"""The base of all moves of a commitment."""

from collections.abc import Sequence
from typing import ClassVar

from history import clock
from history.recording.bulk import change_all
from history.recording.changes import OpenChange
from milestones import notices
from milestones.models import Commitment, CommitmentMove, Forecast
from milestones.policies import may_keep_milestones, may_report_on
from milestones.queries import commitment_of_number, with_ledgers
from milestones.workflow import Outcome, State, Who
from moves import move
from moves.forms import MoveFormSince
from people.verdict import Verdict, refused
from vanguards import news
from vanguards.news import News, ended

READ_BY = "The leads of the vanguard and the programme team can read this."

NOT_NOW = {
    State.OPEN: "This commitment is still open.",
    State.REACHED: "This commitment has been reached.",
    State.CANCELLED: "This commitment has been cancelled.",
    State.NOT_OURS: "The vanguard has withdrawn from this milestone.",
}


class MoveOfCommitment(move.Move):
    """A move of a commitment. When the programme team makes it, the vanguard's leads get a mail (`subject`, `told`). When a lead makes it
    nobody gets one: it is on the page, and in the team's queue.
    """

    who = Who.LEAD
    states: ClassVar[Sequence[State]] = (State.OPEN,)
    asks = MoveFormSince
    subject: ClassVar[str]
    told: ClassVar[str]  # in braces: the milestone, what was asked, the waiting date, and the words

    GONE = "This commitment has been removed, or you no longer lead the vanguard."

    def read(self, numbers: Sequence[int]) -> list[Commitment]:
        return with_ledgers(Commitment.objects.visible_to(self.by).for_page().filter(pk__in=numbers).order_by("vanguard", "pk"))

    def called(self, commitment: Commitment) -> str:
        return f"{commitment.whose}: {commitment.milestone}"

    def state(self, commitment: Commitment) -> tuple[str, str]:
        status = commitment.status(clock.today())
        return status.value, str(status.label)

    def may(self, commitment: Commitment) -> Verdict:
        """Return whether it can be made. The refusal is the same for all moves that the state forbids, so that a page can say it once."""
        verdict = self.is_theirs(commitment)
        return refused(NOT_NOW[State(commitment.state)]) if verdict and commitment.state not in self.states else verdict

    def is_theirs(self, commitment: Commitment) -> Verdict:
        return may_keep_milestones(self.by) if self.who == Who.TEAM else may_report_on(self.by, commitment)

    def change_parts(self, opened: OpenChange, commitments: Sequence[Commitment]) -> None:
        """Close the date that waits for the team: something newer replaces it."""
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
        """Return the words of the mail."""
        return self.told

    def became(self, commitment: Commitment) -> str:
        (stands,) = commitment_of_number(commitment.pk, self.by)
        return (
            f"The forecast is {stands.expected}."
            if stands.state == State.OPEN
            else f"This commitment is {stands.get_state_display().lower()}."
        )


def decide(opened: OpenChange, lines: Sequence[int], outcome: Outcome, words: str = "") -> None:
    """Record what became of these lines of ledgers."""
    decided = {"decided_by": opened.by, "decided_at": opened.moment, "decided_words": words}
    change_all(Forecast.objects.filter(pk__in=lines).select_related("commitment__milestone"), outcome=outcome, **decided)
