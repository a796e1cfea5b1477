"""The states of a request and the words of its recipients. The table of moves between them comes with the moves."""

from django.db import models


class State(models.TextChoices):
    RAISED = "raised", "Raised"
    ACCEPTED = "accepted", "Accepted"
    IN_PROGRESS = "in progress", "In progress"
    WAITING = "waiting", "Waiting for the vanguards"
    DELIVERED = "delivered", "Delivered"
    CLOSED = "closed", "Closed"
    DECLINED = "declined", "Declined"
    MERGED = "merged", "Merged"


class Word(models.TextChoices):
    """Where a request stands for one of its vanguards, and what that vanguard says of it."""

    OPEN = "open", "Open"
    DELIVERED = "delivered", "Delivered, word awaited"
    CONFIRMED = "confirmed", "Confirmed"
    DISPUTED = "disputed", "Disputed"
    NOT_CONFIRMED = "not confirmed", "Not confirmed"
    WITHDRAWN = "withdrawn", "Withdrawn"


OPEN_STATES = [State.RAISED, State.ACCEPTED, State.IN_PROGRESS, State.WAITING, State.DELIVERED]
