"""By enabler, body and vanguard: what is open, late, disputed, not answered in time, and of how many answered it helped. Each number leads
to exactly the requests it counts.
"""

from datetime import timedelta

import pytest
from django.urls import reverse

from history import clock
from support import standing
from support.models import Enabler
from support.moves import make
from support.tests.stories import says
from support.workflow import Helped, Move
from vanguards.models import Organisation, Vanguard

pytestmark = pytest.mark.django_db

NAMES = ("open", "late", "disputed", "silent", "answered", "helped")


@pytest.fixture
def lived(ask, salford, neuro, sal, nora, tess, deliver, recording):
    """Joint: Salford disputes it, Neuro says it helped. Answered: Salford says it did not help. Silent: Neuro was. Late: of both."""
    yesterday = clock.today() - timedelta(days=1)
    with recording():
        body = Organisation.objects.create(name="NHS England", kind=Organisation.Kind.NATIONAL_BODY)
        other = Enabler.objects.create(slug="other", name="Other", introduced_on=clock.today(), order=8)
    joint, answered = deliver(ask("Joint", salford, neuro)), deliver(ask("Answered", salford))
    silent = ask("Silent", neuro, state="closed", owner=tess)
    late = ask("Late", neuro, salford, state="accepted", owner=tess, target_on=yesterday)
    make(joint, Move.DISPUTE, by=sal, vanguard=38, words="Not for us")
    make(joint, Move.CONFIRM, by=nora, vanguard=44, helped=Helped.PARTLY)
    make(answered, Move.CONFIRM, by=sal, vanguard=38, helped=Helped.NO)
    with recording():
        recipient = silent.recipients.get()
        recipient.word = "not confirmed"
        recipient.save()
        late.enabler_links.create(enabler=other)
        for each in (joint, late):
            each.answering_bodies.create(organisation=body)
    return body


def counts(row):
    return [row.many(name) for name in NAMES]


def every_row(user, enabler):
    day = clock.today()
    return [*standing.by_enabler(user, day), *standing.by_body(user, day), *standing.by_vanguard(enabler, user, day)]


def test_each_enabler_body_and_vanguard_has_its_numbers(lived, tess, enabler):
    of_it, other = standing.by_enabler(tess, clock.today())
    assert counts(of_it) == [2, 1, 1, 1, 2, 1], "joint and late are open; of joint and answered, joint helped Neuro"
    assert counts(other) == [1, 1, 0, 0, 0, 0]
    assert [(row.subject, counts(row)) for row in standing.by_body(tess, clock.today())] == [(lived, [2, 1, 1, 0, 1, 1])]
    by_vanguard = {row.subject.pk: counts(row) for row in standing.by_vanguard(enabler, tess, clock.today())}
    assert by_vanguard == {38: [2, 1, 1, 0, 2, 0], 44: [2, 1, 0, 1, 1, 1]}, "each what it says itself"


@pytest.mark.parametrize("person", ["tess", "sal", "nora"])
def test_each_number_is_how_many_its_address_lists(as_, request, person, lived, enabler):
    user = request.getfixturevalue(person)
    client, rows = as_(user), every_row(user, enabler)
    assert any(row.many("late") for row in rows)
    for row in rows:
        for name in NAMES:
            if row.many(name):
                answer = client.get(row.address(name))
                assert answer.status_code == 200, row.address(name)
                assert answer.context["listing"].count == row.many(name), (row.subject, name)
            else:
                assert row.address(name) == ""


def test_the_pages_lead_to_them(as_, tess, lived, enabler):
    page = says(as_(tess).get(reverse("support_numbers")))
    assert 'href="/support/?enabler=workforce-redesign&amp;queue=late" aria-label="1 late, Workforce redesign">1</a>' in page
    assert ">Median days to accept<" in page
    page = says(as_(tess).get(enabler.get_absolute_url()))
    disputed = 'href="/support/?enabler=workforce-redesign&amp;vanguard=38&amp;answer=disputed"'
    assert f'{disputed} aria-label="1 disputed, Salford and Wigan Foundation Chain, under Workforce redesign">1</a>' in page


def test_a_lead_reads_none_but_their_own(as_, sal, nora, lived, enabler):
    (own,) = standing.by_vanguard(enabler, sal, clock.today())
    assert (own.subject.pk, counts(own)) == (38, [2, 1, 1, 0, 2, 0])
    assert counts(standing.by_enabler(sal, clock.today())[0]) == [2, 1, 1, 0, 2, 0], "that it helped Neuro is not for her to know"
    assert counts(standing.by_enabler(nora, clock.today())[0])[2] == 0, "nor that Salford disputes"
    for address in (reverse("support_numbers"), enabler.get_absolute_url()):
        page = says(as_(sal).get(address)).partition("Latest changes")[0]
        assert "Neuro" not in page
        assert "44" not in page


def test_where_it_is_over_for_a_lead_it_is_not_open(nora, sal, tess, enabler, lived):
    assert [row.many("open") for row in standing.by_vanguard(enabler, nora, clock.today())] == [1], "joint is over for Neuro"


def test_an_enabler_without_requests_has_noughts_and_no_addresses(as_, tess, enabler):
    (row,) = standing.by_enabler(tess, clock.today())
    assert counts(row) == [0] * len(NAMES)
    page = says(as_(tess).get(reverse("support_numbers")))
    assert "None answered" in page
    assert "/support/?enabler" not in page
    assert "By vanguard" not in says(as_(tess).get(enabler.get_absolute_url()))


def test_of_very_many_vanguards_those_with_most_wrong_come_first(as_, tess, ask, recording, acc, enabler):
    with recording():
        vanguards = [Vanguard.objects.create(number=100 + i, name=f"V{i}", care_model=acc[0], cohort=acc[1]) for i in range(52)]
    ask("For all", *vanguards)
    ask("Late", vanguards[-1], owner=tess, state="accepted", target_on=clock.today() - timedelta(days=1))
    answer = as_(tess).get(enabler.get_absolute_url())
    assert "These are the first 50 of 52 vanguards." in says(answer)
    assert answer.context["standings"][0].subject == vanguards[-1]


def test_the_numbers_are_as_they_stood(as_, tess, sal, ask, salford, deliver):
    rotas = deliver(ask("Rotas", salford))
    then = clock.now()
    make(rotas, Move.DISPUTE, by=sal, vanguard=38, words="Not for us")
    now = as_(tess).get(reverse("support_numbers")).context["groups"][0][1]
    past = as_(tess).get(reverse("support_numbers"), {"as_at": then.isoformat()}).context["groups"][0][1]
    assert [counts(rows[0])[2] for rows in (now, past)] == [1, 0]
