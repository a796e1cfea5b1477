"""Milestones and commitments as files. Other people's tools rely on the headings: add some, never rename one."""

from typing import Any

from django.db.models import OuterRef, Subquery

from history.reading import as_at
from milestones.models import Commitment, Forecast
from pages import dates
from pages.date_differences import Apart, of_columns
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


def _moved(due_on: Any, due_precision: Any, *then: Any) -> Apart:
    """Return how long after the promised date it was reached, or is expected now."""
    expected_until, expected_precision, reached_on, reached_precision = then
    if reached_on is not None:
        return of_columns(due_on, due_precision, reached_on, reached_precision)
    precision = expected_precision or due_precision
    return of_columns(due_on, due_precision, dates.first_day(expected_until, precision), precision)


def _days_later(*dates_of_it: Any) -> int | None:
    """Return the working days between these dates; None if one of the two is not known to the day."""
    moved = _moved(*dates_of_it)
    return None if moved.is_about else moved.days


def _late_or_early(*dates_of_it: Any) -> str:
    return _moved(*dates_of_it).late_or_early


def _last_day(first: Any, precision: Any) -> Any:
    return first and dates.last_day(first, precision)


def _of_what_is_known(first: Any, precision: Any) -> str:
    return precision if first else ""


def _status(state: str, expected_until: Any, due_until: Any) -> str:
    """Return the status on the day of the file, in the list's words."""
    stands = Commitment(state=state, expected_until=expected_until, due_until=due_until)
    return str(stands.status(as_at.today()).label)


def _known(*date: Any) -> str:
    return dates.on(*date) if date[0] else ""


PROPOSED = Forecast.objects.proposed().filter(commitment=OuterRef("pk")).order_by()  # one waits at most
STANDING = Forecast.objects.standing().filter(commitment=OuterRef("pk")).order_by("-made_at", "-pk")
EXPECTED_PRECISION = Subquery(STANDING.values("forecast_precision")[:1])  # none if it is expected as promised
AGAINST_THE_PROMISE = ("due_on", "due_precision", "expected_until", EXPECTED_PRECISION, "reached_on", "reached_precision")
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
    "Reached until": column("reached_on", "reached_precision", said=_last_day),
    "What shows it": column("reached_note"),
    "Working days later than promised": column(*AGAINST_THE_PROMISE, said=_days_later),
    "Proposed until": column(Subquery(PROPOSED.values("forecast_until")[:1])),
    "Against the promise": column(*AGAINST_THE_PROMISE, said=_late_or_early),
    "Promised precision": column("due_precision"),
    "Expected precision": column(EXPECTED_PRECISION, "due_precision", said=lambda expected, due: expected or due),
    "Reached precision": column("reached_on", "reached_precision", said=_of_what_is_known),
}


def milestone_path(number: int) -> str:
    return path_of_one("milestone_detail", str(number), like="1")


def commitment_path(number: int) -> str:
    return path_of_one("commitment_detail", str(number), like="1")
