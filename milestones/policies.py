"""Who may do what to a commitment. A refusal is a sentence for the person, shown beside the move and when they try it."""

from datetime import date

from milestones.models import Cause, Commitment, Forecast
from pages.dates import MeantDate, Precision
from people.models import User
from people.policies import may_do_the_teams_work
from people.verdict import ALLOWED, Verdict, refused

MOST_YEARS_EARLY = 20

may_keep_milestones = may_do_the_teams_work


def may_report_on(user: User, commitment: Commitment) -> Verdict:
    """Return whether somebody may report on this one: the programme team on all, leads on those of their own vanguards."""
    if may_keep_milestones(user):
        return ALLOWED
    if commitment.vanguard_id is None:
        return refused("This is the programme’s own commitment. Only the programme team can update it.")
    if commitment.vanguard_id not in user.led_vanguard_ids:
        return refused("Only the leads of this vanguard and the programme team can do this.")
    return ALLOWED


def may_expect(commitment: Commitment, to: MeantDate, cause: Cause, day: date) -> Verdict:
    """Return whether a commitment can be expected at this date for this cause."""
    if to.is_over(day):
        return refused(f"{to} has passed. Enter a date still to come, or report the milestone as reached.", "to")
    if to.last == commitment.expected_until:
        waits = (
            ""
            if commitment.proposal is None
            else " The new date you asked for is still waiting: give another one, or ask the team to reject it."
        )
        return refused(f"The forecast is {commitment.expected} already.{waits}", "to")
    if commitment.proposal is not None and commitment.proposal.forecast_until == to.last:
        return refused(f"{commitment.proposal.forecast} is already waiting for the programme team to approve it.", "to")
    direction = Cause.Direction.LATER if is_later(commitment, to) else Cause.Direction.EARLIER
    if cause.direction != direction:
        return refused(
            f"{to} is {direction} than {commitment.expected}, but “{cause}” is a reason for {cause.direction} dates. Choose another.",
            "cause",
        )
    return ALLOWED


def is_later(commitment: Commitment, to: MeantDate) -> bool:
    """Return whether a date ends after the one expected now."""
    return to.last > commitment.expected_until


def waits_for_the_team(user: User, commitment: Commitment, to: MeantDate) -> bool:
    """Return whether a new date needs approval: it is later, on a key milestone, and not from the programme team."""
    return commitment.milestone.is_key and is_later(commitment, to) and not may_keep_milestones(user)


def may_be_approved(proposal: Forecast, day: date) -> Verdict:
    """Return whether a waiting date still makes sense: time has passed, and the promised date may have been corrected."""
    if proposal.forecast.is_over(day):
        return refused(f"{proposal.forecast} has passed. Reject it, and ask for another date.")
    if proposal.forecast_until <= proposal.before_until:
        return refused(f"{proposal.forecast} is no later than the forecast now. Reject it, and ask for another date.")
    return ALLOWED


def may_be_reached_on(commitment: Commitment, reached: MeantDate, day: date) -> Verdict:
    """Return whether it can have been reached then. A month that is not over counts."""
    if reached.first > day:
        return refused(f"{reached} is in the future. Enter the date it was reached.", "reached")
    if reached.last.year < commitment.due_on.year - MOST_YEARS_EARLY:
        return refused(
            f"Check the year: {reached} is more than {MOST_YEARS_EARLY} years before the promised date, {commitment.due}.", "reached"
        )
    return ALLOWED


def reached_until(commitment: Commitment, reached: MeantDate, day: date) -> date:
    """Return the day it counts as reached: the last day of the date, or today if that is earlier.

    If it was expected within the same month, quarter or year, it counts as reached by the expected day at the latest, because nobody said
    it was late.
    """
    is_meant = reached.precision != Precision.DAY and reached.first <= commitment.expected_until <= reached.last
    return min(commitment.expected_until if is_meant else reached.last, day)


def may_report(user: User) -> Verdict:
    """Return whether somebody may report on commitments at all: the programme team and leads may."""
    if not (may_keep_milestones(user) or user.is_lead):
        return refused("Only the programme team and the leads of vanguards can update commitments.")
    return ALLOWED
