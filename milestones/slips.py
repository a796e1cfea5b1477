"""The ledger of slips: how many working days were lost, for which cause, and by whom. A joint count: what a form lost stands with each of
the forms a vanguard has.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Count, F, Sum

from history.remembered import until_the_next_change
from milestones.models import Forecast
from milestones.querysets import CommitmentQuerySet, ForecastQuerySet
from pages import working_days
from pages.working_days import usual_error
from people.models import User

Counted = Sequence[dict[str, Any]]


def _lost(slipped: ForecastQuerySet, **by: str) -> Any:
    """Working days lost, how many dates that were, and of how many commitments, most first; `by`: what they are told apart by."""
    grouped = slipped.order_by().values(**{name: F(path) for name, path in by.items()})
    counted = {"lost": Sum("days_later"), "times": Count("pk", distinct=True), "commitments": Count("commitment", distinct=True)}
    return grouped.annotate(**counted).order_by("-lost", *by)


@dataclass(frozen=True)
class Ledger:
    """What was lost, told apart by each of these; `by_vanguard` for paging, the others all at once."""

    by_cause: Counted
    by_care_model: Counted
    by_form: Counted
    by_vanguard: Any


def ledger(slipped: ForecastQuerySet) -> Ledger:
    of_vanguards, forms = slipped.exclude(commitment__vanguard=None), slipped.exclude(commitment__vanguard__collaborations__form=None)
    return Ledger(
        by_cause=list(_lost(slipped, name="cause__name", code="cause__code")),
        by_care_model=list(_lost(of_vanguards, name="commitment__vanguard__care_model__code")),
        by_form=list(_lost(forms, name="commitment__vanguard__collaborations__form__name")),
        by_vanguard=_lost(of_vanguards, number="commitment__vanguard_id", name="commitment__vanguard__name"),
    )


@until_the_next_change
def ledger_of_everything(user: User) -> Ledger:
    """Of all that a person may see."""
    of_all = ledger(Forecast.objects.visible_to(user).standing().later())
    return replace(of_all, by_vanguard=list(of_all.by_vanguard))


@dataclass(frozen=True)
class OfVanguard:
    """What a vanguard lost, and how good the dates have been that were given for what it reached."""

    number: int
    name: str
    lost: int
    times: int
    how_good: str


def with_their_dates(rows: Iterable[dict[str, Any]], commitments: CommitmentQuerySet) -> list[OfVanguard]:
    """The rows of vanguards, each with how good the dates were that it gave for these commitments, of those it reached."""
    rows = list(rows)
    errors: dict[int, list[int]] = {row["number"]: [] for row in rows}
    reached = commitments.reached().filter(vanguard__in=list(errors)).order_by()
    given = Forecast.objects.standing().filter(commitment__in=reached).order_by()
    promised = reached.values_list("vanguard_id", "due_until", "reached_until")
    expected = given.values_list("commitment__vanguard_id", "forecast_until", "commitment__reached_until")
    for number, until, reached_until in (*promised, *expected) if rows else ():
        errors[number].append(working_days.between(until, reached_until))
    return [OfVanguard(row["number"], row["name"], row["lost"], row["times"], usual_error(errors[row["number"]])) for row in rows]
