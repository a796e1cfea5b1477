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


@until_the_next_change
def waiting_for(user: User) -> list[Waiting]:
    """Return what waits for this person of the team, counted in one statement; nothing where none does."""
    kinds = {
        "return": Return.objects.visible_to(user).latest_editions().filter(state=ReturnState.SENT),
        "expression": Expression.objects.visible_to(user).waiting_for(user),
        "line": FundingLine.objects.visible_to(user).in_queue(["to-pay"]),
        "product": Product.objects.visible_to(user).filter(state=State.TO_CHECK),
        "adoption": Adoption.objects.visible_to(user).filter(state=State.TO_CHECK),
        "benefit": Benefit.objects.visible_to(user).filter(state=BenefitState.PROPOSED),
    }
    many = counts(kinds)
    return [
        waiting
        for waiting in (
            Waiting(("return", "returns"), "to sign off", many["return"], url("return_list", state="sent")),
            Waiting(
                ("expression of interest", "expressions of interest"),
                "to score",
                many["expression"],
                url("expression_list", reading="me"),
            ),
            Waiting(("funding line", "funding lines"), "with an instalment to pay", many["line"], url("funding_list", queue="to-pay")),
            Waiting(("product", "products"), "to check", many["product"], url("product_list", state="to-check")),
            Waiting(("adoption", "adoptions"), "to check", many["adoption"], url("adoption_list", state="to-check")),
            Waiting(("benefit", "benefits"), "to agree", many["benefit"], url("benefit_list", state="proposed")),
        )
        if waiting.count
    ]
