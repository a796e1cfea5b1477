"""Querysets for enablers."""

from datetime import date
from functools import partial
from typing import Any, Self

from django.apps import apps
from django.db.models import Count, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from history.recording import word_index
from history.recording.versions import TrackedQuerySet
from pages.search import Sought, mentioning


class EnablerQuerySet(TrackedQuerySet):
    def on(self, day: date) -> Self:
        """Return the enablers that are introduced and not retired on a day."""
        return self.filter(introduced_on__lte=day).filter(Q(retired_on=None) | Q(retired_on__gt=day))

    def mentioning(self, sought: Sought) -> Self:
        """Return the enablers with each of the words in their name, description or one of their offers."""
        return self.filter(mentioning(sought, partial(word_index.has, self.model), _offered))

    def with_counts(self, requests: Any) -> Self:
        """Add to each the number of its offers and of these requests."""
        links = apps.get_model("support", "RequestEnabler").objects.filter(enabler=OuterRef("pk"), support_request__in=requests)
        return self.annotate(
            offer_count=Count("offers", distinct=True),
            request_count=Coalesce(Subquery(links.order_by().values("enabler").annotate(n=Count("pk")).values("n")), 0),
        )


def _offered(word: str, indexed: bool) -> Q:
    offer: Any = apps.get_model("support", "Offer")
    return Q(pk__in=offer.objects.filter(word_index.has(offer, word, indexed)).order_by().values("enabler"))
