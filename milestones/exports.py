"""The milestones as a file. The headings are part of what others rely on: add, never rename."""

from pages import dates
from pages.exports import Columns, column
from pages.links import path

MILESTONE_COLUMNS: Columns = {
    "Number": column("pk"),
    "Milestone": column("title"),
    "Due": column("due_on", "due_precision", "due_words", said=dates.on),
    "Due on": column("due_on"),
    "Due precision": column("due_precision"),
    "For whom": column("concerns"),
    "Nature": column("nature"),
    "Key": column("is_key"),
    "Commitments": column("commitment_count"),
    "Reached": column("reached_count"),
    "Overdue": column("overdue_count"),
}


def milestone_path(number: int) -> str:
    return path("milestone_detail", number)
