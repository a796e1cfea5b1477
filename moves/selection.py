"""Which records a move of many is for: ticked one by one, or all that a list's filters select. Read from the list's address."""

from datetime import datetime
from functools import cached_property
from typing import Any, ClassVar
from urllib.parse import urlsplit

from django.http import QueryDict

from history.past.moments import wait_for_changes_before
from history.reading import as_at
from pages import links
from pages.counting import several
from pages.errors import NotUnderstood
from pages.paging import PER_PAGE
from pages.places import Place
from pages.typed_numbers import is_a_number
from people.requests import SignedInRequest
from people.verdict import Verdict

MOST_AT_ONCE = 5_000
ASKED = "to"  # answers for the move carry this prefix in the address
CARRIED = {"chosen", "all", "preview", "since", "page", "sort", "from"}


def filters_carried(listing: Any, may: Verdict) -> list[tuple[str, str]] | None:
    """Return the filters that the tick-box form of a list carries; None if the person cannot move many records, or not now."""
    if as_at.moment() is not None or not may or listing.refusals:
        return None
    came = [pair for pair in listing.way_in((listing.number - 1) * PER_PAGE) if pair[0] == "from"]
    return [*((chosen.name, chosen.value) for chosen, _ in listing.removable), *came]


class NoneChosen(NotUnderstood):
    """Nothing was chosen. `query` is that of the list as it was, `said` the message for the person."""

    def __init__(self, thing: str, query: str) -> None:
        super().__init__(f"No {thing} is chosen. Go back to the list, and choose at least one.")
        self.query, self.said = query, [{"text": f"Choose at least one {thing}", "href": "#choose"}]


class Choice:
    """The chosen records as they were at a moment, so that filters select the same records at every step.

    `MODEL` and `FILTERS` belong to the list, `LIST` and `DO` are the URL names of the list and of the move; `THING` is the word for one
    record, `THINGS` for the list, `SECTION` for its section.

    Raise NotUnderstood if none or too many records are chosen, or the address asks for something the list does not know.
    """

    MODEL: ClassVar[Any]
    FILTERS: ClassVar[Any]
    LIST: ClassVar[str]
    DO: ClassVar[str]
    THING: ClassVar[str]
    THINGS: ClassVar[str]
    SECTION: ClassVar[str]

    def __init__(self, request: SignedInRequest, moment: datetime) -> None:
        self.request, self.moment = request, moment
        known = {*self.FILTERS.base_filters, *CARRIED}
        unknown = next((name for name in request.GET if name not in known and not name.startswith(f"{ASKED}-")), None)
        if unknown is not None:
            raise NotUnderstood(f"The list has no filter “{unknown[:40]}”. Go back to the list, and choose again.")
        self.is_all = "all" in request.GET
        self.chosen = [] if self.is_all else request.GET.getlist("chosen")
        if not self.chosen and not self.is_all:
            raise self._none()
        if not all(is_a_number(number) for number in self.chosen) or len(self.chosen) > MOST_AT_ONCE:
            raise NotUnderstood(f"The address chooses something that is no {self.THING}. Go back to the list, and choose again.")

    def _none(self) -> NoneChosen:
        return NoneChosen(self.THING, urlsplit(self.back).query)

    @cached_property
    def numbers(self) -> list[int]:
        """Return the chosen numbers, in order."""
        wait_for_changes_before(self.moment)
        with as_at.as_at(self.moment):
            found = list(self._selected().order_by("pk").values_list("pk", flat=True)[: MOST_AT_ONCE + 1])
        if not found:
            raise self._none()
        if len(found) > MOST_AT_ONCE:
            raise NotUnderstood(f"More than {MOST_AT_ONCE:,} {self.THING}s match. Go back to the list, and filter it further.")
        return found

    def _selected(self) -> Any:
        records = self.MODEL.objects.visible_to(self.request.user)
        if self.chosen:
            return records.filter(pk__in=[int(number) for number in self.chosen])
        if not self._filters.form.is_valid():
            raise NotUnderstood("The address filters by something the list does not know. Go back to the list, and choose again.")
        return self._filters.qs

    @cached_property
    def _filters(self) -> Any:
        own = QueryDict(mutable=True)
        for name in self.FILTERS.base_filters:
            own.setlist(name, self.request.GET.getlist(name))
        return self.FILTERS(own, self.MODEL.objects.visible_to(self.request.user), request=self.request)

    @property
    def carried(self) -> list[tuple[str, str]]:
        """Return what the address of the next step carries."""
        came = [(name, value) for name, value in Place(self.request).kept if name == "from"]
        if self.chosen:
            return [*(("chosen", number) for number in self.chosen), *came]
        return [("all", "1"), *self._filtered, *came]

    @property
    def _filtered(self) -> list[tuple[str, str]]:
        names = self.FILTERS.base_filters
        return [(name, value) for name in names for value in self.request.GET.getlist(name) if value]

    def address(self, slug: str) -> str:
        """Return the address of the page that asks what the move needs."""
        return links.with_query(links.path(self.DO, slug), self.carried)

    @property
    def again(self) -> str:
        """Return the address of this step, with what was asked."""
        asked = [(name, value) for name, values in self.request.GET.lists() for value in values if name.startswith(f"{ASKED}-") and value]
        return links.with_query(self.request.path, [*self.carried, *asked])

    @property
    def back(self) -> str:
        """Return the address of the list as it was."""
        place = Place(self.request)
        return place.back(self.LIST) if place.query else links.with_query(links.path(self.LIST), [] if self.chosen else self._filtered)

    @property
    def words(self) -> str:
        """Return "12 requests", and the filters they were chosen by."""
        counted = several(len(self.numbers), self.THING)
        return counted if self.chosen else ", ".join([counted, *(chosen.words for chosen in self._filters.chosen())])
