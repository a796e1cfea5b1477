"""Django's database sessions, with a prepared query, because every page asks."""

from datetime import datetime
from typing import Any

from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.utils import timezone

from history.reading.prepared import prepared


@prepared
def _open(key: str, now: datetime) -> Any:
    return Session.objects.filter(session_key=key, expire_date__gt=now)


class SessionStore(db.SessionStore):
    def _get_session_from_db(self) -> Any:
        key = self.session_key or ""
        found = _open(key, timezone.now()) if key.isalnum() else []  # a cookie can hold anything, NUL included
        if not found:
            self._session_key = None
        return found[0] if found else None
