"""Pages of products: the list, one, a new one, its versions and its moves."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from history.feed.said import sentence
from history.past.today_only import changes_the_record
from history.reading import as_at
from moves.move import offered
from moves.selection import Choice, NoneChosen, filters_carried
from moves.views import choose_move, move_many, move_one
from pages.exports import export
from pages.forms import posted, refusals
from pages.lists import Listing, list_page
from pages.places import as_asked
from pages.shortcuts import page, the_one
from people.requests import SignedInRequest
from spread import actions, queries
from spread.exports import product_columns, product_path
from spread.filters import ProductFilters
from spread.forms import ProductForm, VersionForm
from spread.models import Product
from spread.moves import MOVES_OF_PRODUCTS, OF_MANY_PRODUCTS
from spread.moves.products import MoveOfProduct
from spread.policies import may_add_version, may_check, may_offer, may_record
from spread.said import said_by_a_move_of_a_product
from spread.workflow import IN_USE, Helped

LIST = "spread/product_list.html"
SORTS = {"name": ["name", "pk"], "newest": ["-pk"], "kind": ["kind", "name", "pk"]}


def the_product(request: SignedInRequest, number: int) -> Product:
    found: Product = the_one(queries.product_of_number(number, request.user))
    return found


@require_safe
def product_list(request: SignedInRequest) -> HttpResponse:
    """List the products that the person may see."""
    return shown(listing_of(request))


def without_any(request: SignedInRequest, none: NoneChosen) -> HttpResponse:
    """Show the list as it was, with a message that nothing was chosen."""
    listing = listing_of(as_asked(request, none.query))
    listing.missing = none.said
    return shown(listing)


def shown(listing: Listing) -> HttpResponse:
    request: Any = listing.request
    choosing = filters_carried(listing, may_check(request.user))
    offering = as_at.moment() is None and bool(may_offer(request.user))
    return list_page(request, LIST, listing, choosing=choosing, may_offer=offering)


@require_safe
def product_export(request: SignedInRequest) -> HttpResponse | StreamingHttpResponse:
    return export(request, LIST, listing_of(request), product_columns(), name="products", day=as_at.today(), link=product_path)


def listing_of(request: SignedInRequest) -> Listing:
    return Listing(
        request,
        ProductFilters(request.GET, Product.objects.visible_to(request.user), request=request),
        sorts=SORTS,
        thing=("product", "products"),
        at="product_list",
        read=lambda numbers: queries.products_of_numbers(numbers, request.user),
    )


@require_safe
def product_detail(request: SignedInRequest, number: int) -> HttpResponse:
    """Show what a product is, who makes it, who uses it and whether it helped."""
    product, user, now = the_product(request, number), request.user, as_at.moment() is None
    adoptions = queries.with_givers(queries.adoptions_of_product(number, user), user)
    counted = queries.by_stage_and_help(number)
    return page(
        request,
        "spread/product_detail.html",
        product=product,
        makers=queries.makers(number, user),
        released=queries.released(number, user),
        adoptions=adoptions[: queries.MOST_SHOWN],
        more=len(adoptions) > queries.MOST_SHOWN,
        in_use=sum(many for stage, _, many in counted if stage in IN_USE),
        helped=_helped(counted),
        came_from=_came_from(product, request),
        story=_story(product, request),
        offered=offered(MOVES_OF_PRODUCTS, user, product) if now else (),
        may_add_version=now and bool(may_add_version(user, product)),
        may_record=may_record(user, product) if now and may_offer(user) else None,
    )


def _helped(counted: list[Any]) -> list[tuple[str, str, int]]:
    """Return how many sites gave each answer to whether it helped, with the value of the answer and its words."""
    many = {value: sum(number for _, helped, number in counted if helped == value) for value in Helped.values}
    return [(value, label, many[value]) for value, label in Helped.choices if many[value]]


def _came_from(product: Product, request: SignedInRequest) -> list[Any]:
    """Return the request and the milestone that it came from, as far as the person may see them."""
    asked = product.support_request_id
    found = queries.request_it_came_from(asked, request.user) if asked is not None else []
    reached = product.milestone_id
    return [*found, *(queries.milestone_it_came_from(reached, request.user) if reached is not None else [])]


def _story(product: Product, request: SignedInRequest) -> list[tuple[datetime, Any]]:
    """Return what was done to it, in order of time."""
    moves = queries.moves_of_product(product.pk, request.user)
    for move in moves:
        move.product = product
        move.sentence = sentence([said_by_a_move_of_a_product(move)], here=product)
    return [(move.moved_at, move) for move in moves]


@changes_the_record
def product_new(request: SignedInRequest) -> HttpResponse:
    """Offer a product."""
    may_offer(request.user).enforce()
    form = ProductForm(posted(request), user=request.user)
    if form.is_valid():
        with refusals(form):
            product = actions.offer_product(by=request.user, **form.cleaned_data)
            messages.success(request, "Your product is on record. The programme team checks it, and then everybody sees it.")
            return redirect(product.get_absolute_url())
    return page(request, "spread/product_new.html", form=form)


@changes_the_record
def product_version_new(request: SignedInRequest, number: int) -> HttpResponse:
    """Add a version of a product."""
    product = the_product(request, number)
    may_add_version(request.user, product).enforce()
    form = VersionForm(posted(request))
    if form.is_valid():
        with refusals(form):
            actions.add_version(product, by=request.user, **form.cleaned_data)
            messages.success(request, "The version is on record.")
            return redirect(product.get_absolute_url())
    return page(request, "spread/product_version_new.html", product=product, form=form)


@changes_the_record
def product_move(request: SignedInRequest, number: int, move: type[MoveOfProduct]) -> HttpResponse:
    """Ask what a move needs (GET), and make it (POST)."""
    return move_one(request, "spread/product_move.html", move, lambda: the_product(request, number))


class ProductChoice(Choice):
    """Products chosen in their list."""

    MODEL, FILTERS, LIST, DO = Product, ProductFilters, "product_list", "product_many_do"
    THING, THINGS, SECTION = "product", "Products", "Products"


@changes_the_record
def product_many(request: SignedInRequest) -> HttpResponse:
    """Let the team choose what to do with the chosen products."""
    may_check(request.user).enforce()
    return choose_move(request, "spread/product_many.html", ProductChoice, OF_MANY_PRODUCTS, without_any)


@changes_the_record
def product_many_do(request: SignedInRequest, move: type[MoveOfProduct]) -> HttpResponse:
    """Show a preview (GET). Make the move (POST) on products that did not change since."""
    may_check(request.user).enforce()
    return move_many(request, "spread/product_many_do.html", move, ProductChoice)
