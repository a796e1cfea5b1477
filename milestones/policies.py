"""Who may do what to a commitment, and why not: the sentence that the person reads beside the move, and when they try it all the same."""

from datetime import date

from milestones.models import Cause, Commitment, Forecast
from milestones.workflow import TABLE, Move, Rule, State, Who
from pages.dates import MeantDate, Precision
from people.models import User
from people.verdict import ALLOWED, Offered, Verdict, possible_first, refused

MOST_YEARS_EARLY = 20

DONE = {
    Move.FORECAST: "given a new date",
    Move.REACH: "reported as reached",
    Move.TAKE_BACK: "said not to be reached after all",
    Move.CANCEL: "cancelled",
    Move.NOT_OURS: "set as no longer ours",
    Move.REOPEN: "reopened",
}


def may_keep_milestones(user: User) -> Verdict:
    """Whether somebody may make milestones, say whom they are for, and what they wait for."""
    if not (user.is_programme_team or user.is_administrator):
        return refused("Only the programme team can do this.")
    return ALLOWED


def may_move(user: User, commitment: Commitment, move: Move) -> Verdict:
    """Whether this person may make this move of a commitment that they see, as it stands now."""
    rule = TABLE[move]
    verdict = is_theirs(user, commitment, move)
    if verdict and rule.of_proposal and commitment.proposal is None:
        return refused("No date waits for the programme team.")
    if verdict and State(commitment.state) not in rule.states:
        return refused(f"It is {_as_it_stands(commitment)}. Only what is {_one_of(rule)} can be {DONE[move]}.")
    return verdict


def is_theirs(user: User, commitment: Commitment, move: Move) -> Verdict:
    """Whether such a move is this person's at all, whatever the state."""
    if may_keep_milestones(user):
        return ALLOWED
    if TABLE[move].who == Who.TEAM:
        return refused("Only the programme team can do this.")
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


def offered_to(user: User, commitment: Commitment) -> tuple[Offered, ...]:
    """The moves that are this person's to make, those they can make now first; the others say why they cannot."""
    return possible_first(Offered(move, may_move(user, commitment, move)) for move in TABLE if is_theirs(user, commitment, move))


def _as_it_stands(commitment: Commitment) -> str:
    return commitment.get_state_display().lower()


def _one_of(rule: Rule) -> str:
    return " or ".join(state.label.lower() for state in rule.states)


def moves_of(user: User) -> list[Move]:
    """The moves that are this person's to make at all, of one commitment or another."""
    return [move for move, rule in TABLE.items() if rule.who == Who.LEAD or may_keep_milestones(user)]


def may_report(user: User) -> Verdict:
    """Whether somebody reports on commitments at all: the programme team on all, those who lead a vanguard on their own."""
    if not (may_keep_milestones(user) or user.is_lead):
        return refused("Only the programme team and those who lead a vanguard report on commitments.")
    return ALLOWED
