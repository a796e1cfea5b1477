"""Many requests at once: chosen in the list, what is to be done, row by row what would become of them, and done in one change."""

from collections import Counter
from collections.abc import Sequence
from typing import Any
from urllib.parse import quote

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect

from history import clock, moments
from history.today_only import changes_the_record
from pages.counting import several
from pages.forms import posted, refusals
from pages.paging import Page
from pages.shortcuts import page
from people.requests import SignedInRequest
from support.choosing import Choice
from support.forms.many import FORMS, CommentWords, HandOverForm, WordsForm
from support.many import ACTS, Done, Weighed, do, hand_over, weigh
from support.policies import may_change_requests

MOST_SHOWN = 200  # of what was left as it was


@changes_the_record
def request_many(request: SignedInRequest) -> HttpResponse:
    """What is to be done with those chosen."""
    may_change_requests(request.user).enforce()
    choice = Choice(request, clock.now())
    acts = [(act().label, choice.address(slug)) for slug, act in ACTS.items()]
    return page(request, "support/request_many.html", choice=choice, acts=acts)


@changes_the_record
def request_many_do(request: SignedInRequest, slug: str) -> HttpResponse:
    """GET asks what it takes and then shows what would become of each; POST does it to those that did not change since."""
    may_change_requests(request.user).enforce()
    act, since = ACTS[slug](), request.GET.get("since", "")
    form = FORMS[slug](request.GET if "preview" in request.GET else None, user=request.user)
    if not since and form.is_valid():  # a preview has its moment in its address: what is shown there is what is done
        return redirect(f"{request.get_full_path()}&since={quote(clock.now().isoformat())}")
    moment = moments.understand(since) if since else clock.now()
    choice = Choice(request, moment)
    words = (CommentWords if slug == "comment" else WordsForm)(posted(request))
    if form.is_valid() and words.is_valid():
        return _done(request, do(act, choice.numbers, by=request.user, asked=form.cleaned_data, since=moment, **words.cleaned_data), choice)
    weighed = weigh(act, choice.numbers, by=request.user, asked=form.cleaned_data, since=moment) if form.is_valid() else None
    preview = _preview(request, weighed) if weighed is not None else None
    return page(
        request, "support/request_many_do.html", choice=choice, again=choice.address(slug), act=act, form=form, words=words, preview=preview
    )


def _preview(request: SignedInRequest, weighed: Sequence[Weighed]) -> dict[str, Any]:
    """Those that are refused first; and how many are, by what they are refused for."""
    in_order = sorted(weighed, key=lambda each: (bool(each.verdict), each.support_request.pk))
    refused = Counter(each.verdict.why for each in weighed if not each.verdict)
    return {"rows": Page(request, in_order), "refused": refused.most_common(), "moved": len(weighed) - refused.total()}


def _done(request: SignedInRequest, done: Done, choice: Choice) -> HttpResponse:
    """Where everything was done, the change; otherwise what was left as it was, and why."""
    if done.change is not None and not done.left:
        messages.success(request, f"Done: {several(done.moved, 'request')} in one change.")
        return redirect(done.change.get_absolute_url())
    return page(request, "support/request_many_done.html", done=done, choice=choice, shown=done.left[:MOST_SHOWN])


@changes_the_record
def request_hand_over(request: SignedInRequest) -> HttpResponse:
    """Everything open that somebody who leaves owns becomes somebody else's."""
    may_change_requests(request.user).enforce()
    form = HandOverForm(posted(request))
    if form.is_valid():
        with refusals(form):
            done = hand_over(by=request.user, **form.cleaned_data)
            left = f" {several(len(done.left), 'request')} left: {done.left[0].verdict.why}" if done.left else ""
            messages.success(request, f"{several(done.moved, 'request')} handed over to {form.cleaned_data['to']}.{left}")
            return redirect(done.change.get_absolute_url())
    return page(request, "support/request_hand_over.html", form=form)
