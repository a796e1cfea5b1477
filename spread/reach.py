"""How far products have spread: sites by stage, and how long it took from the first use to the fifth site that adopted it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, F, Min, Window
from django.db.models.functions import RowNumber

from pages.links import url
from spread.models import Adoption, Product
from spread.workflow import Stage

FIFTH = 5


@dataclass(frozen=True)
class Reach:
    """How far one product has spread: checked adoptions by stage, the first day of use, and the day when the fifth site adopted it."""

    product: Product
    stages: Mapping[str, int]
    first_on: date | None
    fifth_on: date | None

    @property
    def sites(self) -> int:
        return sum(self.stages.values())

    @property
    def days(self) -> int | None:
        """Return the days from the first use to the fifth adopter; None until there are five."""
        return (self.fifth_on - self.first_on).days if self.first_on is not None and self.fifth_on is not None else None

    def address(self, stage: str = "") -> str:
        """Return the address of exactly these sites."""
        asked = {"stage": stage} if stage else {}
        return url("adoption_list", product=self.product.pk, state="checked", **asked)


def reach_of(products: Sequence[Product]) -> list[Reach]:
    """Return how far these products have spread."""
    numbers = [product.pk for product in products]
    stages: dict[int, dict[str, int]] = defaultdict(dict)
    first: dict[int, date] = {}
    for product, stage, many, used_on in _by_stage(numbers) if numbers else ():
        stages[product][stage] = many
        if used_on is not None:
            first[product] = min(used_on, first.get(product, used_on))
    fifth = dict(_fifth(numbers)) if numbers else {}
    return [Reach(each, stages[each.pk], first.get(each.pk), fifth.get(each.pk)) for each in products]


def _by_stage(numbers: Iterable[int]) -> Any:
    checked = Adoption.objects.checked().filter(product__in=numbers).order_by()
    return checked.values_list("product", "stage").annotate(many=Count("pk"), used=Min("used_on"))


def _fifth(numbers: Iterable[int]) -> Any:
    """Return the day when the fifth site adopted each product."""
    place = Window(RowNumber(), partition_by=[F("product")], order_by=[F("adopted_on"), F("pk")])
    adopted = Adoption.objects.checked().filter(product__in=numbers, adopted_on__isnull=False).order_by()
    return adopted.annotate(place=place).filter(place=FIFTH).values_list("product", "adopted_on")


def in_all(user: Any) -> dict[str, int]:
    """Return how many sites there are at each stage, of all products that the person may see."""
    checked = Adoption.objects.visible_to(user).checked().order_by()
    counted = dict(checked.values_list("stage").annotate(many=Count("pk")))
    return {stage.value: counted.get(stage.value, 0) for stage in Stage}
