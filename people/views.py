"""The page for somebody locked out."""

from typing import Any

from django.http import HttpRequest, HttpResponse

from pages.shortcuts import page


def locked_out(request: HttpRequest, response: HttpResponse | None = None, credentials: Any = None, *args: Any) -> HttpResponse:
    """Too many wrong passwords from one address for one account: axes calls this instead of the sign-in page."""
    return page(request, "account/locked_out.html", status=429)
