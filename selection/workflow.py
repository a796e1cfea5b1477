"""The life of an expression of interest: its states, and the names of the moves between them (selection/moves.py)."""

from django.db import models


class State(models.TextChoices):
    WRITTEN = "being written", "Being written"
    SENT = "sent", "Sent"
    SENT_BACK = "sent back", "Sent back"
    INVITED = "invited", "Invited to the workshop"
    SELECTED = "selected", "Selected"
    NOT_SELECTED = "not selected", "Not selected"
    WITHDRAWN = "withdrawn", "Withdrawn"


WRITABLE = (State.WRITTEN, State.SENT_BACK)
TO_DECIDE = (State.SENT, State.INVITED)
UNDECIDED = (*WRITABLE, *TO_DECIDE)


class Move(models.TextChoices):
    """The name of a move, as addresses write it."""

    SEND = "send", "Send this expression"
    READER = "ask-reader", "Ask somebody to read this expression"
    SEND_BACK = "send-back", "Send this expression back"
    INVITE = "invite", "Invite this expression to the workshop"
    SELECT = "select", "Select this expression"
    NOT_SELECT = "turn-down", "Turn this expression down"
    WITHDRAW = "withdraw", "Withdraw this expression"


class Who(models.TextChoices):
    """Who makes a move. The programme team may make every one."""

    TEAM = "team", "The programme team"
    APPLICANT = "applicant", "An applicant, or the programme team"


class Mark(models.IntegerChoices):
    """How well an expression of interest shows what a criterion asks."""

    NOT_SHOWN = 0, "Does not show it"
    PARTLY = 1, "Shows part of it"
    SHOWN = 2, "Shows it"
    WELL_SHOWN = 3, "Shows it very well"
