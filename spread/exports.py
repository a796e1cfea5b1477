"""Products and adoptions as files. Other people's tools rely on the headings: add some, never rename one."""

from collections.abc import Callable
from typing import Any

from django.db.models import OuterRef

from pages.concatenated import Joined
from pages.exports import Columns, column
from pages.links import path
from spread.models import ProductMaker
from spread.workflow import Helped, Kind, Maturity, Stage, State


def product_columns() -> Columns:
    makers = ProductMaker.objects.filter(product=OuterRef("pk")).order_by("vanguard_id")
    return {
        "Product": column("name"),
        "Kind": column("kind", said=lambda kind: Kind(kind).label),
        "What it is": column("summary"),
        "How far it is": column("maturity", said=lambda value: Maturity(value).label if value else ""),
        "State": column("state", said=lambda state: State(state).label),
        "Made by": column(Joined(makers, "vanguard__name", between="; ")),
        "National body": column("body__name"),
        "Licence": column("licence"),
        "Certainty": column("certainty"),
        "Source": column("source__title"),
        "Paragraph": column("paragraph"),
        "Invented": column("invented"),
    }


def product_path(number: int) -> str:
    return path("product_detail", number)


ADOPTION_COLUMNS: Columns = {
    "Product": column("product__name"),
    "Vanguard": column("vanguard_id"),
    "Vanguard name": column("vanguard__name"),
    "Care model": column("vanguard__care_model__code"),
    "Organisation": column("organisation__name"),
    "How far they are": column("stage", said=lambda stage: Stage(stage).label),
    "Since": column("since_on"),
    "How exact that is": column("since_precision"),
    "First used": column("used_on"),
    "First adopted": column("adopted_on"),
    "What they do with it": column("use"),
    "What they changed": column("changed"),
    "Whether it helped": column("helped", said=lambda value: Helped(value).label if value else ""),
    "State": column("state", said=lambda state: State(state).label),
    "Invented": column("invented"),
}


def adoption_path(listing: Any) -> Callable[[int], str]:
    """Return how to find the address of an adoption by its number."""
    products = dict(listing.selected.order_by().values_list("pk", "product_id"))
    return lambda number: path("adoption_detail", products[number], number)
