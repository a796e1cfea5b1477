"""Funding lines."""

from decimal import Decimal
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from fund.columns import pounds
from fund.models.funds import A_YEAR, Fund, fund_codes, year_in_addresses
from fund.querysets import AMOUNTS, LineQuerySet
from fund.workflow import State
from history.recording.versions import TrackedModel
from pages import money
from pages.links import path
from vanguards.models import Vanguard


class FundingLine(TrackedModel):
    """What one vanguard asks for and gets from a fund in one year. An amount that is not known is empty, never 0."""

    PART_OF = ("vanguard",)
    ADDRESSED_BY = ("fund", "year", "vanguard")
    READ_BY = [["year"], ["vanguard"], ["approved"]]
    NAME_IS_PUBLIC = False

    fund = models.ForeignKey(Fund, models.PROTECT, related_name="lines")
    vanguard = models.ForeignKey(Vanguard, models.PROTECT, related_name="funding_lines")
    year = models.CharField(max_length=7, help_text="Such as 2015/16.")
    state = models.CharField(max_length=8, choices=State, default=State.ASKED)
    purpose = models.TextField("what it is for", blank=True)
    asked = pounds("asked for")
    offered = pounds("offered")
    approved = pounds("approved")
    matched = pounds("matched by the vanguard")
    spent = pounds("spent, as reported")
    invented = models.BooleanField(default=False, help_text="Made up for the demonstration.")

    paid: Any  # what its instalments of each state add up to, set by with_payments(); and how many wait or can be paid, set for the list
    planned: Any
    waiting: int
    to_pay: int

    objects: ClassVar[Any] = LineQuerySet.as_manager()

    class Meta:
        ordering = ["-year", "vanguard", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["fund", "year", "vanguard"], name="funding_once_a_year"),
            models.CheckConstraint(condition=Q(state__in=State.values), name="funding_state_known"),
            models.CheckConstraint(condition=Q(year__regex=A_YEAR), name="funding_year"),
            models.CheckConstraint(
                condition=Q(state__in=[State.APPROVED, State.CLOSED], approved__isnull=False)
                | Q(state__in=[State.ASKED, State.OFFERED, State.DECLINED], approved=None),
                name="funding_approved_has_its_amount",
            ),
            models.CheckConstraint(condition=~Q(state=State.OFFERED) | Q(offered__isnull=False), name="funding_offered_has_its_amount"),
            models.CheckConstraint(condition=~Q(state=State.CLOSED) | Q(spent__isnull=False), name="funding_closed_says_what_was_spent"),
            *(
                models.CheckConstraint(condition=Q(**{name: None}) | Q(**{f"{name}__gte": 0}), name=f"funding_{name}_not_below_zero")
                for name in AMOUNTS
            ),
        ]
        indexes = [
            models.Index(fields=["vanguard", "year", "id"], name="funding_by_vanguard"),
            models.Index(fields=["year", "vanguard", "id"], name="funding_by_year"),
            models.Index(fields=["approved", "id"], name="funding_by_approved"),
        ]

    def __str__(self) -> str:
        return f"Funding of vanguard {self.vanguard_id} in {self.year}"

    def get_absolute_url(self) -> str:
        return path("funding_detail", *self.key)

    @property
    def key(self) -> tuple[str, str, int]:
        """Return what its address is made of."""
        code = self.fund.code if FundingLine.fund.is_cached(self) else fund_codes()[self.fund_id]
        return code, year_in_addresses(self.year), self.vanguard_id

    @property
    def in_a_sentence(self) -> str:
        """Return "the 2015/16 funding of 38 Salford and Wigan"."""
        return f"the {self.year} funding of {self.vanguard.in_a_sentence}"

    @property
    def is_approved(self) -> bool:
        return self.state == State.APPROVED

    @property
    def difference(self) -> Decimal | None:
        """Return what was spent beyond what was approved; negative if less was; None if either is not known."""
        return None if self.approved is None or self.spent is None else self.spent - self.approved

    @property
    def over_or_under(self) -> str:
        """Return "£200,000 less than was approved", or "" if it is not known."""
        difference = self.difference
        if difference is None:
            return ""
        if not difference:
            return "exactly what was approved"
        return f"{money.in_words(abs(difference))} {'more' if difference > 0 else 'less'} than was approved"
