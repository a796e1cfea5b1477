"""Expressions of interest as a file. Other people's tools rely on the headings: add some, never rename one."""

from collections.abc import Callable
from typing import Any

from pages.exports import Columns, column
from pages.links import path
from selection.workflow import State

EXPRESSION_COLUMNS: Columns = {
    "Round": column("round__cohort__name"),
    "Name": column("name"),
    "Applicant": column("applicant"),
    "Care model": column("care_model__code"),
    "Area": column("area"),
    "Population": column("population"),
    "Note on the population": column("population_note"),
    "State": column("state", said=lambda state: State(state).label),
    "Partners": column("partners"),
    "What would change": column("vision"),
    "What would help": column("help_needed"),
    "Support wanted": column("support_wanted"),
    "Sent": column("sent_at"),
    "Why late": column("late_reason"),
    "Invited": column("invited_at"),
    "Decided": column("decided_at"),
    "Feedback": column("feedback"),
    "Vanguard": column("vanguard_id"),
}


def expression_path(listing: Any) -> Callable[[int], str]:
    """Return how to find the address of an expression by its number."""
    codes = dict(listing.selected.order_by().values_list("pk", "round__cohort__code"))
    return lambda number: path("expression_detail", codes[number], number)
