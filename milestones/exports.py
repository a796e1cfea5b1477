"""Milestones and commitments as files. The headings are part of what others rely on: add, never rename."""

from typing import Any

from django.db.models import OuterRef, Subquery

from history import as_at
from milestones.models import Commitment, Forecast
from pages import dates, working_days
from pages.exports import Columns, column
from pages.links import path_of_one

MILESTONE_COLUMNS: Columns = {
    "Number": column("pk"),
    "Milestone": column("title"),
    "Due": column("due_on", "due_precision", "due_words", said=dates.on),
    "Due on": column("due_on"),
    "Due precision": column("due_precision"),
    "For whom": column("concerns"),
    "Nature": column("nature"),
    "Key": column("is_key"),
    "Commitments": column("commitment_count"),
    "Reached": column("reached_count"),
    "Overdue": column("overdue_count"),
}


def _later(due_until: Any, expected_until: Any, reached_until: Any) -> int:
    return working_days.between(due_until, reached_until or expected_until)


def _status(state: str, expected_until: Any, due_until: Any) -> str:
    """Where it stands on the day of the file, as the list says it."""
    stands = Commitment(state=state, expected_until=expected_until, due_until=due_until)
    return str(stands.status(as_at.today()).label)


def _known(*date: Any) -> str:
    return dates.on(*date) if date[0] else ""


PROPOSED = Forecast.objects.proposed().filter(commitment=OuterRef("pk")).order_by()  # one waits at most
COMMITMENT_COLUMNS: Columns = {
    "Number": column("pk"),
    "Milestone": column("milestone__title"),
    "Key": column("milestone__is_key"),
    "Vanguard": column("vanguard_id"),
    "Vanguard name": column("vanguard__name"),
    "State": column("state"),
    "Promised": column("due_on", "due_precision", "due_words", said=dates.on),
    "Promised until": column("due_until"),
    "Status": column("state", "expected_until", "due_until", said=_status),
    "Expected until": column("expected_until"),
    "Reached": column("reached_on", "reached_precision", "reached_words", said=_known),
    "Reached until": column("reached_until"),
    "What shows it": column("reached_note"),
    "Working days later than promised": column("due_until", "expected_until", "reached_until", said=_later),
    "Proposed until": column(Subquery(PROPOSED.values("forecast_until")[:1])),
}


def milestone_path(number: int) -> str:
    return path_of_one("milestone_detail", str(number), like="1")


def commitment_path(number: int) -> str:
    return path_of_one("commitment_detail", str(number), like="1")
