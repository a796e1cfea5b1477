"""Who may see no page: signed-out people sign in first, people without a role are told how to get one. Nobody loses what they typed."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.middleware import LoginRequiredMiddleware, get_user
from django.http import HttpRequest, HttpResponse

from history import clock
from pages import form_owner
from pages.middleware import Middleware
from pages.shortcuts import page
from pages.typed import Typed, typed_in
from people.forms import AskForAccessForm
from people.models import AccessAsked
from people.views import sign_in_first


class SignInFirst(LoginRequiredMiddleware):
    """Django's own middleware, which sends signed-out people to sign in; here without losing what they sent."""

    def handle_no_permission(self, request: HttpRequest, view_func: Any) -> Any:
        typed = typed_in(request)
        return super().handle_no_permission(request, view_func) if typed is None else sign_in_first(request, typed)


class FormsSayForWhom(Middleware):
    """Give a signed-in session pages whose forms say whom they were made for, from its next page on if it began otherwise."""

    def process_view(self, request: HttpRequest, view: Callable[..., HttpResponse], args: Any, kwargs: Any) -> None:
        if request.method == "GET" and getattr(view, "login_required", True) and request.user.is_authenticated:
            number: int = request.user.pk
            if not form_owner.is_given(request, number):
                form_owner.give(request, number)


def also_without_a_role(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Mark a view as open to signed-in people without a role."""
    view.also_without_a_role = True  # type: ignore[attr-defined]  # a mark on the view, as Django's own csrf_exempt is
    return view


def also_for_applicants(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Mark a view as open to people without a role who write an expression of interest; it shows them only that."""
    view.also_for_applicants = True  # type: ignore[attr-defined]  # a mark on the view, as above
    return view


def no_role(request: Any, form: AskForAccessForm, *, status: int = 200, typed: Typed | None = None) -> HttpResponse:
    """Show somebody without a role how to ask for one, what they asked and when, and what they had `typed`."""
    asked = AccessAsked.objects.visible_to(request.user).first()
    is_answered_for = asked is not None and asked.asked_on == clock.today() and not form.is_bound
    return page(request, "account/no_role.html", form=None if is_answered_for else form, asked=asked, typed=typed, status=status)


class RoleRequired(Middleware):
    """Stop signed-in people without a role: at home a page says what to do, elsewhere a 403 says the same."""

    def process_view(self, request: HttpRequest, view: Callable[..., HttpResponse], args: Any, kwargs: Any) -> HttpResponse | None:
        name = (request.resolver_match.url_name or "") if request.resolver_match else ""
        is_open = not getattr(view, "login_required", True) or getattr(view, "also_without_a_role", False)
        if is_open or name.startswith("account_") or _in_the_admin(request):
            return None
        user: Any = get_user(request)
        request.user = user  # replaces Django's lazy user, which costs a lookup for each attribute
        if not user.is_authenticated or user.has_a_role:
            return None
        if getattr(view, "also_for_applicants", False) and user.is_applicant:
            return None
        return no_role(request, AskForAccessForm(), status=200 if name == "home" else 403, typed=typed_in(request))


def _in_the_admin(request: HttpRequest) -> bool:
    """Return whether this is an admin page, which has its own refusal."""
    return request.resolver_match is not None and "admin" in request.resolver_match.namespaces
