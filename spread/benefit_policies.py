"""Who may do what to benefits and readings. A refusal is a sentence for the person."""

from people.models import User
from people.policies import may_do_the_teams_work
from people.verdict import ALLOWED, Verdict, refused
from spread.benefit_workflow import BenefitState
from spread.models import Benefit
from spread.policies import may_offer

may_agree = may_do_the_teams_work
may_propose = may_offer


def may_keep_benefit(user: User, benefit: Benefit) -> Verdict:
    """Return whether somebody looks after this benefit: the leads of its vanguard do, and the programme team."""
    if may_agree(user) or benefit.vanguard_id in user.led_vanguard_ids:
        return ALLOWED
    return refused("Only the leads of this vanguard and the programme team can do this.")


def may_read_values(user: User, benefit: Benefit) -> Verdict:
    """Return whether somebody can add and change readings."""
    verdict = may_keep_benefit(user, benefit)
    if verdict and benefit.state == BenefitState.ENDED:
        return refused("This benefit is ended, so it gets no more readings.")
    return verdict
