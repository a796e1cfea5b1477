"""The heat map: how many requests each vanguard has under each enabler. Each number leads to exactly the requests it counts."""

import csv
import io
import re
from datetime import date
from html import unescape

import pytest
from django.urls import reverse

from board.heat_map.filters import COUNTED
from board.heat_map.rows import Shades
from board.tests.maps import numbers, shown
from history import clock
from support.moves import make
from support.workflow import Helped, Move
from vanguards.models import Collaboration, CollaborationForm, Vanguard

pytestmark = pytest.mark.django_db


def table(answer):
    """Return the counts of each row that has any, by name: by the slug of the enabler, and in all."""
    rows = [row for _, those in answer.context["groups"] for row in those]
    columns = [enabler for enabler, _ in answer.context["columns"]]
    return {row.said: {one.slug: row.many(one) for one in columns if row.many(one)} | {"all": row.total} for row in rows if row.total}


def said(answer):
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", answer.content.decode().partition("<main")[2])).split())


def delivered(support_request, by):
    make(support_request, Move.ACCEPT, by=by, owner=by, priority="high", target_on=clock.today())
    make(support_request, Move.START, by=by)
    make(support_request, Move.DELIVER, by=by, words="Two workshops")
    return support_request


@pytest.fixture
def lived(ask, salford, neuro, sal, nora, tess, recording, digital):
    """Joint: Salford disputes it, Neuro says it helped. Awaited: Salford has not answered. Late: of both, under two enablers."""
    joint = delivered(ask("Joint", salford, neuro), tess)
    late = ask("Late", salford, neuro, state="accepted", owner=tess, target_on=date(2016, 1, 1))
    make(joint, Move.DISPUTE, by=sal, vanguard=38, words="Not for us")
    make(joint, Move.CONFIRM, by=nora, vanguard=44, helped=Helped.PARTLY)
    delivered(ask("Awaited", salford), tess)
    with recording():
        late.enabler_links.create(enabler=digital)


@pytest.mark.parametrize(
    ("count", "of_salford", "of_neuro", "total"),
    [
        ("open", {"workforce-redesign": 3, "digital": 1, "all": 3}, {"workforce-redesign": 2, "digital": 1, "all": 2}, 3),
        ("late", {"workforce-redesign": 1, "digital": 1, "all": 1}, {"workforce-redesign": 1, "digital": 1, "all": 1}, 1),
        ("disputed", {"workforce-redesign": 1, "all": 1}, None, 1),
        ("delivered", {"workforce-redesign": 1, "all": 1}, None, 1),
        ("helped", None, {"workforce-redesign": 1, "all": 1}, 1),
    ],
)
def test_a_square_says_how_many_requests_a_vanguard_has_under_an_enabler(as_, tess, lived, count, of_salford, of_neuro, total):
    answer = shown(as_(tess), count=count)
    rows = {"38 Salford and Wigan Foundation Chain": of_salford, "44 The Neuro Network": of_neuro}
    assert table(answer) == {name: counts for name, counts in rows.items() if counts}
    assert answer.context["total"].total == total, "a request counts once in a total"


def test_without_a_choice_it_is_of_open_requests_and_by_care_model(as_, tess, lived):
    client = as_(tess)
    usual = shown(client)
    assert table(usual) == table(shown(client, count="open", by="care-model"))
    assert [name for name, _ in usual.context["groups"]] == ["Acute care collaboration (ACC)"]
    assert "Heat map: open requests" in said(usual)


def test_a_row_may_be_a_care_model_or_a_collaboration_form(as_, tess, lived, salford, recording):
    with recording():
        form = CollaborationForm.objects.create(code="foundation-group", name="Foundation group")
        Collaboration.objects.create(vanguard=salford, form=form)
    client = as_(tess)
    assert table(shown(client, by="each-care-model")) == {"Acute care collaboration": {"workforce-redesign": 3, "digital": 1, "all": 3}}
    assert table(shown(client, by="each-form", count="helped")) == {}, "it helped Neuro, which has no form"
    by_form = shown(client, by="form").context["groups"]
    assert [(name, [row.subject.pk for row in rows]) for name, rows in by_form] == [
        ("Foundation group", [38]),
        ("No collaboration form", [44]),
    ]


@pytest.mark.parametrize(
    ("query", "numbers"),
    [
        ({"sort": "number"}, [38, 44, 50]),
        ({"sort": "-number"}, [50, 44, 38]),
        ({"sort": "name"}, [50, 38, 44]),
        ({"sort": "most", "count": "helped"}, [44, 38, 50]),
        ({"sort": "-most"}, [50, 44, 38]),
    ],
)
def test_it_is_sorted_by_number_name_or_most(as_, tess, lived, acc, recording, query, numbers):
    with recording():
        Vanguard.objects.create(number=50, name="Another", care_model=acc[0], cohort=acc[1])
    ((_, rows),) = shown(as_(tess), **query).context["groups"]
    assert [row.subject.pk for row in rows] == numbers


def test_a_lead_reads_only_the_rows_of_their_own_vanguards(as_, sal, nora, lived):
    answer = shown(as_(nora), count="open")
    assert table(answer) == {"44 The Neuro Network": {"workforce-redesign": 1, "digital": 1, "all": 1}}, "joint is over for Neuro"
    assert "Salford" not in said(answer)
    assert table(shown(as_(nora), count="disputed")) == {}, "that Salford disputes is not for her to know"
    assert answer.context["listing"].count == 1


