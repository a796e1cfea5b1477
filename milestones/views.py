"""The milestones and the commitments to them."""

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from history import as_at
from milestones.filters import MilestoneFilters
from milestones.models import Commitment, Milestone
from pages.lists import Listing, list_page
from pages.shortcuts import find, page
from people.requests import SignedInRequest

SORTS = {"due": ["due_on", "pk"], "title": ["title", "pk"]}


@require_safe
def milestone_list(request: SignedInRequest) -> HttpResponse:
    commitments = Commitment.objects.visible_to(request.user)
    milestones = Milestone.objects.visible_to(request.user).with_tally(commitments, as_at.today())
    filters = MilestoneFilters(request.GET, milestones, request=request)
    listing = Listing(request, filters, sorts=SORTS, thing=("milestone", "milestones"))
    return list_page(request, "milestones/milestone_list.html", listing)


@require_safe
def milestone_detail(request: SignedInRequest, number: int) -> HttpResponse:
    milestone = find(Milestone.objects.visible_to(request.user).select_related("source"), pk=number)
    commitments = milestone.commitments.visible_to(request.user).select_related("vanguard").prefetch_related("forecasts__cause")
    return page(
        request, "milestones/milestone_detail.html", milestone=milestone, commitments=commitments.order_by("vanguard"), today=as_at.today()
    )
