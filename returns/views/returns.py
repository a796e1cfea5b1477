"""Pages of one return: reading it, writing in it, and its moves."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_safe

from history import clock
from history.feed.said import sentence
from history.past.today_only import changes_the_record
from history.reading import as_at
from moves.move import offered
from moves.selection import Choice
from moves.views import choose_move, move_many, move_one
from pages import dates, links
from pages.forms import posted, refusals
from pages.shortcuts import find, page, the_one
from people.requests import SignedInRequest
from returns import actions, queries
from returns.filters import ReturnFilters
from returns.forms import AskForm, DraftForm, RiskForm
from returns.models import Ask, Return, Risk
from returns.moves import MOVES, OF_MANY, MoveOfReturn
from returns.policies import may_fill_in, may_keep_periods, may_write
from returns.said import said_by_a_move
from returns.signed_off import as_it_was, drift
from returns.views.periods import without_any


def the_return(request: SignedInRequest, code: str, vanguard: int, edition: int) -> Return:
    found: Return = the_one(queries.return_of(code, vanguard, edition, request.user))
    return found


@require_safe
def return_latest(request: SignedInRequest, code: str, vanguard: int) -> HttpResponse:
    """Lead to the latest edition of a vanguard's return."""
    own = Return.objects.visible_to(request.user).select_related("period")
    latest = find(own.filter(period__code=code, vanguard=vanguard).latest_editions())
    return redirect(latest.get_absolute_url())


@require_safe
def return_detail(request: SignedInRequest, code: str, vanguard: int, edition: int) -> HttpResponse:
    """Show a return beside what the record says. A signed-off one shows the record as it stood then, and what changed since."""
    vanguard_return = the_return(request, code, vanguard, edition)
    frozen, now = vanguard_return.signed_off_at, as_at.moment() is None
    return page(
        request,
        "returns/return_detail.html",
        vanguard_return=vanguard_return,
        **the_record(vanguard_return, request),
        later=Return.objects.visible_to(request.user).select_related("period").filter(replaces=vanguard_return.pk).first(),
        **queries.written(vanguard_return, request.user),
        story=_story(vanguard_return, request),
        drift=drift(vanguard_return, request.user) if frozen else None,
        offered=offered(MOVES, request.user, vanguard_return) if now else (),
        may_write=may_write(request.user, vanguard_return) if now else None,
        today=as_at.today(),
    )


def the_record(vanguard_return: Return, request: SignedInRequest) -> dict[str, Any]:
    """Return the vanguard's name and what the record says beside a return, as parts of a page: of a signed-off one as at that moment, with
    links that stay there.
    """
    frozen = vanguard_return.signed_off_at
    request.user.read_rights()  # today's rights decide, whatever moment is shown
    kept = links.kept() if frozen is None else {"as_at": min(frozen, as_at.moment() or frozen).isoformat()}
    with as_it_was(frozen), links.keeping(kept):
        context = {**queries.on_record(vanguard_return, request.user), "vanguard_return": vanguard_return, "today": as_at.today()}
        parts = {name: render_to_string(f"returns/return_{name}.html", context, request) for name in ("computed", "record")}
    shown = {name: mark_safe(part) for name, part in parts.items()}  # noqa: S308 - our own templates escape everything
    return {"vanguard_name": str(context["vanguard"]), **shown}


def _story(vanguard_return: Return, request: SignedInRequest) -> list[tuple[datetime, Any]]:
    """Return what was done to it, in order of time."""
    moves = queries.moves(vanguard_return.pk, request.user)
    for move in moves:
        move.vanguard_return = vanguard_return
        move.sentence = sentence([said_by_a_move(move)], here=vanguard_return)
    return [(move.moved_at, move) for move in moves]


@changes_the_record
def return_write(request: SignedInRequest, code: str, vanguard: int, edition: int) -> HttpResponse:
    """Write in a draft. What two people wrote in different parts is kept from both. A script saves it as people write (`X-Draft`)."""
    vanguard_return = the_return(request, code, vanguard, edition)
    verdict = may_write(request.user, vanguard_return)
    if not verdict and not posted(request):
        verdict.enforce()
    form, clashes = DraftForm(posted(request), vanguard_return=vanguard_return), []
    if form.is_valid():
        words = dict(form.cleaned_data)
        with refusals(form):
            try:
                saved = actions.write(vanguard_return, by=request.user, made_from=words.pop("made_from"), words=words)
            except actions.Clashed as clashed:
                clashes = [(form.fields[each.name].label, each.now) for each in clashed.clashes]
                raise
            return _saved(request, saved)
    if "X-Draft" in request.headers:
        return JsonResponse({"said": "Not saved. Press Save to see why."}, status=409)
    record = the_record(vanguard_return, request)
    return page(request, "returns/return_write.html", vanguard_return=vanguard_return, form=form, clashes=clashes, **record)


