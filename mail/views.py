"""The mails that the app wrote to the signed-in person."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from history.past.today_only import changes_the_record
from mail.digests import choose
from mail.forms import MailChoiceForm
from mail.models import Mail
from pages.forms import posted
from pages.paging import Page
from pages.shortcuts import page
from people.requests import SignedInRequest


@require_safe
def mail_list(request: SignedInRequest) -> HttpResponse:
    mails = Page(request, Mail.objects.visible_to(request.user).order_by("-written_at"))
    return page(request, "mail/mail_list.html", mails=mails)


@changes_the_record
def mail_choices(request: SignedInRequest) -> HttpResponse:
    """Show which mails one gets (GET); save the choice (POST)."""
    form = MailChoiceForm(posted(request), user=request.user)
    if form.is_valid():
        choose(request.user, form.chosen)
        messages.success(request, "We saved your choice.")
        return redirect("mail_choices")
    return page(request, "mail/mail_choices.html", form=form)
