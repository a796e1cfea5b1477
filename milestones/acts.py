"""What is done to commitments, to one or to many: the moves of the table, each made in one change on what stands when it is made.

`asked`: what the move's form asked for (milestones/forms.py), the same for all; "words" among it.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, ClassVar

from history import clock
from history.recording.bulk import change_all, create_all
from history.recording.changes import OpenChange
from milestones import notices
from milestones.models import Commitment, CommitmentMove, Forecast
from milestones.parts import with_ledgers
from milestones.policies import may_be_approved, may_be_reached_on, may_expect, may_move, reached_until, waits_for_the_team
from milestones.querysets import CommitmentQuerySet
from milestones.workflow import TABLE, Move, Outcome, State
from pages.apart import apart
from pages.dates import columns
from pages.errors import Refused
from people.acts import Act, Asked, Done, do
from people.models import User
from people.verdict import Verdict


class CommitmentAct(Act):
    """A move of the table that leads to another state: what it sets on each, and a note of it."""

    move: ClassVar[Move]

    def __init__(self) -> None:
        self.label = str(self.move.label)

    def called(self, commitment: Commitment) -> str:
        return f"{commitment.whose}: {commitment.milestone}"

    def state(self, commitment: Commitment) -> tuple[str, str]:
        status = commitment.status(clock.today())
        return status.value, str(status.label)

    def records(self, numbers: Sequence[int], by: User) -> list[Commitment]:
        return with_ledgers(Commitment.objects.visible_to(by).for_page().filter(pk__in=numbers).order_by("vanguard", "pk"))

    def may(self, by: User, commitment: Commitment, asked: Asked) -> Verdict:
        return may_move(by, commitment, self.move)

    def will(self, commitment: Commitment, asked: Asked) -> str:
        return State(str(TABLE[self.move].to)).label

    def values(self, commitment: Commitment, asked: Asked) -> dict[str, Any]:
        """What is set on it besides its state."""
        return {}

    def do(self, opened: OpenChange, commitments: Sequence[Commitment], words: str, asked: Asked) -> None:
        after = str(TABLE[self.move].to)
        numbers = [each.pk for each in commitments]
        alike: dict[Any, list[int]] = {}
        for each in commitments:
            alike.setdefault(tuple(self.values(each, asked).items()), []).append(each.pk)
        for values, some in alike.items():
            change_all(_of(some), state=after, **dict(values))
        create_all([self._note(each, after, words, opened) for each in commitments])
        overtake(opened, numbers)
        notices.tell(opened, commitments, self.move, asked)

    def _note(self, commitment: Commitment, after: str, words: str, opened: OpenChange) -> CommitmentMove:
        stands = {"state_before": commitment.state, "state_after": after, "words": words}
        return CommitmentMove(commitment=commitment, move=self.move, moved_by=opened.by, moved_at=opened.moment, **stands)


class Reach(CommitmentAct):
    move = Move.REACH

    def may(self, by: User, commitment: Commitment, asked: Asked) -> Verdict:
        return super().may(by, commitment, asked) and may_be_reached_on(commitment, asked["reached"], clock.today())

    def will(self, commitment: Commitment, asked: Asked) -> str:
        return f"Reached {asked['reached']}, {apart(commitment.due, asked['reached']).late_or_early}"

    def values(self, commitment: Commitment, asked: Asked) -> dict[str, Any]:
        until = {"reached_until": reached_until(commitment, asked["reached"], clock.today())}
        return {**columns("reached", asked["reached"]), **until, "reached_note": asked["words"], "reached_link": asked["link"]}


class TakeBack(CommitmentAct):
    move = Move.TAKE_BACK

    def values(self, commitment: Commitment, asked: Asked) -> dict[str, Any]:
        return {**columns("reached", None), "reached_note": "", "reached_link": ""}


class Cancel(CommitmentAct):
    move = Move.CANCEL


class NotOurs(CommitmentAct):
    move = Move.NOT_OURS


class Reopen(CommitmentAct):
    move = Move.REOPEN


class GiveDate(CommitmentAct):
    """A new line in each ledger; later on a key milestone it waits for the team, unless the team gives it."""

    move = Move.FORECAST
    DECIDED_BY = ("milestone", "is_key")

    def prepare(self, commitments: Sequence[Commitment], by: User, asked: Asked) -> None:
        self.waiting = {each.pk for each in commitments if waits_for_the_team(by, each, asked["to"])}

    def may(self, by: User, commitment: Commitment, asked: Asked) -> Verdict:
        return super().may(by, commitment, asked) and may_expect(commitment, asked["to"], asked["cause"], clock.today())

    def will(self, commitment: Commitment, asked: Asked) -> str:
        moved = apart(commitment.expected, asked["to"]).later_or_earlier
        waits = "; the programme team approves it first" if commitment.pk in self.waiting else ""
        return f"Expected {asked['to']}, {moved}{waits}"

    def do(self, opened: OpenChange, commitments: Sequence[Commitment], words: str, asked: Asked) -> None:
        overtake(opened, [each.pk for each in commitments])
        create_all([self._line(each, words, asked, opened) for each in commitments])
        standing = [each.pk for each in commitments if each.pk not in self.waiting]
        change_all(_of(standing), expected_until=asked["to"].last)
        notices.tell(opened, commitments, self.move, asked)

    def _line(self, commitment: Commitment, words: str, asked: Asked, opened: OpenChange) -> Forecast:
        line = Forecast(
            commitment=commitment,
            **columns("forecast", asked["to"]),
            outcome=Outcome.PROPOSED if commitment.pk in self.waiting else Outcome.RECORDED,
            cause=asked["cause"],
            note=words,
            made_by=opened.by,
            made_at=opened.moment,
        )
        line.follow(commitment.expected)
        return line


class Approve(CommitmentAct):
    move = Move.APPROVE

    def may(self, by: User, commitment: Commitment, asked: Asked) -> Verdict:
        return super().may(by, commitment, asked) and may_be_approved(_proposal(commitment), clock.today())

    def will(self, commitment: Commitment, asked: Asked) -> str:
        proposal = _proposal(commitment)
        moved = apart(commitment.expected, proposal.forecast).later_or_earlier
        return f"Expected {proposal.forecast}, {moved} than {commitment.expected}. {proposal.cause}: {proposal.note}"

    def do(self, opened: OpenChange, commitments: Sequence[Commitment], words: str, asked: Asked) -> None:
        decide(opened, [_proposal(each).pk for each in commitments], Outcome.APPROVED, words)
        for until in {_proposal(each).forecast_until for each in commitments}:
            these = [each.pk for each in commitments if _proposal(each).forecast_until == until]
            change_all(_of(these), expected_until=until)
        notices.tell(opened, commitments, self.move, asked)


class Reject(CommitmentAct):
    move = Move.REJECT

    def will(self, commitment: Commitment, asked: Asked) -> str:
        return f"Expected {commitment.expected}, as before"

    def do(self, opened: OpenChange, commitments: Sequence[Commitment], words: str, asked: Asked) -> None:
        decide(opened, [_proposal(each).pk for each in commitments], Outcome.REJECTED, words)
        notices.tell(opened, commitments, self.move, asked)


def _of(numbers: Sequence[int]) -> CommitmentQuerySet:
    """With what the change calls them by."""
    commitments: CommitmentQuerySet = Commitment.objects.filter(pk__in=numbers).select_related("milestone")
    return commitments


def _proposal(commitment: Commitment) -> Forecast:
    """Of one whose date waits: the policy has seen to it."""
    if commitment.proposal is None:
        raise Refused("No date waits for the programme team.")
    return commitment.proposal


def overtake(opened: OpenChange, numbers: Sequence[int]) -> None:
    """Close what waits for the team on these commitments: something newer has come."""
    waiting = Forecast.objects.filter(commitment__in=numbers, outcome=Outcome.PROPOSED)
    decide(opened, list(waiting.values_list("pk", flat=True)), Outcome.OVERTAKEN, "")


def decide(opened: OpenChange, lines: Sequence[int], outcome: Outcome, words: str) -> None:
    """Say of these lines of ledgers what became of them."""
    decided = {"decided_by": opened.by, "decided_at": opened.moment, "decided_words": words}
    change_all(Forecast.objects.filter(pk__in=lines).select_related("commitment__milestone"), outcome=outcome, **decided)


ACTS: dict[Move, type[CommitmentAct]] = {act.move: act for act in (GiveDate, Approve, Reject, Reach, TakeBack, NotOurs, Cancel, Reopen)}


def make(commitment: Commitment, move: Move, *, by: User, words: str = "", since: datetime | None = None, **asked: Any) -> Done:
    """Make a move of one commitment. Raises Refused, with the sentence for the person, where it cannot be made now, or somebody changed it
    after `since`. A change makes one move of a commitment: a second one in the same change cannot be written.
    """
    done = do(ACTS[move](), [commitment.pk], by=by, words=words, asked=asked, since=since)
    if done.left:
        done.left[0].verdict.enforce()
    if done.change is None:
        raise Refused("It was removed meanwhile, or your vanguard has another lead now.")
    return done
