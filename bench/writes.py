"""What it costs to write: each POST of a person beside a floor that puts equally many equally wide rows into the same tables."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from html import unescape
from urllib.parse import urlencode

from bench.servers import Answer, Browser

PLAIN = {"Accept-Encoding": "identity"}
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
HIDDEN = re.compile(r'<input type="hidden" name="(\w+)"(?: value="([^"]*)")?')
FIRST_CAUSE = re.compile(r'name="cause"[^>]* value="(\d+)"')
FIRST_DAY = date(2031, 3, 1)
WRITE_BAR = 3  # times the floor


@dataclass(frozen=True)
class Write:
    """What somebody of the team sends again and again: {day} is a later day each time, {cause} the first that the form offers."""

    name: str
    address: str
    typed: dict[str, str]


WRITES = [
    Write("a comment on a request", "/support/{open}/comment/", {"words": "Measured on {day}", "audience": "shared"}),
    Write("another target date", "/support/{open}/change-target-date/", {"words": "Measured", "target_on": "{day}"}),
    Write(
        "a new date of a commitment",
        "/milestones/commitments/{promise}/new-date/",
        {"words": "Measured", "to": "{day}", "cause": "{cause}"},
    ),
]


def sent(write: Write, browser: Browser, records: dict[str, str], times: int) -> Iterator[tuple[Answer, str]]:
    """Send it again and again, each time from a form just opened; yield the answer and which rows it wrote, as the floor's query says them.

    Raise RuntimeError where it is refused.
    """
    address = write.address.format(**records)
    rows = ""  # as the first one, which is counted and not timed, says
    for number in range(times + 1):
        page = browser.get(address, headers=PLAIN).body.decode()
        day, cause = FIRST_DAY + timedelta(days=number), FIRST_CAUSE.search(page)
        typed = {name: words.format(day=f"{day:%-d %B %Y}", cause=cause[1] if cause else "") for name, words in write.typed.items()}
        body = urlencode({name: unescape(value) for name, value in HIDDEN.findall(page)} | typed)
        answer = browser.get(address, method="POST", body=body, headers=FORM | ({} if number else {"X-Count": "1"}))
        if answer.status != 302:
            raise RuntimeError(f"{address} answers {answer.status}")
        rows = rows or answer.headers["X-Rows"]
        if number:
            yield answer, rows
