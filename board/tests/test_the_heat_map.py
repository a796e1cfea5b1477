"""The heat map: how many requests each vanguard has under each enabler. Each number leads to exactly the requests it counts."""

import csv
import io
import os
import re
from contextlib import nullcontext
from datetime import date, timedelta
from html import unescape
from random import Random

import pytest
from django.test import RequestFactory
from django.urls import reverse

from board.heat_map.filters import COUNTED, ROWS
from board.heat_map.rows import Shades
from history import clock
from history.reading.as_at import as_at
from support.filters import RequestFilters
from support.models import Enabler, SupportRequest
from support.moves import make
from support.own_part import state_for
from support.workflow import Helped, Move, State, Word
from vanguards.models import CareModel, Collaboration, CollaborationForm, Membership, Region, Vanguard

pytestmark = pytest.mark.django_db

NUMBER = re.compile(r'<a href="(/support/[^"]*)" aria-label="[^"]*">([\d,]+)</a>')


def numbers(answer):
    """Return each linked number of a map, with its address."""
    return [(int(number.replace(",", "")), unescape(address)) for address, number in NUMBER.findall(answer.content.decode())]


def shown(client, **query):
    answer = client.get(reverse("heat_map"), query)
    assert answer.status_code == 200, answer.context["listing"].refusals
    return answer


def table(answer):
    """Return the counts of each row that has any, by name: by the slug of the enabler, and in all."""
    rows = [row for _, those in answer.context["groups"] for row in those]
    columns = [enabler for enabler, _ in answer.context["columns"]]
    return {row.said: {one.slug: row.many(one) for one in columns if row.many(one)} | {"all": row.total} for row in rows if row.total}


def said(answer):
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", answer.content.decode().partition("<main")[2])).split())


@pytest.fixture
def digital(recording):
    with recording():
        return Enabler.objects.create(slug="digital", name="Digital", introduced_on=date(2015, 7, 31), order=9)


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


# --- every number is as long as its list -------------------------------------------------------------------------------------------

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
def at_random(recording, acc, ask, enabler, digital, tess, sal, salford, neuro):
    """Seven vanguards of two care models with some forms; thirty requests of any of them or none, in any state; what became of some."""
    seed = int(os.environ.get("SEED", clock.now().microsecond))
    print(f"SEED={seed}")  # noqa: T201 - pytest shows it where the test fails
    random, day = Random(seed), clock.today()  # noqa: S311 - it must be repeatable, not secret
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
    after = walk(client, user)
    assert after != before
    assert walk(client, user, then) == before
    if person == "tess":
        assert [number for number, _ in numbers(shown(as_(otto)))] == after[0], "the back office reads what the team does"


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
