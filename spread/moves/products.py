"""Every move of a product: what it asks, what it does and who is told."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms

from history.recording.changes import OpenChange
from moves import move
from moves.forms import MoveFormSince
from moves.making import make_of_one
from pages.fields import words_field
from people.models import User
from people.verdict import Verdict
from spread.fields import AboutAProduct
from spread.models import Product, ProductMove
from spread.moves.base import READ_BY, Correcting, MoveOfSpread
from spread.policies import may_check, may_keep_product
from spread.workflow import OPEN, Maturity, ProductStep, State, Who


class MoveOfProduct(MoveOfSpread):
    SUCH = "a product that is"
    GONE = "This product has been removed, or you can no longer see it."
    THINGS = "products"

    def read(self, numbers: Sequence[int]) -> list[Product]:
        return list(Product.objects.visible_to(self.by).for_page().filter(pk__in=numbers).order_by("name", "pk"))

    def is_theirs(self, product: Product) -> Verdict:
        return may_check(self.by) if self.who == Who.TEAM else may_keep_product(self.by, product)

    def leads_of(self, product: Product) -> Iterable[int]:
        return product.maker_numbers

    def note(self, opened: OpenChange, product: Product, before: str) -> ProductMove:
        stands = {"state_before": before, "state_after": product.state, "words": self.said}
        return ProductMove(product=product, move=self.name, moved_by=opened.by, moved_at=opened.moment, **stands)

    def became(self, product: Product) -> str:
        return f"This product is {product.get_state_display().lower()}."


class Check(MoveOfProduct):
    """Check it: from now on everybody sees it."""

    name, done, did, who, states, to = ProductStep.CHECK, "checked", "checked {it}", Who.TEAM, (State.TO_CHECK,), State.CHECKED
    words = words_field("What do you want to say? (optional)", "", required=False, hint=READ_BY)
    subject, told = "checked", "The programme team checked “{it}”, so everybody can see it now. {words}"

    def values(self, product: Product) -> dict[str, Any]:
        return {"is_public": True}

    def will(self, product: Product) -> str:
        return "Everybody can see it"

    def became(self, product: Product) -> str:
        return "This product is checked. Everybody can see it now."


class SendBack(MoveOfProduct):
    name, done, did, who, states, to = ProductStep.SEND_BACK, "sent back", "sent back {it}", Who.TEAM, (State.TO_CHECK,), State.SENT_BACK
    IS_MAIN = False
    words = words_field("What is missing or wrong?", "Enter what is missing or wrong", hint=READ_BY)
    subject, told = "sent back", "The programme team sent back “{it}”. {words}"


class CorrectForm(AboutAProduct, MoveFormSince):
    """What is written of a product, to be corrected."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in AboutAProduct.base_fields:
            self.fields[name].initial = getattr(self.record, name, "")


class Correct(Correcting, MoveOfProduct):
    name, done, did, states = ProductStep.CORRECT, "corrected", "corrected {it}", OPEN
    IS_MAIN = False
    asks = CorrectForm
    sets = ("name", "kind", "summary", "licence")
    words = words_field("What did you correct? (optional)", "", required=False, hint=READ_BY)
    subject, told = "corrected", "The programme team corrected “{it}”. {words}"


class MatureForm(MoveFormSince):
    """How far a product is."""

    maturity = forms.ChoiceField(
        label="How far is it?",
        choices=Maturity.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose how far it is"},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["maturity"].initial = getattr(self.record, "maturity", "")


class Mature(MoveOfProduct):
    name, done, states = ProductStep.MATURE, "moved on", OPEN
    did = "said how far {it} is"
    IS_MAIN = False
    asks = MatureForm
    sets = ("maturity",)
    words = words_field("What shows it?", "Enter what shows it", hint=READ_BY)

    def became(self, product: Product) -> str:
        return f"How far it is: {product.get_maturity_display().lower()}."


class Withdraw(MoveOfProduct):
    """Withdraw it. Sites that use it keep their adoptions; nobody else can take it up."""

    name, done, did, states, to = ProductStep.WITHDRAW, "withdrawn", "withdrew {it}", OPEN, State.WITHDRAWN
    IS_MAIN = False
    words = words_field("Why?", "Enter why", hint=READ_BY)
    subject, told = "withdrawn", "The programme team withdrew “{it}”. {words}"


MOVES: dict[str, type[MoveOfProduct]] = move.workflow(Check, SendBack, Correct, Mature, Withdraw)
OF_MANY = (Check, SendBack)  # moves that the list offers for many


def make(product: Product, name: str, /, *, by: User, since: Any = None, **asked: Any) -> Product:
    """Make a move on one product. Raise Refused if it cannot be made now, or if somebody changed it after `since`."""
    made: Product = make_of_one(MOVES[name](by, **asked), product, since=since)
    return made
