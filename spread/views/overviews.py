"""Pages of all products together: who took what from whom, and how far products have spread."""

from collections import defaultdict
from typing import Any

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from pages.links import url
from pages.paging import Page
from pages.shortcuts import page
from people.requests import SignedInRequest
from spread import pictures, queries
from spread.models import Adoption, Product
from spread.reach import in_all, reach_of
from spread.workflow import Stage

TREES = 10  # products in the pictures of one page
MOST_SITES = 200  # of one product, in its table


class FewProducts(Page):
    """A page of products with their pictures."""

    PER_PAGE = TREES


@require_safe
def product_map(request: SignedInRequest) -> HttpResponse:
    """Show who took each product from whom, as a picture and as a table. Only what the team has checked is in it."""
    taken = Adoption.objects.visible_to(request.user).checked()
    products = Product.objects.visible_to(request.user).with_an_adoption(taken)
    listed = FewProducts(request, products.select_related("body").order_by("name", "pk"))
    shown = queries.with_makers(listed.rows)
    numbers = [product.pk for product in shown]
    adoptions = taken.for_page().filter(product__in=numbers).order_by("product", "since_on", "pk")
    of: dict[int, list[Adoption]] = defaultdict(list)
    for each in queries.with_givers(list(adoptions[: TREES * MOST_SITES]), request.user) if numbers else []:
        of[each.product_id].append(each)
    trees = [(pictures.tree(product, _makers_of(product), of[product.pk]), of[product.pk]) for product in shown]
    return page(request, "spread/product_map.html", trees=trees, listed=listed)


def _makers_of(product: Any) -> str:
    names = [f"{each.vanguard_id} {each.vanguard}" for each in product.makers.all()]
    return ", ".join([*names, *([str(product.body)] if product.body else [])]) or "makers not known"


@require_safe
def product_reach(request: SignedInRequest) -> HttpResponse:
    """Show how many sites have each product, and how fast it spread. Only what the team has checked counts."""
    taken = Adoption.objects.visible_to(request.user).checked()
    products = Product.objects.visible_to(request.user).with_an_adoption(taken)
    listed = Page(request, products.order_by("name", "pk"))
    stages = in_all(request.user)
    numbers = [
        {"count": stages[stage], "label": stage.label, "address": url("adoption_list", state="checked", stage=stage.value)}
        for stage in Stage
    ]
    return page(request, "spread/product_reach.html", rows=reach_of(listed.rows), numbers=numbers, listed=listed, stages=list(Stage))
