"""Somebody without a role has nothing to look at, and is told so on every page instead of being shown empty ones."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.middleware import get_user
from django.http import HttpRequest, HttpResponse

from pages.shortcuts import page


class RoleRequired:
    """Signed in, but no role yet: a page that says what to do, at home; a 403 with the same words anywhere else."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Callable[..., HttpResponse], args: Any, kwargs: Any) -> HttpResponse | None:
        name = (request.resolver_match.url_name or "") if request.resolver_match else ""
        for_everyone = not getattr(view, "login_required", True) or name.startswith("account_") or _in_the_admin(request)
        if for_everyone:
            return None
        user: Any = get_user(request)
        request.user = user  # in place of Django's stand-in for it, which looks it up again for each attribute that a page asks of it
        if not user.is_authenticated or user.has_a_role:
            return None
        return page(request, "account/no_role.html", status=200 if name == "home" else 403)


def _in_the_admin(request: HttpRequest) -> bool:
    """The admin has its own refusal."""
    return request.resolver_match is not None and "admin" in request.resolver_match.namespaces
