"""The vanguards that the heat map shows, in their order."""

from functools import cached_property
from typing import Any

from django.db.models import Count, F, OuterRef, Subquery, Value
from django.db.models.functions import Coalesce

from board.heat_map.counting import Measure
from board.heat_map.filters import BY_CARE_MODEL, BY_FORM, COUNTED, OPEN, HeatMapFilters
from history.reading import as_at
from pages.lists import Listing
from people.models import User
from people.requests import SignedInRequest
from vanguards.exports import PUBLISHED
from vanguards.models import Vanguard

SORTS = {"number": ["number"], "name": ["name", "number"], "most": ["-most", "number"]}
GROUPED = {BY_CARE_MODEL: ["care_model__order", "care_model__code"], BY_FORM: ["forms_said"]}
(FORMS_SAID,) = PUBLISHED["Collaboration forms"].what


class HeatListing(Listing):
    """The list of vanguards: grouped first, then sorted within each group."""

    filters: HeatMapFilters

    @property
    def measure(self) -> Measure:
        return Measure(self.filters.form.cleaned_data["count"], self.filters.user, as_at.today())

    @property
    def rows_are(self) -> str:
        """Return what has a row, in the word of the address."""
        by: str = self.filters.form.cleaned_data["by"]
        return by

    @property
    def has_vanguards(self) -> bool:
        """Return whether each row is a vanguard, not a group of them."""
        return self.rows_are in GROUPED

    @property
    def in_order(self) -> Any:
        rows = super().in_order
        groups = GROUPED.get(self.rows_are, []) if not self.refusals else []
        return rows.order_by(*(F(column).asc(nulls_last=True) for column in groups), *rows.query.order_by)

    @cached_property
    def numbers(self) -> Any:
        """Return the numbers of all selected vanguards."""
        return self.selected.order_by("number").values_list("pk", flat=True)


def listed(request: SignedInRequest) -> HeatListing:
    user, count = request.user, request.GET.get("count", "")
    measure = Measure(count if count in COUNTED else OPEN, user, as_at.today())
    filters = HeatMapFilters(request.GET, _with_their_record(user).annotate(most=_how_many(measure)), request=request)
    listing = HeatListing(
        request, filters, sorts=SORTS, thing=("vanguard", "vanguards"), at="heat_map", read=lambda numbers: _read(numbers, user)
    )
    if not listing.refusals and not listing.has_vanguards and listing.number > 1:
        listing.refusals.append({"text": f"There is no page {listing.number}: all rows are on the first."})
    return listing


def _with_their_record(user: User) -> Any:
    """Return the vanguards whose requests this person may see, each with `forms_said`."""
    vanguards: Any = Vanguard.objects.visible_to(user) if user.sees_everything else Vanguard.objects.led_by(user)
    return vanguards.annotate(forms_said=FORMS_SAID)


def _how_many(measure: Measure) -> Any:
    """Return how many of a vanguard's requests are counted, to sort by."""
    parts = measure.parts().filter(vanguard=OuterRef("pk")).values("vanguard")
    return Coalesce(Subquery(parts.annotate(many=Count("pk")).values("many")), Value(0))


def _read(numbers: list[int], user: User) -> Any:
    return _with_their_record(user).filter(pk__in=numbers).select_related("care_model").only("name", "care_model__code", "care_model__name")
