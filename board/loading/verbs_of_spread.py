"""What a step of the demonstration can do with products, adoptions and benefits."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from board.loading.verbs import put
from pages import typed_dates
from people.models import User
from spread import actions as spread
from spread import benefit_actions
from spread.models import Adoption, Benefit, Product, Reading
from spread.moves import make_of_adoption, make_of_benefit, make_of_product
from vanguards.models import Vanguard


def product_called(name: str) -> Product:
    found: Product = Product.objects.get(name=name)
    return found


def adoption_of(product: str, vanguard: int) -> Adoption:
    found: Adoption = Adoption.objects.get(product__name=product, vanguard=vanguard)
    return found


def offer_product(by: User, vanguards: list[int], **values: Any) -> None:
    product = spread.offer_product(by=by, vanguards=list(Vanguard.objects.filter(pk__in=vanguards)), **values)
    put(product, {"invented": True})
    for version in product.released.all():
        put(version, {"invented": True})


def move_product(by: User, product: str, move: str, words: str = "", **asked: Any) -> None:
    """Make a move of an invented product as its page does."""
    make_of_product(product_called(product), move, by=by, words=words, **asked)


def add_version(by: User, product: str, released: str, **values: str) -> None:
    version = spread.add_version(product_called(product), by=by, released=typed_dates.understand(released), **values)
    put(version, {"invented": True})


def adopt(by: User, product: str, vanguard: int, since: str, taken_from: int | None = None, **values: str) -> None:
    giver = adoption_of(product, taken_from) if taken_from is not None else None
    given: dict[str, Any] = {**values, "from_when": typed_dates.understand(since), "taken_from": giver}
    site = Vanguard.objects.get(pk=vanguard)
    put(spread.record_adoption(product_called(product), by=by, vanguard=site, **given), {"invented": True})


def move_adoption(by: User, product: str, vanguard: int, move: str, since: str = "", **asked: Any) -> None:
    """Make a move of an adoption as its page does."""
    when = {"from_when": typed_dates.understand(since)} if since else {}
    make_of_adoption(adoption_of(product, vanguard), move, by=by, **when, **asked)


def benefit_of(vanguard: int, measure: str) -> Benefit:
    found: Benefit = Benefit.objects.for_page().get(vanguard=vanguard, measure__name=measure)
    return found


def propose_benefit(by: User, vanguard: int, measure: dict[str, str], baseline: str, target: str, **values: str) -> None:
    """Propose a benefit; a baseline and a target are "12.5, 2014/15"."""
    given: dict[str, Any] = {}
    dated = {}
    for name, words in (("baseline", baseline), ("target", target)):
        value, _, when = words.partition(", ")
        given[name], dated[f"{name}_date"] = Decimal(value), typed_dates.understand(when)
    site = Vanguard.objects.get(pk=vanguard)
    benefit = benefit_actions.propose_benefit(by=by, vanguard=site, measure=measure, dated=dated, **given, **values)
    put(benefit, {"invented": True})
    put(benefit.measure, {"invented": True})


def readings(by: User, vanguard: int, measure: str, values: dict[str, str], source: str) -> None:
    """Write readings, by when."""
    for when, value in values.items():
        reading = Reading(benefit=benefit_of(vanguard, measure), invented=True)
        said = {"value": Decimal(value), "paragraph": source}
        benefit_actions.write_reading(reading, by=by, made_from=None, read=typed_dates.understand(when), **said)


def move_benefit(by: User, vanguard: int, measure: str, move: str, words: str = "") -> None:
    make_of_benefit(benefit_of(vanguard, measure), move, by=by, words=words)


VERBS: dict[str, Callable[..., None]] = {
    "offer_product": offer_product,
    "move_product": move_product,
    "add_version": add_version,
    "adopt": adopt,
    "move_adoption": move_adoption,
    "propose_benefit": propose_benefit,
    "readings": readings,
    "move_benefit": move_benefit,
}
