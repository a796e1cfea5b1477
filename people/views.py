"""The page for somebody locked out."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from pages.shortcuts import page


def locked_out(request: HttpRequest, response: HttpResponse | None = None, credentials: Any = None, *args: Any) -> HttpResponse:
    """Too many wrong passwords for one account, here or in all: axes calls this instead of the sign-in page."""
    elsewhere = getattr(request, "guessed_elsewhere", False)  # people/lockout.py
    return page(request, "account/locked_out.html", status=429, guessed_elsewhere=elsewhere, days=settings.PLACE_IS_KNOWN_FOR)
