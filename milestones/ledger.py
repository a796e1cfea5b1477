"""What is kept of a ledger of dates beside its lines, worked out anew from them: for the back office, and for what loads facts."""

from milestones.models import Commitment, Forecast
from milestones.workflow import STANDING


def straighten(commitment: Commitment) -> None:
    """Make what is kept of a commitment and its lines follow from its dates, in the change that is open; saves only what differs."""
    expected = commitment.due
    for line in commitment.forecasts.order_by("made_at", "pk"):
        kept = _kept(line)
        line.follow(expected)
        if _kept(line) != kept:
            line.save()
        expected = line.forecast if line.outcome in STANDING else expected
    until = (commitment.due.last, expected.last)
    if until != (commitment.due_until, commitment.expected_until):
        commitment.due_until, commitment.expected_until = until
        commitment.save()


def _kept(line: Forecast) -> tuple[object, ...]:
    return line.forecast_until, line.before_until, line.before_precision, line.days_later
