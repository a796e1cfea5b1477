"""Somebody without a role has nothing to look at, and is told so on every page instead of being shown empty ones."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.middleware import get_user
from django.http import HttpRequest, HttpResponse

from history import clock
from pages.shortcuts import page
from people.forms import AskForAccessForm
from people.models import AccessAsked


def also_without_a_role(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A page for whoever is signed in, with a role or not."""
    view.also_without_a_role = True  # type: ignore[attr-defined]  # a mark on the view, as Django's own csrf_exempt is
    return view


def no_role(request: Any, form: AskForAccessForm, *, status: int = 200) -> HttpResponse:
    """What somebody without a role is shown: how to ask for one, and what they asked for, with the day."""
    asked = AccessAsked.objects.visible_to(request.user).first()
    is_answered_for = asked is not None and asked.asked_on == clock.today() and not form.is_bound
    return page(request, "account/no_role.html", form=None if is_answered_for else form, asked=asked, status=status)


class RoleRequired:
    """Signed in, but no role yet: a page that says what to do, at home; a 403 with the same words anywhere else."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Callable[..., HttpResponse], args: Any, kwargs: Any) -> HttpResponse | None:
        name = (request.resolver_match.url_name or "") if request.resolver_match else ""
        is_open = not getattr(view, "login_required", True) or getattr(view, "also_without_a_role", False)
        if is_open or name.startswith("account_") or _in_the_admin(request):
            return None
        user: Any = get_user(request)
        request.user = user  # in place of Django's stand-in for it, which looks it up again for each attribute that a page asks of it
        if not user.is_authenticated or user.has_a_role:
            return None
        return no_role(request, AskForAccessForm(), status=200 if name == "home" else 403)


def _in_the_admin(request: HttpRequest) -> bool:
    """The admin has its own refusal."""
    return request.resolver_match is not None and "admin" in request.resolver_match.namespaces
