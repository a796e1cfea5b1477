"""Which sign-in attempts axes counts together, and how many it allows (docs/decisions/0005-doors.md)."""

from collections.abc import Mapping
from datetime import timedelta
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from typing import Any

from axes.handlers.database import AxesDatabaseHandler
from axes.models import AccessAttempt, AccessLog
from django.conf import settings
from django.db.models import Sum
from django.http import HttpRequest

NETWORK = 64  # bits of an IPv6 address; one person can have all addresses that share these


def whose(request: HttpRequest | None, credentials: Mapping[str, Any] | None = None) -> str:
    """Return the e-mail address of a sign-in attempt in one spelling: each account is counted separately at each place."""
    given = (credentials or {}).get("email") or (request.POST.get("login", "") if request is not None else "")
    return str(given).strip().lower()[:255]


def place_of(request: HttpRequest) -> str | None:
    """Return where a request comes from, as our outermost proxy says; for IPv6 the network, because one person has all its addresses.

    Each proxy adds the address that called it to the end of the header; anybody can invent what comes before that.
    """
    said = [each for each in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if each.strip()]
    ours = said[-settings.TRUSTED_PROXIES :] if settings.TRUSTED_PROXIES else []
    return _place(ours[0] if ours else "") or _place(request.META.get("REMOTE_ADDR", ""))


def _place(words: str) -> str | None:
    """Return the address in one form; None if there is none. Some proxies add the port: 192.0.2.1:5000, [2001:db8::1]:5000."""
    words = words.strip()
    bare = words[1:].partition("]")[0] if words.startswith("[") else words.partition(":")[0] if words.count(":") == 1 else words
    try:
        address: IPv4Address | IPv6Address = ip_address(bare.partition("%")[0])
    except ValueError:
        return None
    if isinstance(address, IPv6Address):
        address = address.ipv4_mapped or IPv6Network((int(address), NETWORK), strict=False).network_address
    return str(address)


class Guard(AxesDatabaseHandler):
    """Count wrong passwords for an account at one place, and for an account in total. A place alone is never locked.

    Guessing from many places locks the account everywhere except where its owner signed in lately.
    """

    def get_failures(self, request: Any, credentials: dict[str, Any] | None = None) -> int:
        """Return the failures for this account here; enough to lock it if it is locked everywhere except at known places."""
        here: int = super().get_failures(request, credentials)
        if here >= settings.AXES_FAILURE_LIMIT or not self._is_guessed(request, credentials) or self._is_known(request, credentials):
            return here
        request.guessed_elsewhere = True
        return int(settings.AXES_FAILURE_LIMIT)

    def _is_guessed(self, request: Any, credentials: dict[str, Any] | None) -> bool:
        since = request.axes_attempt_time - timedelta(hours=settings.AXES_COOLOFF_TIME)
        attempts = AccessAttempt.objects.filter(username=whose(request, credentials), attempt_time__gte=since)
        wrong: int = attempts.aggregate(wrong=Sum("failures_since_start"))["wrong"] or 0
        return wrong >= settings.FAILURES_OF_AN_ACCOUNT

    def _is_known(self, request: Any, credentials: dict[str, Any] | None) -> bool:
        """Return whether somebody signed in to this account here within the days that a place stays known."""
        since = request.axes_attempt_time - timedelta(days=settings.PLACE_IS_KNOWN_FOR)
        at = {"username": whose(request, credentials), "ip_address": request.axes_ip_address, "ip_address__isnull": False}
        return bool(AccessLog.objects.filter(**at, attempt_time__gte=since).exists())
