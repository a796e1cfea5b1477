"""The life of a made-up request: raised, answered, delivered, confirmed, as far as it gets."""

from collections.abc import Generator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from board.made_up import words
from board.made_up.world import World
from history import clock
from pages import working_days
from support.answer_days import DAYS_TO_ANSWER, silence_counts_from
from support.models import AnsweringBody, Comment, MoveMade, Recipient, RequestEnabler, SupportRequest
from support.workflow import Helped, Move, State, Word

THE_OWNER = object()
NO_WORD = f"No answer within {DAYS_TO_ANSWER} working days"

Life = Generator[int, datetime, None]  # yields the days until its next change, and is sent the moment of that change


@dataclass
class Asked:
    """One request and its parts, while something may still happen to them."""

    world: World
    support_request: Any = None
    recipients: list[Any] = field(default_factory=list)
    parts: list[Any] = field(default_factory=list)
    accepted_on: Any = None
    waits_since: Any = None
    waited: int = 0  # working days

    def live(self, steps: int) -> Life:
        """Raise it, then take this many more steps."""
        self._raise((yield 0))
        every_step = (self._accept, self._start, self._comment, self._wait, self._resume, self._deliver, self._close)
        for step in every_step[:steps]:
            step((yield self.world.random.randint(1, 25)))
            self.world.owed -= 1
        self.world.past.let_go(self.support_request, *self.recipients, *self.parts)

    def _raise(self, moment: datetime) -> None:
        world, random = self.world, self.world.random
        vanguards = world.some_vanguards()
        lead = world.lead_of(vanguards[0])
        with world.past.change(moment, by=lead, reason=""):
            self.support_request = world.past.add(
                SupportRequest(
                    title=f"{random.choice(words.SUBJECTS)} {random.choice(words.SETTINGS)}",
                    needed=random.choice(words.NEEDS),
                    raised_on=clock.in_london(moment).date(),
                    raised_by=lead,
                    invented=True,
                )
            )
            for enabler in random.sample(world.enablers, random.choice((1, 1, 1, 2))):
                self.parts.append(world.past.add(RequestEnabler(support_request=self.support_request, enabler=enabler)))
            self.recipients = [world.past.add(Recipient(support_request=self.support_request, vanguard=each)) for each in vanguards]

    def _accept(self, moment: datetime) -> None:
        random, today = self.world.random, clock.in_london(moment).date()
        values = {
            "owner": random.choice(self.world.team),
            "priority": random.choice(SupportRequest.Priority.values),
            "target_on": today + timedelta(days=random.randint(20, 120)),
        }
        self.accepted_on = today
        with self._moved(moment, Move.ACCEPT, State.ACCEPTED, "Shared out at the weekly meeting", **values):
            body = AnsweringBody(support_request=self.support_request, organisation=random.choice(self.world.bodies))
            self.parts.append(self.world.past.add(body))

    def _start(self, moment: datetime) -> None:
        with self._moved(moment, Move.START, State.IN_PROGRESS, "Work has begun"):
            pass

    def _comment(self, moment: datetime) -> None:
        past, by = self.world.past, self.support_request.owner
        said = Comment(
            support_request=self.support_request,
            audience=self.world.random.choice((Comment.Audience.SHARED, Comment.Audience.INTERNAL)),
            words=self.world.random.choice(words.COMMENTS),
            written_by=by,
            written_at=moment,
            invented=True,
        )
        with past.change(moment, by=by, reason="Comment on the request"):
            past.add(said)
        past.let_go(said)

    def _wait(self, moment: datetime) -> None:
        self.waits_since = clock.in_london(moment).date()
        with self._moved(moment, Move.WAIT, State.WAITING, "Waiting for the names of those who take part"):
            pass

    def _resume(self, moment: datetime) -> None:
        self.waited = working_days.between(self.waits_since, clock.in_london(moment).date())
        target_on = working_days.after(self.support_request.target_on, self.waited)
        with self._moved(moment, Move.RESUME, State.IN_PROGRESS, "The names have come", target_on=target_on):
            pass

    def _deliver(self, moment: datetime) -> None:
        given = "Given in two sessions, with notes"
        today = clock.in_london(moment).date()
        asked = {"asked_on": today, "silent_on": silence_counts_from(today)}
        with self._moved(moment, Move.DELIVER, State.DELIVERED, given, outcome=given):
            for recipient in self.recipients:
                self.world.past.alter(recipient, word=Word.DELIVERED, **asked)

    def _close(self, moment: datetime) -> None:
        """Let one vanguard answer; the others do not answer in time. One in eight is not satisfied."""
        random = self.world.random
        first, *others = self.recipients
        lead = self.world.lead_of(first.vanguard)
        if random.random() < 1 / 8:
            said = random.choice(words.COMPLAINTS)
            with self._moved(moment, Move.DISPUTE, State.IN_PROGRESS, said, by=lead, of=first):
                self.world.past.alter(first, word=Word.DISPUTED, words=said)
            return
        said = random.choice(words.PRAISE)
        with self._moved(moment, Move.CONFIRM, State.DELIVERED if others else State.CLOSED, said, by=lead, of=first):
            self.world.past.alter(first, word=Word.CONFIRMED, words=said, helped=random.choice(Helped.values))
        for number, recipient in enumerate(others, 1):
            after = State.CLOSED if number == len(others) else State.DELIVERED
            with self._moved(moment + number * timedelta(microseconds=1), Move.SILENCE, after, NO_WORD, by=None, of=recipient):
                self.world.past.alter(recipient, word=Word.NOT_CONFIRMED)
        if random.random() < 1 / 10:
            with self._moved(moment + timedelta(milliseconds=1), Move.SHARE, State.CLOSED, "Others asked how it was done", shared=True):
                pass

    @contextmanager
    def _moved(
        self, moment: datetime, move: Move, after: State, said: str, *, by: Any = THE_OWNER, of: Any = None, **values: Any
    ) -> Iterator[None]:
        """Make a move of the request, or of one vanguard on it, in a change of its own."""
        past, before = self.world.past, self.support_request.state
        by = (values.get("owner") or self.support_request.owner) if by is THE_OWNER else by
        with past.change(moment, by=by, reason=said, source="page" if by else "command"):
            past.alter(self.support_request, state=after, **values)
            made = MoveMade(support_request=self.support_request, move=move, state_before=before, state_after=after, words=said)
            made.vanguard, made.moved_by, made.moved_at, made.invented = of and of.vanguard, by, moment, True
            made.took = self._took(move, clock.in_london(moment).date())
            past.add(made)
            yield
        past.let_go(made)

    def _took(self, move: Move, today: date) -> int | None:
        if move == Move.ACCEPT:
            return working_days.between(self.support_request.raised_on, today)
        return working_days.between(self.accepted_on, today) - self.waited if move == Move.DELIVER else None
