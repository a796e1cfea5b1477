"""The pages of moves: the form for one record; for many, the form, the preview and what was left alone."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import Any
from urllib.parse import quote

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect

from history import clock
from history.past import moments
from moves.forms import Words
from moves.making import Done, Weighed, make_of_many, make_of_one, weigh
from moves.move import Move
from moves.selection import ASKED, Choice, NoneChosen
from pages.counting import several
from pages.forms import posted, refusals
from pages.paging import Page
from pages.places import back_to
from pages.shortcuts import page
from people.requests import SignedInRequest

MOST_SHOWN = 200  # records left alone


def move_one(
    request: SignedInRequest, template: str, kind: type[Move], read: Callable[[], Any], next_address: Callable[[], str] = str
) -> HttpResponse:
    """Ask what the move needs (GET), and make it (POST).

    `read` reads the record as this person may see it. `next_address` is the same form for the next record in the list they came from; "" if
    there is none. A refused form is shown again with what was typed and, if it carries when it was opened, what stands now.
    """
    move, opened = kind(request.user), moments.settled() if kind.asks.SINCE else None
    record = read()
    move.is_theirs(record).enforce()
    form = kind.asks(posted(request), move=kind, by=request.user, record=record, **_since(opened))
    verdict = move.may(record)
    if form.is_valid():
        with refusals(form):
            return _made(request, kind, record, form, next_address() if "next" in request.POST else "")
    if form.is_bound and opened is not None:  # people who have read what stands now may send theirs all the same
        form.send_instead("since", moments.settled().isoformat())
        record = read()
        verdict = move.may(record)
    goes_on = bool(verdict and next_address())
    return page(request, template, record=record, move=move, form=form, verdict=verdict, goes_on=goes_on)


def _made(request: SignedInRequest, kind: type[Move], record: Any, form: Any, goes_on_to: str) -> HttpResponse:
    """Make the move, say so, and go on or back to the record. Raise Refused if it cannot be made."""
    asked = dict(form.cleaned_data)
    since = asked.pop("since", None)
    made = kind(request.user, **asked)
    moved = make_of_one(made, record, since=since)
    messages.success(request, made.became(moved))
    return redirect(goes_on_to) if goes_on_to else back_to(request, moved)


def _since(opened: datetime | None) -> dict[str, Any]:
    return {} if opened is None else {"opened": opened}


def choose_move(
    request: SignedInRequest, template: str, choose: type[Choice], kinds: Iterable[type[Move]], without_any: Callable[..., HttpResponse]
) -> HttpResponse:
    """Let the person choose a move for these records; if none was chosen, show the list again (`without_any`)."""
    try:
        choice = choose(request, clock.now())
    except NoneChosen as none:
        return without_any(request, none)
    return page(request, template, choice=choice, moves=[(kind.label_of_many, choice.address(kind.slug)) for kind in kinds])


def move_many(request: SignedInRequest, template: str, kind: type[Move], choose: Callable[..., Choice]) -> HttpResponse:
    """Ask what the move needs and show a preview (GET). Make it (POST), with the reason given, on records that did not change since."""
    since, form = request.GET.get("since", ""), kind.asks(move=kind, by=request.user, **_asked_in_address(request))
    words = Words(posted(request), words=kind.words_of_many or kind.words)
    if not form.fields and not form.is_bound:  # this move asks nothing
        return redirect(f"{request.get_full_path()}{'&' if request.GET else '?'}preview=1")
    if not since and form.is_valid():  # the preview's address keeps its moment, so that what it shows is what is done
        return redirect(f"{request.get_full_path()}&since={quote(clock.now().isoformat())}")
    moment: datetime = moments.understand(since) if since else clock.now()
    choice = choose(request, moment)
    if form.is_valid() and words.is_valid():
        done = make_of_many(kind(request.user, **form.cleaned_data, **words.cleaned_data), choice.numbers, since=moment)
        return _done(request, done, choice)
    weighed = weigh(kind(request.user, **form.cleaned_data), choice.numbers, since=moment) if form.is_valid() else None
    preview = _preview(request, weighed) if weighed is not None else None
    return page(request, template, choice=choice, move=kind, form=form, words=words, preview=preview)


def _asked_in_address(request: SignedInRequest) -> dict[str, Any]:
    """Return the form's data from the address: what to do or, if it only says to which records, what was asked before."""
    if "preview" in request.GET:
        return {"data": request.GET, "prefix": ASKED}
    before = {name.removeprefix(f"{ASKED}-"): values for name, values in request.GET.lists() if name.startswith(f"{ASKED}-")}
    return {"prefix": ASKED, "initial": {name: values if len(values) > 1 else values[0] for name, values in before.items()}}


def _preview(request: SignedInRequest, weighed: Sequence[Weighed]) -> dict[str, Any]:
    """Return the rows, refused ones first, and how many were refused for each reason."""
    in_order = sorted(weighed, key=lambda each: bool(each.verdict))
    refused = Counter(each.verdict.why for each in weighed if not each.verdict)
    return {"rows": Page(request, in_order), "refused": refused.most_common(), "moved": len(weighed) - refused.total()}


def _done(request: SignedInRequest, done: Done, choice: Choice) -> HttpResponse:
    """Show the change if everything was done; otherwise what was left alone, and why."""
    if done.change is not None and not done.left:
        messages.success(request, f"Done: {several(done.moved, choice.THING)} in one change.")
        return redirect(done.change.get_absolute_url())
    return page(request, "layouts/many_done.html", done=done, choice=choice, shown=done.left[:MOST_SHOWN])
