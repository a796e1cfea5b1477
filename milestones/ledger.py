"""Work out what a commitment keeps from its ledger of dates, for the back office and for loading facts."""

from milestones.models import Commitment, Forecast
from milestones.workflow import STANDING


def straighten(commitment: Commitment) -> None:
    """Correct what a commitment and its lines keep from their dates, in the open change. Save only what differs."""
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
