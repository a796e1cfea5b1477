"""Who may do what with funds. A refusal is a sentence for the person, shown beside the move and when they try it."""

from fund.models import FundingLine
from people.models import User
from people.policies import may_do_the_teams_work
from people.verdict import ALLOWED, Verdict, refused

may_keep_funds = may_do_the_teams_work


def may_ask(user: User) -> Verdict:
    """Return whether somebody asks for money at all: leads do, and the programme team."""
    if may_keep_funds(user) or user.is_lead:
        return ALLOWED
    return refused("Only vanguard leads and the programme team can ask for funding.")


def may_ask_for(user: User, vanguard: int) -> Verdict:
    """Return whether somebody asks for this vanguard, or reports what it spent."""
    if may_keep_funds(user) or vanguard in user.led_vanguard_ids:
        return ALLOWED
    return refused("Only the leads of this vanguard and the programme team can do this.")


def may_report_on(user: User, line: FundingLine) -> Verdict:
    return may_ask_for(user, line.vanguard_id)


def may_waive(user: User) -> Verdict:
    return ALLOWED if user.is_administrator else refused("Only administrators can waive a condition.")
