"""The life of a request: its states, the words of its recipients, and the table of moves between them.

A move is done to the request, or (`of_recipient`) to one vanguard's part in it. Where a request stands follows from its moves and, once
something was delivered, from its least finished recipient (`state_after`).
"""

from collections.abc import Collection
from dataclasses import dataclass

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


class Helped(models.TextChoices):
    """Whether what was delivered helped."""

    YES = "yes", "Yes"
    PARTLY = "partly", "Partly"
    NO = "no", "No"


class Move(models.TextChoices):
    """A named change of state, as an address says it."""

    ACCEPT = "accept", "Accept"
    DECLINE = "decline", "Decline"
    MERGE = "merge", "Merge into another"
    START = "start", "Start work"
    WAIT = "wait", "Wait for the vanguards"
    RESUME = "resume", "Resume"
    DELIVER = "deliver", "Deliver"
    CONFIRM = "confirm", "Say whether it helped"
    DISPUTE = "dispute", "Dispute"
    TAKE_BACK = "take-back-a-dispute", "Take back the dispute"
    WITHDRAW = "withdraw", "Withdraw"
    SILENCE = "silence", "Count silence as not confirmed"
    ADD = "add-vanguards", "Add vanguards"
    REMOVE = "take-off-a-vanguard", "Take off a vanguard"
    REOPEN = "reopen", "Reopen"
    REASSIGN = "reassign", "Reassign"
    RETARGET = "change-target-date", "Change the target date"
    ADD_BODY = "add-a-body", "Add an answering body"
    SHARE = "share", "Share with other vanguards"
    UNSHARE = "stop-sharing", "Stop sharing"


class Who(models.TextChoices):
    """Who makes a move."""

    TEAM = "team", "The programme team"
    LEAD = "lead", "A lead of the vanguard"
    APP = "app", "The app itself, daily"


OPEN_STATES = [State.RAISED, State.ACCEPTED, State.IN_PROGRESS, State.WAITING, State.DELIVERED]
WITH_THE_TEAM = [State.RAISED, State.ACCEPTED, State.IN_PROGRESS]
ANSWERED = (State.ACCEPTED, State.IN_PROGRESS, State.WAITING, State.DELIVERED)
STILL_OPEN = (Word.OPEN, Word.DISPUTED)  # what a delivery asks the word of
DONE_WITH = (Word.CONFIRMED, Word.NOT_CONFIRMED, Word.WITHDRAWN)


@dataclass(frozen=True)
class Rule:
    """A row of the table. From these states `move` may be made by `who`; it leads to `to`, or (None) leaves the request where it stands;
    where it `follows`, the words of the recipients then say where.

    `words`: for a move of one recipient, which word that must have, and which it gets.
    """

    move: Move
    states: tuple[State, ...]
    who: Who
    to: State | None = None
    words: tuple[Word, ...] = ()
    word: Word | None = None
    follows: bool = False

    @property
    def of_recipient(self) -> bool:
        return bool(self.words)


TABLE = {
    rule.move: rule
    for rule in (
        Rule(Move.ACCEPT, (State.RAISED,), Who.TEAM, State.ACCEPTED),
        Rule(Move.DECLINE, (State.RAISED,), Who.TEAM, State.DECLINED),
        Rule(Move.MERGE, (State.RAISED,), Who.TEAM, State.MERGED),
        Rule(Move.START, (State.ACCEPTED,), Who.TEAM, State.IN_PROGRESS),
        Rule(Move.DELIVER, (State.IN_PROGRESS,), Who.TEAM, follows=True),
        Rule(Move.WAIT, (State.IN_PROGRESS,), Who.TEAM, State.WAITING),
        Rule(Move.RESUME, (State.WAITING,), Who.TEAM, State.IN_PROGRESS),
        Rule(Move.CONFIRM, ANSWERED, Who.LEAD, words=(Word.DELIVERED,), word=Word.CONFIRMED, follows=True),
        Rule(Move.DISPUTE, ANSWERED, Who.LEAD, words=(Word.DELIVERED,), word=Word.DISPUTED, follows=True),
        Rule(Move.TAKE_BACK, ANSWERED, Who.LEAD, words=(Word.DISPUTED,), word=Word.DELIVERED, follows=True),
        Rule(Move.WITHDRAW, tuple(OPEN_STATES), Who.LEAD, words=(*STILL_OPEN, Word.DELIVERED), word=Word.WITHDRAWN, follows=True),
        Rule(Move.SILENCE, ANSWERED, Who.APP, words=(Word.DELIVERED,), word=Word.NOT_CONFIRMED, follows=True),
        Rule(Move.ADD, tuple(OPEN_STATES), Who.TEAM, follows=True),
        Rule(Move.REMOVE, tuple(OPEN_STATES), Who.TEAM, follows=True),
        Rule(
            Move.REOPEN, (State.CLOSED, State.DECLINED), Who.TEAM
        ),  # to where the action says: raised, or in progress where it has an owner
        Rule(Move.REASSIGN, (State.RAISED, *ANSWERED), Who.TEAM),
        Rule(Move.RETARGET, (State.ACCEPTED, State.IN_PROGRESS, State.WAITING), Who.TEAM),
        Rule(Move.ADD_BODY, ANSWERED, Who.TEAM),
        Rule(Move.SHARE, (*ANSWERED, State.CLOSED), Who.TEAM),
        Rule(Move.UNSHARE, tuple(State), Who.TEAM),
    )
}


def state_after(state: State, words: Collection[Word]) -> State:
    """Where a request stands whose recipients say these words, and which stood at `state` before.

    With nobody left on it, or everybody done with it, it is closed; with a word awaited and nothing else open it is delivered; where a
    vanguard disputes what was delivered it is in progress again.
    """
    left = [word for word in words if word != Word.WITHDRAWN]
    if not left or all(word in DONE_WITH for word in left):
        return State.CLOSED
    if not any(word in STILL_OPEN for word in left):
        return State.DELIVERED
    return State.IN_PROGRESS if state in (State.DELIVERED, State.CLOSED) else state
