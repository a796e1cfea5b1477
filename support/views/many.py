"""Many requests at once: chosen in the list, what is to be done, row by row what would become of them, and done in one change."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect

from history import clock
from history.past.today_only import changes_the_record
from pages.counting import several
from pages.forms import posted, refusals
from pages.shortcuts import page
from people.choosing import NoneChosen
from people.many import asked_in_address, do_to_many
from people.requests import SignedInRequest
from support.choosing import RequestChoice
from support.forms.many import FORMS, CommentWords, HandOverForm, WordsForm
from support.many import ACTS, hand_over
from support.policies import may_change_requests
from support.views.requests import without_any


@changes_the_record
def request_many(request: SignedInRequest) -> HttpResponse:
    """What is to be done with those chosen."""
    may_change_requests(request.user).enforce()
    try:
        choice = RequestChoice(request, clock.now())
    except NoneChosen as none:
        return without_any(request, none)
    acts = [(act().label, choice.address(slug)) for slug, act in ACTS.items()]
    return page(request, "support/request_many.html", choice=choice, acts=acts)


@changes_the_record
def request_many_do(request: SignedInRequest, slug: str) -> HttpResponse:
    """GET asks what it takes and then shows what would become of each; POST does it to those that did not change since."""
    may_change_requests(request.user).enforce()
    form = FORMS[slug](user=request.user, **asked_in_address(request))
    words = (CommentWords if slug == "comment" else WordsForm)(posted(request))
    return do_to_many(request, "support/request_many_do.html", ACTS[slug](), form, words, RequestChoice)


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
