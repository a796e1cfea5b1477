"""The people, vanguards and other records that a made-up programme needs first."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from random import Random
from typing import Any

from django.contrib.auth.hashers import make_password

from board.loading.adding import Loading
from board.loading.facts import Fact, read_facts
from board.loading.verbs import PASSWORD
from board.made_up import words
from history import clock
from history.recording.backdated import Past
from history.recording.changes import change
from milestones.models import Cause, Commitment, Event, EventVanguard, Milestone
from people.models import User
from spread.models import Product, ProductMaker
from support.models import Enabler, SupportRequest
from vanguards.models import CareModel, Cohort, Membership, Organisation, Region, Vanguard, VanguardRegion

DAYS = 730
TEAM = 12
OF_THE_REAL_PROGRAMME = {Vanguard, SupportRequest, Milestone, Commitment, Event, EventVanguard, Product, ProductMaker}


@dataclass
class World:
    """The people and vanguards, and the days that are made; `owed` counts the steps still to come for requests."""

    vanguard_count: int
    random: Random
    past: Past

    def __post_init__(self) -> None:
        self.first = clock.today() - timedelta(days=DAYS)
        self.owed = 0

    def at(self, day: int, hour: int) -> datetime:
        """Return this hour of a day of the programme, in London."""
        moment = datetime.combine(self.first + timedelta(days=day), time(hour), clock.LONDON)
        return moment.astimezone(clock.UTC)

    def begin(self) -> None:
        """Add people, vanguards, their leads, and everything else that records refer to."""
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
            self.leads = [self._person(f"lead{number}", password) for number in range(1, self.vanguard_count + 1)]
        with self.past.change(self.at(0, 10), by=self.team[0], reason="Vanguards of the made-up programme"):
            self.vanguards = [self._vanguard(number) for number in range(1, self.vanguard_count + 1)]

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
        """Return one vanguard, sometimes a few."""
        wanted = min(self.random.choice((1, 1, 1, 1, 1, 1, 1, 2, 3)), len(self.vanguards))
        return self.random.sample(self.vanguards, wanted)


def _is_of_the_real_programme(fact: Fact) -> bool:
    return fact.model in OF_THE_REAL_PROGRAMME or any(ref.model in OF_THE_REAL_PROGRAMME for ref in fact.refs)
