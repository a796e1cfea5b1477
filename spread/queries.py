"""Queries of the pages of products and adoptions."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Count, Exists, OuterRef, Value

from history.reading.prepared import fill, prepared
from milestones.models import Milestone
from people.models import User
from spread.models import Adoption, AdoptionMove, Product, ProductMaker, ProductMove, ProductRelease
from support.models import SupportRequest

MOST_SHOWN = 100  # adoptions on the page of a product; it links to the full list


@prepared
def product_of_number(number: int, user: User) -> Any:
    return Product.objects.visible_to(user).for_page().filter(pk=number)


@prepared
def products_of_numbers(numbers: list[int], user: User) -> Any:
    """Return products with what a list shows."""
    return Product.objects.visible_to(user).for_list().filter(pk__in=numbers)


@prepared
def makers(number: int, user: User) -> Any:
    return ProductMaker.objects.visible_to(user).filter(product=number).select_related("vanguard").order_by("vanguard")


@prepared
def released(number: int, user: User) -> Any:
    """Return the versions of a product, the latest first."""
    return ProductRelease.objects.visible_to(user).filter(product=number).order_by("-released_on", "-pk")


@prepared
def moves_of_product(number: int, user: User) -> Any:
    """Return what was done to a product, each with whether the reader may know who did it: the leads of another maker are not named."""
    known = Value(True) if user.sees_everything else Exists(User.objects.nameable_to(user).filter(pk=OuterRef("moved_by")))
    own = ProductMove.objects.visible_to(user).filter(product=number).select_related("moved_by")
    return own.annotate(may_be_named=known).order_by("moved_at", "pk")


@prepared
def adoptions_of_product(number: int, user: User) -> Any:
    """Return the first adoptions of a product, the earliest first."""
    found = Adoption.objects.visible_to(user).for_page().filter(product=number)
    return found.order_by("since_on", "pk")[: MOST_SHOWN + 1]


@prepared
def by_stage_and_help(number: int) -> Any:
    """Return how many checked adoptions of a product there are at each stage, and with each answer to whether it helped."""
    found = Adoption.objects.checked().filter(product=number).order_by()
    return found.values_list("stage", "helped").annotate(many=Count("pk"))


@prepared
def request_it_came_from(number: int, user: User) -> Any:
    """Return the request that a product came from, if the person may see it."""
    return SupportRequest.objects.visible_to(user).filter(pk=number)


@prepared
def milestone_it_came_from(number: int, user: User) -> Any:
    return Milestone.objects.visible_to(user).filter(pk=number)


@prepared
def adoption_of_number(product: int, number: int, user: User) -> Any:
    return Adoption.objects.visible_to(user).for_page().filter(pk=number, product=product)


@prepared
def adoptions_of_numbers(numbers: list[int], user: User) -> Any:
    return Adoption.objects.visible_to(user).for_page().filter(pk__in=numbers)


@prepared
def moves_of_adoption(number: int, user: User) -> Any:
    return AdoptionMove.objects.visible_to(user).filter(adoption=number).select_related("moved_by").order_by("moved_at", "pk")


@prepared
def _givers(numbers: list[int], user: User) -> Any:
    return Adoption.objects.visible_to(user).for_page().filter(pk__in=numbers)


@prepared
def _makers_of_products(numbers: list[int]) -> Any:
    return ProductMaker.objects.filter(product__in=numbers).select_related("vanguard").order_by("vanguard")


def with_givers(adoptions: Sequence[Adoption], user: User) -> list[Adoption]:
    """Give each adoption `giver`: the adoption that the product was taken from, if the person may see it."""
    known = {each.pk: each for each in adoptions}
    unread = sorted({each.taken_from_id for each in adoptions if each.taken_from_id} - known.keys())
    known |= {each.pk: each for each in _givers(unread, user)} if unread else {}
    for each in adoptions:
        each.giver = known.get(each.taken_from_id) if each.taken_from_id else None
    return list(adoptions)


def with_makers(products: Sequence[Product]) -> list[Product]:
    """Read the makers of each product."""
    fill(list(products), "makers", _makers_of_products([each.pk for each in products]) if products else [])
    return list(products)
