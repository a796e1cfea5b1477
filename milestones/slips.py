"""The ledger of slips: how many working days were lost, for which cause, and by whom. A joint count: what a form lost stands with each of
the forms a vanguard has.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, Sum

from milestones.querysets import CommitmentQuerySet, ForecastQuerySet
from pages.working_days import usual_error

Counted = Sequence[dict[str, Any]]


def _lost(slipped: ForecastQuerySet, **by: str) -> Any:
    """Working days lost, how many dates that were, and of how many commitments, most first; `by`: what they are told apart by."""
    grouped = slipped.order_by().values(**{name: F(path) for name, path in by.items()})
    counted = {"lost": Sum("days_later"), "times": Count("pk", distinct=True), "commitments": Count("commitment", distinct=True)}
    return grouped.annotate(**counted).order_by("-lost", *by)


def by_cause(slipped: ForecastQuerySet) -> Counted:
    return list(_lost(slipped, name="cause__name", code="cause__code"))


def by_care_model(slipped: ForecastQuerySet) -> Counted:
    return list(_lost(slipped.exclude(commitment__vanguard=None), name="commitment__vanguard__care_model__code"))


def by_form(slipped: ForecastQuerySet) -> Counted:
    forms = slipped.exclude(commitment__vanguard__collaborations__form=None)
    return list(_lost(forms, name="commitment__vanguard__collaborations__form__name"))


def by_vanguard(slipped: ForecastQuerySet) -> Any:
    """A row for each vanguard, for paging."""
    return _lost(slipped.exclude(commitment__vanguard=None), number="commitment__vanguard_id", name="commitment__vanguard__name")


@dataclass(frozen=True)
class OfVanguard:
    """What a vanguard lost, and how good the dates have been that were given for what it reached."""

    number: int
    name: str
    lost: int
    times: int
    how_good: str


def with_their_dates(rows: Iterable[dict[str, Any]], commitments: CommitmentQuerySet) -> list[OfVanguard]:
    rows = list(rows)
    errors: dict[int, list[int]] = {row["number"]: [] for row in rows}
    for commitment in commitments.reached().filter(vanguard__in=list(errors)).prefetch_related("forecasts"):
        errors[commitment.vanguard_id].extend(commitment.errors)
    return [OfVanguard(row["number"], row["name"], row["lost"], row["times"], usual_error(errors[row["number"]])) for row in rows]
