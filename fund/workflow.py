"""The life of a funding line and of its instalments: their states, and the names of the moves between them (fund/moves/).

A line is what one vanguard gets from a fund in one year. It is paid in instalments, each once its condition is met.
"""

from django.db import models


class State(models.TextChoices):
    ASKED = "asked", "Asked for"
    OFFERED = "offered", "Offered"
    APPROVED = "approved", "Approved"
    DECLINED = "declined", "Declined"
    CLOSED = "closed", "Closed"


UNDECIDED = (State.ASKED, State.OFFERED)


class Move(models.TextChoices):
    """The name of a move of a line, as addresses write it."""

    ASK = "ask", "Ask for another amount"
    OFFER = "offer", "Offer an amount"
    APPROVE = "approve", "Approve this line"
    DECLINE = "decline", "Decline this line"
    MATCH = "match", "State your own money"
    PLAN = "plan", "Plan an instalment"
    SPEND = "spend", "Report what was spent"
    CLOSE = "close", "Close this line"
    REOPEN = "reopen", "Open this line again"


class InstalmentState(models.TextChoices):
    PLANNED = "planned", "Planned"
    PAID = "paid", "Paid"
    CANCELLED = "cancelled", "Cancelled"


class InstalmentMove(models.TextChoices):
    """The name of a move of an instalment, as addresses write it."""

    PAY = "pay", "Pay this instalment"
    WAIVE = "waive", "Waive the condition"
    CANCEL = "cancel", "Cancel this instalment"
    TAKE_BACK = "take-back", "Take this payment back"


class Condition(models.TextChoices):
    """What has to happen before an instalment is paid."""

    NONE = "none", "Nothing"
    RETURN = "return", "A return is signed off"
    COMMITMENT = "commitment", "A milestone is reached"
    REQUEST = "request", "A support request is delivered"


class Who(models.TextChoices):
    """Who makes a move. An administrator may make every one."""

    TEAM = "team", "The programme team"
    LEAD = "lead", "A vanguard lead, or the programme team"
    ADMINISTRATOR = "administrator", "An administrator"


class Stage(models.TextChoices):
    """What a published amount says of the money. Amounts of different stages are never added together."""

    SET_ASIDE = "set-aside", "Set aside"
    ASKED = "asked", "Asked for"
    FIRST_AWARD = "first-award", "First awarded"
    APPROVED = "approved", "Approved"
    MATCHED = "matched", "Matched by the vanguards"
    SPENT = "spent", "Spent"


QUEUES = {"to-pay": "Condition met, not paid", "waiting": "Waiting for a condition"}
