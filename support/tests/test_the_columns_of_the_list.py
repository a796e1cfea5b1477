"""What the list of requests says of each: the columns people choose, kept in the address, and what a lead reads in them."""

from datetime import UTC, date, datetime

import pytest
import time_machine
from django.urls import reverse

from support.moves import make
from support.tests.stories import says
from support.workflow import Helped, Move
from vanguards.models import Membership, Vanguard

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _friday():
    with on(19):
        yield


def on(day):
    return time_machine.travel(datetime(2027, 3, day, 12, tzinfo=UTC), tick=False)


def table(client, **query):
    page = says(client.get(reverse("request_list"), query))
    return " ".join(page.partition("<table")[2].partition("</table>")[0].split())


def headings(client, **query):
    head = table(client, **query).partition("</thead>")[0]
    return [part.rpartition(">")[2] for part in head.replace("</a>", "").split("</th>")[:-1]]


def test_the_team_reads_whose_it_is_how_old_it_is_and_by_how_much_it_is_late(as_, tess, ask, salford, neuro):
    ask("Rotas", salford, neuro, owner=tess, state="accepted", priority="high", raised_on=date(2027, 3, 1), target_on=date(2027, 3, 10))
    ask("Beds", neuro)
    client = as_(tess)
    assert headings(client) == ["Request", "Vanguards", "State", "Priority", "Age", "Owner", "Target date"]
    rows = table(client)
    for words in ("38 Salford and Wigan Foundation Chain; 44 The Neuro Network", ">14 working days<", ">High<", "Late by 7 working days"):
        assert words in rows, words
    assert rows.count(">Not known<") == 1, "nobody knows when beds were asked for"
    assert rows.count(">Not set<") == 2, "nor by when, or how urgently"


def test_of_many_vanguards_the_numbers_are_said(as_, tess, ask, salford, neuro, world):
    ask("For three", salford, neuro, world["third"])
    assert ">38, 44, 60<" in table(as_(tess))


def test_of_very_many_the_first_numbers_and_how_many_more(as_, tess, ask, salford, recording, acc):
    with recording():
        others = [Vanguard.objects.create(number=60 + i, name=f"V{i}", care_model=acc[0], cohort=acc[1]) for i in range(9)]
    ask("For ten", salford, *others)
    assert ">38, 60, 61, 62 and 6 more<" in table(as_(tess))


def test_what_is_over_has_no_age_and_is_not_late(as_, tess, ask, salford):
    ask("Rotas", salford, state="closed", raised_on=date(2027, 3, 1), target_on=date(2027, 3, 10))
    rows = table(as_(tess))
    assert "No longer open" in rows
    assert "Late by" not in rows


def test_a_target_of_the_weekend_is_late_before_a_working_day_has_passed(as_, tess, ask, salford):
    ask("Rotas", salford, owner=tess, state="accepted", target_on=date(2027, 3, 13))
    with time_machine.travel(datetime(2027, 3, 14, 12, tzinfo=UTC), tick=False):
        assert '<strong class="tracker-behind">Late</strong>' in table(as_(tess))
    with time_machine.travel(datetime(2027, 3, 15, 12, tzinfo=UTC), tick=False):
        assert "Late by 1 working day<" in table(as_(tess))


def test_columns_are_chosen_and_kept_by_every_address_of_the_list(as_, tess, ask, salford):
    for title in range(60):
        ask(f"Rotas {title}", salford)
    client, chosen = as_(tess), {"columns": ["enablers", "owner"]}
    assert headings(client, **chosen) == ["Request", "Enablers", "Owner"]
    page = says(client.get(reverse("request_list"), chosen | {"state": "raised"}))
    kept = "columns=enablers&amp;columns=owner"
    for address in (
        f"/support/?{kept}",
        f"{kept}&amp;page=2",
        f"{kept}&amp;sort=-reference",
        f"queue=late&amp;{kept}",
        "columns%3Denablers%26",
    ):
        assert address in page, address
    assert page.count("checked") == 3, "the state and the two columns are ticked in the form that asks again"
    assert "columns" not in says(client.get(reverse("request_list"))).partition("<table")[2], "the usual ones need no words"


def test_a_column_nobody_knows_is_refused(as_, tess, rotas):
    answer = as_(tess).get(reverse("request_list"), {"columns": "salary"})
    assert answer.status_code == 400
    assert "This list has no column “salary”." in says(answer)


def test_a_lead_reads_none_but_their_own_vanguards_whatever_they_choose(as_, sal, nora, ask, salford, neuro, recording):
    rotas = ask("Rotas", salford, neuro, raised_on=date(2027, 3, 1))
    client = as_(sal)
    assert headings(client) == ["Request", "Enablers", "State", "Age", "Owner", "Target date"]
    rows = table(client, columns=["vanguards", "priority"])
    assert ">38 Salford and Wigan Foundation Chain<" in rows
    assert "44" not in rows.replace(f"{rotas.pk:04}", ""), "PostgreSQL may give the request the same number"
    assert "Neuro" not in rows
    with recording():
        Membership.objects.create(user=sal, vanguard=neuro, starts_on=date(2015, 9, 25))
    assert headings(as_(sal))[1] == "Vanguards", "who leads two is told which"


def test_an_age_tells_a_lead_nothing_of_the_others(as_, sal, nora, ask, salford, neuro, deliver):
    joint = ask("Rotas", salford, neuro, raised_on=date(2027, 3, 1))
    make(deliver(joint), Move.CONFIRM, by=sal, vanguard=38, helped=Helped.YES)
    assert "No longer open" in table(as_(sal)), "for Salford it is closed"
    assert "14 working days" in table(as_(nora))


def test_the_columns_are_as_they_were_at_an_earlier_date(as_, tess, ask, salford, recording):
    rotas = ask("Rotas", salford, raised_on=date(2027, 3, 1), target_on=date(2027, 3, 17))
    with on(22), recording():
        rotas.target_on = date(2027, 3, 31)
        rotas.save()
    with on(23):
        assert "Late" not in table(as_(tess))
        rows = table(as_(tess), as_at="2027-03-19T12:00:01Z")
        assert "14 working days" in rows
        assert "Late by 2 working days" in rows
