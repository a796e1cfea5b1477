"""Pages for inviting people, and for choosing the first password."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from board.invitations import actions
from board.invitations.forms import ChoosePasswordForm, InviteAgainForm, InviteForm
from history import clock
from history.past.today_only import always_today, changes_the_record
from pages.forms import posted, refusals
from pages.paging import Page
from pages.shortcuts import find, page
from people.invitations import choose_password, invited_with, may_be_used
from people.models import Invitation, User
from people.policies import may_give_roles, may_invite, may_invite_again
from people.requests import SignedInRequest


@changes_the_record
def invite(request: SignedInRequest) -> HttpResponse:
    """Invite somebody; list those invited who have not chosen a password."""
    may_invite(request.user).enforce()
    form = InviteForm(posted(request), by=request.user)
    if form.is_valid():
        with refusals(form):
            person = actions.invite(by=request.user, **form.cleaned_data)
            messages.success(request, f"{person} has an account, and has been sent a link to choose a password.")
            return redirect("invite")
    waiting = Invitation.objects.visible_to(request.user).not_used().select_related("person", "sent_by").order_by("pk")
    context: dict[str, Any] = {"listed": Page(request, waiting), "now": clock.now(), "may_give_roles": bool(may_give_roles(request.user))}
    return page(request, "board/invite.html", form=form, **context)


@changes_the_record
def invite_again(request: SignedInRequest, number: int) -> HttpResponse:
    """Send somebody another link, or a first one if they have forgotten their password."""
    may_invite(request.user).enforce()
    person = find(User.objects.visible_to(request.user), pk=number)
    form = InviteAgainForm(posted(request))
    if form.is_valid():
        with refusals(form):
            actions.invite_again(person, by=request.user, **form.cleaned_data)
            messages.success(request, f"A new link has been sent to {person.email}.")
            return redirect("invite")
    verdict = may_invite_again(request.user, person)
    return page(request, "board/invite_again.html", form=form, person=person, verdict=verdict)


@login_not_required
@always_today
@never_cache
@require_http_methods(["GET", "POST"])
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Let an invited person choose a password, and sign them in."""
    invited = invited_with(token)
    if invited is None:
        raise Http404
    if request.user.is_authenticated:
        return _not_now(request, f"You are signed in as {request.user}. Sign out first, then open the link again.", 403)
    verdict = may_be_used(invited)
    if not verdict:
        return _not_now(request, verdict.why, 410)
    form: Any = ChoosePasswordForm(invited.person, posted(request))
    if form.is_valid():
        with refusals(form):
            choose_password(invited, form.cleaned_data["new_password1"])
            messages.success(request, f"Your password is set. Sign in with {invited.person.email}.")
            return redirect("account_login")
    return page(request, "board/invitation.html", form=form, person=invited.person)


def _not_now(request: HttpRequest, why: str, status: int) -> HttpResponse:
    return page(request, "board/invitation_over.html", why=why, status=status)
