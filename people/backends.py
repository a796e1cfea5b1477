"""Signing in with an e-mail address and a password; closed accounts cannot."""

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.http import HttpRequest

from history.prepared import prepared
from people.models import User


@prepared
def _with_number(number: int) -> Any:
    return User.objects.filter(pk=number)


class OpenAccounts(AuthenticationBackend):
    """allauth's own check; roles, not django.contrib.auth's permissions, decide what a person may do."""

    def authenticate(self, request: HttpRequest | None, **credentials: Any) -> User | None:
        user: User | None = super().authenticate(request, **credentials)
        return user if user is not None and user.is_active else None

    def get_user(self, user_id: Any) -> User | None:
        user: User | None = next(iter(_with_number(int(user_id))), None)
        return user if user is not None and user.is_active else None

    def get_all_permissions(self, user: User, obj: Any = None) -> set[str]:
        return set()
