"""Make a programme day by day from a seed. Only what is still going on stays in memory."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from heapq import heappop, heappush
from itertools import count
from random import Random

from django.db import transaction

from board.made_up import funding, products, returns, selection
from board.made_up.milestones import Promised
from board.made_up.requests import Asked, Life
from board.made_up.world import DAYS, World
from history.models import Change
from history.recording.backdated import Past

GROUP = 25  # vanguards that share a milestone
A_MOVE = 2.7  # versions when something happens to a commitment: its own, its dates and its moves
BARE_REQUEST, BARE_COMMITMENT = 3.7, 1.05  # versions of one to which nothing happens, parts included
A_STEP = 2.3  # versions of a step in a request's life
MOST_STEPS = 7


@dataclass(frozen=True)
class Size:
    """How many records of each kind. `versions` decides how much happens to each record, above the least that must be there."""

    vanguards: int
    requests: int
    commitments: int
    versions: int


class Refused(RuntimeError):
    """The programme cannot be made here; the message says why."""


def make(size: Size, seed: int, progress: Callable[[float], None] = lambda share: None) -> int:
    """Make the programme over the last two years, in one transaction; return how many versions it has.

    Raise Refused if the record is not empty.
    """
    if Change.objects.exists():
        raise Refused("Make a programme in an empty database: it begins two years ago, before anything that is on record.")
    with transaction.atomic():
        making = Making(size, seed)
        making.world.begin()
        for day in range(1, DAYS):
            making.live(day)
            progress((day + 1) / DAYS)
        making.past.close()
    return making.past.versions


class Making:
    """The programme while it is made."""

    def __init__(self, size: Size, seed: int) -> None:
        self.size, self.random, self.past = size, Random(seed), Past()  # noqa: S311 - it must be repeatable, not secret
        self.world = World(size.vanguards, self.random, self.past)
        self.to_come: list[tuple[int, int, Life]] = []
        self.order = count()
        self.promised = 0
        bare = size.requests * BARE_REQUEST + size.commitments * BARE_COMMITMENT
        self.share = max(0.0, min(0.8, (size.versions - bare) / 4 / A_MOVE / size.commitments)) if size.commitments else 0.0

    def live(self, day: int) -> None:
        """Make everything that happens on a day, spread over working hours."""
        lives = [*self._new_requests(day), *self._new_milestones(day)]
        for life in lives:
            next(life)
        while self.to_come and self.to_come[0][0] <= day:
            lives.append(heappop(self.to_come)[2])
        self.random.shuffle(lives)
        for place, life in enumerate(lives):
            moment = self.world.at(day, 8) + place * timedelta(hours=10) / len(lives)
            try:
                wait = life.send(moment)
            except StopIteration:
                continue
            heappush(self.to_come, (day + wait, next(self.order), life))
        if returns.is_due(day):
            returns.take_returns(self.world, day)
        if selection.is_due(day):
            selection.apply(self.world, day)
        if funding.is_due(day):
            funding.give_money(self.world, day)
        if products.is_due(day):
            products.spread(self.world, day)
            products.measure(self.world, day)

    def _new_requests(self, day: int) -> list[Life]:
        before, now = (self.size.requests * number // (DAYS - 1) for number in (day - 1, day))
        return [Asked(self.world).live(self._steps(left)) for left in range(self.size.requests - before, self.size.requests - now, -1)]

    def _steps(self, left: int) -> int:
        """Return how many steps the next request takes: on average enough to reach the wanted number of versions."""
        still_bare = left * BARE_REQUEST + (self.size.commitments - self.promised) * (BARE_COMMITMENT + A_MOVE * self.share)
        mean = max(0.0, (self.size.versions - self.past.versions - self.world.owed * A_STEP - still_bare) / left / A_STEP)
        steps = min(MOST_STEPS, int(self.random.expovariate(1 / mean) + self.random.random())) if mean else 0
        self.world.owed += steps
        return steps

    def _new_milestones(self, day: int) -> list[Life]:
        """Make new milestones in the first two thirds of the time, so that there is time left to reach them."""
        last_day = DAYS * 2 // 3
        wanted = self.size.commitments * min(day, last_day) // last_day
        lives = []
        while self.promised < wanted:
            group = min(GROUP, len(self.world.vanguards), self.size.commitments - self.promised)
            self.promised += group
            lives.append(Promised(self.world).live(self.random.sample(self.world.vanguards, group), self.share))
        return lives
