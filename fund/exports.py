"""Funding lines and published amounts as files. Other people's tools rely on the headings: add some, never rename one."""

from collections.abc import Callable
from typing import Any

from fund.models import year_in_addresses
from fund.querysets import together_in
from fund.workflow import InstalmentState, Stage, State
from pages.exports import Columns, column
from pages.links import path

FUNDING_COLUMNS: Columns = {
    "Fund": column("fund__name"),
    "Year": column("year"),
    "Vanguard": column("vanguard_id"),
    "Vanguard name": column("vanguard__name"),
    "Care model": column("vanguard__care_model__code"),
    "State": column("state", said=lambda state: State(state).label),
    "What it is for": column("purpose"),
    "Asked for": column("asked"),
    "Offered": column("offered"),
    "Approved": column("approved"),
    "Matched by the vanguard": column("matched"),
    "Paid": column(together_in(InstalmentState.PAID)),
    "Spent, as reported": column("spent"),
}
PUBLISHED_COLUMNS: Columns = {
    "Fund": column("fund__name"),
    "Year": column("year"),
    "What it says of the money": column("stage", said=lambda stage: Stage(stage).label),
    "What it is for": column("words"),
    "Amount": column("amount"),
    "Vanguard": column("vanguard_id"),
    "Vanguard name": column("vanguard__name"),
    "Care model of a total": column("care_model__code"),
    "Source": column("source__title"),
    "Address of the source": column("source__address"),
    "Certainty": column("certainty"),
    "Note": column("certainty_note"),
}


def funding_path(listing: Any) -> Callable[[int], str]:
    """Return how to find the address of a line by its number."""
    keys = {pk: key for pk, *key in listing.selected.order_by().values_list("pk", "fund__code", "year", "vanguard_id")}
    return lambda number: path("funding_detail", keys[number][0], year_in_addresses(keys[number][1]), keys[number][2])
