"""What the address of the trends asks for, and the links that keep it."""

from dataclasses import replace
from functools import cached_property
from typing import Any

from board.trends import of_commitments, of_requests
from board.trends.filters import TrendFilters
from board.trends.months import Span, moved, recent, whole
from board.trends.of_commitments import Dates
from board.trends.of_requests import Counted
from board.trends.selecting import as_chosen
from history.reading import as_at
from pages.lists import Listing
from pages.paging import page_number
from people.requests import SignedInRequest
from support.models import SupportRequest


class TrendListing(Listing):
    """The filters of the trends. Nothing is sorted, and all is on one page."""

    filters: TrendFilters

    def _unknown_parameters(self) -> list[dict[str, str]]:
        never = [{"text": "This page has no “sort”."}] if "sort" in self.request.GET else []
        number = page_number(self.request.GET.get("page") or "1")
        beyond = [{"text": f"There is no page {number}: all months are on the first."}] if number not in (None, 1) else []
        return [*super()._unknown_parameters(), *never, *beyond]

    @cached_property
    def of_requests(self) -> tuple[Counted, Span]:
        """Return the requests of each month, and the months: if the address does not say from which, none before the record begins."""
        since, to = self.filters.months
        span = recent(since, to, as_at.today())
        counted = of_requests.by_month(self.filters.user, as_chosen(self.filters.narrowing), span)
        if since is None and counted.empty_before:
            first = counted.empty_before
            return replace(counted, months=counted.months[first:]), Span(moved(span.first, first), span.last)
        return counted, span

    @property
    def of_commitments(self) -> tuple[Dates, Span]:
        """Return the dates of the commitments, and their months."""
        dates = of_commitments.dates(self.filters.user, as_chosen(self.filters.narrowing))
        today = as_at.today()
        return dates, whole(dates.months(today), *self.filters.months, today)

    def of(self, words: str) -> str:
        """Return words with what is chosen, except months: "Requests, of ACC"."""
        chosen = [one.words for one, _ in self.removable if one.name not in ("from", "to")]
        return ", ".join([words, *chosen])


def listed(request: SignedInRequest) -> TrendListing:
    requests: Any = SupportRequest.objects.visible_to(request.user)
    filters = TrendFilters(request.GET, requests, request=request)
    return TrendListing(request, filters, sorts={"month": []}, thing=("month", "months"), at="trends")
