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
        return refused("This is the programme’s own commitment: only the programme team reports on it.")
    if commitment.vanguard_id not in user.led_vanguard_ids:
        return refused("Only those who lead the vanguard, and the programme team, can do this.")
    return ALLOWED


def may_expect(commitment: Commitment, to: MeantDate, cause: Cause, day: date) -> Verdict:
    """Whether a commitment can be expected at a new date, for this cause."""
    if to.is_over(day):
        return refused(f"{to} is over. Give a date that is still to come, or report it as reached.", "to")
    if to.last == commitment.expected_until:
        waits = (
            "" if commitment.proposal is None else " The date that is proposed waits still: propose another, or ask the team to reject it."
        )
        return refused(f"It is expected by then already: {commitment.expected}.{waits}", "to")
    if commitment.proposal is not None and commitment.proposal.forecast_until == to.last:
        return refused(f"{commitment.proposal.forecast} waits for the programme team already.", "to")
    direction = Cause.Direction.LATER if is_later(commitment, to) else Cause.Direction.EARLIER
    if cause.direction != direction:
        return refused(f"{to} is {direction} than {commitment.expected}, and “{cause}” is a cause for {cause.direction} dates.", "cause")
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
        return refused(f"{proposal.forecast} is over. Reject it, and let them give another date.")
    if proposal.forecast_until <= proposal.before_until:
        return refused(f"{proposal.forecast} is no later than what is expected now. Reject it, and let them give another date.")
    return ALLOWED


def may_be_reached_on(commitment: Commitment, reached: MeantDate, day: date) -> Verdict:
    """Whether it can have been reached then; a month that goes on is one."""
    if reached.first > day:
        return refused(f"{reached} is still to come. Give the date it was reached.", "reached")
    if reached.last.year < commitment.due_on.year - MOST_YEARS_EARLY:
        return refused(f"Check the year: {reached} is years before it was promised, {commitment.due}.", "reached")
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
        return refused("Only the programme team and those who lead a vanguard report on commitments.")
    return ALLOWED
