"""Signing in with an e-mail address and a password; closed accounts cannot."""

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.http import HttpRequest

from people.models import User


class OpenAccounts(AuthenticationBackend):
    """allauth's own check; roles, not django.contrib.auth's permissions, decide what a person may do."""

    def authenticate(self, request: HttpRequest | None, **credentials: Any) -> User | None:
        user: User | None = super().authenticate(request, **credentials)
        return user if user is not None and user.is_active else None

    def get_user(self, user_id: Any) -> User | None:
        user: User | None = User.objects.filter(pk=user_id).first()
        return user if user is not None and user.is_active else None

    def get_all_permissions(self, user: User, obj: Any = None) -> set[str]:
        return set()
