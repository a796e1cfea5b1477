"""The directory and the page of one vanguard."""

from typing import Any

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from history import as_at
from pages.lists import Listing, list_page
from pages.shortcuts import find, page
from people.requests import SignedInRequest
from vanguards.filters import VanguardFilters
from vanguards.models import Vanguard

SORTS = {
    "number": ["number"],
    "name": ["name", "number"],
    "care-model": ["care_model__order", "number"],
    "population": ["patient_population?", "number"],
}


@require_safe
def vanguard_list(request: SignedInRequest) -> HttpResponse:
    filters = VanguardFilters(request.GET, Vanguard.objects.visible_to(request.user).for_list())
    listing = Listing(request, filters, sorts=SORTS, thing=("vanguard", "vanguards"))
    return list_page(request, "vanguards/vanguard_list.html", listing)


@require_safe
def vanguard_detail(request: SignedInRequest, number: int) -> HttpResponse:
    vanguard = find(Vanguard.objects.visible_to(request.user).for_page(), pk=number)
    may_see_its_record = request.user.sees_everything or vanguard.pk in request.user.led_vanguard_ids
    records = _its_record(request, vanguard) if may_see_its_record else {}
    return page(
        request, "vanguards/vanguard_detail.html", vanguard=vanguard, may_see_its_record=may_see_its_record, today=as_at.today(), **records
    )


def _its_record(request: SignedInRequest, vanguard: Vanguard) -> dict[str, Any]:
    """What only those who lead it and the national team see: its requests, commitments and leads, asked of the apps above by name."""
    recipients: Any = vanguard.recipients
    commitments: Any = vanguard.commitments
    return {
        "recipients": recipients.visible_to(request.user).for_vanguard_page(),
        "commitments": commitments.visible_to(request.user).select_related("milestone"),
        "memberships": vanguard.memberships.visible_to(request.user).select_related("user"),
    }
