"""The app for races: config/wsgi.py's, but each answer names its worker and saving takes a while.

Only tests/test_moves_at_once_over_http.py starts it. `locked=False` is the control: changes do not wait for each other.
"""

import os
import time
from collections.abc import Callable, Iterable
from typing import Any


def application(*, pause: float, locked: bool) -> Callable[..., Iterable[bytes]]:
    """Return the application. `pause` is the seconds between the decision to save and saving, in which others can act."""
    if not locked:
        _take_off_the_lock()
    from config.wsgi import application as ours

    _take_time_to_save(pause)

    def answer(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        def start(status: str, headers: list[tuple[str, str]], *rest: Any) -> Any:
            return start_response(status, [*headers, ("X-Worker", str(os.getpid()))], *rest)

        return ours(environ, start)

    return answer


def _take_off_the_lock() -> None:
    """Remove both locks: PostgreSQL's, which a change takes, and SQLite's, which a transaction starts with."""
    from django.conf import settings

    from history.recording import changes

    changes.wait_for_changes_under_way = lambda: None
    if settings.DATABASES["default"]["ENGINE"].endswith("sqlite3"):
        settings.DATABASES["default"]["OPTIONS"]["transaction_mode"] = "DEFERRED"


def _take_time_to_save(pause: float) -> None:
    from django.db.models.signals import pre_save

    from fund.models import Instalment
    from milestones.models import Commitment
    from support.models import Comment, SupportRequest

    for model in (SupportRequest, Comment, Commitment, Instalment):
        pre_save.connect(lambda **_: time.sleep(pause), sender=model, weak=False)
