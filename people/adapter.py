"""How allauth is fitted to this app."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.http import HttpRequest

from people.models import User
from people.sign_ins import remember_previous


class Accounts(DefaultAccountAdapter):
    """Accounts are opened by the back office; a password is sign-in data, off the record."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def set_password(self, user: User, password: str) -> None:
        user.set_password(password)
        user.save(update_fields=["password"])

    def login(self, request: HttpRequest, user: Any) -> None:
        previous = user.last_login
        super().login(request, user)
        remember_previous(request, previous)

    def populate_username(self, request: HttpRequest, user: Any) -> None:
        """There are none."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": "The e-mail address or the password is not right. Check both and try again.",
        "enter_current_password": "Enter the password you use now.",
        "incorrect_password": "This is not the password you use now.",
        "too_many_login_attempts": (
            f"Too many attempts. Wait an hour, or ask the back office ({settings.CONTACT_ADDRESS}) for a new password."
        ),
    }
