"""Areas of national support, and what was promised for each."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q

from pages import dates
from pages.links import path
from support.finding_enablers import EnablerQuerySet
from vanguards.facts import SourcedFact, date_constraints, precision_field, words_field
from vanguards.models import CareModel, CollaborationForm, Organisation


class Enabler(SourcedFact):
    """An area of national support: eight from July 2015, ten from December 2015."""

    ADDRESSED_BY = ("slug",)
    SEARCHED = ("name", "description")

    slug = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=100, unique=True)
    order = models.PositiveSmallIntegerField(default=0)
    order_note = models.CharField(max_length=200, blank=True)
    introduced_on = models.DateField()
    retired_on = models.DateField(null=True, blank=True, help_text="From this day it is no longer offered.")
    description = models.TextField(blank=True)

    objects: ClassVar[Any] = EnablerQuerySet.as_manager()

    class Meta(SourcedFact.Meta):
        ordering = ["order", "pk"]
        constraints = [
            *SourcedFact.Meta.constraints,
            models.CheckConstraint(
                condition=Q(retired_on=None) | Q(retired_on__gt=F("introduced_on")), name="enabler_retired_after_introduced"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return path("enabler_detail", self.slug)


class Offer(SourcedFact):
    """What the published package promises under an enabler: to whom, from when, by which body."""

    PART_OF = ("enabler",)
    SEARCHED = ("words", "audience")

    enabler = models.ForeignKey(Enabler, models.PROTECT, related_name="offers")
    words = models.TextField()
    audience = models.CharField("to whom", max_length=200, blank=True)
    care_model = models.ForeignKey(CareModel, models.PROTECT, null=True, blank=True, related_name="offers")
    form = models.ForeignKey(CollaborationForm, models.PROTECT, null=True, blank=True, related_name="offers")
    offered_on = models.DateField("from", null=True, blank=True)
    offered_precision = precision_field()
    offered_words = words_field()
    offered = dates.meant("offered")
    body = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="offers")
    later = models.BooleanField("came later", default=False, help_text="Published after the package of December 2015.")

    class Meta(SourcedFact.Meta):
        ordering = ["enabler", "pk"]
        constraints = [
            *SourcedFact.Meta.constraints,
            *date_constraints("offered"),
            models.CheckConstraint(condition=~Q(words=""), name="offer_says_something"),
        ]

    def __str__(self) -> str:
        return self.words if len(self.words) <= 80 else f"{self.words[:79]}…"
