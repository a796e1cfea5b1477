"""The ledger of slips: how many working days were lost, for which cause, and by whom.

Days lost by a vanguard count for each of its collaboration forms.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, Q, Sum

from history.reading.remembered import until_the_next_change
from milestones.models import Commitment, Forecast
from milestones.querysets import CommitmentQuerySet, ForecastQuerySet
from pages.date_differences import Apart, of_columns, usual_error
from pages.dates import Precision
from people.models import User

IS_ABOUT = ~Q(before_precision=Precision.DAY, forecast_precision=Precision.DAY)
Counted = Sequence[dict[str, Any]]
VANGUARD = "commitment__vanguard"
CARE_MODEL, FORM = f"{VANGUARD}__care_model", f"{VANGUARD}__collaborations__form"


def _lost(slipped: ForecastQuerySet, **by: str) -> Any:
    """Return working days lost, most first: `times` (how many dates), `about` (how many of them are not exact to the day) and how many
    commitments; grouped `by` these.
    """
    grouped = slipped.order_by().values(**{name: F(path) for name, path in by.items()})
    counted = {
        "about": Count("pk", distinct=True, filter=IS_ABOUT),
        "lost": Sum("days_later"),
        "times": Count("pk", distinct=True),
        "commitments": Count("commitment", distinct=True),
    }
    return grouped.annotate(**counted).order_by("-lost", *by)


@dataclass(frozen=True)
class Ledger:
    """Working days lost, grouped in several ways. The programme's own are a row of their own."""

    by_cause: Counted
    by_care_model: Counted
    by_form: Counted
    by_vanguard: Counted
    by_the_programme: Counted


def ledger(slipped: ForecastQuerySet, commitments: CommitmentQuerySet) -> Ledger:
    """Return what these dates lost. Vanguards that lost nothing are listed too if they reached one of these commitments."""
    of_vanguards, forms = slipped.exclude(commitment__vanguard=None), slipped.exclude(commitment__vanguard__collaborations__form=None)
    whose = list(_lost(slipped, number=VANGUARD, name=f"{VANGUARD}__name"))
    return Ledger(
        by_cause=list(_lost(slipped, name="cause__name", code="cause__code")),
        by_care_model=list(_lost(of_vanguards, name=f"{CARE_MODEL}__name", code=f"{CARE_MODEL}__code")),
        by_form=list(_lost(forms, name=f"{FORM}__name", code=f"{FORM}__code")),
        by_vanguard=_with_those_that_lost_nothing([row for row in whose if row["number"] is not None], commitments),
        by_the_programme=[row for row in whose if row["number"] is None],
    )


def _with_those_that_lost_nothing(lost: list[dict[str, Any]], commitments: CommitmentQuerySet) -> Counted:
    known = {row["number"] for row in lost}
    reached = commitments.reached().exclude(vanguard=None).order_by("vanguard").values_list("vanguard", "vanguard__name").distinct()
    return [
        *lost,
        *({"number": number, "name": name, "lost": 0, "about": 0, "times": 0} for number, name in reached if number not in known),
    ]


@until_the_next_change
def ledger_of_everything(user: User) -> Ledger:
    """Return everything lost that a person may see."""
    return ledger(Forecast.objects.visible_to(user).standing().later(), Commitment.objects.visible_to(user))


@dataclass(frozen=True)
class OfVanguard:
    """What a vanguard lost, and how close its dates were to when it reached things."""

    number: int
    name: str
    lost: int
    about: int
    times: int
    how_good: str


def with_their_dates(rows: Iterable[dict[str, Any]], commitments: CommitmentQuerySet) -> list[OfVanguard]:
    """Return the rows of vanguards, with how close the dates were that each gave for the commitments it reached."""
    rows = list(rows)
    errors: dict[int, dict[int, list[Apart]]] = {row["number"]: {} for row in rows}
    reached = commitments.reached().filter(vanguard__in=list(errors)).order_by()
    given = Forecast.objects.standing().filter(commitment__in=reached).order_by()
    promised = reached.values_list("vanguard_id", "pk", "due_on", "due_precision", "reached_on", "reached_precision")
    on = (f"commitment__{name}" for name in ("reached_on", "reached_precision"))
    expected = given.values_list("commitment__vanguard_id", "commitment_id", "forecast_on", "forecast_precision", *on)
    for number, commitment, *both in (*promised, *expected) if rows else ():
        errors[number].setdefault(commitment, []).append(of_columns(*both))
    return [
        OfVanguard(row["number"], row["name"], row["lost"], row["about"], row["times"], usual_error(errors[row["number"]].values()))
        for row in rows
    ]
