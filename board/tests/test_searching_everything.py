"""One search for everything: part of a word is enough, what is called so comes first, and nobody finds what is not theirs."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import escape

from history import clock
from history.recording.bulk import create_all
from milestones.models import Milestone
from pages.counting import EXACT_UP_TO
from pages.search import marked
from pages.typed_dates import understand
from spread.models import Product
from vanguards.models import Organisation, Vanguard

pytestmark = pytest.mark.django_db


@pytest.fixture
def record(recording, salford, neuro, ask, enabler):
    with recording():
        trust = Organisation.objects.create(name="Salford Royal NHS Foundation Trust", kind="foundation trust")
        neuro.partnerships.create(organisation=trust, role="partner")
        salford.aliases.create(name="Northern chain")
        Milestone.objects.create(title="Salford opens its board", due=understand("1 December 2015"))
    return ask("Rotas between Salford and Wigan", salford)


def search(client, words, **query):
    answer = client.get(reverse("search"), {"q": words, **query})
    assert answer.status_code == 200
    return {group.kind.key: [str(hit) for hit in group.hits] for group in answer.context["groups"]}


def test_everything_with_the_words_is_found_grouped_by_what_it_is(as_, tess, record):
    found = search(as_(tess), "salf")
    assert found == {
        "vanguards": ["Salford and Wigan Foundation Chain", "The Neuro Network"],
        "milestones": ["Salford opens its board"],
        "organisations": ["Salford Royal NHS Foundation Trust"],
        "requests": [f"{record.reference} Rotas between Salford and Wigan"],
    }


def test_each_of_several_words_must_be_found_in_any_order(as_, tess, record):
    assert list(search(as_(tess), "wigan rotas")) == ["requests"]
    assert search(as_(tess), "wigan helicopters") == {}


def test_what_is_called_so_comes_before_what_only_has_it_in_it(as_, tess, recording, acc):
    names = ["Greater Vale", "A vale of ours", "Vale and Hills", "Vale", "Interval"]
    with recording():
        for number, name in enumerate(names, start=60):
            Vanguard.objects.create(number=number, name=name, care_model=acc[0], cohort=acc[1])
        Vanguard.objects.create(number=70, name="Elsewhere", area="Vale", care_model=acc[0], cohort=acc[1])
        Milestone.objects.create(title="Vale", due=understand("1 December 2015"))
    # by name where they fit as well as each other; five at a glance
    assert search(as_(tess), "vale")["vanguards"] == ["Vale", "Vale and Hills", "A vale of ours", "Greater Vale", "Elsewhere"]


def test_the_kind_with_the_best_comes_first(as_, tess, record, recording):
    with recording():
        Organisation.objects.create(name="Rotas", kind="other")
    assert list(search(as_(tess), "rotas")) == ["organisations", "requests"]


def test_all_of_one_kind_can_be_turned_through(as_, tess, recording):
    with recording():
        for number in range(60):
            Organisation.objects.create(name=f"Trust of {number:02}", kind="trust")
    client = as_(tess)
    answer = client.get(reverse("search"), {"q": "trust"})
    (group,) = answer.context["groups"]
    assert (len(group.hits), group.more) == (5, True)
    listed = client.get(reverse("search"), {"q": "trust", "kind": "organisations"}).context["listed"]
    assert len(listed.rows) == 50
    assert len(client.get(listed.next).context["listed"].rows) == 10


def test_a_reference_leads_to_its_request_at_once(as_, tess, sal, nora, record):
    number = record.pk
    for words in (
        record.reference,
        f" {record.reference.lower()} ",
        f"SR–{number:04d}",
        f"sr {number}",
        f"(SR-{number:04d}).",
        f"sr{number}",
    ):
        assert as_(tess).get(reverse("search"), {"q": words}).url == f"/support/{record.reference}/"
    answer = as_(nora).get(reverse("search"), {"q": record.reference})
    assert answer.status_code == 200, "a redirect would tell another lead that there is such a request"


def test_a_number_finds_the_vanguard_first(as_, tess, record):
    for words in ("38", "３８", "vanguard 38", "(38)"):
        assert search(as_(tess), words)["vanguards"][0] == "Salford and Wigan Foundation Chain"


def test_a_lead_finds_no_request_of_another_vanguard_and_is_told_no_count_of_them(as_, nora, record):
    assert "requests" not in search(as_(nora), "rotas")
    assert as_(nora).get(reverse("search"), {"q": "rotas", "kind": "requests"}).context["listed"].rows == []


def test_a_product_is_found_by_whoever_may_see_it(as_, tess, sal, nora, recording, salford):
    with recording():
        toolkit = Product.objects.create(name="Tariff toolkit", kind="toolkit", summary="How a chain shares what it earns.")
        toolkit.makers.create(vanguard=salford)
    assert [search(as_(each), "shares earns").get("products", []) for each in (tess, sal, nora)] == [[str(toolkit)], [str(toolkit)], []]
    with recording():
        toolkit.state, toolkit.is_public = "checked", True
        toolkit.save()
    page = as_(nora).get(reverse("search"), {"q": "tariff"}).content.decode()
    assert f'href="{toolkit.get_absolute_url()}"' in page
    assert "Toolkit. How a chain shares what it earns." in page


def test_the_past_is_searched_as_at_a_moment(as_, tess, record, recording):
    then = clock.now()
    with clock.set_at(then + timedelta(hours=1)), recording():
        record.title, record.needed = "Something else", "Help with something else."
        record.save()
    with clock.set_at(then + timedelta(hours=2)):
        assert "requests" not in search(as_(tess), "between")
        assert "requests" in search(as_(tess), "between", as_at=then.isoformat())


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ("a", "at least 2 letters"),
        ("a b", "at least 2 letters"),
        ("\u200ba\u00ad", "at least 2 letters"),
        ("\u200b\u2060", "at least 2 letters"),
        ("one " * 11, "10 words at most"),
        ("x" * 101, "100 characters"),
        ("a\x00", "at least 2 letters"),
    ],
)
def test_what_cannot_be_searched_for_is_said_and_kept(as_, tess, words, says):
    answer = as_(tess).get(reverse("search"), {"q": words})
    assert answer.status_code == 400
    page = answer.content.decode()
    assert says in page
    assert "<title>Error: " in page


def test_before_anything_is_typed_the_page_only_asks(as_, tess):
    for address in ("/search/", "/search/?q="):
        answer = as_(tess).get(address)
        assert answer.status_code == 200
        assert "There is a problem" not in answer.content.decode()
        assert "<title>Search" in answer.content.decode()


def test_nothing_found_says_where_to_look(as_, tess, record):
    page = as_(tess).get(reverse("search"), {"q": "helicopters"}).content.decode()
    assert "Nothing that you can see has “helicopters” in it" in page
    assert 'href="/vanguards/"' in page


@pytest.mark.parametrize("words", ["<script>alert(1)</script>", "%%%", "___", "\u202egnihton", "🏥🏥🏥", "' OR 1=1 --", "(((", "&amp;"])
def test_hostile_words_are_only_words(as_, tess, record, words):
    answer = as_(tess).get(reverse("search"), {"q": words})
    assert answer.status_code == 200
    assert "<script>alert" not in answer.content.decode()
    assert answer.context["groups"] == [], "no wildcard finds everything"


def test_an_unknown_kind_is_refused(as_, tess, record):
    assert as_(tess).get(reverse("search"), {"q": "rotas", "kind": "shoes"}).status_code == 400


@pytest.mark.parametrize(
    ("text", "words", "shown"),
    [
        ("Salford Royal", "roy salf", "<mark>Salf</mark>ord <mark>Roy</mark>al"),
        ("A < B & C", "b", "A &lt; <mark>B</mark> &amp; C"),
        ("Plain", "", "Plain"),
        ("a.c abc", "a.c", "<mark>a.c</mark> abc"),
        ("Guy’s & Co", "guy's", "<mark>Guy’s</mark> &amp; Co"),
        ("Guy's and GUYʼS", "Guy’s", "<mark>Guy&#39;s</mark> and <mark>GUYʼS</mark>"),
        ("A nurse‑led team", "Nurse-Led", "A <mark>nurse‑led</mark> team"),
        ("Der Straße nach", "strasse nach", "Der <mark>Straße</mark> <mark>nach</mark>"),
        ("Straße", "ss", "Straße"),
        ("Straße", "sse", "Stra<mark>ße</mark>"),
        ("ofﬁce IT", "office", "<mark>ofﬁce</mark> IT"),
        ("co\u00adop and E\u0301lan", "coop élan", "<mark>co\u00adop</mark> and <mark>E\u0301lan</mark>"),
        ("ÉLAN élan", "Élan", "<mark>ÉLAN</mark> <mark>élan</mark>"),
        ("With IT (IT) of CIT", "it", "With <mark>IT</mark> (<mark>IT</mark>) of CIT"),
        ("ΣΑΣ σας", "σασ", "<mark>ΣΑΣ</mark> <mark>σας</mark>"),
    ],
)
def test_what_was_searched_for_is_marked_and_nothing_else_is_markup(text, words, shown):
    assert str(marked(text, words)) == shown


@given(text=st.text(), words=st.text(max_size=10))
def test_whatever_is_marked_the_text_stays_as_it_was_typed(text, words):
    assert marked(text, words).replace("<mark>", "").replace("</mark>", "") == escape(text)


def test_what_is_called_so_comes_first_however_it_is_typed(as_, tess, recording, acc):
    with recording():
        for number, name in enumerate(["The Élan", "Guy’s Élan", "Élan"], start=60):
            Vanguard.objects.create(number=number, name=name, care_model=acc[0], cohort=acc[1])
    assert search(as_(tess), "ÉLAN")["vanguards"] == ["Élan", "Guy’s Élan", "The Élan"]
    page = as_(tess).get(reverse("search"), {"q": "guy's"}).content.decode()
    assert "<mark>Guy’s</mark> Élan" in page


def test_of_more_than_a_thousand_the_newest_are_looked_through_and_the_page_says_so(as_, tess, recording):
    with recording():
        due = {"due_on": date(2015, 12, 1), "due_until": date(2015, 12, 1)}
        create_all([Milestone(title=f"Vale {number:04}", **due) for number in range(EXACT_UP_TO + 2)])
    client = as_(tess)
    answer = client.get(reverse("search"), {"q": "vale", "kind": "milestones"})
    assert [str(hit) for hit in answer.context["hits"][:3]] == ["Vale 0002", "Vale 0003", "Vale 0004"]
    assert "Add a word to find others" in answer.content.decode()
    fewer = client.get(reverse("search"), {"q": "vale 0004", "kind": "milestones"})
    assert "Add a word to find others" not in fewer.content.decode()
