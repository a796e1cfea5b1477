"""The vocabulary for vanguards and what belongs to them."""

from datetime import date
from typing import Any, Self

from django.db.models import Q

from history.versions import TrackedQuerySet


class VanguardQuerySet(TrackedQuerySet):
    def led_by(self, user: Any) -> Self:
        """The vanguards this person leads today."""
        return self.filter(pk__in=user.led_vanguard_ids)

    def for_list(self) -> Self:
        return self.select_related("care_model", "cohort").prefetch_related("region_links__region", "collaborations__form")

    def mentioning(self, words: str) -> Self:
        """Those whose name, alias, area, service or number has the words in it."""
        found = Q(name__icontains=words) | Q(area__icontains=words) | Q(service_label__icontains=words)
        found |= Q(pk__in=self.model.objects.filter(aliases__name__icontains=words).values("pk"))
        return self.filter(found)


class PartOfVanguardQuerySet(TrackedQuerySet):
    def unconfirmed(self) -> Self:
        return self.exclude(certainty="confirmed")


class MembershipQuerySet(TrackedQuerySet):
    def visible_to(self, user: Any) -> Self:
        """All for the national team; for a lead, who leads their own vanguards."""
        return self if user.sees_everything else self.filter(vanguard_id__in=user.led_vanguard_ids)

    def on(self, day: date) -> Self:
        """Those that hold on a day; a membership's last day is included."""
        return self.filter(starts_on__lte=day).filter(Q(ends_on=None) | Q(ends_on__gte=day))
