"""Home shows each role what it came for, and every count leads to exactly those rows."""

import re
from datetime import date, timedelta
from decimal import Decimal
from urllib.parse import parse_qs, urlsplit

import pytest
from django.urls import reverse

from board.home_numbers import changed
from fund.models import Fund, FundingLine
from history import clock
from history.recording.changes import change
from milestones.models import Commitment, Milestone
from pages.dates import Precision, around
from pages.typed_dates import understand
from returns.models import ReportingPeriod, Return

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


def numbers(context):
    """Return the numbers at the top of the team's home page, by name."""
    return {pile.label: pile for pile in context["team"]["numbers"]}


@pytest.mark.parametrize(
    ("label", "count"), [("New", 3), ("No owner", 3), ("Due in seven days", 1), ("Late", 1), ("Changes in seven days", None)]
)
def test_each_count_is_the_number_of_rows_its_link_lists(as_, tess, busy, label, count):
    client = as_(tess)
    pile = numbers(client.get("/").context)[label]
    listed = client.get(pile.address).context["listing"]
    assert listed.refusals == []
    assert listed.count == len(listed.rows) == pile.count > 0
    assert count in (pile.count, None)


@pytest.fixture
def disputed(ask, salford, tess, recording):
    """A request that Salford disputes, late by three days or due in as many: disputed("Beds", -3)."""

    def dispute(title, days):
        support_request = ask(title, salford, state="in progress", owner=tess, target_on=clock.today() + timedelta(days=days))
        with recording():
            recipient = support_request.recipients.get()
            recipient.word = "disputed"
            recipient.save()
        return support_request

    return dispute


def rows(page, heading):
    """The references in the table beneath a heading of the page."""
    return re.findall(r">(SR-\d+) ", page.partition(f">{heading} (")[2].partition("</table>")[0].partition("<h3")[0])


def test_what_is_disputed_and_late_stands_once_with_both_marks_where_it_matters_most(as_, tess, busy, disputed):
    both, soon = disputed("Beds", -3), disputed("Rotas", 2)
    client = as_(tess)
    page = client.get("/").content.decode().partition("Latest changes")[0]
    assert page.count(f">{both.reference} Beds<") == page.count(f">{soon.reference} Rotas<") == 1
    assert both.reference in rows(page, "Disputed")
    row = page.partition(f">{both.reference} Beds<")[2].partition("</tr>")[0]
    assert "Disputed by 38" in row
    assert "Late by" in row
    assert len(rows(page, "Late")) == len(rows(page, "Due in seven days")) == 1, "the one of each that is not disputed"
    for label, count in (("Disputed", 2), ("Late", 2), ("Due in seven days", 2)):
        pile = numbers(client.get("/").context)[label]
        assert (pile.count, client.get(pile.address).context["listing"].count) == (count, count), label


def test_a_list_whose_requests_all_stand_in_another_says_so_and_leads_to_them(as_, tess, disputed):
    disputed("Beds", -3)
    page = as_(tess).get("/").content.decode()
    late = page.partition(">Late (1)")[2].partition("<h2")[0]
    assert "Each of them is in another list on this page." in late
    assert 'href="/support/?queue=late"' in late


def test_as_many_are_shown_of_a_list_however_many_of_its_first_stand_in_another(as_, tess, ask, salford, disputed):
    for number in range(6):
        disputed(f"Beds {number}", -9 + number)
    for number in range(6):
        ask(f"Rotas {number}", salford, state="in progress", owner=tess, target_on=clock.today() - timedelta(days=1))
    page = as_(tess).get("/").content.decode()
    assert len(rows(page, "Disputed")) == len(rows(page, "Late")) == 5
    assert len({*rows(page, "Disputed"), *rows(page, "Late")}) == 10
    client = as_(tess)
    for each in client.get("/").context["team"]["chase"][1].rows:
        query = parse_qs(urlsplit(each.address).query)
        listed = client.get("/support/?" + query["from"][0]).context["rows"]
        assert listed[int(query["at"][0])] == each.record, "its place in the list it leads back to"


def test_the_queue_of_ones_own_requests_is_a_list_too(as_, tess, busy):
    assert as_(tess).get(reverse("request_list"), {"queue": "mine"}).context["listing"].count == 4


