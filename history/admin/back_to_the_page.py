"""Return to the page that opened an admin form; its address comes as `next`."""

from typing import Any

from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme

LONGEST = 1_000
STAYS = {"_continue", "_addanother", "_saveasnew", "_popup"}  # buttons and pop-ups that lead elsewhere


def page_before(request: HttpRequest) -> str:
    """Return the path of the page they came from; "" if none was given or it belongs to another site."""
    page = request.GET.get("next", "")
    is_ours = page.startswith("/") and len(page) <= LONGEST and url_has_allowed_host_and_scheme(page, allowed_hosts=None)
    return page if is_ours else ""


class LeadsBack(admin.ModelAdmin):
    """An admin that leads people back to the page they came from."""

    def response_change(self, request: HttpRequest, obj: Any) -> HttpResponse:
        page = page_before(request)
        if not page or STAYS & request.POST.keys():
            return super().response_change(request, obj)
        self.message_user(request, f"Saved: {obj}.", messages.SUCCESS)
        return redirect(page)
