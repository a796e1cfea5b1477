"""The log: an expected refusal is one line, a defect comes with its traceback.

The line holds no parameters, which may be searches or keys, and no refusal's words, which quote what was typed.
"""

import logging
from typing import Any

LONGEST = 200  # characters of what a client sent


class TellsOnce(logging.Filter):
    """Drop Django's second message about a suspicious request: it logs what is wrong and then the refusal."""

    def filter(self, record: logging.LogRecord) -> bool:
        request: Any = getattr(record, "request", None)
        told = getattr(request, "is_in_the_log", False)
        if hasattr(request, "META"):
            request.is_in_the_log = True
        return not told or not _is_expected(record)


class OneLine(logging.Formatter):
    """Log an expected refusal as its status, method and path, with what Django's own checks found wrong."""

    def format(self, record: logging.LogRecord) -> str:
        if not _is_expected(record):
            return super().format(record)
        request: Any = getattr(record, "request", None)
        said = f"{record.status_code} {as_sent(request.method)} {as_sent(request.path)}"  # type: ignore[attr-defined]
        if record.name.startswith("django.security."):
            said += f" ({as_sent(record.getMessage())})"
        line = logging.LogRecord(record.name, record.levelno, record.pathname, record.lineno, said, None, None)
        line.created, line.msecs = record.created, record.msecs
        return super().format(line)


def _is_expected(record: logging.LogRecord) -> bool:
    """Return whether Django's logger gives the status of an expected refusal."""
    return 400 <= getattr(record, "status_code", 0) < 500 and hasattr(getattr(record, "request", None), "META")


def as_sent(words: str | None) -> str:
    """Return words on one line: everything except plain characters is escaped, and long words are cut."""
    words = words or ""
    shown = words[:LONGEST].encode("unicode_escape").decode("ascii")
    return f"{shown}… ({len(words)} characters)" if len(words) > LONGEST else shown
