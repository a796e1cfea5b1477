"""Read the page of trends, and the lists that its numbers open."""

import re
from html import unescape
from typing import Any

from django.test import RequestFactory
from django.urls import reverse

from milestones.filters import CommitmentFilters
from milestones.models import Commitment
from support.filters import RequestFilters
from support.models import SupportRequest
from support.own_part import state_for

NUMBER = re.compile(r'<a href="(/(?:support|milestones)/[^"]*)" aria-label="[^"]*">([\d,]+)</a>')


def numbers(answer: Any) -> list[tuple[int, str]]:
    """Return each linked number of the page, with its address."""
    return [(int(number.replace(",", "")), unescape(address)) for address, number in NUMBER.findall(answer.content.decode())]


def shown(client: Any, **query: Any) -> Any:
    answer = client.get(reverse("trends"), query)
    assert answer.status_code == 200, answer.context["listing"].refusals
    return answer


def said(answer: Any) -> str:
    """Return the words of the page."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", answer.content.decode().partition("<main")[2])).split())


def happened(answer: Any) -> dict[str, tuple[int, ...]]:
    """Return what happened in each month: raised, decided, delivered, confirmed; "all" for all of them."""
    requests = answer.context["requests"]
    rows = {row.said: tuple(cell.many for cell in row.cells.values()) for row in requests["rows"]}
    return rows | {"all": tuple(cell.many for cell in requests["total"].cells.values())}


def took(answer: Any) -> dict[str, dict[str, tuple[float, int]]]:
    """Return the median and the slowest tenth of each step that ended in a month."""
    rows = [*answer.context["requests"]["rows"], answer.context["requests"]["total"]]
    found = {row.said: {step: (one.middle, one.slowest) for step, one in row.took.items() if one} for row in rows}
    return {month: steps for month, steps in found.items() if steps}


def reached(answer: Any) -> dict[str, tuple[Any, ...]]:
    """Return the sums of each month: promised, expected, reached by its end."""
    return {row.said: tuple(row.by_end.values()) for row in answer.context["commitments"]["rows"]}


def listed(user: Any, address: str) -> int:
    """Return how many records the list at an address selects for somebody."""
    request = RequestFactory().get(address)
    request.user = user
    if address.startswith("/support/"):
        requests: Any = SupportRequest.objects.visible_to(user).alias(stands=state_for(user))
        filters: Any = RequestFilters(request.GET, requests, request=request)
    else:
        filters = CommitmentFilters(request.GET, Commitment.objects.visible_to(user), request=request)
    assert filters.is_valid(), (address, filters.errors)
    return int(filters.qs.count())
