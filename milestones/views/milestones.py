"""The milestones and the commitments to them."""

from django.http import HttpResponse, StreamingHttpResponse
from django.views.decorators.http import require_safe

from history import as_at
from history.contents import latest
from milestones.exports import MILESTONE_COLUMNS, milestone_path
from milestones.filters import MilestoneFilters
from milestones.models import Commitment, Milestone
from pages.exports import export
from pages.line_of_time import LineOfTime
from pages.lists import Listing, list_page
from pages.paging import Page
from pages.shortcuts import find, page
from people.requests import SignedInRequest

SORTS = {"due": ["due_on", "pk"], "title": ["title", "pk"]}


LIST = "milestones/milestone_list.html"


@require_safe
def milestone_list(request: SignedInRequest) -> HttpResponse:
    return list_page(request, LIST, _listing(request))


@require_safe
def milestone_export(request: SignedInRequest) -> HttpResponse | StreamingHttpResponse:
    return export(request, LIST, _listing(request), MILESTONE_COLUMNS, name=f"milestones-{as_at.today()}", link=milestone_path)


def _listing(request: SignedInRequest) -> Listing:
    commitments = Commitment.objects.visible_to(request.user)
    milestones = Milestone.objects.visible_to(request.user).with_tally(commitments, as_at.today())
    filters = MilestoneFilters(request.GET, milestones, request=request)
    return Listing(request, filters, sorts=SORTS, thing=("milestone", "milestones"), at="milestone_list")


@require_safe
def milestone_detail(request: SignedInRequest, number: int) -> HttpResponse:
    visible = Commitment.objects.visible_to(request.user)
    milestones = Milestone.objects.visible_to(request.user).with_tally(visible, as_at.today()).select_related("source")
    milestone = find(milestones, pk=number)
    listed = Page(request, visible.filter(milestone=milestone).for_page().order_by("vanguard"))
    return page(
        request,
        "milestones/milestone_detail.html",
        milestone=milestone,
        commitments=listed.rows,
        listed=listed,
        line=LineOfTime((day for commitment in listed.rows for day in commitment.days), as_at.today()),
        changes=latest(milestone, request.user),
        today=as_at.today(),
    )