def test_each_number_opens_the_list_of_as_many(as_, tess, lived):
    client = as_(tess)
    found = [one for count in COUNTED for one in numbers(shown(client, count=count))]
    assert len(found) > 15
    for number, address in found:
        listing = client.get(address).context["listing"]
        assert (listing.refusals, listing.count) == ([], number), address


def test_more_vanguards_than_a_list_can_be_asked_for_are_counted_but_lead_nowhere(as_, tess, acc, ask, recording):
    with recording():
        many = [Vanguard.objects.create(number=1_000 + i, name=f"Northern {i}", care_model=acc[0], cohort=acc[1]) for i in range(60)]
    ask("For all", *many)
    client = as_(tess)
    first, second = shown(client, q="northern"), shown(client, q="northern", page=2)
    assert [len(one.context["groups"][0][1]) for one in (first, second)] == [50, 10]
    assert (first.context["total"].total, first.context["total"].tail) == (1, None)
    assert len(numbers(second)) == 10 * 2, "those of the rows: one enabler, and in all"
    assert "60 vanguards" in said(first)


# --- what it looks like, and what it refuses ----------------------------------------------------------------------------------------


def test_the_key_says_what_each_shade_means():
    assert Shades([]).legend == []
    assert Shades([0, 1, 3]).legend == [(1, "1"), (2, "2"), (3, "3")]
    shades = Shades([1, 10, 5, 6])
    assert shades.legend == [(1, "1 to 2"), (2, "3 to 5"), (3, "6 to 7"), (4, "8 to 10")]
    assert shades.of == {1: 1, 5: 2, 6: 3, 10: 4}


@pytest.mark.parametrize("most", range(1, 60))
def test_each_number_has_one_shade(most):
    shades = Shades(list(range(most + 1)))
    assert sorted(shades.of) == list(range(1, most + 1))
    assert list(shades.of.values()) == sorted(shades.of.values())


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ({"count": "silly"}, "“silly” is not one of the values this list knows"),
        ({"by": "moon"}, "“moon” is not one of the values this list knows"),
        ({"care_model": "XYZ"}, "“XYZ” is not one of the values this list knows"),
        ({"sort": "colour"}, "This list cannot be sorted by “colour”."),
        ({"colour": "red"}, "This list has no filter “colour”."),
        ({"page": "0"}, "There is no page “0”."),
        ({"page": "2"}, "There is no page 2: the list ends before it."),
        ({"page": "2", "by": "each-form"}, "There is no page 2: all rows are on the first."),
        ({"count": ["late", "open"]}, "Count: choose one, not several."),
    ],
)
@pytest.mark.parametrize("name", ["heat_map", "heat_map_export"])
def test_what_it_does_not_know_is_said_on_the_page(as_, tess, lived, name, query, words):
    answer = as_(tess).get(reverse(name), query)
    if name == "heat_map_export" and "the list ends" in words:
        return  # a file has the rows of every page
    assert answer.status_code == 400
    assert words in said(answer)
    assert numbers(answer) == []


@pytest.mark.parametrize("name", ["heat_map", "heat_map_export"])
def test_it_takes_no_post(as_, tess, name):
    assert as_(tess).post(reverse(name)).status_code == 405


def test_where_no_vanguard_is_found_it_says_what_to_do(as_, tess, lived):
    answer = shown(as_(tess), q="nowhere")
    assert "No vanguards match these filters. Clear filters" in said(answer)


def test_before_there_were_enablers_it_says_so(as_, tess, salford):
    assert "No enabler is on record." in said(shown(as_(tess)))


def test_its_file_has_the_rows_of_every_page(as_, tess, lived, salford):
    def file(**query):
        answer = as_(tess).get(reverse("heat_map_export"), query)
        name = answer.headers["Content-Disposition"].partition("filename=")[2]
        text = b"".join(answer.streaming_content).decode("utf-8-sig")
        return name, list(csv.DictReader(io.StringIO(text)))

    name, (first, second) = file(count="late")
    assert name.startswith('"heat-map-count-late-requests-')
    assert [first[heading] for heading in ("Number", "Name", "Care model", "Counted")] == ["38", salford.name, "ACC", "Late requests"]
    assert [(row["Workforce redesign"], row["Digital"], row["Total"]) for row in (first, second)] == [("1", "1", "1"), ("1", "1", "1")]
    assert first["Link"] == "http://testserver/support/?queue=late&vanguard=38"
    _, (row,) = file(by="each-care-model")
    assert [row[heading] for heading in ("Code", "Name", "Vanguards", "Total")] == ["ACC", "Acute care collaboration", "2", "3"]


@pytest.mark.parametrize("name", ["home", "request_list", "support_numbers", "enabler_list"])
def test_it_is_reached_from_the_pages_of_support(as_, tess, lived, name):
    assert 'href="/heat-map/' in as_(tess).get(reverse(name)).content.decode()


def test_the_page_of_a_vanguard_and_of_an_enabler_lead_to_it(as_, tess, lived, salford, enabler):
    for record in (salford, enabler):
        assert 'href="/heat-map/' in as_(tess).get(record.get_absolute_url()).content.decode()
