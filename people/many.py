"""The steps of changing many records at once, as pages: what it takes, what would become of each, and what was left as it was."""

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any
from urllib.parse import quote

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect

from history import clock
from history.past import moments
from pages.counting import several
from pages.paging import Page
from pages.shortcuts import page
from people.acts import Act, Done, Weighed, do, weigh
from people.choosing import ASKED, Choice
from people.requests import SignedInRequest

MOST_SHOWN = 200  # of what was left as it was


def do_to_many(request: SignedInRequest, template: str, act: Act, form: Any, words: Any, choose: Callable[..., Choice]) -> HttpResponse:
    """GET asks what it takes (`form`) and then shows what would become of each; POST does it to those that did not change since, for the
    reason given (`words`). `template`: of the first two; its name with _done for what was left as it was.
    """
    since = request.GET.get("since", "")
    if not form.fields and not form.is_bound:  # it asks nothing
        return redirect(f"{request.get_full_path()}{'&' if request.GET else '?'}preview=1")
    if not since and form.is_valid():  # a preview has its moment in its address: what is shown there is what is done
        return redirect(f"{request.get_full_path()}&since={quote(clock.now().isoformat())}")
    moment: datetime = moments.understand(since) if since else clock.now()
    choice = choose(request, moment)
    if form.is_valid() and words.is_valid():
        done = do(act, choice.numbers, by=request.user, asked=form.cleaned_data, since=moment, **words.cleaned_data)
        return _done(request, template.replace("_do.html", "_done.html"), act, done, choice)
    weighed = weigh(act, choice.numbers, by=request.user, asked=form.cleaned_data, since=moment) if form.is_valid() else None
    preview = _preview(request, weighed) if weighed is not None else None
    return page(request, template, choice=choice, act=act, form=form, words=words, preview=preview)


def asked_in_address(request: SignedInRequest) -> dict[str, Any]:
    """What makes the form of an act: what the address asks to be done, or where it only says to what, what was asked before."""
    if "preview" in request.GET:
        return {"data": request.GET, "prefix": ASKED}
    before = {name.removeprefix(f"{ASKED}-"): values for name, values in request.GET.lists() if name.startswith(f"{ASKED}-")}
    return {"prefix": ASKED, "initial": {name: values if len(values) > 1 else values[0] for name, values in before.items()}}


def _preview(request: SignedInRequest, weighed: Sequence[Weighed]) -> dict[str, Any]:
    """Those that are refused first; and how many are, by what they are refused for."""
    in_order = sorted(weighed, key=lambda each: bool(each.verdict))
    refused = Counter(each.verdict.why for each in weighed if not each.verdict)
    return {"rows": Page(request, in_order), "refused": refused.most_common(), "moved": len(weighed) - refused.total()}


def _done(request: SignedInRequest, template: str, act: Act, done: Done, choice: Choice) -> HttpResponse:
    """Where everything was done, the change; otherwise what was left as it was, and why."""
    if done.change is not None and not done.left:
        messages.success(request, f"Done: {several(done.moved, choice.THING)} in one change.")
        return redirect(done.change.get_absolute_url())
    return page(request, template, act=act, done=done, choice=choice, shown=done.left[:MOST_SHOWN])
