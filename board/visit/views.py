"""The page for a visit."""

from datetime import timedelta
from typing import Any

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_safe

from board.visit import queries
from board.visit.forms import SinceForm
from history.feed.lines import lines
from history.past import moments
from history.reading import as_at
from pages.links import url
from pages.shortcuts import page, the_one
from people.models import User
from people.requests import SignedInRequest
from returns.confidence import computed_for
from returns.models import Return
from returns.workflow import DECLARED
from vanguards import queries as vanguards
from vanguards.models import Vanguard

USUAL_DAYS = 90  # back, where no return was signed off


@require_safe
def vanguard_visit(request: SignedInRequest, number: int) -> HttpResponse:
    """Show a vanguard as somebody who visits it needs it, on two sides of paper."""
    user, day = request.user, as_at.today()
    vanguard = the_one(vanguards.vanguard_of_number(number, user))
    if not user.may_see_the_record_of(vanguard.pk):
        raise Http404
    vanguards.read_parts([vanguard], "collaborations", "contacts")
    form, returns = SinceForm(request.GET), queries.returns(number, user, day)
    return page(
        request,
        "board/vanguard_visit.html",
        status=200 if form.is_valid() else 400,
        vanguard=vanguard,
        leads=[each for each in vanguards.memberships(number, user) if each.holds_on(day)],
        **_confidence(number, user, returns),
        **_first("recipients", queries.recipients(number, user, day)),
        **_first("commitments", queries.commitments(number, user, day)),
        funding=queries.funding(number, user),
        form=form,
        changed=_changed(vanguard, user, form, returns) if form.is_valid() else None,
        today=day,
    )


def _first(name: str, rows: list[Any]) -> dict[str, Any]:
    """Return the first rows of a list, and how many there are."""
    return {name: rows, f"{name}_in_all": queries.in_all(rows)}


def _confidence(number: int, user: User, returns: list[Return]) -> dict[str, Any]:
    """Return what it declared for each period, what the record says now, and the risks it declared last."""
    periods = queries.one_of_each_period(returns)
    last = next((each for each in periods if each.state in DECLARED), None)
    return {
        "periods": periods[: queries.PERIODS],
        "periods_in_all": len(periods),
        "computed": computed_for([number])[number],
        "last_declared": last,
        **_first("risks", queries.risks(last.pk, user) if last is not None else []),
    }


def _changed(vanguard: Vanguard, user: User, form: SinceForm, returns: list[Return]) -> dict[str, Any]:
    """Return the latest changes since the day that was chosen or, without one, since the usual day."""
    field: Any = form.fields["since"]
    chosen: str = form.cleaned_data["since"]
    usual, why = _usual(returns)
    since = chosen or usual
    found = queries.changes(vanguard.pk, moments.beginning(since), user)
    return {
        "lines": lines(found, user, of=vanguard),
        "in_all": queries.in_all(found),
        "since": field.in_words(since),
        "why": "" if chosen else why,
        "address": url("change_list", record=f"vanguard-{vanguard.pk}", since=since),
    }


def _usual(returns: list[Return]) -> tuple[str, str]:
    """Return the day the latest return was signed off or, without one, a day three months back; and why it is this day."""
    last = next((each for each in returns if each.signed_off_on is not None), None)
    if last is not None and last.signed_off_on is not None:
        return last.signed_off_on.isoformat(), f"the day the return for {last.period} was signed off"
    return (as_at.today() - timedelta(days=USUAL_DAYS)).isoformat(), f"{USUAL_DAYS} days ago"
