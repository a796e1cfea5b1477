"""Pages of adoptions: the list, one, a new one and their moves."""

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
from spread.exports import ADOPTION_COLUMNS, adoption_path
from spread.filters import AdoptionFilters
from spread.forms import AdoptionForm
from spread.models import Adoption
from spread.moves import MOVES_OF_ADOPTIONS, OF_MANY_ADOPTIONS
from spread.moves.adoptions import MoveOfAdoption
from spread.policies import may_check, may_record
from spread.said import said_by_a_move_of_an_adoption
from spread.views.products import the_product

LIST = "spread/adoption_list.html"
SORTS = {
    "since": ["-since_on", "pk"],
    "product": ["product__name", "since_on", "pk"],
    "vanguard": ["vanguard?", "pk"],
}


def the_adoption(request: SignedInRequest, number: int, adoption: int) -> Adoption:
    found: Adoption = the_one(queries.adoption_of_number(number, adoption, request.user))
    return found


@require_safe
def adoption_list(request: SignedInRequest) -> HttpResponse:
    """List the adoptions that the person may see, of all products."""
    return shown(listing_of(request))


def without_any(request: SignedInRequest, none: NoneChosen) -> HttpResponse:
    """Show the list as it was, with a message that nothing was chosen."""
    listing = listing_of(as_asked(request, none.query))
    listing.missing = none.said
    return shown(listing)


def shown(listing: Listing) -> HttpResponse:
    request: Any = listing.request
    return list_page(request, LIST, listing, choosing=filters_carried(listing, may_check(request.user)))


@require_safe
def adoption_export(request: SignedInRequest) -> HttpResponse | StreamingHttpResponse:
    listing = listing_of(request)
    return export(request, LIST, listing, ADOPTION_COLUMNS, name="adoptions", day=as_at.today(), link=adoption_path(listing))


def listing_of(request: SignedInRequest) -> Listing:
    return Listing(
        request,
        AdoptionFilters(request.GET, Adoption.objects.visible_to(request.user), request=request),
        sorts=SORTS,
        thing=("adoption", "adoptions"),
        at="adoption_list",
        read=lambda numbers: queries.with_givers(queries.adoptions_of_numbers(numbers, request.user), request.user),
    )


@require_safe
def adoption_detail(request: SignedInRequest, number: int, adoption: int) -> HttpResponse:
    """Show what one site does with a product."""
    found, now = the_adoption(request, number, adoption), as_at.moment() is None
    (found,) = queries.with_givers([found], request.user)
    return page(
        request,
        "spread/adoption_detail.html",
        adoption=found,
        story=_story(found, request),
        offered=offered(MOVES_OF_ADOPTIONS, request.user, found) if now else (),
    )


def _story(adoption: Adoption, request: SignedInRequest) -> list[tuple[datetime, Any]]:
    """Return what was done to it, in order of time."""
    moves = queries.moves_of_adoption(adoption.pk, request.user)
    for move in moves:
        move.adoption = adoption
        move.sentence = sentence([said_by_a_move_of_an_adoption(move)], here=adoption)
    return [(move.moved_at, move) for move in moves]


@changes_the_record
def adoption_new(request: SignedInRequest, number: int) -> HttpResponse:
    """Record what a site does with a product."""
    product = the_product(request, number)
    may_record(request.user, product).enforce()
    form = AdoptionForm(posted(request), user=request.user, product=product)
    if form.is_valid():
        with refusals(form):
            adoption = actions.record_adoption(product, by=request.user, **form.cleaned_data)
            messages.success(request, "It is on record. The programme team checks it, and then everybody sees it.")
            return redirect(adoption.get_absolute_url())
    return page(request, "spread/adoption_new.html", product=product, form=form)


@changes_the_record
def adoption_move(request: SignedInRequest, number: int, adoption: int, move: type[MoveOfAdoption]) -> HttpResponse:
    """Ask what a move needs (GET), and make it (POST)."""
    return move_one(request, "spread/adoption_move.html", move, lambda: the_adoption(request, number, adoption))


class AdoptionChoice(Choice):
    """Adoptions chosen in their list."""

    MODEL, FILTERS, LIST, DO = Adoption, AdoptionFilters, "adoption_list", "adoption_many_do"
    THING, THINGS, SECTION = "adoption", "Adoptions", "Products"


@changes_the_record
def adoption_many(request: SignedInRequest) -> HttpResponse:
    """Let the team choose what to do with the chosen adoptions."""
    may_check(request.user).enforce()
    return choose_move(request, "spread/adoption_many.html", AdoptionChoice, OF_MANY_ADOPTIONS, without_any)


@changes_the_record
def adoption_many_do(request: SignedInRequest, move: type[MoveOfAdoption]) -> HttpResponse:
    """Show a preview (GET). Make the move (POST) on adoptions that did not change since."""
    may_check(request.user).enforce()
    return move_many(request, "spread/adoption_many_do.html", move, AdoptionChoice)
