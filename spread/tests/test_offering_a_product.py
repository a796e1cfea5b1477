"""A lead offers a product, and adds a version; who sees it before it is checked, and after."""

import re

import pytest

from history import clock
from history.models import Change
from milestones.models import Milestone
from pages.errors import Refused
from pages.typed_dates import understand
from spread.actions import add_version, offer_product
from spread.models import Product
from spread.moves import make_of_product
from spread.tests.conftest import WORDS, fresh

pytestmark = pytest.mark.django_db
NEW = "/products/new/"


def test_a_lead_offers_a_product_and_the_team_checks_it(as_, sal, salford, tess, ask, recording):
    asked = ask("Rotas between sites", salford)
    with recording():
        milestone = Milestone.objects.create(title="Rotas agreed", due=understand("March 2016"))
    typed = {**WORDS, "vanguards": "38", "licence": "Free", "where": "Ask us", "support_request": "sr 1", "milestone": str(milestone.pk)}
    answer = as_(sal).post(NEW, {**typed, "support_request": asked.reference})
    product = Product.objects.get()
    assert answer.url == product.get_absolute_url()
    page = as_(sal).get(answer.url).content.decode()
    for words in ("Shared rota", "To check", "Free", "Ask us", str(asked), "Rotas agreed", "38 Salford and Wigan Foundation Chain"):
        assert words in page, words
    assert as_(tess).get("/products/", {"state": "to-check"}).context["rows"] == [product]


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"name": ""}, "Enter what it is called"),
        ({"kind": ""}, "Choose what kind it is"),
        ({"kind": "song"}, "song"),
        ({"summary": ""}, "Enter what it does"),
        ({"maturity": ""}, "Choose how far it is"),
        ({"vanguards": ""}, "Choose a vanguard that you lead"),
        ({"vanguards": "44"}, "Choose a vanguard that you lead"),
        ({"support_request": "SR-9999"}, "There is no request “SR-9999” that you can see."),
        ({"support_request": "rotas"}, "There is no request “rotas” that you can see."),
        ({"milestone": "99"}, "There is no milestone 99."),
        ({"name": "x" * 151}, "Keep it to 150 characters or fewer"),
    ],
)
def test_what_is_not_understood_is_said_beside_it_and_nothing_is_written(as_, sal, neuro, typed, words):
    before = Change.objects.count()
    answer = as_(sal).post(NEW, {**WORDS, "vanguards": "38", **typed})
    assert words in answer.content.decode()
    assert Change.objects.count() == before


def test_anothers_request_is_refused_as_one_that_does_not_exist(as_, sal, neuro, ask):
    theirs = ask("Theirs", neuro)
    answer = as_(sal).post(NEW, {**WORDS, "vanguards": "38", "support_request": theirs.reference})
    assert f"There is no request “{theirs.reference}” that you can see." in answer.content.decode()


def test_nobody_offers_for_a_vanguard_they_do_not_lead(sal, neuro, otto):
    for by in (sal, otto):
        with pytest.raises(Refused):
            offer_product(by=by, vanguards=[neuro], **WORDS)
    assert not Product.objects.exists()


def pages_of(product):
    yield product.get_absolute_url()
    yield from (f"{product.get_absolute_url()}{part}" for part in ("correct/", "versions/new/", "adoptions/new/"))


def test_until_it_is_checked_others_find_it_nowhere_and_then_everywhere(as_, nora, sal, tess, offered):
    client = as_(nora)
    assert [client.get(address).status_code for address in pages_of(offered)] == [404] * 4
    assert client.get("/products/", {"q": "rota"}).context["rows"] == []
    assert b"Shared rota" not in b"".join(client.get("/products/export.csv").streaming_content)
    assert "Shared rota" not in client.get("/vanguards/38/").content.decode()
    unchecked = clock.now()
    make_of_product(offered, "check", by=tess, words="A word to Salford")
    page = client.get(offered.get_absolute_url()).content.decode()
    assert "Shared rota" in page
    assert "A word to Salford" not in page
    assert "Ask Salford" in page
    assert client.get("/products/", {"q": "rota"}).context["rows"] == [offered]
    assert b"Shared rota" in b"".join(client.get("/products/export.csv").streaming_content)
    assert "Shared rota" in client.get("/vanguards/38/").content.decode()
    assert client.get(offered.get_absolute_url(), {"as_at": unchecked.isoformat()}).status_code == 404, "nor as it was before"


def test_what_is_withdrawn_stays_to_be_read_and_cannot_be_taken_up(as_, nora, sal, product):
    make_of_product(product, "withdraw", by=sal, words="Replaced")
    client = as_(nora)
    page = client.get(product.get_absolute_url()).content.decode()
    assert "Withdrawn" in page
    assert "This product is withdrawn, so nobody new can use it." in page
    assert client.post(f"{product.get_absolute_url()}adoptions/new/", {}).status_code == 403


def test_what_was_never_checked_stays_hidden_when_it_is_withdrawn(as_, nora, sal, offered):
    make_of_product(offered, "withdraw", by=sal, words="A mistake")
    assert as_(nora).get(offered.get_absolute_url()).status_code == 404


def test_a_lead_adds_a_version_once(as_, sal, nora, product):
    address = f"{product.get_absolute_url()}versions/new/"
    typed = {"label": "1.1", "released": "5 January 2016", "where": "https://example.com/rota", "new": "Leave"}
    assert as_(sal).post(address, typed).status_code == 302
    assert 'href="https://example.com/rota"' in as_(nora).get(product.get_absolute_url()).content.decode()
    assert "There is a version 1.1 already." in as_(sal).post(address, typed).content.decode()
    assert "Enter a day that is today or earlier" in as_(sal).post(address, {**typed, "label": "2", "released": "2090"}).content.decode()
    assert as_(nora).post(address, typed).status_code == 403
    assert [each.label for each in fresh(product).released.all()] == ["1.1", "First version"] or product.released.count() == 2


def test_a_lead_of_another_maker_is_not_named(as_, sal, nora, tess, salford, neuro):
    product = offer_product(by=tess, vanguards=[salford, neuro], **WORDS)
    make_of_product(product, "mature", by=sal, maturity="evaluated", words="")
    make_of_product(product, "check", by=tess, words="")

    def names(reader):
        page = as_(reader).get(product.get_absolute_url()).content.decode()
        return re.findall(r"</strong><br>(Sal|Tess|A lead of another vanguard) ", page)

    assert names(sal) == names(tess) == ["Sal", "Tess"]
    assert names(nora) == ["A lead of another vanguard", "Tess"]


def test_a_withdrawn_product_gets_no_version(product, sal):
    make_of_product(product, "withdraw", by=sal, words="Replaced")
    with pytest.raises(Refused, match="This product is withdrawn"):
        add_version(product, by=sal, label="2", released=understand("2015"))


def test_the_feeds_say_what_was_done_to_those_who_may_read_it(as_, first_line, sal, nora, tess, offered):
    assert "offered the product “Shared rota”" in first_line(sal)
    make_of_product(offered, "send-back", by=tess, words="Which hospitals?")
    assert "Tess sent back the product “Shared rota”: “Which hospitals?”" in first_line(sal)
    assert "Shared rota" not in as_(nora).get("/changes/").content.decode()