def _saved(request: SignedInRequest, saved: Return) -> HttpResponse:
    """Lead to the return; tell a script the version that stands now."""
    if "X-Draft" in request.headers:
        return JsonResponse({"version": saved.version, "said": f"Saved on {dates.at(clock.now())}."})
    messages.success(request, "Your return is saved.")
    return redirect(saved.get_absolute_url())


@changes_the_record
def return_risk_new(request: SignedInRequest, code: str, vanguard: int, edition: int) -> HttpResponse:
    """Write a new risk."""
    return _risk(request, Risk(vanguard_return=the_return(request, code, vanguard, edition)))


@changes_the_record
def return_risk(request: SignedInRequest, code: str, vanguard: int, edition: int, number: int) -> HttpResponse:
    """Change a risk, or close it."""
    return _risk(request, find(_own(Risk, request, the_return(request, code, vanguard, edition)), pk=number))


@changes_the_record
def return_ask_new(request: SignedInRequest, code: str, vanguard: int, edition: int) -> HttpResponse:
    """Ask for support."""
    return _ask(request, Ask(vanguard_return=the_return(request, code, vanguard, edition)))


@changes_the_record
def return_ask(request: SignedInRequest, code: str, vanguard: int, edition: int, number: int) -> HttpResponse:
    """Change what a return asks for, or remove it."""
    return _ask(request, find(_own(Ask, request, the_return(request, code, vanguard, edition)), pk=number))


def _risk(request: SignedInRequest, risk: Risk) -> HttpResponse:
    template = "returns/return_risk.html" if risk.pk else "returns/return_risk_new.html"
    return _part(request, risk, RiskForm, template, "The risk is saved.")


def _ask(request: SignedInRequest, ask: Ask) -> HttpResponse:
    may_fill_in(request.user, ask.vanguard_return).enforce()
    if "raise" in request.POST and ask.pk:  # also once the return is sent
        raised = actions.raise_ask(ask, by=request.user)
        messages.success(request, f"It is a request now: {raised}.")
        return redirect(raised.get_absolute_url())
    template = "returns/return_ask.html" if ask.pk else "returns/return_ask_new.html"
    return _part(request, ask, AskForm, template, "What you ask for is saved.")


def _own(model: Any, request: SignedInRequest, vanguard_return: Return) -> Any:
    read = "vanguard_return__period", "vanguard_return__vanguard"
    return model.objects.visible_to(request.user).filter(vanguard_return=vanguard_return).select_related(*read)


def _part(request: SignedInRequest, part: Any, kind: Any, template: str, saved: str) -> HttpResponse:
    vanguard_return = part.vanguard_return
    may_write(request.user, vanguard_return).enforce()
    form = kind(posted(request), part=part)
    if form.is_valid():
        values = dict(form.cleaned_data)
        with refusals(form):
            if part.pk and "remove" in request.POST:
                actions.remove_ask(part, by=request.user)
                messages.success(request, "It is removed.")
            else:
                actions.write_part(part, by=request.user, made_from=values.pop("made_from"), values=values)
                messages.success(request, saved)
            return redirect(vanguard_return.get_absolute_url())
    return page(request, template, vanguard_return=vanguard_return, part=part, form=form)


@changes_the_record
def return_move(request: SignedInRequest, code: str, vanguard: int, edition: int, move: type[MoveOfReturn]) -> HttpResponse:
    """Ask what a move needs (GET), and make it (POST)."""
    return move_one(request, "returns/return_move.html", move, lambda: the_return(request, code, vanguard, edition))


class ReturnChoice(Choice):
    """Returns chosen in their list or on the page of a period."""

    MODEL, FILTERS, LIST, DO = Return, ReturnFilters, "return_list", "return_many_do"
    THING, THINGS, SECTION = "return", "Returns", "Returns"

    def _selected(self) -> Any:
        return super()._selected().latest_editions()


@changes_the_record
def return_many(request: SignedInRequest) -> HttpResponse:
    """Let the team choose what to do with the chosen returns."""
    may_keep_periods(request.user).enforce()
    return choose_move(request, "returns/return_many.html", ReturnChoice, OF_MANY, without_any)


@changes_the_record
def return_many_do(request: SignedInRequest, move: type[MoveOfReturn]) -> HttpResponse:
    """Show a preview (GET). Make the move (POST) on returns that did not change since."""
    may_keep_periods(request.user).enforce()
    return move_many(request, "returns/return_many_do.html", move, ReturnChoice)
