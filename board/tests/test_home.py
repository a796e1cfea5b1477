"""Home shows each role what it came for, and every count leads to exactly those rows."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from history import clock
from history.changes import change
from milestones.models import Commitment, Milestone
from vanguards.models import Organisation, Partnership

pytestmark = pytest.mark.django_db


@pytest.fixture
def busy(ask, salford, neuro, tess):
    """Three new requests; one late, one due in three days, one far off, one delivered late."""
    today = clock.today()
    for number in range(3):
        ask(f"New {number}", salford)
    for title, state, target in [
        ("Late one", "in progress", today - timedelta(days=1)),
        ("Due soon", "accepted", today + timedelta(days=3)),
        ("Far off", "accepted", today + timedelta(days=90)),
        ("Delivered", "delivered", today - timedelta(days=9)),
    ]:
        ask(title, salford, neuro, state=state, owner=tess, target_on=target)


@pytest.mark.parametrize(("queue", "count"), [("new", 3), ("unowned", 3), ("due", 1), ("late", 1), ("mine", 4)])
def test_each_count_is_the_number_of_rows_its_link_lists(as_, tess, busy, queue, count):
    client = as_(tess)
    shown = {word: number for word, _, number, _ in client.get("/").context["team"]["queues"]}
    listed = client.get(reverse("request_list"), {"queue": queue}).context["listing"]
    assert listed.count == len(listed.rows) == count
    assert shown.get(queue, count) == count


def test_the_team_sees_commitments_overdue_only_once_all_of_their_time_is_over(as_, tess, salford, neuro, recording):
    today = clock.today()
    with recording():
        milestone = Milestone.objects.create(title="Common operating model", due_on=today.replace(day=1), due_precision="month")
        for vanguard, until in [(salford, today - timedelta(days=1)), (neuro, today)]:
            Commitment.objects.create(
                milestone=milestone, vanguard=vanguard, due_on=today.replace(day=1) - timedelta(days=40), due_until=until
            )
    team = as_(tess).get("/").context["team"]
    assert [commitment.vanguard_id for commitment in team["overdue"]] == [38]
    assert (team["overdue_count"], team["overdue_milestones"]) == (1, 1)


def test_a_lead_sees_each_vanguard_they_lead_with_its_requests_and_milestones(as_, sal, salford, neuro, ask, recording):
    ask("Rotas", salford)
    ask("Not theirs", neuro)
    with recording():
        milestone = Milestone.objects.create(title="Common operating model", due_on=date(2015, 12, 1), due_precision="month")
        for vanguard in (salford, neuro):
            Commitment.objects.create(milestone=milestone, vanguard=vanguard, due_on=date(2015, 12, 1), due_until=date(2015, 12, 31))
    page = as_(sal).get("/").content.decode()
    assert "38 Salford and Wigan Foundation Chain" in page
    assert "Rotas" in page
    assert "Common operating model" in page
    assert "Not theirs" not in page
    assert "Neuro" not in page


def test_a_lead_with_nothing_yet_is_told_so(as_, sal):
    page = as_(sal).get("/").content.decode()
    assert "There are no requests for this vanguard." in page
    assert "This vanguard has committed to no milestone." in page


def test_the_back_office_sees_facts_worth_fixing_each_with_its_form(as_, otto, salford, recording):
    with recording():
        trust = Organisation.objects.create(name="Salford Royal", kind="trust", certainty="unconfirmed")
        Partnership.objects.create(vanguard=salford, organisation=trust, certainty="unconfirmed")
    page = as_(otto).get("/").content.decode()
    for words in ("Patient population not known", "Lead or partner not confirmed", "Organisation not confirmed"):
        assert words in page
    assert reverse("admin:vanguards_vanguard_change", args=[38]) in page


def test_each_count_of_facts_worth_fixing_leads_to_the_list_of_just_those(as_, otto, salford, neuro, ask, recording):
    with recording():
        Organisation.objects.create(name="Doubtful trust", kind="trust", certainty="inferred")
        Organisation.objects.create(name="Settled trust", kind="trust")
        neuro.patient_population, neuro.population_certainty = 3_000_000, "unconfirmed"
        neuro.save()
    support_request = ask("Rotas", salford, neuro)
    with recording():
        recipient = support_request.recipients.get(vanguard=salford)
        recipient.certainty = "unconfirmed"
        recipient.save()
        support_request.enabler_links.get().enabler.offers.create(words="Help with rotas")
    client = as_(otto)
    kinds = [kind for kind in client.get("/").context["worklist"] if kind.list_address]
    assert len(kinds) == 5
    for kind in kinds:
        listed = client.get(kind.list_address)
        assert listed.status_code == 200, kind
        assert listed.context["cl"].result_count == kind.count == 1, kind


def test_home_in_the_past_judges_by_the_day_it_shows(as_, tess, ask, salford):
    ask("On its way", salford, state="accepted", owner=tess, target_on=clock.today() + timedelta(days=2))
    then = clock.now()
    with clock.set_at(then + timedelta(days=30)):
        client = as_(tess)
        assert {word: n for word, _, n, _ in client.get("/").context["team"]["queues"]}["late"] == 1
        past = client.get("/", {"as_at": then.isoformat()}).context
        counts = {word: n for word, _, n, _ in past["team"]["queues"]}
        assert (counts["late"], counts["due"]) == (0, 1)
        assert past["today"] == clock.in_london(then).date()
        listed = client.get(reverse("request_list"), {"as_at": then.isoformat(), "queue": "late"})
        assert listed.context["rows"] == []


def test_latest_changes_are_those_the_person_may_see(as_, sal, ask, salford, neuro, tess):
    with change(by=tess, reason="About the other one"):
        neuro.area = "Liverpool"
        neuro.save()
    with change(by=tess, reason="About ours"):
        salford.area = "Salford"
        salford.save()
    page = as_(sal).get("/").content.decode()
    assert "About ours" in page
    assert "About the other one" not in page
