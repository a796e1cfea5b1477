"""Writing: a new request, comments, and links to documents."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect

from history.past.today_only import changes_the_record
from pages.counting import several
from pages.forms import posted, refusals
from pages.places import back_to
from pages.shortcuts import find, page
from people.requests import SignedInRequest
from support import actions, queries
from support.forms.requests import CommentForm, CommentWordsForm, DocumentForm, RequestForm
from support.models import Comment, SupportRequest
from support.policies import may_change_requests, may_edit, may_raise, may_write_on
from support.similar import similar_offers, similar_requests


@changes_the_record
def request_new(request: SignedInRequest) -> HttpResponse:
    """Raise a request."""
    may_raise(request.user).enforce()
    form = RequestForm(posted(request), user=request.user, like=_like(request))
    similar = _similar(request, form) if form.is_valid() else {}
    if form.is_valid() and not similar:
        with refusals(form):
            raised = actions.raise_request(by=request.user, **form.asked())
            messages.success(request, f"{raised.reference} is raised. The programme team will answer it.")
            return redirect(raised.get_absolute_url())
    return page(request, "support/request_new.html", form=form, **similar)


def _similar(request: SignedInRequest, form: RequestForm) -> dict[str, Any]:
    """Return what may already answer it, to show once before raising it; nothing if there is none or it was shown."""
    if form.cleaned_data["seen"]:
        return {}
    title, under = form.cleaned_data["title"], form.cleaned_data["enablers"]
    found: dict[str, Any] = {"requests": similar_requests(title, request.user), "offers": similar_offers(title, under, request.user)}
    form.show_what_may_answer_it(found["offers"])
    return found | {"may_add": bool(may_change_requests(request.user))} if any(found.values()) else {}


@changes_the_record
def request_comment(request: SignedInRequest, number: int) -> HttpResponse:
    """Comment on a request."""
    support_request = find(SupportRequest.objects.visible_to(request.user), pk=number)
    may_write_on(request.user).enforce()
    form = CommentForm(posted(request), recipients=queries.recipients(number, request.user), user=request.user)
    if form.is_valid():
        with refusals(form):
            actions.comment(support_request, by=request.user, **form.said_to())
            messages.success(request, "Your comment has been added.")
            return back_to(request, support_request)
    return page(request, "support/request_comment.html", support_request=support_request, form=form)


@changes_the_record
def comment_edit(request: SignedInRequest, number: int, comment: int) -> HttpResponse:
    """Change the words of one's own comment."""
    support_request = find(SupportRequest.objects.visible_to(request.user), pk=number)
    said = find(Comment.objects.visible_to(request.user).filter(support_request=support_request), pk=comment)
    may_edit(request.user, said).enforce()
    form = CommentWordsForm(posted(request), comment=said)
    if form.is_valid():
        with refusals(form):
            actions.edit_comment(said, by=request.user, **form.cleaned_data)
            messages.success(request, "Your comment has been changed. What it said before stays in its history.")
            return back_to(request, support_request)
    return page(request, "support/comment_edit.html", support_request=support_request, comment=said, form=form)


@changes_the_record
def request_document(request: SignedInRequest, number: int) -> HttpResponse:
    """Add links to documents."""
    support_request = find(SupportRequest.objects.visible_to(request.user), pk=number)
    may_write_on(request.user).enforce()
    form = DocumentForm(posted(request))
    if form.is_valid():
        with refusals(form):
            added = actions.add_documents(support_request, by=request.user, **form.cleaned_data)
            messages.success(request, f"{several(added, 'document')} added.")
            return back_to(request, support_request)
    return page(request, "support/request_document.html", support_request=support_request, form=form)


def _like(request: SignedInRequest) -> SupportRequest | None:
    """Return the shared request of another vanguard that this person wants too. It is found by title: they may not know its reference."""
    title = request.GET.get("like", "")
    found: SupportRequest | None = SupportRequest.objects.shared_with(request.user).filter(title=title).first() if title else None
    return found
