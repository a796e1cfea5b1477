"""What facts share: how certain they are, where they come from, and how exactly a date is known."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from history.recording.versions import TrackedModel
from pages.dates import Precision


class Certainty(models.TextChoices):
    """How sure we are of a fact: a source says it, it is worked out from sources, or it is not settled."""

    CONFIRMED = "confirmed", "Confirmed"
    INFERRED = "inferred", "Inferred"
    UNCONFIRMED = "unconfirmed", "Unconfirmed"


class CertainFact(TrackedModel):
    """A fact with a certainty, and a note that says what it rests on."""

    certainty = models.CharField(max_length=11, choices=Certainty, default=Certainty.CONFIRMED)
    certainty_note = models.TextField(blank=True)

    class Meta:
        abstract = True
        constraints = [models.CheckConstraint(condition=Q(certainty__in=Certainty.values), name="%(class)s_certainty_known")]


class SourcedFact(CertainFact):
    """A fact with its source. `GIVEN_BY_LEADS`: who leads a vanguard says so, and is then the source."""

    GIVEN_BY_LEADS: ClassVar[bool] = False

    source = models.ForeignKey("vanguards.Source", models.PROTECT, null=True, blank=True, related_name="+")
    paragraph = models.CharField(max_length=200, blank=True, help_text="The paragraph or page in the source; further sources in words.")

    class Meta(CertainFact.Meta):
        abstract = True


def date_constraints(field: str) -> list[models.BaseConstraint]:
    """Return the constraints of a date: its precision is a known one, and the first day of its period is stored."""
    precision = f"{field}_precision"
    first_of_month = Q(**{f"{field}_on__day": 1})
    return [
        models.CheckConstraint(condition=Q(**{f"{precision}__in": Precision.values}), name=f"%(class)s_{precision}_known"),
        models.CheckConstraint(
            condition=Q(**{f"{field}_on": None})
            | Q(**{precision: Precision.DAY})
            | (Q(**{precision: Precision.MONTH}) & first_of_month)
            | (Q(**{precision: Precision.QUARTER}) & first_of_month & Q(**{f"{field}_on__month__in": [1, 4, 7, 10]}))
            | (Q(**{precision: Precision.YEAR}) & first_of_month & Q(**{f"{field}_on__month": 1}))
            | (Q(**{precision: Precision.FINANCIAL_YEAR}) & first_of_month & Q(**{f"{field}_on__month": 4})),
            name=f"%(class)s_{field}_first_day",
        ),
    ]


def precision_field(**options: Any) -> Any:
    return models.CharField(max_length=14, choices=Precision, default=Precision.DAY, **options)


def words_field() -> Any:
    return models.CharField(max_length=60, blank=True, help_text="The date in the words as published, where they say more: “end of July”.")
