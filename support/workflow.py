"""The life of a request: its states, the states of each vanguard's part, and the names of the moves between them (support/moves/).

A move acts on the request or on one vanguard's part. The state follows from its moves and, after a delivery, from its least finished
vanguard (`state_after`).
"""

from collections.abc import Collection

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
    """The state of a request for one of its vanguards, and that vanguard's answer."""

    OPEN = "open", "Not delivered yet"
    DELIVERED = "delivered", "Not answered yet"
    CONFIRMED = "confirmed", "Confirmed"
    DISPUTED = "disputed", "Disputed"
    NOT_CONFIRMED = "not confirmed", "Not answered in time"
    WITHDRAWN = "withdrawn", "Withdrawn"


class Helped(models.TextChoices):
    """Whether what was delivered helped."""

    YES = "yes", "Yes"
    PARTLY = "partly", "Partly"
    NO = "no", "No"


HELPED: dict[str, str] = {Helped.YES: "It helped", Helped.PARTLY: "It helped partly", Helped.NO: "It did not help"}


class Move(models.TextChoices):
    """The name of a move, as addresses write it."""

    ACCEPT = "accept", "Accept this request"
    DECLINE = "decline", "Decline this request"
    MERGE = "merge", "Merge into another request"
    START = "start", "Start work"
    WAIT = "wait", "Ask the vanguards"
    REPLY = "reply", "Reply to the team"
    RESUME = "resume", "Resume work"
    DELIVER = "deliver", "Deliver this request"
    CONFIRM = "confirm", "Confirm it was delivered"
    DISPUTE = "dispute", "Something is missing"
    TAKE_BACK = "take-back-a-dispute", "Take back your dispute"
    WITHDRAW = "withdraw", "Withdraw from this request"
    SILENCE = "silence", "Count as not answered in time"
    ADD = "add-vanguards", "Add vanguards"
    REMOVE = "take-off-a-vanguard", "Remove a vanguard"
    REOPEN = "reopen", "Reopen this request"
    REASSIGN = "reassign", "Assign to somebody else"
    RETARGET = "change-target-date", "Change the target date"
    ADD_BODY = "add-a-body", "Add an answering body"
    EDIT = "edit", "Edit the title and the need"
    SHARE = "share", "Share with other vanguards"
    UNSHARE = "stop-sharing", "Stop sharing"


class Who(models.TextChoices):
    """Who makes a move."""

    TEAM = "team", "The programme team"
    LEAD = "lead", "A lead of the vanguard"
    APP = "app", "The app, daily"


OPEN_STATES = [State.RAISED, State.ACCEPTED, State.IN_PROGRESS, State.WAITING, State.DELIVERED]
WITH_THE_TEAM = [State.RAISED, State.ACCEPTED, State.IN_PROGRESS]
ANSWERED = (State.ACCEPTED, State.IN_PROGRESS, State.WAITING, State.DELIVERED)
STILL_OPEN = (Word.OPEN, Word.DISPUTED)  # a delivery asks vanguards in these states for an answer
DONE_WITH = (Word.CONFIRMED, Word.NOT_CONFIRMED, Word.WITHDRAWN)


def state_after(state: State, words: Collection[Word]) -> State:
    """Return the state of a request whose vanguards have these words and which was in `state` before.

    If no vanguard is left, or all are finished, it is closed. If an answer is awaited and nothing else is open, it is delivered. If a
    vanguard disputes the delivery, it is in progress again.
    """
    left = [word for word in words if word != Word.WITHDRAWN]
    if not left or all(word in DONE_WITH for word in left):
        return State.CLOSED
    if not any(word in STILL_OPEN for word in left):
        return State.DELIVERED
    return State.IN_PROGRESS if state in (State.DELIVERED, State.CLOSED) else state
