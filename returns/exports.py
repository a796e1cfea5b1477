"""Returns as a file. Other people's tools rely on the headings: add some, never rename one."""

from collections.abc import Callable
from typing import Any

from pages.exports import Columns, column
from pages.links import path
from returns.workflow import Confidence, State

RETURN_COLUMNS: Columns = {
    "Period": column("period__name"),
    "Due": column("period__due_on"),
    "Vanguard": column("vanguard_id"),
    "Vanguard name": column("vanguard__name"),
    "Care model": column("vanguard__care_model__code"),
    "Edition": column("edition"),
    "State": column("state", said=lambda state: State(state).label),
    "Declared confidence": column("confidence", said=lambda value: Confidence(value).label if value else ""),
    "Computed confidence when sent": column("computed_then", said=lambda value: Confidence(value).label if value else ""),
    "Why better than the record": column("confidence_reason"),
    "What was achieved": column("achieved"),
    "What is next": column("next_steps"),
    "Sent": column("sent_at"),
    "Signed off": column("signed_off_at"),
}


def return_path(listing: Any) -> Callable[[int], str]:
    """Return how to find the address of a return by its number."""
    keys = {pk: key for pk, *key in listing.selected.order_by().values_list("pk", "period__code", "vanguard_id", "edition")}
    return lambda number: path("return_detail", *keys[number])
