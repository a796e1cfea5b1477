"""Querysets for measures, benefits and their parts."""

from collections.abc import Iterable
from functools import partial, reduce
from operator import or_
from typing import Any, Self

from django.apps import apps
from django.db.models import Exists, F, OuterRef, Q, Subquery

from history.recording import word_index
from history.recording.versions import TrackedQuerySet
from pages.search import Sought, mentioning
from spread.benefit_workflow import Better, Standing

HIGHER, LOWER = Q(measure__better=Better.HIGHER), Q(measure__better=Better.LOWER)
KNOWN = Q(baseline__isnull=False, target__isnull=False, latest__isnull=False)
REACHED = (HIGHER & Q(latest__gte=F("target"))) | (LOWER & Q(latest__lte=F("target")))
GAINED = (HIGHER & Q(latest__gt=F("baseline"))) | (LOWER & Q(latest__lt=F("baseline")))
STANDINGS: dict[str, Q] = {
    Standing.REACHED: KNOWN & REACHED,
    Standing.BETTER: KNOWN & ~REACHED & GAINED,
    Standing.SAME: KNOWN & ~REACHED & Q(latest=F("baseline")),
    Standing.WORSE: KNOWN & ~REACHED & ~GAINED & ~Q(latest=F("baseline")),
    Standing.NOT_KNOWN: Q(latest__isnull=False) & (Q(baseline=None) | Q(target=None)),
    Standing.NO_READING: Q(latest=None),
}


class MeasureQuerySet(TrackedQuerySet):
    """Measures."""

    def visible_to(self, user: Any) -> Self:
        """Return all for the national team; for others, shared ones, and for a lead those of their own benefits."""
        if user.sees_everything:
            return self
        if not user.has_a_role:
            return self.none()
        own = apps.get_model("spread", "Benefit").objects.filter(measure=OuterRef("pk"), vanguard_id__in=user.led_vanguard_ids)
        return self.filter(Q(is_shared=True) | Exists(own) if user.led_vanguard_ids else Q(is_shared=True))

    def mentioning(self, sought: Sought) -> Self:
        """Return those with each of the words in the name, or in what exactly is counted."""
        return self.filter(mentioning(sought, partial(word_index.has, self.model)))


class BenefitQuerySet(TrackedQuerySet):
    """Benefits of vanguards."""

    def visible_to(self, user: Any) -> Self:
        """Return all for the national team; for a lead, those of vanguards they lead today."""
        return self if user.sees_everything else self.filter(vanguard_id__in=user.led_vanguard_ids)

    def for_page(self) -> Self:
        return self.select_related("vanguard__care_model", "measure__source")

    def with_latest(self) -> Self:
        """Add `latest`: the value of the latest reading."""
        readings = apps.get_model("spread", "Reading").objects.filter(benefit=OuterRef("pk")).order_by("-read_on", "-pk")
        return self.annotate(latest=Subquery(readings.values("value")[:1]))

    def with_standing(self, standings: Iterable[str]) -> Self:
        """Return those that stand so by their latest reading."""
        return self.with_latest().filter(reduce(or_, (STANDINGS[each] for each in standings)))

    def mentioning(self, sought: Sought) -> Self:
        """Return those of measures or vanguards with these words."""
        measures = apps.get_model("spread", "Measure").objects.mentioning(sought).order_by().values("pk")
        vanguards = apps.get_model("vanguards", "Vanguard").objects.mentioning(sought).order_by().values("pk")
        return self.filter(Q(measure__in=measures) | Q(vanguard__in=vanguards))


class PartOfBenefitQuerySet(TrackedQuerySet):
    """Readings and moves of benefits."""

    def visible_to(self, user: Any) -> Self:
        return self if user.sees_everything else self.filter(benefit__vanguard_id__in=user.led_vanguard_ids)
