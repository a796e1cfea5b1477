"""The milestones as a file. The headings are part of what others rely on: add, never rename."""

from pages.exports import Columns

MILESTONE_COLUMNS: Columns = {
    "Number": lambda milestone: milestone.pk,
    "Milestone": lambda milestone: milestone.title,
    "Due": lambda milestone: milestone.due,
    "Due on": lambda milestone: milestone.due_on,
    "Due precision": lambda milestone: milestone.due_precision,
    "For whom": lambda milestone: milestone.concerns,
    "Nature": lambda milestone: milestone.nature,
    "Key": lambda milestone: milestone.is_key,
    "Commitments": lambda milestone: milestone.commitment_count,
    "Reached": lambda milestone: milestone.reached_count,
    "Overdue": lambda milestone: milestone.overdue_count,
}
