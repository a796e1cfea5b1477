"""The feed of changes, and one change field by field."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from history.feed.filters import ChangeFilters
from history.feed.lines import changes_of_numbers, described_entries, line_of, lines
from history.models import Change
from pages import paging
from pages.lists import Listing, list_page
from pages.shortcuts import find, page


@require_safe
def change_list(request: HttpRequest) -> HttpResponse:
    filters = ChangeFilters(request.GET, Change.objects.visible_to(request.user), request=request)
    listing = Listing(
        request,
        filters,
        sorts={"latest": ["-made_at"]},
        thing=("change", "changes"),
        read=lambda numbers: changes_of_numbers(numbers, request.user),
    )
    return list_page(request, "history/change_list.html", listing, lines=lines(listing.rows, request.user))


@require_safe
def change_detail(request: HttpRequest, number: int) -> HttpResponse:
    change = find(Change.objects.visible_to(request.user).saying_if_whole(request.user).for_list(request.user), pk=number)
    entries = paging.Page(request, change.visible_entries(request.user))
    described = described_entries(entries.rows, request.user)
    return page(
        request, "history/change_detail.html", change=change, line=line_of(change, request.user), entries=entries, described=described
    )
