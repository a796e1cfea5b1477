"""Who may do what to a commitment, and why not: the sentence that the person reads beside the move, and when they try it all the same."""

from datetime import date

from milestones.models import Cause, Commitment, Forecast
from pages.dates import MeantDate, Precision
from people.models import User
from people.verdict import ALLOWED, Verdict, refused

MOST_YEARS_EARLY = 20


def may_keep_milestones(user: User) -> Verdict:
    """Whether somebody may make milestones, say whom they are for, and what they wait for."""
    if not (user.is_programme_team or user.is_administrator):
        return refused("Only the programme team can do this.")
    return ALLOWED


def may_report_on(user: User, commitment: Commitment) -> Verdict:
    """Whether somebody reports on this one: the programme team on all, those who lead a vanguard on their own."""
    if may_keep_milestones(user):
        return ALLOWED
    if commitment.vanguard_id is None:
        return refused("This is the programme’s own commitment. Only the programme team can update it.")
    if commitment.vanguard_id not in user.led_vanguard_ids:
        return refused("Only the leads of this vanguard and the programme team can do this.")
    return ALLOWED


def may_expect(commitment: Commitment, to: MeantDate, cause: Cause, day: date) -> Verdict:
    """Whether a commitment can be expected at a new date, for this cause."""
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
    """Whether a date ends after what is expected now."""
    return to.last > commitment.expected_until


def waits_for_the_team(user: User, commitment: Commitment, to: MeantDate) -> bool:
    """Whether a new date is only proposed: later, on a key milestone, by somebody who is not of the programme team."""
    return commitment.milestone.is_key and is_later(commitment, to) and not may_keep_milestones(user)


def may_be_approved(proposal: Forecast, day: date) -> Verdict:
    """Whether a date that waits still makes sense: time went on, and what was promised may have been corrected."""
    if proposal.forecast.is_over(day):
        return refused(f"{proposal.forecast} has passed. Reject it, and ask for another date.")
    if proposal.forecast_until <= proposal.before_until:
        return refused(f"{proposal.forecast} is no later than the forecast now. Reject it, and ask for another date.")
    return ALLOWED


def may_be_reached_on(commitment: Commitment, reached: MeantDate, day: date) -> Verdict:
    """Whether it can have been reached then; a month that goes on is one."""
    if reached.first > day:
        return refused(f"{reached} is in the future. Enter the date it was reached.", "reached")
    if reached.last.year < commitment.due_on.year - MOST_YEARS_EARLY:
        return refused(
            f"Check the year: {reached} is more than {MOST_YEARS_EARLY} years before the promised date, {commitment.due}.", "reached"
        )
    return ALLOWED


def reached_until(commitment: Commitment, reached: MeantDate, day: date) -> date:
    """The day that a date of reaching it counts for: the last that can be meant, of a month that goes on today; but in a month, quarter or
    year in which it was expected, no later than it was expected by, for nobody said that it was late.
    """
    is_meant = reached.precision != Precision.DAY and reached.first <= commitment.expected_until <= reached.last
    return min(commitment.expected_until if is_meant else reached.last, day)


def may_report(user: User) -> Verdict:
    """Whether somebody reports on commitments at all: the programme team on all, those who lead a vanguard on their own."""
    if not (may_keep_milestones(user) or user.is_lead):
        return refused("Only the programme team and the leads of vanguards can update commitments.")
    return ALLOWED
