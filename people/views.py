"""Sign-in pages, which keep what was typed before; pages for people who cannot sign in."""

from typing import Any

from allauth.account.utils import get_next_redirect_url
from allauth.account.views import LoginView
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.decorators import method_decorator

from pages.shortcuts import page
from pages.typed import Typed, carried_in, is_from_here, typed_in
from people.forms import SignInForm


class SignIn(LoginView):
    """allauth's page, which carries what was typed before."""

    @method_decorator(login_not_required)
    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if request.method == "POST" and request.user.is_authenticated:
            return signed_in_already(request)
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "typed": carried_in(self.request)}


def sign_in_first(request: HttpRequest, typed: Typed) -> HttpResponse:
    """Show the sign-in page with a form that somebody sent while signed out."""
    return page(request, "account/login.html", status=403, form=SignInForm(request=request), typed=typed)


def signed_in_already(request: HttpRequest) -> HttpResponse:
    """Send people who are signed in already on to where they were going."""
    if request.POST.get("login", "").strip().lower() == request.user.email.lower():  # type: ignore[union-attr]
        return after_signing_in(request, request.user) or redirect(get_next_redirect_url(request) or settings.LOGIN_REDIRECT_URL)
    messages.info(request, f"You are signed in as {request.user}. Sign out first to sign in as somebody else.")
    return redirect(settings.LOGIN_REDIRECT_URL)


def after_signing_in(request: HttpRequest, user: Any) -> HttpResponse | None:
    """Return a page that asks whether to send what was typed before; None if nothing was, or if somebody else typed it."""
    carried = carried_in(request)
    if carried is None:
        return None
    typed = carried.for_reader(user.pk)
    if typed.is_withheld:
        messages.info(request, "What was typed here before you signed in is not shown: somebody else typed it.")
        return None
    return page(request, "account/send_again.html", typed=typed)


def form_expired(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Explain why Django's CSRF check refused a form: mostly, they signed in or out in another tab, or cookies are off."""
    at_the_door = request.resolver_match is not None and request.resolver_match.url_name == settings.LOGIN_URL
    if at_the_door and is_from_here(request):
        if request.user.is_authenticated:
            return signed_in_already(request)
        form = SignInForm(request=request, initial={"login": request.POST.get("login", "")})
        return page(request, "account/login.html", status=403, form=form, typed=carried_in(request), is_late=True)
    typed = typed_in(request)
    if typed is not None and not request.user.is_authenticated:
        return sign_in_first(request, typed)
    return page(request, "errors/form_expired.html", status=403, typed=typed)


def locked_out(request: HttpRequest, response: HttpResponse | None = None, credentials: Any = None, *args: Any) -> HttpResponse:
    """Show that there were too many wrong passwords for an account, here or in total. axes calls this instead of the sign-in page."""
    elsewhere = getattr(request, "guessed_elsewhere", False)  # people/lockout.py
    return page(
        request,
        "account/locked_out.html",
        status=429,
        typed=carried_in(request),
        guessed_elsewhere=elsewhere,
        days=settings.PLACE_IS_KNOWN_FOR,
    )
