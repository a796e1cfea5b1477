"""What waits for the programme team besides requests and milestones, each with the address of exactly those rows."""

from dataclasses import dataclass

from fund.models import FundingLine
from history.reading.remembered import until_the_next_change
from pages.counting import counted, counts
from pages.links import url
from people.models import User
from returns.models import Return
from returns.workflow import State as ReturnState
from selection.models import Expression
from spread.benefit_workflow import BenefitState
from spread.models import Adoption, Benefit, Product
from spread.workflow import State


@dataclass(frozen=True)
class Waiting:
    """How many of something wait: "2 returns to sign off"."""

    thing: tuple[str, str]
    for_what: str
    count: int
    address: str

    @property
    def words(self) -> str:
        return f"{counted(self.count)} {self.thing[0] if self.count == 1 else self.thing[1]} {self.for_what}"


# Of each kind: what it is called, what it waits for, the list and its filter.
KINDS = {
    "return": (("return", "returns"), "to sign off", "return_list", {"state": "sent"}),
    "expression": (("expression of interest", "expressions of interest"), "to score", "expression_list", {"review": "me"}),
    "line": (("funding line", "funding lines"), "with an instalment to pay", "funding_list", {"queue": "to-pay"}),
    "product": (("product", "products"), "to check", "product_list", {"state": "to-check"}),
    "adoption": (("adoption", "adoptions"), "to check", "adoption_list", {"state": "to-check"}),
    "benefit": (("benefit", "benefits"), "to agree", "benefit_list", {"state": "proposed"}),
}


@until_the_next_change
def waiting_for(user: User) -> list[Waiting]:
    """Return what waits for this person of the team, counted in one statement; nothing where none does."""
    rows = {
        "return": Return.objects.visible_to(user).latest_editions().filter(state=ReturnState.SENT),
        "expression": Expression.objects.visible_to(user).waiting_for(user),
        "line": FundingLine.objects.visible_to(user).in_queue(["to-pay"]),
        "product": Product.objects.visible_to(user).filter(state=State.TO_CHECK),
        "adoption": Adoption.objects.visible_to(user).filter(state=State.TO_CHECK),
        "benefit": Benefit.objects.visible_to(user).filter(state=BenefitState.PROPOSED),
    }
    return [
        Waiting(thing, for_what, many, url(page, **query))
        for name, many in counts(rows).items()
        if many
        for thing, for_what, page, query in [KINDS[name]]
    ]
