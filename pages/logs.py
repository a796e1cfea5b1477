"""What the log says: a refusal that is to be expected is one line, a defect comes with its traceback.

The line holds no parameters, for these are what people look for, and may be keys; nor a refusal's words, which quote what was typed.
"""

import logging
from typing import Any

LONGEST = 200  # characters of what a client sent


class TellsOnce(logging.Filter):
    """Of one request Django says twice that it is suspicious: what is wrong, then that it was refused. The first is enough."""

    def filter(self, record: logging.LogRecord) -> bool:
        request: Any = getattr(record, "request", None)
        told = getattr(request, "is_in_the_log", False)
        if hasattr(request, "META"):
            request.is_in_the_log = True
        return not told or not _is_expected(record)


class OneLine(logging.Formatter):
    """Of an expected refusal: its status, the method and the path; what Django's own checks found wrong."""

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
    """Django's loggers say which status a request was answered with."""
    return 400 <= getattr(record, "status_code", 0) < 500 and hasattr(getattr(record, "request", None), "META")


def as_sent(words: str | None) -> str:
    """On one line: control characters and whatever else is not plain are escaped, what is long is cut off."""
    words = words or ""
    shown = words[:LONGEST].encode("unicode_escape").decode("ascii")
    return f"{shown}… ({len(words)} characters)" if len(words) > LONGEST else shown
