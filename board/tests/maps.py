"""Read the pages of the heat map."""

import re
from html import unescape
from typing import Any

from django.urls import reverse

NUMBER = re.compile(r'<a href="(/support/[^"]*)" aria-label="[^"]*">([\d,]+)</a>')


def numbers(answer: Any) -> list[tuple[int, str]]:
    """Return each linked number of a map, with its address."""
    return [(int(number.replace(",", "")), unescape(address)) for address, number in NUMBER.findall(answer.content.decode())]


def shown(client: Any, **query: Any) -> Any:
    answer = client.get(reverse("heat_map"), query)
    assert answer.status_code == 200, answer.context["listing"].refusals
    return answer
