"""Funds, and amounts that were published of them."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from fund.columns import Pounds
from fund.querysets import PublishedQuerySet
from fund.workflow import Stage
from history.reading.remembered import until_the_next_change
from pages import money
from pages.links import path
from vanguards.facts import SourcedFact
from vanguards.models import CareModel, Vanguard

A_YEAR = r"^20\d\d/\d\d$"
A_SPAN = r"^20\d\d/\d\d(–20\d\d/\d\d)?$"


def year_in_addresses(year: str) -> str:
    """Return "2015-16" for the year 2015/16."""
    return year.replace("/", "-")


class Fund(SourcedFact):
    """Money that is set aside for the vanguards, over some years."""

    ADDRESSED_BY = ("code",)

    name = models.CharField(max_length=100, unique=True)
    code = models.SlugField("name in addresses", max_length=60, unique=True)
    words = models.TextField("what it is for", blank=True)

    class Meta(SourcedFact.Meta):
        ordering = ["pk"]
        constraints = [*SourcedFact.Meta.constraints, models.CheckConstraint(condition=~Q(name="") & ~Q(code=""), name="fund_has_a_name")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return f"{path('fund_overview')}#{self.code}"


@until_the_next_change
def fund_codes() -> dict[int, str]:
    """Return the code of each fund by its number: there are few, and every address of a line has one."""
    return dict(Fund.objects.order_by().values_list("pk", "code"))


class PublishedAmount(SourcedFact):
    """What a publication says of a fund's money: a total or, with a vanguard, what that one asked for or got.

    Publications do not always agree, so each amount stands as it was published, and no two are made to fit.
    """

    PART_OF = ("fund", "vanguard")
    READ_BY = [["year"], ["vanguard"]]

    fund = models.ForeignKey(Fund, models.PROTECT, related_name="published")
    year = models.CharField(max_length=15, help_text="Such as 2015/16, or 2015/16–2017/18.")
    stage = models.CharField("what it says of the money", max_length=11, choices=Stage)
    words = models.CharField("what it is for", max_length=200, help_text="As the publication calls it.")
    amount = Pounds("amount in pounds")
    vanguard = models.ForeignKey(Vanguard, models.PROTECT, null=True, blank=True, related_name="published_amounts")
    care_model = models.ForeignKey(
        CareModel, models.PROTECT, null=True, blank=True, related_name="+", help_text="If it is a total for one care model."
    )
    is_whole = models.BooleanField(
        "compared with the record", default=False, help_text="A total of all vanguards of that year, or of all of the care model."
    )

    objects: ClassVar[Any] = PublishedQuerySet.as_manager()

    class Meta(SourcedFact.Meta):
        ordering = ["year", "pk"]
        constraints = [
            *SourcedFact.Meta.constraints,
            models.CheckConstraint(condition=Q(stage__in=Stage.values), name="published_stage_known"),
            models.CheckConstraint(condition=Q(amount__gte=0), name="published_not_below_zero"),
            models.CheckConstraint(condition=Q(year__regex=A_SPAN), name="published_year"),
            models.CheckConstraint(condition=Q(vanguard=None) | Q(care_model=None), name="published_of_one"),
            models.CheckConstraint(condition=Q(vanguard=None) | Q(is_whole=False), name="published_whole_is_a_total"),
            models.CheckConstraint(condition=~Q(words=""), name="published_in_words"),
            models.UniqueConstraint(
                fields=["fund", "year", "stage", "words", "vanguard", "source"],
                condition=Q(vanguard__isnull=False),
                name="published_once_of_a_vanguard",
            ),
            models.UniqueConstraint(
                fields=["fund", "year", "stage", "words", "source"], condition=Q(vanguard=None), name="published_total_once"
            ),
        ]
        indexes = [
            models.Index(fields=["year", "vanguard", "id"], name="published_by_year"),
            models.Index(fields=["vanguard", "year", "id"], name="published_by_vanguard"),
        ]

    def __str__(self) -> str:
        return f"{self.words}, {self.year}: {money.in_words(self.amount)}"
