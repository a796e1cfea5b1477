"""The list that a record was opened from, kept in its page's address for the way back and to the next record.

`from` is the list's query, `at` the record's position. The list is always asked with the reader's own rights, so a shared address shows
nobody more than they may see.
"""

from collections.abc import Callable, Iterator
from copy import copy
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme

from pages import links
from pages.lists import Listing
from pages.paging import PER_PAGE
from pages.typed_numbers import is_a_number

LONGEST = 2_000  # characters of a list's query, or of an address


class Place:
    """What an address says about the list that its page was opened from."""

    def __init__(self, request: HttpRequest) -> None:
        query, at = request.GET.get("from", ""), request.GET.get("at", "")
        self.query = query if len(query) <= LONGEST and "\0" not in query else ""
        self.at = int(at) if is_a_number(at) and int(at) < PER_PAGE else None

    @property
    def kept(self) -> tuple[tuple[str, str], ...]:
        """Return what addresses of the record's pages carry on."""
        at = (("at", str(self.at)),) if self.at is not None else ()
        return (("from", self.query), *at) if self.query else ()

    def back(self, name: str) -> str:
        """Return the address of the list as it was, by its URL name."""
        known = QueryDict(self.query)
        return links.with_query(links.path(name), [(key, value) for key in known for value in known.getlist(key) if key != "as_at"])


def as_asked(request: HttpRequest, query: str) -> Any:
    """Return the same person's request with another query, for a list that another page asks."""
    asked: Any = copy(request)
    asked.GET = QueryDict(query)
    return asked


def page_before(request: HttpRequest) -> str:
    """Return the path of the page they came from (`next` in the address); "" if none was given or it belongs to another site."""
    page = request.GET.get("next", "")
    is_ours = page.startswith("/") and len(page) <= LONGEST and url_has_allowed_host_and_scheme(page, allowed_hosts=None)
    return page if is_ours else ""


def back_to(request: HttpRequest, record: Any) -> HttpResponse:
    """Redirect to the page it was done from; without one, to the record's page, keeping its place in the list it was opened from."""
    return redirect(page_before(request) or links.with_query(record.get_absolute_url(), list(Place(request).kept)))


def beside(request: HttpRequest, number: int, listing_of: Callable[[Any], Listing]) -> dict[str, str]:
    """Return links to the records before and after this one in its list, as the design system's pagination needs them; empty if there are
    none.

    `listing_of` makes the list of a request. One query, as long as a page. If the record has left the list, as most moves make it do, its
    neighbours are those of its position.
    """
    found: dict[str, str] = {}
    for side, listing, neighbour, position in _neighbours(request, number, listing_of):
        found |= _link(request, listing, side, neighbour, position)
    return found


def next_in_list(request: HttpRequest, number: int, listing_of: Callable[[Any], Listing]) -> tuple[int, list[tuple[str, str]]] | None:
    """Return the next record in the list it was opened from, and what its address carries; None if there is none."""
    for side, listing, neighbour, position in _neighbours(request, number, listing_of):
        if side == "next":
            return neighbour, listing.way_in(position)
    return None


def _neighbours(request: HttpRequest, number: int, listing_of: Callable[[Any], Listing]) -> Iterator[tuple[str, Listing, int, int]]:
    """Yield "previous" and "next", if they exist: the list, the record's number and its position."""
    place = Place(request)
    listing = listing_of(as_asked(request, place.query)) if place.query else None
    if listing is None or listing.refusals:
        return
    numbers, first = listing.around
    there = numbers.index(number) if number in numbers else None
    gone = None if place.at is None else (listing.number - 1) * PER_PAGE + place.at - first
    before, after = (gone, gone) if there is None else (there, there + 1)
    for side, position in (("previous", None if before is None else before - 1), ("next", after)):
        if position is not None and 0 <= position < len(numbers):
            yield side, listing, numbers[position], first + position


def _link(request: Any, listing: Listing, side: str, number: int, position: int) -> dict[str, str]:
    address = links.path(request.resolver_match.url_name, number)
    name = address.strip("/").rpartition("/")[2]
    called = f"{listing.thing[0].capitalize()} {name}" if is_a_number(name) else name
    return {f"{side}Url": links.with_query(address, listing.way_in(position)), f"{side}Page": called}
