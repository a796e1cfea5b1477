"""Which requests are meant: those chosen one by one, or all that a list's filters select, read from the address of the list."""

from datetime import datetime
from functools import cached_property
from typing import Any

from django.http import QueryDict

from history import as_at
from pages import links
from pages.counting import several
from pages.errors import NotUnderstood
from pages.search import is_a_number
from people.requests import SignedInRequest
from support.filters import RequestFilters
from support.many import MOST_AT_ONCE
from support.models import SupportRequest

KNOWN = {*RequestFilters.base_filters, "chosen", "all", "preview", "since", "page", "sort"}


class Choice:
    """The requests that were chosen, as they were at a moment: what is chosen by filters then is the same whenever it is asked.

    Raises NotUnderstood, with the sentence for the person, where none or too many were chosen or the address asks for what no list knows.
    """

    def __init__(self, request: SignedInRequest, moment: datetime) -> None:
        self.request, self.moment = request, moment
        unknown = next((name for name in request.GET if name not in KNOWN and not name.startswith("to-")), None)
        if unknown is not None:
            raise NotUnderstood(f"The list has no filter “{unknown[:40]}”. Go back to the list, and choose again.")
        self.is_all = "all" in request.GET
        self.chosen = [] if self.is_all else request.GET.getlist("chosen")
        if not self.chosen and not self.is_all:
            raise NotUnderstood("No request is chosen. Go back to the list, and choose at least one.")
        if not all(is_a_number(number) for number in self.chosen) or len(self.chosen) > MOST_AT_ONCE:
            raise NotUnderstood("The address chooses something that is no request. Go back to the list, and choose again.")

    @cached_property
    def numbers(self) -> list[int]:
        """In their order."""
        with as_at.as_at(self.moment):
            found = list(self._selected().order_by("pk").values_list("pk", flat=True)[: MOST_AT_ONCE + 1])
        if not found:
            raise NotUnderstood("No request is chosen. Go back to the list, and choose at least one.")
        if len(found) > MOST_AT_ONCE:
            raise NotUnderstood(f"More than {MOST_AT_ONCE:,} requests match. Go back to the list, and filter it further.")
        return found

    def _selected(self) -> Any:
        requests = SupportRequest.objects.visible_to(self.request.user)
        if self.chosen:
            return requests.filter(pk__in=[int(number) for number in self.chosen])
        if not self._filters.form.is_valid():
            raise NotUnderstood("The address filters by something the list does not know. Go back to the list, and choose again.")
        return self._filters.qs

    @cached_property
    def _filters(self) -> RequestFilters:
        own = QueryDict(mutable=True)
        for name in RequestFilters.base_filters:
            own.setlist(name, self.request.GET.getlist(name))
        return RequestFilters(own, SupportRequest.objects.visible_to(self.request.user), request=self.request)

    @property
    def carried(self) -> list[tuple[str, str]]:
        """What the address of the next step says of it."""
        if self.chosen:
            return [("chosen", number) for number in self.chosen]
        names = RequestFilters.base_filters
        return [("all", "1"), *((name, value) for name in names for value in self.request.GET.getlist(name) if value)]

    def address(self, slug: str) -> str:
        """Where it is asked what an act takes."""
        return links.with_query(links.path("request_many_do", slug), self.carried)

    @property
    def back(self) -> str:
        """The address of the list it was made from."""
        return links.with_query(links.path("request_list"), [pair for pair in self.carried if pair[0] not in ("chosen", "all")])

    @property
    def words(self) -> str:
        """ "12 requests", and by which filters they were chosen."""
        counted = several(len(self.numbers), "request")
        return counted if self.chosen else ", ".join([counted, *(chosen.words for chosen in self._filters.chosen())])
