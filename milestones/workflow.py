"""The life of a commitment: its states, the names of the moves between them (milestones/moves/), and what becomes of a forecast.

A new date is a move that keeps the state and adds a line to the ledger. A later date on a key milestone waits for the programme team; any
other date counts at once.
"""

from django.db import models


class State(models.TextChoices):
    OPEN = "open", "Open"
    REACHED = "reached", "Reached"
    CANCELLED = "cancelled", "Cancelled"
    NOT_OURS = "no longer ours", "Withdrawn"


class Status(models.TextChoices):
    """The status of a commitment on a day. Open ones are on time, late or overdue."""

    ON_TIME = "on-time", "On time"
    LATE = "late", "Late"
    OVERDUE = "overdue", "Overdue"
    REACHED = "reached", "Reached"
    CANCELLED = "cancelled", "Cancelled"
    NOT_OURS = "no-longer-ours", "Withdrawn"


class Outcome(models.TextChoices):
    """What became of a line in the ledger. Only recorded or approved dates are expected."""

    RECORDED = "recorded", "Recorded"
    PROPOSED = "proposed", "Waiting for approval"
    APPROVED = "approved", "Approved"
    REJECTED = "rejected", "Rejected"
    OVERTAKEN = "overtaken", "Replaced"


STANDING = (Outcome.RECORDED, Outcome.APPROVED)
DECIDED = (Outcome.APPROVED, Outcome.REJECTED, Outcome.OVERTAKEN)


class Move(models.TextChoices):
    """The name of a move, as addresses write it."""

    FORECAST = "new-date", "Give a new date"
    APPROVE = "approve", "Approve the new date"
    REJECT = "reject", "Reject the new date"
    REACH = "reached", "Report as reached"
    TAKE_BACK = "not-reached-after-all", "Report as not reached"
    CANCEL = "cancel", "Cancel this commitment"
    NOT_OURS = "no-longer-ours", "Withdraw from this milestone"
    REOPEN = "reopen", "Reopen this commitment"


class Who(models.TextChoices):
    """Who makes a move. The programme team may make every one."""

    TEAM = "team", "The programme team"
    LEAD = "lead", "A vanguard lead, or the programme team"
