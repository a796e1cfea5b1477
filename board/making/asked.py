"""The life of a made-up request: raised, answered, delivered, confirmed, as far as it gets."""

from collections.abc import Generator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from board.making import words
from history import clock
from support.models import AnsweringBody, Comment, Recipient, RequestEnabler, SupportRequest
from support.workflow import State, Word

if TYPE_CHECKING:
    from board.making.programme import Making

Life = Generator[int, datetime, None]  # it yields the days until its next change, and is sent the moment of that change


@dataclass
class Asked:
    """One request and its parts, while something may still happen to them."""

    making: "Making"
    support_request: Any = None
    recipients: list[Any] = field(default_factory=list)
    parts: list[Any] = field(default_factory=list)

    def live(self, steps: int) -> Life:
        """Raise it, then take so many further steps of a request's life."""
        self._raise((yield 0))
        every_step = (self._accept, self._start, self._comment, self._wait, self._resume, self._deliver, self._close)
        for step in every_step[:steps]:
            step((yield self.making.random.randint(1, 25)))
            self.making.owed -= 1
        self.making.past.let_go(self.support_request, *self.recipients, *self.parts)

    def _raise(self, moment: datetime) -> None:
        making, random = self.making, self.making.random
        vanguards = making.some_vanguards()
        lead = making.lead_of(vanguards[0])
        with making.past.change(moment, by=lead, reason="Raised by the vanguard"):
            self.support_request = making.past.add(
                SupportRequest(
                    title=f"{random.choice(words.SUBJECTS)} {random.choice(words.SETTINGS)}",
                    needed=random.choice(words.NEEDS),
                    raised_on=clock.in_london(moment).date(),
                    raised_by=lead,
                    invented=True,
                )
            )
            for enabler in random.sample(making.enablers, random.choice((1, 1, 1, 2))):
                self.parts.append(making.past.add(RequestEnabler(support_request=self.support_request, enabler=enabler)))
            self.recipients = [making.past.add(Recipient(support_request=self.support_request, vanguard=each)) for each in vanguards]

    def _accept(self, moment: datetime) -> None:
        random, today = self.making.random, clock.in_london(moment).date()
        values = {
            "owner": random.choice(self.making.team),
            "priority": random.choice(SupportRequest.Priority.values),
            "target_on": today + timedelta(days=random.randint(20, 120)),
        }
        with self._moved(moment, State.ACCEPTED, "Shared out at the weekly meeting", **values):
            body = AnsweringBody(support_request=self.support_request, organisation=random.choice(self.making.bodies))
            self.parts.append(self.making.past.add(body))

    def _start(self, moment: datetime) -> None:
        with self._moved(moment, State.IN_PROGRESS, "Work has begun"):
            pass

    def _comment(self, moment: datetime) -> None:
        past, by = self.making.past, self.support_request.owner
        said = Comment(
            support_request=self.support_request,
            audience=self.making.random.choice((Comment.Audience.SHARED, Comment.Audience.INTERNAL)),
            words=self.making.random.choice(words.COMMENTS),
            written_by=by,
            written_at=moment,
            invented=True,
        )
        with past.change(moment, by=by, reason="Comment on the request"):
            past.add(said)
        past.let_go(said)

    def _wait(self, moment: datetime) -> None:
        with self._moved(moment, State.WAITING, "Waiting for the names of those who take part"):
            pass

    def _resume(self, moment: datetime) -> None:
        with self._moved(moment, State.IN_PROGRESS, "The names have come"):
            pass

    def _deliver(self, moment: datetime) -> None:
        with self._moved(moment, State.DELIVERED, "Given in two sessions, with notes"):
            for recipient in self.recipients:
                self.making.past.alter(recipient, word=Word.DELIVERED)

    def _close(self, moment: datetime) -> None:
        """One alone gives its word; of several, those who say nothing count as not confirmed. One in eight is not content."""
        random, past = self.making.random, self.making.past
        first, *others = self.recipients
        lead = self.making.lead_of(first.vanguard)
        if random.random() < 1 / 8:
            with past.change(moment, by=lead, reason="Our word on what was delivered"):
                past.alter(first, word=Word.DISPUTED, words=random.choice(words.COMPLAINTS))
            return
        with past.change(moment, by=lead, reason="Our word on what was delivered"):
            past.alter(first, word=Word.CONFIRMED, words=random.choice(words.PRAISE))
            for recipient in others:
                past.alter(recipient, word=Word.NOT_CONFIRMED)
            past.alter(self.support_request, state=State.CLOSED)

    @contextmanager
    def _moved(self, moment: datetime, state: State, reason: str, **values: Any) -> Iterator[None]:
        with self.making.past.change(moment, by=values.get("owner") or self.support_request.owner, reason=reason):
            self.making.past.alter(self.support_request, state=state, **values)
            yield
