"""Which requests and commitments are counted, and how many have each of their dates."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db.models import Count, F, Value

from board.trends.filters import OF_VANGUARDS
from history.reading.remembered import until_the_next_change
from milestones.filters import of_vanguards
from milestones.models import Commitment
from milestones.workflow import State
from pages.filters import numbers
from people.models import User
from support.models import Recipient, SupportRequest

RAISED, PROMISED, EXPECTED, REACHED, ENDED = "raised", "promised", "expected", "reached", "ended"

Chosen = tuple[tuple[str, Any], ...]  # the filters that are set, except the months
ByDate = Mapping[tuple[date | None, date | None], int]  # how many, by the first and last days of a date; None: not known


def as_chosen(narrowing: Mapping[str, Any]) -> Chosen:
    """Return filters as something to remember results by."""
    return tuple((name, tuple(value) if isinstance(value, list) else value) for name, value in narrowing.items())


def requests_of(user: User, chosen: Chosen) -> tuple[Any, Any]:
    """Return the requests that the list of requests would show, and the parts of the vanguards that were selected (None for all)."""
    asked, requests = dict(chosen), SupportRequest.objects.visible_to(user)
    if "enabler" in asked:
        requests = requests.under_enablers(list(asked["enabler"]))
    conditions = {
        "vanguard__care_model__code__in": asked.get("care_model"),
        "vanguard__collaborations__form__code__in": asked.get("form"),
        "vanguard_id__in": numbers(asked.get("vanguard", "")),
    }
    meant = {condition: values for condition, values in conditions.items() if values}
    if not meant:
        return requests, None
    parts = Recipient.objects.visible_to(user).filter(**meant)
    return requests.with_recipient(parts), parts


@until_the_next_change
def by_date(user: User, chosen: Chosen) -> Mapping[str, ByDate]:
    """Return how many requests were raised on each day, and how many commitments have each of their dates; all in one statement."""
    requests, _ = requests_of(user, chosen)
    commitments = of_vanguards(Commitment.objects.visible_to(user), {name: value for name, value in chosen if name in OF_VANGUARDS})
    stand, ended = [State.OPEN, State.REACHED], [State.CANCELLED, State.NOT_OURS]
    parts = [
        _counted(RAISED, requests, "raised_on", "raised_on"),
        _counted(PROMISED, commitments, "due_on", "due_until"),
        _counted(EXPECTED, commitments.filter(state__in=stand), "expected_until", "expected_until"),
        _counted(REACHED, commitments.filter(state=State.REACHED), "reached_on", "reached_until"),
        _counted(ENDED, commitments.filter(state__in=ended), "due_on", "due_until"),
    ]
    found: dict[str, dict[tuple[date | None, date | None], int]] = {RAISED: {}, PROMISED: {}, EXPECTED: {}, REACHED: {}, ENDED: {}}
    for name, first, last, many in parts[0].union(*parts[1:], all=True):
        found[name][first, last] = many
    return found


def _counted(name: str, records: Any, first: str, last: str) -> Any:
    """Return how many have each date: its name, its first and last days, the number."""
    days = records.order_by().values(date_of=Value(name), begins=F(first), ends=F(last))
    return days.annotate(many=Count("pk")).values_list("date_of", "begins", "ends", "many")
