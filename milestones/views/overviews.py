"""Overviews of commitments: the timeline and the ledger of slips."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from django.db.models import Exists, OuterRef
from django.http import HttpResponse
from django.views.decorators.http import require_safe

from history.reading import as_at
from milestones import slips, timeline
from milestones.filters import SlipFilters, TimelineFilters
from milestones.models import Commitment, Forecast, Milestone
from pages.line_of_time import LineOfTime
from pages.links import path, with_query
from pages.lists import Listing
from pages.paging import Page
from pages.shortcuts import page
from pages.typed_dates import FIRST_YEAR, LAST_YEAR
from people.requests import SignedInRequest
from vanguards.models import Vanguard

SORTS = {"expected": ["expected_until", "pk"]}
OF_FORMS = "By collaboration form (a vanguard with two forms counts in both)"
ORDER: dict[Any, list[str]] = {Milestone: ["due_until", "pk"], Vanguard: ["number"]}
CALLED = {Milestone: "title", Vanguard: "name"}


def _has(commitments: Any, kind: Any) -> Exists:
    """Return the condition that a vanguard or milestone has one of these commitments."""
    return Exists(commitments.filter(**{kind._meta.model_name: OuterRef("pk")}))


@require_safe
def milestone_timeline(request: SignedInRequest) -> HttpResponse:
    """Show a row for each vanguard or each milestone (?by=milestone), for a quarter, a year or all time (?time=)."""
    filters = TimelineFilters(request.GET, Commitment.objects.visible_to(request.user), request=request)
    listing = Listing(request, filters, sorts=SORTS, thing=("commitment", "commitments"))
    today, chosen = as_at.today(), filters.form.cleaned_data if not listing.refusals else {}
    shown = timeline.shown(chosen.get("time", ""), today)
    selected = listing.selected.in_time(shown.meant.first, shown.meant.last, today) if shown.meant else listing.selected
    kind = Milestone if chosen.get("by") == "milestone" else Vanguard
    those = kind.objects.visible_to(request.user).filter(_has(selected, kind))
    whose = Page(request, those.only(CALLED[kind]).order_by(*ORDER[kind]))
    ends = partial(timeline.ends_of_everything, request.user) if filters.is_everything else partial(timeline.ends, selected)
    rows = _rows(whose, selected, of_milestones=kind is Milestone)
    picture = _picture(request, rows, shown.line(ends, today))
    return page(
        request,
        "milestones/milestone_timeline.html",
        status=400 if listing.refusals else 200,
        listing=listing,
        shown=shown,
        of_milestones=kind is Milestone,
        rows=rows,
        paged=whose,
        zooms=_zooms(request, shown),
        **picture,
    )


def _picture(request: SignedInRequest, rows: Sequence[timeline.TimelineRow], time: LineOfTime) -> dict[str, Any]:
    """Return the rows on a line of time that begins with the first thing drawn, and the events of the whole time shown."""
    happened = timeline.events(request.user, time)
    line = time.beginning_with(item.drawn for row in rows for item in row.items)
    drawn = [line.row(row.drawn_as, [item.drawn for item in row.items], f"#row-{number}") for number, row in enumerate(rows, start=1)]
    return {"line": line, "drawn": drawn, "events": happened, "flags": timeline.flags(happened, line)}


def _rows(whose: Page, selected: Any, *, of_milestones: bool) -> list[timeline.TimelineRow]:
    """Return the rows of this page, with the programme's own first."""
    kept = [(name, value) for name, value in whose.kept if value]
    if of_milestones:
        return timeline.milestone_rows(selected, whose.rows, as_at.today(), kept)
    vanguards = [None, *whose.rows] if whose.number == 1 else whose.rows
    return timeline.vanguard_rows(selected, vanguards, as_at.today(), kept)


def _zooms(request: SignedInRequest, shown: timeline.Shown) -> list[tuple[str, str, bool]]:
    """Return links to the quarter, the year, all, and the time before and after: the name, the address, and whether it is shown now."""
    beside = [("Earlier", shown.meant.preceding), ("Later", shown.meant.following)] if shown.meant else []
    steps = [(f"{words}: {meant}", meant.typed, False) for words, meant in beside if FIRST_YEAR < meant.first.year < LAST_YEAR]
    kept = [(name, value) for name, values in request.GET.lists() for value in values if name not in ("time", "page", "as_at") and value]
    return [(words, with_query(request.path, [*kept, ("time", value)]), now) for words, value, now in (*shown.zooms(as_at.today()), *steps)]


@require_safe
def milestone_slips(request: SignedInRequest) -> HttpResponse:
    """Show where working days were lost: for which causes, and by whom."""
    filters = SlipFilters(request.GET, Forecast.objects.visible_to(request.user), request=request)
    listing = Listing(request, filters, sorts={"lost": ["-days_later", "pk"]}, thing=("date moved", "dates moved"))
    seen = Commitment.objects.visible_to(request.user)
    judged = filters.of_the_same(seen) if not listing.refusals else seen.none()
    is_all = not listing.chosen and not listing.refusals
    lost = slips.ledger_of_everything(request.user) if is_all else slips.ledger(listing.selected.standing().later(), judged)
    whose = Page(request, lost.by_vanguard)
    kept = [(chosen.name, chosen.value) for chosen, _ in listing.removable]
    return page(
        request,
        "milestones/milestone_slips.html",
        status=400 if listing.refusals else 200,
        listing=listing,
        lost=lost,
        tables=[
            ("By reason, most days lost first", "Reason", _narrower(lost.by_cause, "commitment_list", "cause", kept)),
            ("By care model", "Care model", _narrower(lost.by_care_model, "milestone_slips", "care_model", kept)),
            (OF_FORMS, "Collaboration form", _narrower(lost.by_form, "milestone_slips", "form", kept)),
        ],
        vanguards=slips.with_their_dates(whose.rows, judged),
        paged=whose,
    )


def _narrower(rows: slips.Counted, at: str, name: str, kept: Sequence[tuple[str, str]]) -> list[dict[str, Any]]:
    """Return rows with the address of exactly what each counts: a list, or this ledger for it alone. No list can select dates by when they
    were given.
    """
    others = [(key, value) for key, value in kept if key != name]
    is_told = at == "milestone_slips" or all(key != "given" for key, _ in kept)
    return [{**row, "address": with_query(path(at), [*others, (name, row["code"])]) if is_told else ""} for row in rows]
