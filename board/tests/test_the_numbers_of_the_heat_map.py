"""Every number of the heat map is as long as the list behind it, on programmes made at random, for each person, today and as at."""

from contextlib import nullcontext
from datetime import date, timedelta

import pytest
from django.test import RequestFactory

from board.heat_map.filters import COUNTED, ROWS
from board.tests.maps import numbers, shown
from history import clock
from history.reading.as_at import as_at
from support.filters import RequestFilters
from support.models import SupportRequest
from support.own_part import state_for
from support.workflow import Helped, State, Word
from vanguards.models import CareModel, Collaboration, CollaborationForm, Membership, Region, Vanguard

pytestmark = pytest.mark.django_db

QUERIES = [
    *({"count": count} for count in COUNTED),
    *({"by": by, "count": count} for by in ("each-care-model", "each-form") for count in ("open", "disputed")),
    *({"by": by, "count": count, "care_model": ["PACS"]} for by in ROWS for count in ("disputed", "open")),
    *({"by": by, "count": count, "form": ["chain", "franchise"]} for by in ROWS for count in ("helped", "late")),
    {"by": "each-care-model", "form": "chain", "care_model": ["ACC", "PACS"], "count": "disputed"},
    *({"by": by, "count": count, "q": "north"} for by in ROWS for count in ("delivered", "open")),
    {"region": "london", "count": "late", "by": "each-form"},
]


@pytest.fixture
def at_random(chance, recording, acc, ask, enabler, digital, tess, sal, salford, neuro):
    """Seven vanguards of two care models with some forms; thirty requests of any of them or none, in any state; what became of some."""
    random, day = chance, clock.today()
    with recording():
        pacs = CareModel.objects.create(code="PACS", name="Primary and acute care systems", order=1)
        region = Region.objects.create(code="london", name="London")
        forms = [CollaborationForm.objects.create(code=code, name=code.title(), order=at) for at, code in enumerate(("chain", "franchise"))]
        more = [
            Vanguard.objects.create(number=60 + at, name=f"{side} {at}", care_model=random.choice((acc[0], pacs)), cohort=acc[1])
            for at, side in enumerate(("North", "South", "North", "South", "North"))
        ]
        for vanguard in (salford, neuro, *more):
            for form in random.sample(forms, random.randint(0, 2)):
                Collaboration.objects.create(vanguard=vanguard, form=form)
            if random.random() < 0.5:
                vanguard.region_links.create(region=region)
        Membership.objects.create(user=sal, vanguard=more[0], starts_on=date(2015, 9, 25))
    asked = [_anything(random, number, ask, [salford, neuro, *more], day, tess) for number in range(30)]
    with recording():
        for one in asked:
            if random.random() < 0.4:
                one.enabler_links.create(enabler=digital)
            elif random.random() < 0.2:
                one.enabler_links.all().delete()
            _answer(random, one)

    def go_on():
        with recording("What became of it"):
            for one in random.sample(asked, 15):
                _answer(random, one)
                one.state, one.owner = random.choice(list(State)), tess
                one.save()

    return go_on


def _anything(random, number, ask, vanguards, day, owner):
    state, target = random.choice(list(State)), day + timedelta(days=random.choice((-5, -1, 0, 9)))
    return ask(f"Request {number}", *random.sample(vanguards, random.randint(0, 4)), state=state, owner=owner, target_on=target)


def _answer(random, support_request):
    for recipient in support_request.recipients.all():
        recipient.word, recipient.helped = random.choice(list(Word)), random.choice(["", *Helped.values])
        recipient.save()


def listed(user, address):
    """Return how many requests the list at an address selects for somebody."""
    request = RequestFactory().get(address)
    request.user = user
    requests = SupportRequest.objects.visible_to(user).alias(stands=state_for(user))
    filters = RequestFilters(request.GET, requests, request=request)
    assert filters.is_valid(), (address, filters.errors)
    return filters.qs.count()


def walk(client, user, then=None):
    """Check every number of every map against its list; return the numbers, map by map."""
    lengths, maps = {}, []
    for query in QUERIES:
        found = numbers(shown(client, **query, **({"as_at": then.isoformat()} if then else {})))
        with as_at(then) if then else nullcontext():
            lengths |= {address: listed(user, address) for _, address in found if address not in lengths}
        assert [(number, query, address) for number, address in found if number != lengths[address]] == []
        maps.append([number for number, _ in found])
    return maps


@pytest.mark.parametrize("person", ["tess", "sal", "nora"])
def test_every_number_is_as_long_as_the_list_behind_it_today_and_as_it_was(as_, request, person, nora, otto, at_random):
    user = request.getfixturevalue(person)
    client = as_(user)
    before, then = walk(client, user), clock.now()
    assert any(before)
    at_random()
    while (after := walk(client, user)) == before:  # what is chosen at random may miss the vanguards of a lead
        at_random()
    assert walk(client, user, then) == before
    if person == "tess":
        assert [number for number, _ in numbers(shown(as_(otto)))] == after[0], "the back office reads what the team does"
