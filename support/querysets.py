"""The vocabulary for support."""

from datetime import date
from typing import Any, Self

from django.db.models import Exists, OuterRef, Q

from history.versions import TrackedQuerySet
from support.workflow import OPEN_STATES, State


class EnablerQuerySet(TrackedQuerySet):
    def on(self, day: date) -> Self:
        """Those that are introduced and not retired on a day."""
        return self.filter(introduced_on__lte=day).filter(Q(retired_on=None) | Q(retired_on__gt=day))


class RequestQuerySet(TrackedQuerySet):
    def visible_to(self, user: Any) -> Self:
        """All requests for the national team; for anyone else, those with a vanguard they lead today among the recipients."""
        if user.sees_everything:
            return self
        return self.for_vanguards(user.led_vanguard_ids)

    def for_vanguards(self, numbers: list[int]) -> Self:
        """Those that have one of these vanguards as a recipient."""
        from support.models import Recipient

        return self.filter(Exists(Recipient.objects.filter(support_request=OuterRef("pk"), vanguard_id__in=numbers)))

    def open(self) -> Self:
        return self.filter(state__in=OPEN_STATES)

    def unowned(self) -> Self:
        return self.open().filter(owner=None)

    def new(self) -> Self:
        """Raised and not yet answered."""
        return self.filter(state=State.RAISED)

    def late(self, day: date) -> Self:
        """Open past their target date."""
        return self.open().exclude(state=State.DELIVERED).filter(target_on__lt=day)

    def due(self, first: date, last: date) -> Self:
        """Open, with their target date between these days."""
        return self.open().exclude(state=State.DELIVERED).filter(target_on__range=(first, last))

    def mentioning(self, words: str) -> Self:
        """Those whose title, text or reference has the words in it."""
        found = Q(title__icontains=words) | Q(needed__icontains=words)
        number = words.upper().removeprefix("SR-")
        if number.isdecimal() and len(number) < 10:
            found |= Q(pk=int(number))
        return self.filter(found)

    def for_list(self) -> Self:
        return self.select_related("owner").prefetch_related("enabler_links__enabler")


class RecipientQuerySet(TrackedQuerySet):
    def visible_to(self, user: Any) -> Self:
        """All for the national team; for a lead, those of their own vanguards: never the words of the others."""
        return self if user.sees_everything else self.filter(vanguard_id__in=user.led_vanguard_ids)


class CommentQuerySet(TrackedQuerySet):
    def visible_to(self, user: Any) -> Self:
        """All for the national team; for a lead, what is shared on requests of theirs and what is between their vanguard and the team."""
        from support.models import Recipient

        if user.sees_everything:
            return self
        mine = user.led_vanguard_ids
        on_mine = Exists(Recipient.objects.filter(support_request=OuterRef("support_request"), vanguard_id__in=mine))
        return self.filter(on_mine).filter(Q(audience="shared") | Q(audience="vanguard", vanguard_id__in=mine))


class PartOfRequestQuerySet(TrackedQuerySet):
    def visible_to(self, user: Any) -> Self:
        """What belongs to a request is for those who may see the request."""
        from support.models import Recipient

        if user.sees_everything:
            return self
        return self.filter(Exists(Recipient.objects.filter(support_request=OuterRef("support_request"), vanguard_id__in=user.led_vanguard_ids)))