def test_the_team_reads_how_much_has_changed_since_they_signed_in_the_last_time(client, tess, ask, salford):
    password = {"login": "tess@example.com", "password": "demo-vanguard"}
    client.post(reverse("account_login"), password)
    assert "Changes in seven days" in numbers(client.get("/").context), "on a first visit there is no last one"
    client.post(reverse("account_logout"))
    ask("While she was away", salford)
    with clock.set_at(clock.now() + timedelta(seconds=2)):  # the address is exact to the second
        ask("A moment later", salford)
        client.post(reverse("account_login"), password)
        pile = numbers(client.get("/").context)["Changes since your last sign-in"]
        listed = client.get(pile.address).context["listing"]
    assert pile.count == listed.count >= 2
    assert "since" in listed.caption


def test_what_changed_is_no_question_of_the_past(as_, tess, ask, salford):
    ask("On record", salford)
    context = as_(tess).get("/", {"as_at": clock.now().isoformat()}).context
    assert not [label for label in numbers(context) if label.startswith("Changes")]


def test_the_numbers_of_a_vanguard_lead_to_exactly_its_rows(as_, sal, salford, neuro, ask, tess):
    ask("New", salford)
    ask("Another new", salford)
    ask("Joint", salford, neuro, state="in progress", owner=tess)
    ask("Of the others", neuro)
    client = as_(sal)
    (of_salford,) = client.get("/").context["led"]
    assert [pile.count for pile in of_salford["numbers"]] == [2, 1, 0, 0, 0]
    for pile in of_salford["numbers"]:
        assert client.get(pile.address).context["listing"].count == pile.count


def test_a_lead_reads_whom_to_talk_to(as_, sal, salford, ask, tess):
    ask("Rotas", salford, state="in progress", owner=tess)
    ask("Over and done", salford, state="closed", owner=tess)
    (of_salford,) = as_(sal).get("/").context["led"]
    assert [(person, [each.title for each in requests]) for person, requests in of_salford["people"]] == [(tess, ["Rotas"])]
    assert "mailto:tess@example.com" in as_(sal).get("/").content.decode()


def test_what_waits_for_a_lead_comes_first(as_, sal, salford, ask, tess, recording):
    today = clock.today()
    for title, state, word, target in [
        ("Over", "closed", "confirmed", None),
        ("New", "raised", "open", None),
        ("Going on", "in progress", "open", None),
        ("Due soon", "accepted", "open", today + timedelta(days=3)),
        ("Late", "in progress", "open", today - timedelta(days=3)),
        ("Waits for them", "waiting", "open", None),
        ("Delivered to them", "delivered", "delivered", None),
    ]:
        support_request = ask(title, salford, state=state, owner=tess, target_on=target)
        with recording():
            recipient = support_request.recipients.get()
            recipient.word = word
            recipient.save()
    (of_salford,) = as_(sal).get("/").context["led"]
    shown = [recipient.support_request.title for recipient in of_salford["recipients"]]
    assert shown == ["Delivered to them", "Waits for them", "Late", "Due soon", "Going on", "New", "Over"]


def test_the_team_sees_commitments_overdue_only_once_all_of_their_time_is_over(as_, tess, salford, neuro, recording):
    today = clock.today()
    with recording():
        milestone = Milestone.objects.create(title="Common operating model", due=around(today, Precision.MONTH))
        for vanguard, until in [(salford, today - timedelta(days=1)), (neuro, today)]:
            Commitment.objects.create(
                milestone=milestone,
                vanguard=vanguard,
                due_on=today.replace(day=1) - timedelta(days=40),
                due_until=until,
                expected_until=until,
            )
    client = as_(tess)
    overdue = client.get("/").context["team"]["overdue"]
    assert [commitment.vanguard_id for commitment in overdue.rows] == [38]
    assert (overdue.label, overdue.count, overdue.note) == ("Milestones overdue", 1, "1 commitment")
    assert client.get(overdue.address).context["listing"].count == 1


def test_a_lead_sees_each_vanguard_they_lead_with_its_requests_and_milestones(as_, sal, salford, neuro, ask, recording):
    ask("Rotas", salford)
    ask("Not theirs", neuro)
    with recording():
        milestone = Milestone.objects.create(title="Common operating model", due=understand("December 2015"))
        for vanguard in (salford, neuro):
            Commitment.objects.create(
                milestone=milestone,
                vanguard=vanguard,
                due_on=date(2015, 12, 1),
                due_until=date(2015, 12, 31),
                expected_until=date(2015, 12, 31),
            )
    page = as_(sal).get("/").content.decode()
    assert "38 Salford and Wigan Foundation Chain" in page
    assert "Rotas" in page
    assert "Common operating model" in page
    assert "Not theirs" not in page
    assert "Neuro" not in page


