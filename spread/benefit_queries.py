"""Queries of the pages of benefits and measures."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Count, Q

from history.reading.prepared import prepared
from people.models import User
from spread.models import Benefit, BenefitMove, Measure, Reading

MOST_READINGS = 2_000  # in the pictures of one page


@prepared
def benefit_of_number(number: int, user: User) -> Any:
    return Benefit.objects.visible_to(user).for_page().with_latest().filter(pk=number)


@prepared
def benefits_of_numbers(numbers: list[int], user: User) -> Any:
    return Benefit.objects.visible_to(user).for_page().with_latest().filter(pk__in=numbers)


@prepared
def moves_of_benefit(number: int, user: User) -> Any:
    return BenefitMove.objects.visible_to(user).filter(benefit=number).select_related("moved_by").order_by("moved_at", "pk")


@prepared
def _readings(numbers: list[int], user: User) -> Any:
    found = Reading.objects.visible_to(user).filter(benefit__in=numbers).select_related("source")
    return found.order_by("-read_on", "-pk")[:MOST_READINGS]


def with_readings(benefits: Sequence[Benefit], user: User) -> list[Benefit]:
    """Give each benefit its `shown_readings`, the earliest first."""
    found = {each.pk: each for each in benefits}
    for each in benefits:
        each.shown_readings = []
    for reading in reversed(_readings([*found], user) if found else []):
        found[reading.benefit_id].shown_readings.append(reading)
    return list(benefits)


@prepared
def measure_of_number(number: int, user: User) -> Any:
    return Measure.objects.visible_to(user).select_related("source").filter(pk=number)


def measures(user: User) -> Any:
    """Return measures with `many`: how many benefits by each the person may see."""
    led = Q() if user.sees_everything else Q(benefits__vanguard_id__in=user.led_vanguard_ids)
    return Measure.objects.visible_to(user).annotate(many=Count("benefits", filter=led)).order_by("name", "pk")
