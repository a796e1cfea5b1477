"""Making a programme day by day, from a seed: only what is still going on is kept in memory."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from heapq import heappop, heappush
from itertools import count
from random import Random
from typing import Any

from django.contrib.auth.hashers import make_password
from django.db import transaction

from board.loading.adding import Loading
from board.loading.facts import Fact, read_facts
from board.loading.verbs import PASSWORD
from board.making import words
from board.making.asked import Asked, Life
from board.making.promised import Promised
from history import clock
from history.changes import change
from history.models import Change
from history.past import Past
from milestones.models import Cause, Commitment, Event, EventVanguard, Milestone
from people.models import User
from support.models import Enabler, SupportRequest
from vanguards.models import CareModel, Cohort, Membership, Organisation, Region, Vanguard, VanguardRegion

DAYS = 730
TEAM = 12
GROUP = 25  # vanguards that share a milestone
OF_THE_REAL_PROGRAMME = {Vanguard, SupportRequest, Milestone, Commitment, Event, EventVanguard}
A_MOVE = 2.7  # versions of what happens to a commitment: itself, and the lines and moves that tell of it
BARE_REQUEST, BARE_COMMITMENT = 3.7, 1.05  # versions of one to which nothing ever happens, its parts included
A_STEP = 2.3  # versions of a step in a request's life
MOST_STEPS = 7


@dataclass(frozen=True)
class Size:
    """How much of everything. `versions`, as far as it is not less than what must be, decides how much happens to each."""

    vanguards: int
    requests: int
    commitments: int
    versions: int


class Refused(RuntimeError):
    """It cannot be made here, with the sentence that says why."""


def make(size: Size, seed: int, progress: Callable[[float], None] = lambda share: None) -> int:
    """Make it over the last two years, in one transaction; returns how many versions it has.

    Raises Refused where something is on record already.
    """
    if Change.objects.exists():
        raise Refused("Make a programme in an empty database: it begins two years ago, before anything that is on record.")
    with transaction.atomic():
        making = Making(size, seed)
        making.begin()
        for day in range(1, DAYS):
            making.live(day)
            progress((day + 1) / DAYS)
        making.past.close()
    return making.past.versions


class Making:
    """The programme while it is made."""

    def __init__(self, size: Size, seed: int) -> None:
        self.size, self.random, self.past = size, Random(seed), Past()  # noqa: S311 - to be made again, not to be secret
        self.first = clock.today() - timedelta(days=DAYS)
        self.to_come: list[tuple[int, int, Life]] = []
        self.order = count()
        self.promised = self.owed = 0
        bare = size.requests * BARE_REQUEST + size.commitments * BARE_COMMITMENT
        self.share = max(0.0, min(0.8, (size.versions - bare) / 4 / A_MOVE / size.commitments)) if size.commitments else 0.0

    def at(self, day: int, hour: int) -> datetime:
        """An hour of a day of the programme, in London."""
        moment = datetime.combine(self.first + timedelta(days=day), time(hour), clock.LONDON)
        return moment.astimezone(clock.UTC)

    def begin(self) -> None:
        """What everything refers to, people, vanguards and who leads them."""
        with clock.set_at(self.at(0, 8)), change(by=None, source="command", reason="What everything refers to"):
            facts = [fact for fact in read_facts() if not _is_of_the_real_programme(fact)]
            Loading(facts).add(facts)
        self.enablers, self.causes = list(Enabler.objects.order_by("pk")), list(Cause.objects.filter(direction="later").order_by("pk"))
        self.bodies = list(Organisation.objects.filter(kind=Organisation.Kind.NATIONAL_BODY).order_by("pk"))
        self.care_models, self.cohorts = list(CareModel.objects.order_by("pk")), list(Cohort.objects.order_by("pk"))
        self.regions = list(Region.objects.order_by("pk"))
        password = make_password(PASSWORD)
        with self.past.change(self.at(0, 9), by=None, source="command", reason="Accounts of the made-up programme"):
            self.team = [self._person(f"team{number}", password, is_programme_team=True) for number in range(1, TEAM + 1)]
            self.leads = [self._person(f"lead{number}", password) for number in range(1, self.size.vanguards + 1)]
        with self.past.change(self.at(0, 10), by=self.team[0], reason="Vanguards of the made-up programme"):
            self.vanguards = [self._vanguard(number) for number in range(1, self.size.vanguards + 1)]

    def _person(self, name: str, password: str, **roles: Any) -> User:
        person: User = self.past.add(User(email=f"{name}@example.com", name=name.capitalize(), invented=True, password=password, **roles))
        self.past.let_go(person)
        return person

    def _vanguard(self, number: int) -> Vanguard:
        random = self.random
        place = random.choice(words.PLACES)
        vanguard: Vanguard = self.past.add(
            Vanguard(
                number=number,
                name=f"{place} {random.choice(words.KINDS_OF_PLACE)} {number}",
                care_model=random.choice(self.care_models),
                cohort=random.choice(self.cohorts),
                area=place,
                patient_population=random.choice((None, random.randint(40, 900) * 1_000)),
            )
        )
        region = self.past.add(VanguardRegion(vanguard=vanguard, region=random.choice(self.regions)))
        lead = self.past.add(Membership(user=self.lead_of(vanguard), vanguard=vanguard, starts_on=self.first, invented=True))
        self.past.let_go(vanguard, region, lead)
        return vanguard

    def lead_of(self, vanguard: Vanguard) -> User:
        return self.leads[vanguard.pk - 1]

    def some_vanguards(self) -> list[Vanguard]:
        """Mostly one, sometimes a few."""
        wanted = min(self.random.choice((1, 1, 1, 1, 1, 1, 1, 2, 3)), len(self.vanguards))
        return self.random.sample(self.vanguards, wanted)

    def live(self, day: int) -> None:
        """All that happens on a day, spread over its working hours."""
        lives = [*self._new_requests(day), *self._new_milestones(day)]
        for life in lives:
            next(life)
        while self.to_come and self.to_come[0][0] <= day:
            lives.append(heappop(self.to_come)[2])
        self.random.shuffle(lives)
        for place, life in enumerate(lives):
            moment = self.at(day, 8) + place * timedelta(hours=10) / len(lives)
            try:
                wait = life.send(moment)
            except StopIteration:
                continue
            heappush(self.to_come, (day + wait, next(self.order), life))

    def _new_requests(self, day: int) -> list[Life]:
        before, now = (self.size.requests * number // (DAYS - 1) for number in (day - 1, day))
        return [Asked(self).live(self._steps(left)) for left in range(self.size.requests - before, self.size.requests - now, -1)]

    def _steps(self, left: int) -> int:
        """How many steps the next request's life has: so many on average that the versions wanted are there in the end."""
        still_bare = left * BARE_REQUEST + (self.size.commitments - self.promised) * (BARE_COMMITMENT + A_MOVE * self.share)
        mean = max(0.0, (self.size.versions - self.past.versions - self.owed * A_STEP - still_bare) / left / A_STEP)
        steps = min(MOST_STEPS, int(self.random.expovariate(1 / mean) + self.random.random())) if mean else 0
        self.owed += steps
        return steps

    def _new_milestones(self, day: int) -> list[Life]:
        """Until two thirds of the time are over, so that there is time to reach them."""
        last_day = DAYS * 2 // 3
        wanted = self.size.commitments * min(day, last_day) // last_day
        lives = []
        while self.promised < wanted:
            group = min(GROUP, len(self.vanguards), self.size.commitments - self.promised)
            self.promised += group
            lives.append(Promised(self).live(self.random.sample(self.vanguards, group), self.share))
        return lives


def _is_of_the_real_programme(fact: Fact) -> bool:
    return fact.model in OF_THE_REAL_PROGRAMME or any(ref.model in OF_THE_REAL_PROGRAMME for ref in fact.refs)
