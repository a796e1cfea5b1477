"""Whose attempts at signing in are counted together, by axes."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest


def whose(request: HttpRequest | None, credentials: Mapping[str, Any] | None = None) -> str:
    """The address somebody tries to sign in with, however it is spelt: each account has its own count at each place it is tried from."""
    given = (credentials or {}).get("email") or (request.POST.get("login", "") if request is not None else "")
    return str(given).strip().lower()[:255]
