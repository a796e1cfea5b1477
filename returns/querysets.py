"""Querysets for returns and their parts."""

from collections.abc import Iterable
from datetime import date
from typing import Any, Self

from django.apps import apps
from django.db.models import Exists, F, OuterRef, Q

from history.recording.versions import TrackedQuerySet
from pages.search import Sought
from returns.workflow import DECLARED, WITH_THE_LEADS, Confidence

RED, AMBER, GREEN = Confidence.RED, Confidence.AMBER, Confidence.GREEN
COMPARED = {
    "better": Q(confidence=GREEN, computed_then__in=[AMBER, RED]) | Q(confidence=AMBER, computed_then=RED),
    "same": Q(confidence=F("computed_then")),
    "worse": Q(confidence=RED, computed_then__in=[AMBER, GREEN]) | Q(confidence=AMBER, computed_then=GREEN),
}
LATE = "late"  # beside the states in filters: due, and not sent yet


class ReturnQuerySet(TrackedQuerySet):
    """Returns of vanguards."""

    def visible_to(self, user: Any) -> Self:
        """Return all for the national team; for a lead, those of vanguards they lead today."""
        return self if user.sees_everything else self.filter(vanguard_id__in=user.led_vanguard_ids)

    def for_page(self) -> Self:
        return self.select_related("period", "vanguard__care_model", "sent_by", "signed_off_by", "replaces")

    def latest_editions(self) -> Self:
        """Return the latest edition of each return."""
        return self.exclude(pk__in=self.model.objects.filter(replaces__isnull=False).values("replaces"))

    def late(self, day: date) -> Self:
        """Return those that are due and not sent."""
        return self.filter(state__in=WITH_THE_LEADS, period__due_on__lt=day)

    def declared(self) -> Self:
        """Return those whose confidence was declared: they are sent or signed off."""
        return self.filter(state__in=DECLARED).exclude(confidence="")

    def against_the_record(self, kinds: Iterable[str]) -> Self:
        """Return declared ones that are better or worse than the record said when they were sent, or the same."""
        found = Q()
        for kind in kinds:
            found |= COMPARED[kind]
        return self.declared().filter(found)

    def with_status(self, statuses: Iterable[str], day: date) -> Self:
        """Return those in one of these states, or late."""
        found = Q(state__in=[status for status in statuses if status != LATE])
        if LATE in statuses:
            found |= Q(pk__in=self.late(day).order_by().values("pk"))
        return self.filter(found)

    def mentioning(self, sought: Sought) -> Self:
        """Return those of vanguards with these words."""
        return self.filter(vanguard__in=apps.get_model("vanguards", "Vanguard").objects.mentioning(sought).order_by().values("pk"))

    def before(self, vanguard_return: Any) -> Self:
        """Return the signed-off returns of the same vanguard for earlier periods, and earlier editions, latest first."""
        earlier = Q(period__ends_on__lt=vanguard_return.period.ends_on) | Q(
            period=vanguard_return.period_id, edition__lt=vanguard_return.edition
        )
        return self.filter(earlier, vanguard=vanguard_return.vanguard_id, signed_off_at__isnull=False).order_by(
            F("period__ends_on").desc(), "-edition"
        )


class PartQuerySet(TrackedQuerySet):
    """Parts of returns: risks, requests for support, moves."""

    def visible_to(self, user: Any) -> Self:
        """Return the parts of returns that the person may see."""
        returns = apps.get_model("returns", "Return").objects.visible_to(user)
        return self if user.sees_everything else self.filter(Exists(returns.filter(pk=OuterRef("vanguard_return"))))
