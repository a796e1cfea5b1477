"""Pages of milestones: the list, one milestone, a new one, more vanguards, and what it depends on."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from history.feed.lines import latest
from history.past.today_only import changes_the_record
from history.reading import as_at
from milestones import actions, queries
from milestones.exports import MILESTONE_COLUMNS, milestone_path
from milestones.filters import MilestoneFilters
from milestones.forms import AddVanguardsForm, MilestoneForm, StopWaitingForm, WaitForm
from milestones.models import Commitment, Milestone, MilestoneWait
from milestones.policies import may_keep_milestones, may_report
from milestones.workflow import Status
from pages.counting import several
from pages.exports import export
from pages.forms import posted, refusals
from pages.line_of_time import LineOfTime
from pages.links import url
from pages.lists import Listing, list_page
from pages.paging import Page
from pages.places import back_to, beside
from pages.shortcuts import find, page, the_one
from people.models import User
from people.requests import SignedInRequest

SORTS = {"due": ["due_until", "pk"], "title": ["title", "pk"]}
LIST = "milestones/milestone_list.html"


@require_safe
def milestone_list(request: SignedInRequest) -> HttpResponse:
    links = [
        ("Timeline", url("milestone_timeline")),
        ("All commitments", url("commitment_list")),
        ("Where time was lost", url("milestone_slips")),
        ("Trends", url("trends")),
    ]
    if as_at.moment() is None:
        links.append(("Add to your calendar", url("calendar_feed")))
        links[:0] = [("Add a milestone", url("milestone_new"))] if may_keep_milestones(request.user) else []
    return list_page(request, LIST, _listing(request, Milestone.objects.visible_to(request.user)), links=links)


@require_safe
def milestone_export(request: SignedInRequest) -> HttpResponse | StreamingHttpResponse:
    milestones = Milestone.objects.visible_to(request.user).with_tally(Commitment.objects.visible_to(request.user), as_at.today())
    listing = _listing(request, milestones)
    return export(request, LIST, listing, MILESTONE_COLUMNS, name="milestones", day=as_at.today(), link=milestone_path)


def _listing(request: SignedInRequest, milestones: Any) -> Listing:
    return Listing(
        request,
        MilestoneFilters(request.GET, milestones, request=request),
        sorts=SORTS,
        thing=("milestone", "milestones"),
        at="milestone_list",
        read=lambda numbers: queries.milestones_of_numbers(numbers, request.user, as_at.today()),
    )


@require_safe
def milestone_detail(request: SignedInRequest, number: int) -> HttpResponse:
    milestone = the_one(queries.milestone_of_number(number, request.user))
    numbers = Commitment.objects.visible_to(request.user).filter(milestone=milestone).order_by("vanguard").values_list("pk", flat=True)
    listed = Page(request, numbers)
    commitments = queries.commitments_of_numbers(listed.rows, request.user)
    today, may = as_at.today(), _may(request.user)
    counts = queries.by_status(number, request.user, today)
    line = LineOfTime((day for commitment in commitments for day in commitment.days), today)
    return page(
        request,
        "milestones/milestone_detail.html",
        beside=beside(request, number, lambda asked: _listing(asked, Milestone.objects.visible_to(asked.user))),
        milestone=milestone,
        numbers=_at_a_glance(milestone, counts),
        is_late=bool(counts[Status.LATE] or counts[Status.OVERDUE]),
        commitments=commitments,
        listed=listed,
        line=line,
        drawn=[line.row(commitment.whose, [commitment.on(today)]) for commitment in commitments],
        **queries.waiting(number, request.user, today),
        joined=actions.joined_since(milestone) if may["may_keep"] else [],
        **may,
        changes=latest(milestone, request.user),
        today=today,
    )


def _may(user: User) -> dict[str, bool]:
    """Return what the person may do here now; nothing in the past."""
    now = as_at.moment() is None
    return {"may_keep": now and bool(may_keep_milestones(user)), "may_report": now and bool(may_report(user))}


def _at_a_glance(milestone: Milestone, counts: dict[Status, int]) -> list[dict[str, Any]]:
    """Return how many commitments have each status, each with the address of exactly those. Leave out zeros, except where people look for
    them.
    """
    always = (Status.REACHED, Status.ON_TIME, Status.LATE, Status.OVERDUE)
    notes = {Status.OVERDUE: "their date has passed", Status.LATE: "expected later than promised"}
    return [
        {
            "count": counts[status],
            "label": status.label,
            "note": notes.get(status, "") if counts[status] else "",
            "address": url("commitment_list", milestone=milestone.pk, status=status.value),
        }
        for status in (*always, Status.CANCELLED, Status.NOT_OURS)
        if counts[status] or status in always
    ]


@changes_the_record
def milestone_new(request: SignedInRequest) -> HttpResponse:
    """Add a milestone, with a commitment for each vanguard it is for."""
    may_keep_milestones(request.user).enforce()
    form = MilestoneForm(posted(request), user=request.user)
    if form.is_valid():
        with refusals(form):
            made = actions.make_milestone(form.asked(), by=request.user, words=form.cleaned_data["words"])
            over = f" {made.due} has passed, so it is overdue until it is reported as reached." if made.due.is_over(as_at.today()) else ""
            messages.success(request, f"Milestone added, with {several(made.commitments.count(), 'commitment')}.{over}")
            return redirect(made.get_absolute_url())
    return page(request, "milestones/milestone_new.html", form=form)


@changes_the_record
def milestone_add_vanguards(request: SignedInRequest, number: int) -> HttpResponse:
    """Add commitments of more vanguards: those that joined its groups later, or any others."""
    may_keep_milestones(request.user).enforce()
    milestone = find(Milestone.objects.visible_to(request.user), pk=number)
    form = AddVanguardsForm(posted(request), user=request.user, joined=actions.joined_since(milestone))
    if form.is_valid():
        with refusals(form):
            added = actions.add_vanguards(milestone, by=request.user, **form.asked())
            messages.success(request, f"{several(added, 'commitment')} added.")
            return back_to(request, milestone)
    return page(request, "milestones/milestone_add_vanguards.html", milestone=milestone, form=form)


@changes_the_record
def milestone_wait(request: SignedInRequest, number: int) -> HttpResponse:
    """Record what a milestone depends on."""
    may_keep_milestones(request.user).enforce()
    milestone = find(Milestone.objects.visible_to(request.user), pk=number)
    form = WaitForm(posted(request), user=request.user)
    if form.is_valid():
        with refusals(form):
            actions.wait_for(milestone, by=request.user, **form.cleaned_data)
            messages.success(request, f"It now depends on {form.cleaned_data['awaited']}.")
            return back_to(request, milestone)
    return page(request, "milestones/milestone_wait.html", milestone=milestone, form=form)


@changes_the_record
def milestone_stop_waiting(request: SignedInRequest, number: int, wait: int) -> HttpResponse:
    """Record that a milestone no longer depends on something."""
    may_keep_milestones(request.user).enforce()
    milestone = find(Milestone.objects.visible_to(request.user), pk=number)
    waited = find(MilestoneWait.objects.visible_to(request.user).filter(milestone=milestone), pk=wait)
    form = StopWaitingForm(posted(request))
    if form.is_valid():
        with refusals(form):
            actions.stop_waiting(waited, by=request.user, **form.cleaned_data)
            messages.success(request, "It no longer depends on that.")
            return back_to(request, milestone)
    return page(request, "milestones/milestone_stop_waiting.html", milestone=milestone, waited=waited, form=form)
