"""Who may do what to products and adoptions. A refusal is a sentence for the person, shown beside the move and when they try it."""

from people.models import User
from people.policies import may_do_the_teams_work
from people.verdict import ALLOWED, Verdict, refused
from spread.models import Adoption, Product
from spread.workflow import State

may_check = may_do_the_teams_work


def may_offer(user: User) -> Verdict:
    """Return whether somebody offers products at all: leads do for their own vanguards, the programme team for any."""
    if may_check(user) or user.led_vanguard_ids:
        return ALLOWED
    return refused("Only vanguard leads and the programme team can do this.")


def may_keep_product(user: User, product: Product) -> Verdict:
    """Return whether somebody looks after this product: the leads of its makers do, and the programme team."""
    if may_check(user) or not product.maker_numbers.isdisjoint(user.led_vanguard_ids):
        return ALLOWED
    return refused("Only the leads of the vanguards that make it and the programme team can do this.")


def may_add_version(user: User, product: Product) -> Verdict:
    verdict = may_keep_product(user, product)
    if verdict and product.state == State.WITHDRAWN:
        return refused("This product is withdrawn, so it gets no new version.")
    return verdict


def may_record(user: User, product: Product) -> Verdict:
    """Return whether somebody can record who adopts this product."""
    verdict = may_offer(user)
    if not verdict or product.state == State.CHECKED:
        return verdict
    if product.state == State.WITHDRAWN:
        return refused("This product is withdrawn, so nobody new can use it.")
    return refused("The programme team has not checked this product yet. Record who adopts it once they have.")


def may_keep_adoption(user: User, adoption: Adoption) -> Verdict:
    """Return whether somebody looks after this adoption: the leads of its vanguard do, and the programme team."""
    if may_check(user) or (adoption.vanguard_id is not None and adoption.vanguard_id in user.led_vanguard_ids):
        return ALLOWED
    return refused("Only the leads of this vanguard and the programme team can do this.")
