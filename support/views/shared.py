"""Requests of other vanguards that the team has shared."""

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from history.reading import as_at
from pages.paging import Page
from pages.shortcuts import page
from people.requests import SignedInRequest
from support.models import SupportRequest


@require_safe
def request_shared(request: SignedInRequest) -> HttpResponse:
    """Show only what was needed and given, without names, words or comments."""
    shared = SupportRequest.objects.shared_with(request.user).for_list_of_shared()
    if as_at.moment() is not None and not request.user.sees_everything:  # something may have been shared by mistake and taken back
        shared = shared.none()
    return page(request, "support/request_shared.html", listed=Page(request, shared.order_by("-pk")))
