"""Offer products, add versions and record adoptions. Each raises Refused, with a sentence for the person, if it cannot be done."""

from typing import Any

from history import clock
from history.recording.bulk import create_all
from history.recording.changes import change
from pages.dates import MeantDate
from pages.errors import Refused
from people.models import User
from spread.fields import when
from spread.models import Adoption, Product, ProductMaker, ProductRelease
from spread.policies import may_add_version, may_check, may_offer, may_record
from vanguards.models import Vanguard

FIRST_VERSION = "First version"


def offer_product(*, by: User, vanguards: list[Vanguard], where: str = "", **values: Any) -> Product:
    """Offer a product of some vanguards. The programme team checks it, and then everybody sees it."""
    may_offer(by).enforce()
    _enforce_own(by, [vanguard.pk for vanguard in vanguards])
    with change(by=by, reason=""):
        product: Product = Product.objects.create(**values)
        create_all([ProductMaker(product=product, vanguard=vanguard) for vanguard in vanguards])
        if where:
            ProductRelease.objects.create(product=product, label=FIRST_VERSION, released_on=clock.today(), where=where)
    return product


def add_version(product: Product, *, by: User, label: str, released: MeantDate, **values: Any) -> ProductRelease:
    """Add a version of a product."""
    with change(by=by, reason=""):
        fresh = _standing(product, by)
        may_add_version(by, fresh).enforce()
        if fresh.released.filter(label=label).exists():
            raise Refused(f"There is a version {label} already. Choose another name.", "label")
        version = ProductRelease(product=fresh, label=label, **values)
        version.released = released
        version.save()
    return version


def record_adoption(
    product: Product, *, by: User, vanguard: Vanguard | None, stage: str, from_when: MeantDate, organisation: Any = None, **values: Any
) -> Adoption:
    """Record what a site does with a product. The programme team checks it, and then everybody sees it."""
    with change(by=by, reason=""):
        fresh = _standing(product, by)
        may_record(by, fresh).enforce()
        _enforce_own(by, [vanguard.pk] if vanguard is not None else [])
        if vanguard is None and not may_check(by):
            raise Refused("Only the programme team records what organisations do.", "vanguard")
        if vanguard is not None and vanguard.pk in fresh.maker_numbers:
            raise Refused("This vanguard makes the product, so it is not recorded as adopting it.", "vanguard")
        if Adoption.objects.filter(product=fresh, vanguard=vanguard, organisation=organisation).exists():
            raise Refused("What this site does with it is on record already. Open that, and go on from there.", "vanguard")
        given = {**values, **when(stage, from_when)}
        adoption: Adoption = Adoption.objects.create(product=fresh, vanguard=vanguard, organisation=organisation, stage=stage, **given)
    return adoption


def _enforce_own(by: User, numbers: list[int]) -> None:
    """Raise Refused for vanguards that a lead does not lead."""
    if not may_check(by) and not set(numbers) <= set(by.led_vanguard_ids):
        raise Refused("Choose a vanguard that you lead.", "vanguards")


def _standing(product: Product, by: User) -> Product:
    fresh: Product | None = Product.objects.visible_to(by).filter(pk=product.pk).first()
    if fresh is None:
        raise Refused("This product has been removed, or you can no longer see it.")
    return fresh
