"""What was done to milestones, in words for feeds and for the page of a commitment."""

from typing import Any

from history.feed.said import Said, Says, of_numbers
from history.reading.prepared import prepared
from milestones.models import CommitmentMove, Forecast, Milestone, MilestoneWait
from milestones.moves import MOVES
from milestones.moves.dates import Approve, GiveDate, Reject
from milestones.workflow import Outcome


def said_by_a_move(made: CommitmentMove, act: str = "+") -> Said:
    return MOVES[made.move].says(made.commitment, made.words)


def _date_given(line: Forecast, act: str) -> Said:
    did = GiveDate.did if line.outcome == Outcome.RECORDED else GiveDate.DID_ASK
    return Said(did, {"it": line.commitment, "before": line.before, "date": line.forecast}, line.note)


def _date_decided(line: Forecast, act: str) -> Said | None:
    """Return what was decided; None if a later date replaced it, because that one says what was done."""
    kind = {Outcome.APPROVED: Approve, Outcome.REJECTED: Reject}.get(Outcome(line.outcome))
    return kind.says(line.commitment, line.decided_words, before=line.before, date=line.forecast) if kind is not None else None


def _milestone_added(milestone: Milestone, act: str) -> Said:
    return Said("added {it}", {"it": milestone})


def _dependency_added(wait: MilestoneWait, act: str) -> Said:
    return Said("recorded that {it} depends on {other}", {"it": wait.milestone, "other": wait.awaited or wait.support_request})


DATES = ["forecast_on", "forecast_precision", "forecast_words", "before_until", "before_precision", "outcome", "note", "decided_words"]
WAITS = ["milestone__title", "awaited__title", "support_request__title"]
NAMES = ["commitment__milestone__title", "commitment__vanguard__name"]


@prepared
def _moves(numbers: list[int], user: Any) -> Any:
    return of_numbers(CommitmentMove.objects.visible_to(user), numbers, *NAMES, "move", "words")


@prepared
def _lines(numbers: list[int], user: Any) -> Any:
    return of_numbers(Forecast.objects.visible_to(user), numbers, *NAMES, *DATES)


@prepared
def _milestones(numbers: list[int], user: Any) -> Any:
    return of_numbers(Milestone.objects.visible_to(user), numbers, "title")


@prepared
def _waits(numbers: list[int], user: Any) -> Any:
    return of_numbers(MilestoneWait.objects.visible_to(user), numbers, *WAITS)


ADDED = {
    "milestones.commitmentmove": Says(_moves, said_by_a_move),
    "milestones.forecast": Says(_lines, _date_given),
    "milestones.milestone": Says(_milestones, _milestone_added),
    "milestones.milestonewait": Says(_waits, _dependency_added),
}
CHANGED = {"milestones.forecast": Says(_lines, _date_decided)}
