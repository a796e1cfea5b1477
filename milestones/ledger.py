"""What is kept of a ledger of dates beside its lines, worked out anew from them: for the back office, and for what loads facts."""

from milestones.models import Commitment
from milestones.workflow import STANDING
from pages import working_days


def straighten(commitment: Commitment) -> None:
    """Make what is kept of a commitment and its lines follow from its dates, in the change that is open; saves only what differs."""
    expected = commitment.due.last
    for line in commitment.forecasts.order_by("made_at", "pk"):
        kept = (line.forecast.last, expected, working_days.between(expected, line.forecast.last))
        if kept != (line.forecast_until, line.before_until, line.days_later):
            line.forecast_until, line.before_until, line.days_later = kept
            line.save()
        expected = line.forecast_until if line.outcome in STANDING else expected
    until = (commitment.due.last, expected)
    if until != (commitment.due_until, commitment.expected_until):
        commitment.due_until, commitment.expected_until = until
        commitment.save()
