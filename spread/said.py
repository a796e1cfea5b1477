"""What was done to products and adoptions, in words for feeds and for their pages."""

from typing import Any

from history.feed.said import Said, Says, of_numbers
from history.reading.prepared import prepared
from spread.models import Adoption, AdoptionMove, Product, ProductMove, ProductRelease
from spread.moves import MOVES_OF_ADOPTIONS, MOVES_OF_PRODUCTS


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


ADDED = {
    "spread.productmove": Says(_product_moves, said_by_a_move_of_a_product),
    "spread.adoptionmove": Says(_adoption_moves, said_by_a_move_of_an_adoption),
    "spread.product": Says(_products, _offered),
    "spread.productrelease": Says(_versions, _released),
    "spread.adoption": Says(_adoptions, _recorded),
}
CHANGED: dict[str, Says] = {}
