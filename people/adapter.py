"""Adapts allauth to this app."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.http import HttpRequest, HttpResponse

from pages import form_owner
from pages.shortcuts import page
from pages.typed import carried_in
from people.models import User
from people.sign_ins import remember_previous
from people.views import after_signing_in


class Accounts(DefaultAccountAdapter):
    """The back office opens accounts. Passwords are sign-in data and have no history."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def set_password(self, user: User, password: str) -> None:
        user.set_password(password)
        user.save(update_fields=["password"])

    def login(self, request: HttpRequest, user: Any) -> None:
        previous = user.last_login
        super().login(request, user)
        form_owner.give(request, user.pk)
        remember_previous(request, previous)

    def post_login(self, request: HttpRequest, user: Any, **details: Any) -> Any:
        onwards = super().post_login(request, user, **details)
        return after_signing_in(request, user) or onwards

    def respond_user_inactive(self, request: HttpRequest, user: Any) -> HttpResponse:
        """Show people whose account was closed what they typed, so that they can copy it."""
        typed = carried_in(request)
        if typed is None or typed.for_reader(user.pk).is_withheld:
            return super().respond_user_inactive(request, user)  # type: ignore[no-any-return]
        return page(request, "account/account_inactive.html", status=403, typed=typed)

    def populate_username(self, request: HttpRequest, user: Any) -> None:
        """Do nothing: there are no usernames."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": "The e-mail address or the password is not right. Check both and try again.",
        "enter_current_password": "Enter the password you use now.",
        "incorrect_password": "This is not the password you use now.",
        "too_many_login_attempts": (
            f"Too many attempts. Wait an hour, or ask the back office ({settings.CONTACT_ADDRESS}) for a new password."
        ),
    }
