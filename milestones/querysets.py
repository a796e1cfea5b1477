"""The vocabulary for milestones."""

from collections.abc import Iterable
from datetime import date
from functools import partial, reduce
from operator import or_
from typing import Any, Self

from django.apps import apps
from django.db.models import Count, Exists, F, OuterRef, Prefetch, Q, Subquery
from django.db.models.functions import Coalesce

from history import word_index
from history.versions import TrackedQuerySet
from pages import search


class CommitmentQuerySet(TrackedQuerySet):
    def visible_to(self, user: Any) -> Self:
        """All for the national team; for a lead, those of their own vanguards and the programme's own."""
        if user.sees_everything:
            return self
        return self.filter(Q(vanguard_id__in=user.led_vanguard_ids) | Q(vanguard=None)) if user.has_a_role else self.none()

    def open(self) -> Self:
        return self.filter(reached_on=None)

    def overdue(self, day: date) -> Self:
        """Open, and the whole of what was promised is over: "December 2015" only when December is."""
        return self.open().filter(due_until__lt=day)

    def due(self, first: date, last: date) -> Self:
        """Open, and ending between these days."""
        return self.open().filter(due_until__range=(first, last))

    def for_page(self) -> Self:
        """Each with its milestone and vanguard, as far as a row says of them, and its ledger of dates."""
        forecasts = apps.get_model("milestones", "Forecast").objects.select_related("cause")
        own = [field.name for field in self.model._meta.concrete_fields]
        found = self.select_related("milestone", "vanguard").only(*own, "milestone__title", "vanguard__name")
        return found.prefetch_related(Prefetch("forecasts", forecasts))

    def next_first(self) -> Self:
        """What is still to be reached, the soonest first; then what was reached, the latest first."""
        return self.order_by(F("reached_on").desc(nulls_first=True), "due_until", "pk")

    def with_status(self, statuses: list[str], day: date) -> Self:
        """Those that are reached, overdue, or open and not overdue."""
        status = {
            "reached": Q(reached_on__isnull=False),
            "overdue": Q(reached_on=None, due_until__lt=day),
            "open": Q(reached_on=None, due_until__gte=day),
        }
        return self.filter(_any_of(status[word] for word in statuses))

    def ending(self, when: list[str], first: date, last: date) -> Self:
        """Those whose time ends in the past, or between today and a last day."""
        ends = {"past": Q(due_until__lt=first), "next-30-days": Q(due_until__range=(first, last))}
        return self.filter(_any_of(ends[word] for word in when))


def _any_of(conditions: Iterable[Q]) -> Q:
    return reduce(or_, conditions)


class MilestoneQuerySet(TrackedQuerySet):
    def with_commitment(self, commitments: Any) -> Self:
        """Those with one of these commitments."""
        return self.filter(Exists(commitments.filter(milestone=OuterRef("pk"))))

    def with_tally(self, commitments: Any, day: date) -> Self:
        """Each with how many of these commitments it has, how many are reached, and how many overdue."""
        of_it = commitments.filter(milestone=OuterRef("pk"))
        return self.annotate(
            commitment_count=_count(of_it),
            reached_count=_count(of_it.filter(reached_on__isnull=False)),
            overdue_count=_count(of_it.overdue(day)),
        )

    def mentioning(self, words: str) -> Self:
        """Those whose title, or whom they concern, has each of the words in it."""
        return self.filter(search.mentioning(words, partial(word_index.has, self.model)))


def _count(commitments: Any) -> Coalesce:
    return Coalesce(Subquery(commitments.order_by().values("milestone").annotate(n=Count("pk")).values("n")), 0)


class ForecastQuerySet(TrackedQuerySet):
    def visible_to(self, user: Any) -> Self:
        """The ledger of a commitment is for those who may see the commitment."""
        commitments = apps.get_model("milestones", "Commitment").objects.visible_to(user)
        return self if user.sees_everything else self.filter(Exists(commitments.filter(pk=OuterRef("commitment"))))
