"""The life of a return: its states, the names of the moves between them (returns/moves.py), and what it is made of.

A signed-off return keeps its state for ever. A mistake in it is corrected by another edition, which replaces it once that is signed off.
"""

from django.db import models


class State(models.TextChoices):
    OWED = "owed", "Not started"
    STARTED = "started", "Started"
    SENT = "sent", "Sent"
    SENT_BACK = "sent back", "Sent back"
    SIGNED_OFF = "signed off", "Signed off"


WITH_THE_LEADS = (State.OWED, State.STARTED, State.SENT_BACK)
DECLARED = (State.SENT, State.SIGNED_OFF)
WRITABLE = (State.STARTED, State.SENT_BACK)


class Confidence(models.TextChoices):
    """How likely it is that the vanguard delivers what it promised, from worst to best."""

    RED = "red", "Red"
    AMBER = "amber", "Amber"
    GREEN = "green", "Green"


# In plain words, after the three-point scale for delivery confidence of the Infrastructure and Projects Authority.
MEANINGS = {
    Confidence.GREEN: "We will very likely deliver. No big problem is in the way.",
    Confidence.AMBER: "We can deliver, but there are big problems. They can be solved if we act soon.",
    Confidence.RED: "We do not see how to deliver. There are big problems that we cannot solve as things are.",
}


def is_better(one: str, other: str) -> bool:
    """Return whether one confidence is better than another."""
    order = Confidence.values
    return order.index(one) > order.index(other)


class Section(models.TextChoices):
    """A part of a return, which the team can send back with a reason."""

    CONFIDENCE = "confidence", "Confidence"
    ACHIEVED = "achieved", "What was achieved"
    NEXT = "next_steps", "What is next"
    RISKS = "risks", "Risks"
    ASKS = "asks", "Support you ask for"


FILLED_IN = (Section.ACHIEVED, Section.NEXT)  # sections that start with what the record knows


class Move(models.TextChoices):
    """The name of a move, as addresses write it."""

    START = "start", "Start this return"
    SEND = "send", "Send this return"
    CHASE = "chase", "Chase this return"
    SEND_BACK = "send-back", "Send this return back"
    SIGN_OFF = "sign-off", "Sign off this return"
    CORRECT = "correct", "Correct this return"


class Who(models.TextChoices):
    """Who makes a move. The programme team may make every one."""

    TEAM = "team", "The programme team"
    LEAD = "lead", "A vanguard lead, or the programme team"
