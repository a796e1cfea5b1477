"""Sign in with an e-mail address and a password. Closed accounts cannot."""

from datetime import date
from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.apps import apps
from django.db.models import OuterRef, Subquery
from django.http import HttpRequest

from history import clock
from history.reading import remembered
from history.reading.last_change import moment_of_the_last
from history.reading.prepared import prepared
from pages.concatenated import Joined
from people.models import User
from people.policies import may_use_admin_for


@prepared
def _with_number(number: int, day: date) -> Any:
    memberships: Any = apps.get_model("vanguards", "Membership").objects
    led = Joined(memberships.filter(user=OuterRef("pk")).on(day), "vanguard_id")
    return User.objects.filter(pk=number).annotate(led=led, record_changed_at=Subquery(moment_of_the_last()))


class OpenAccounts(AuthenticationBackend):
    """allauth's own check. Roles decide what a person may do, not Django's permissions."""

    def authenticate(self, request: HttpRequest | None, **credentials: Any) -> User | None:
        user: User | None = super().authenticate(request, **credentials)
        return user if user is not None and user.is_active else None

    def get_user(self, user_id: Any) -> User | None:
        """Return the user with the vanguards they lead today and when the record last changed: nearly every page needs both."""
        user: User | None = next(iter(_with_number(int(user_id), clock.today())), None)
        if user is not None:
            remembered.last_change_was(user.record_changed_at)
            user.led_vanguard_ids = sorted({int(number) for number in (user.led or "").split(", ") if number})
        return user if user is not None and user.is_active else None

    def get_all_permissions(self, user: User, obj: Any = None) -> set[str]:
        return set()

    def has_perm(self, user: User, permission: str, obj: Any = None) -> bool:
        return bool(may_use_admin_for(user, permission))
