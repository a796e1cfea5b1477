"""What the app wrote to the person who looks."""

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from mail.models import Mail
from pages.paging import Page
from pages.shortcuts import page
from people.requests import SignedInRequest


@require_safe
def mail_list(request: SignedInRequest) -> HttpResponse:
    mails = Page(request, Mail.objects.visible_to(request.user).order_by("-written_at"))
    return page(request, "mail/mail_list.html", mails=mails)
