"""The vocabulary for milestones."""

from datetime import date
from typing import Any, Self

from django.db.models import Exists, OuterRef, Q

from history.versions import TrackedQuerySet


class EventQuerySet(TrackedQuerySet):
    def concerning(self, vanguard: Any) -> Self:
        """Events of the whole programme, of the vanguard's cohort or care model, and its own."""
        of_all = Q(whole_programme=True) | Q(cohort_id=vanguard.cohort_id) | Q(care_model_id=vanguard.care_model_id)
        from milestones.models import EventVanguard

        return self.filter(of_all | Q(Exists(EventVanguard.objects.filter(event=OuterRef("pk"), vanguard=vanguard.pk))))


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


class MilestoneQuerySet(TrackedQuerySet):
    def mentioning(self, words: str) -> Self:
        return self.filter(Q(title__icontains=words) | Q(concerns__icontains=words))


class ForecastQuerySet(TrackedQuerySet):
    def visible_to(self, user: Any) -> Self:
        """The ledger of a commitment is for those who may see the commitment."""
        from milestones.models import Commitment

        if user.sees_everything:
            return self
        return self.filter(Exists(Commitment.objects.visible_to(user).filter(pk=OuterRef("commitment"))))
