"""When somebody last signed in, kept in the session to show what changed since."""

from datetime import datetime

from django.http import HttpRequest

from history import clock

KEY = "previous_sign_in"


def remember_previous(request: HttpRequest, moment: datetime | None) -> None:
    """Keep in the session when this person last signed in, by the machine's clock; nothing if it is their first time."""
    if moment is not None:
        request.session[KEY] = moment.isoformat()


def previous(request: HttpRequest) -> datetime | None:
    """Return when the person signed in before this session, to the second, by the app's clock."""
    words = request.session.get(KEY)
    return (datetime.fromisoformat(words) + clock.offset()).replace(microsecond=0) if words else None
