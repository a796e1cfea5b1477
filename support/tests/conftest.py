"""Fixtures for tests of requests."""

import pytest

from history import clock
from people.models import User
from support.moves import make
from support.workflow import Move
from vanguards.models import Organisation, Vanguard


@pytest.fixture
def rotas(ask, salford):
    return ask("Rotas", salford)


@pytest.fixture
def deliver(tess):
    def until_delivered(support_request):
        make(support_request, Move.ACCEPT, by=tess, owner=tess, priority="high", target_on=clock.today())
        make(support_request, Move.START, by=tess)
        make(support_request, Move.DELIVER, by=tess, words="Two workshops")
        return support_request

    return until_delivered


@pytest.fixture
def world(recording, tess, otto, sal, nora, ask, salford, neuro):
    """A request of Salford and the Neuro Network, for which Salford's lead answers, and another one to merge it into."""
    with recording():
        third = Vanguard.objects.create(number=60, name="Sixty", care_model=salford.care_model, cohort=salford.cohort)
        body = Organisation.objects.create(name="NHS Improvement", kind=Organisation.Kind.NATIONAL_BODY)
    people = {"tess": tess, "otto": otto, "sal": sal, "nora": nora}
    return {**people, "asked": ask("Rotas", salford, neuro), "other": ask("Rosters", neuro), "third": third, "body": body}


@pytest.fixture
def of_the_team(recording):
    """Add somebody to the team: of_the_team("Imran Qureshi", "imran")."""

    def join(name, address, **fields):
        with recording():
            return User.objects.open_account(f"{address}@example.com", "demo-vanguard", name=name, **{"is_programme_team": True, **fields})

    return join


@pytest.fixture
def imran(of_the_team):
    return of_the_team("Imran Qureshi", "imran")


@pytest.fixture
def close(recording):
    def closed(user, day=None):
        with recording("Left"):
            user.closed_on = day or clock.today()
            user.save()

    return closed
