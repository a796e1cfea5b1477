"""What was done to products, adoptions and benefits, in words for feeds and for their pages."""

from typing import Any

from history.feed.said import Said, Says, of_numbers
from history.reading.prepared import prepared
from spread.models import Adoption, AdoptionMove, Benefit, BenefitMove, Product, ProductMove, ProductRelease, Reading
from spread.moves import MOVES_OF_ADOPTIONS, MOVES_OF_BENEFITS, MOVES_OF_PRODUCTS
from spread.values import said as said_value


def said_by_a_move_of_a_product(made: ProductMove, act: str = "+") -> Said:
    return MOVES_OF_PRODUCTS[made.move].says(made.product, made.words)


def said_by_a_move_of_an_adoption(made: AdoptionMove, act: str = "+") -> Said:
    return MOVES_OF_ADOPTIONS[made.move].says(made.adoption, made.words)


def _offered(product: Product, act: str) -> Said:
    return Said("offered {it}", {"it": product})


def _released(version: ProductRelease, act: str) -> Said:
    return Said("added version {version} of {it}", {"it": version.product, "version": version.label}, version.new)


def _recorded(adoption: Adoption, act: str) -> Said:
    return Said("recorded {it}", {"it": adoption}, adoption.use)


def said_by_a_move_of_a_benefit(made: BenefitMove, act: str = "+") -> Said:
    return MOVES_OF_BENEFITS[made.move].says(made.benefit, made.words)


def _proposed(benefit: Benefit, act: str) -> Said:
    return Said("proposed {it}", {"it": benefit}, benefit.we_do)


def _read(reading: Reading, act: str) -> Said:
    did = "added a reading of {it}" if act == "+" else "changed a reading of {it}"
    return Said(did, {"it": reading.benefit}, f"{said_value(reading.value)}, {reading.read}")


SITE = ("product__name", "vanguard__name", "organisation__name")


@prepared
def _product_moves(numbers: list[int], user: Any) -> Any:
    return of_numbers(ProductMove.objects.visible_to(user), numbers, "product__name", "move", "words")


@prepared
def _adoption_moves(numbers: list[int], user: Any) -> Any:
    of_it = [f"adoption__{name}" for name in SITE]
    return of_numbers(AdoptionMove.objects.visible_to(user), numbers, *of_it, "move", "words")


@prepared
def _products(numbers: list[int], user: Any) -> Any:
    return of_numbers(Product.objects.visible_to(user), numbers, "name")


@prepared
def _versions(numbers: list[int], user: Any) -> Any:
    return of_numbers(ProductRelease.objects.visible_to(user), numbers, "product__name", "label", "new")


@prepared
def _adoptions(numbers: list[int], user: Any) -> Any:
    return of_numbers(Adoption.objects.visible_to(user), numbers, *SITE, "use")


OF_A_BENEFIT = ("vanguard__name", "measure__name")


@prepared
def _benefits(numbers: list[int], user: Any) -> Any:
    return of_numbers(Benefit.objects.visible_to(user), numbers, *OF_A_BENEFIT, "we_do")


@prepared
def _benefit_moves(numbers: list[int], user: Any) -> Any:
    of_it = [f"benefit__{name}" for name in OF_A_BENEFIT]
    return of_numbers(BenefitMove.objects.visible_to(user), numbers, *of_it, "move", "words")


@prepared
def _readings(numbers: list[int], user: Any) -> Any:
    of_it = [f"benefit__{name}" for name in OF_A_BENEFIT]
    return of_numbers(Reading.objects.visible_to(user), numbers, *of_it, "value", "read_on", "read_precision", "read_words")


ADDED = {
    "spread.benefit": Says(_benefits, _proposed),
    "spread.benefitmove": Says(_benefit_moves, said_by_a_move_of_a_benefit),
    "spread.reading": Says(_readings, _read),
    "spread.productmove": Says(_product_moves, said_by_a_move_of_a_product),
    "spread.adoptionmove": Says(_adoption_moves, said_by_a_move_of_an_adoption),
    "spread.product": Says(_products, _offered),
    "spread.productrelease": Says(_versions, _released),
    "spread.adoption": Says(_adoptions, _recorded),
}
CHANGED = {"spread.reading": Says(_readings, _read)}
