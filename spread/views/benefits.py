"""Pages of benefits: the list, one, a new one, its moves and its readings; and of measures."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from history.feed.said import sentence
from history.past.today_only import changes_the_record
from history.reading import as_at
from moves.move import offered
from moves.views import move_one
from pages.exports import export
from pages.forms import posted, refusals
from pages.lists import Listing, list_page
from pages.paging import Page
from pages.shortcuts import find, page, the_one
from people.requests import SignedInRequest
from spread import benefit_actions, benefit_queries
from spread.benefit_exports import benefit_columns, benefit_path
from spread.benefit_filters import BenefitFilters
from spread.benefit_forms import BenefitForm, PasteForm, ReadingForm
from spread.benefit_pictures import LARGE, picture
from spread.benefit_policies import may_propose, may_read_values
from spread.models import Benefit, Reading
from spread.moves import MOVES_OF_BENEFITS
from spread.moves.benefits import MoveOfBenefit
from spread.said import said_by_a_move_of_a_benefit

LIST = "spread/benefit_list.html"
SORTS = {
    "vanguard": ["vanguard", "pk"],
    "measure": ["measure__name", "vanguard", "pk"],
    "target-date": ["target_on?", "vanguard", "pk"],
}


def the_benefit(request: SignedInRequest, number: int) -> Benefit:
    found: Benefit = the_one(benefit_queries.benefit_of_number(number, request.user))
    return found


@require_safe
def benefit_list(request: SignedInRequest) -> HttpResponse:
    """List the benefits that the person may see, each with its picture."""
    proposing = as_at.moment() is None and bool(may_propose(request.user))
    return list_page(request, LIST, listing_of(request), may_propose=proposing, picture=picture)


@require_safe
def benefit_export(request: SignedInRequest) -> HttpResponse | StreamingHttpResponse:
    return export(request, LIST, listing_of(request), benefit_columns(), name="benefits", day=as_at.today(), link=benefit_path)


def listing_of(request: SignedInRequest) -> Listing:
    return Listing(
        request,
        BenefitFilters(request.GET, Benefit.objects.visible_to(request.user), request=request),
        sorts=SORTS,
        thing=("benefit", "benefits"),
        at="benefit_list",
        read=lambda numbers: benefit_queries.with_readings(benefit_queries.benefits_of_numbers(numbers, request.user), request.user),
    )


@require_safe
def benefit_detail(request: SignedInRequest, number: int) -> HttpResponse:
    """Show a row of a logic model with its readings over time."""
    benefit, now = the_benefit(request, number), as_at.moment() is None
    benefit_queries.with_readings([benefit], request.user)
    return page(
        request,
        "spread/benefit_detail.html",
        benefit=benefit,
        drawn=picture(benefit, LARGE),
        story=_story(benefit, request),
        offered=offered(MOVES_OF_BENEFITS, request.user, benefit) if now else (),
        may_read_values=now and bool(may_read_values(request.user, benefit)),
    )


def _story(benefit: Benefit, request: SignedInRequest) -> list[tuple[datetime, Any]]:
    """Return what was done to it, in order of time."""
    moves = benefit_queries.moves_of_benefit(benefit.pk, request.user)
    for move in moves:
        move.benefit = benefit
        move.sentence = sentence([said_by_a_move_of_a_benefit(move)], here=benefit)
    return [(move.moved_at, move) for move in moves]


@changes_the_record
def benefit_new(request: SignedInRequest) -> HttpResponse:
    """Add a row to a vanguard's logic model."""
    may_propose(request.user).enforce()
    form = BenefitForm(posted(request), user=request.user)
    if form.is_valid():
        with refusals(form):
            benefit = benefit_actions.propose_benefit(by=request.user, **form.asked())
            messages.success(request, "Your benefit is on record. Add its readings as they come.")
            return redirect(benefit.get_absolute_url())
    return page(request, "spread/benefit_new.html", form=form)


@changes_the_record
def benefit_move(request: SignedInRequest, number: int, move: type[MoveOfBenefit]) -> HttpResponse:
    """Ask what a move needs (GET), and make it (POST)."""
    return move_one(request, "spread/benefit_move.html", move, lambda: the_benefit(request, number))


@changes_the_record
def reading_new(request: SignedInRequest, number: int) -> HttpResponse:
    """Write a new reading."""
    return _reading(request, Reading(benefit=the_benefit(request, number)), "spread/reading_new.html")


@changes_the_record
def reading_edit(request: SignedInRequest, number: int, reading: int) -> HttpResponse:
    """Change a reading, or remove it."""
    own = Reading.objects.visible_to(request.user).filter(benefit=the_benefit(request, number))
    return _reading(request, find(own.select_related("benefit__vanguard", "benefit__measure"), pk=reading), "spread/reading_edit.html")


def _reading(request: SignedInRequest, reading: Reading, template: str) -> HttpResponse:
    may_read_values(request.user, reading.benefit).enforce()
    form = ReadingForm(posted(request), reading=reading)
    if form.is_valid():
        values = dict(form.cleaned_data)
        with refusals(form):
            if reading.pk and "remove" in request.POST:
                benefit_actions.remove_reading(reading, by=request.user, made_from=values["made_from"])
                messages.success(request, "The reading is removed.")
            else:
                benefit_actions.write_reading(reading, by=request.user, **values)
                messages.success(request, "The reading is saved.")
            return redirect(reading.benefit.get_absolute_url())
    return page(request, template, benefit=reading.benefit, reading=reading, form=form)


@changes_the_record
def reading_paste(request: SignedInRequest, number: int) -> HttpResponse:
    """Show what would become of pasted readings; once they were seen, write them."""
    benefit = the_benefit(request, number)
    may_read_values(request.user, benefit).enforce()
    form = PasteForm(posted(request), benefit=benefit)
    is_valid, to_write = form.is_valid(), "write" in request.POST
    if is_valid and to_write and form.new and form.was_seen:
        with refusals(form):
            many = benefit_actions.write_pasted(benefit, by=request.user, lines=form.new)
            messages.success(request, f"{many} reading{'s are' if many != 1 else ' is'} on record.")
            return redirect(benefit.get_absolute_url())
    if is_valid:
        form.carry()
    return page(request, "spread/reading_paste.html", benefit=benefit, form=form, is_another=is_valid and to_write and not form.was_seen)


@require_safe
def measure_list(request: SignedInRequest) -> HttpResponse:
    """List the measures that vanguards share."""
    listed = Page(request, benefit_queries.measures(request.user))
    return page(request, "spread/measure_list.html", rows=listed.rows, listed=listed)


@require_safe
def measure_detail(request: SignedInRequest, number: int) -> HttpResponse:
    """Show one measure, and compare the vanguards that the person may see by it."""
    measure = the_one(benefit_queries.measure_of_number(number, request.user))
    own = Benefit.objects.visible_to(request.user).filter(measure=number).order_by("vanguard", "pk")
    listed = Page(request, own.values_list("pk", flat=True))
    found = {each.pk: each for each in benefit_queries.benefits_of_numbers(listed.rows, request.user)}
    rows = benefit_queries.with_readings([found[number] for number in listed.rows if number in found], request.user)
    return page(request, "spread/measure_detail.html", measure=measure, rows=rows, listed=listed, picture=picture)