@pytest.mark.parametrize("role", ["is_programme_team", "is_back_office", "is_administrator"])
def test_somebody_with_a_role_who_leads_a_vanguard_sees_both_parts(as_, sal, salford, neuro, ask, recording, role):
    ask("Theatre rotas", salford, state="accepted", owner=sal, target_on=clock.today())
    ask("A shared bank", neuro)
    with recording("Sal helps the team"):
        setattr(sal, role, True)
        sal.save()
    context = as_(sal).get("/").context
    assert [each["vanguard"] for each in context["led"]] == [salford]
    assert [recipient.support_request.title for recipient in context["led"][0]["recipients"]] == ["Theatre rotas"]
    assert ("team" in context) == (role != "is_back_office")


def test_a_lead_sees_the_money_of_their_own_vanguard_alone(as_, sal, salford, neuro, recording):
    with recording():
        fund = Fund.objects.create(name="Transformation fund", code="transformation")
        for vanguard, asked in ((salford, 380_000), (neuro, 440_000)):
            FundingLine.objects.create(fund=fund, vanguard=vanguard, year="2015/16", asked=Decimal(asked))
    page = as_(sal).get(reverse("home")).content.decode()
    assert "Your funding" in page
    assert "£380,000" in page
    assert "£440,000" not in page


def test_a_lead_with_nothing_yet_is_told_so(as_, sal):
    page = as_(sal).get("/").content.decode()
    assert "There are no requests for this vanguard yet." in page
    assert "This vanguard has no milestones yet." in page


def test_home_in_the_past_judges_by_the_day_it_shows(as_, tess, ask, salford):
    ask("On its way", salford, state="accepted", owner=tess, target_on=clock.today() + timedelta(days=2))
    then = clock.now()
    with clock.set_at(then + timedelta(days=30)):
        client = as_(tess)
        assert numbers(client.get("/").context)["Late"].count == 1
        past = client.get("/", {"as_at": then.isoformat()}).context
        assert (numbers(past)["Late"].count, numbers(past)["Due in seven days"].count) == (0, 1)
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


@pytest.mark.parametrize(
    ("now", "before", "words"),
    [
        (3, 1, "2 more than a week ago"),
        (1, 3, "2 fewer than a week ago"),
        (2, 2, "as many as a week ago"),
        (0, 0, ""),
        (1_001, 4, ""),
        (4, 1_001, ""),
    ],
)
def test_a_number_says_how_it_changed_since_a_week_ago(now, before, words):
    assert changed(now, before) == words


def test_the_six_numbers_stand_beside_those_of_a_week_ago(as_, tess, ask, salford):
    def noon(days):
        return clock.start_of(day + timedelta(days=days)) + timedelta(hours=12)

    day = clock.today()
    ask("Old", salford)
    ask("Late already", salford, state="accepted", owner=tess, target_on=day - timedelta(days=20))
    with clock.set_at(noon(5)):
        ask("New", salford)
    with clock.set_at(noon(8)):
        client = as_(tess)
        shown = numbers(client.get("/").context)
        past = numbers(client.get("/", {"as_at": (day + timedelta(days=7)).isoformat()}).context)
        earlier = numbers(client.get("/", {"as_at": (day + timedelta(days=4)).isoformat()}).context)
    assert (shown["New"].count, shown["New"].note) == (2, "1 more than a week ago")
    assert (shown["Late"].count, shown["Late"].note) == (1, "as many as a week ago")
    assert (past["New"].count, past["New"].note) == (2, "1 more than a week ago")
    assert (earlier["New"].count, earlier["New"].note) == (1, "1 more than a week ago")


def test_what_vanguards_declare_stands_on_the_home_of_the_team(as_, tess, recording, salford, neuro):
    day = clock.today()
    days = dict.fromkeys(("starts_on", "ends_on", "opens_on", "due_on", "closes_on"), day)
    with recording():
        period = ReportingPeriod.objects.create(name="Q4 2031", code="q4-2031", **days)
        sent = {"state": "sent", "sent_by": tess, "sent_at": clock.now()}
        Return.objects.create(period=period, vanguard=salford, confidence="green", computed_then="amber", **sent)
        Return.objects.create(period=period, vanguard=neuro, confidence="red", computed_then="red", **sent)
    client = as_(tess)
    name, (row,) = client.get("/").context["team"]["confidence"]
    assert (name, row.name, row.total, row.better) == ("Q4 2031", "Acute care collaboration", 2, 1)
    for _, count, _, _, address in row.bars:
        assert client.get(address).context["listing"].count == count
    assert client.get(row.address(compared="better")).context["listing"].count == 1
