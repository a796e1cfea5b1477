"""A person's calendar feed."""

import secrets
from typing import Any, ClassVar, Self

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.db import models

from history import clock

KEY_BYTES = 16


def new_key() -> str:
    return secrets.token_urlsafe(KEY_BYTES)


def _signer() -> Signer:
    return Signer(salt="milestones.calendar", sep=".")


class CalendarFeedQuerySet(models.QuerySet["CalendarFeed"]):
    def visible_to(self, user: Any) -> Self:
        """Return the person's own."""
        return self.filter(user=user)


class CalendarFeed(models.Model):
    """Lets a person read their milestones in a calendar without signing in. Without a row they have no feed, or revoked it.

    The token in the address is the signed key, so somebody who only reads the database cannot make one. A renewed feed has a new key, and
    the old address stops working.
    """

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="calendar_feed")
    key = models.CharField(max_length=40, unique=True, editable=False)
    made_at = models.DateTimeField(editable=False)

    objects: ClassVar[Any] = CalendarFeedQuerySet.as_manager()

    def __str__(self) -> str:
        return f"Calendar of {self.user}"

    @property
    def token(self) -> str:
        return _signer().sign(self.key)


def feed_of(token: str) -> CalendarFeed | None:
    """Return the feed that a token opens; None if it was renewed, revoked or never given."""
    try:
        key = _signer().unsign(token[:200])
    except BadSignature:
        return None
    found: Any = CalendarFeed.objects.select_related("user").filter(key=key).first()
    return found if found is not None and found.user.is_active and found.user.has_a_role else None


def renew(user: Any) -> CalendarFeed:
    """Give somebody's feed a new address; the old one stops working."""
    feed, _ = CalendarFeed.objects.update_or_create(user=user, defaults={"key": new_key(), "made_at": clock.now()})
    return feed


def revoke(user: Any) -> None:
    """Stop every address of somebody's feed."""
    CalendarFeed.objects.filter(user=user).delete()
