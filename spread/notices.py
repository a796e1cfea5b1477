"""What the programme team is told of products, adoptions and benefits once an hour."""

from typing import Any

from mail.digests import added_by_others
from mail.posting import News
from pages.counting import several
from people.models import User
from spread.benefit_workflow import BenefitState
from spread.models import Adoption, Benefit, Product
from spread.workflow import State

# Of each kind: the state in which it waits, what the team is asked to do, and what its sentence names.
WAITING: dict[type[Any], tuple[str, str, list[str]]] = {
    Product: (State.TO_CHECK, "Please check {it}.", []),
    Adoption: (State.TO_CHECK, "Please check {it}.", ["product", "vanguard", "organisation"]),
    Benefit: (BenefitState.PROPOSED, "Please agree {it}, or send it back.", ["measure", "vanguard"]),
}


def waiting_to_be_checked(since: int, user: User) -> News:
    """Return what leads put on record after this change and the team has not checked, for the digest of somebody on the team."""
    lines = []
    for kind, (state, sentence, named) in WAITING.items():
        added = kind.objects.visible_to(user).filter(pk__in=added_by_others(kind, since, user), state=state)
        rows = added.select_related(*named).order_by("pk") if named else added.order_by("pk")
        lines += [(sentence.format(it=each.in_a_sentence), each.get_absolute_url()) for each in rows]
    return f"{several(len(lines), 'record')} to check", lines
