"""Return to the page that opened an admin form; its address comes as `next`."""

from typing import Any

from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from pages.places import page_before

STAYS = {"_continue", "_addanother", "_saveasnew", "_popup"}  # the buttons, and the window, that lead elsewhere


class LeadsBack(admin.ModelAdmin):
    """An admin that leads people back to the page they came from."""

    def response_change(self, request: HttpRequest, obj: Any) -> HttpResponse:
        page = page_before(request)
        if not page or STAYS & request.POST.keys():
            return super().response_change(request, obj)
        self.message_user(request, f"Saved: {obj}.", messages.SUCCESS)
        return redirect(page)
