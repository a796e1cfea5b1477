"""What was announced stands beside what is on record, with the difference in words. Nothing is made to agree or told of others."""

import html
import re
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from fund.models import Fund, PublishedAmount
from fund.moves import make
from fund.tests.conftest import MILLION, YEAR
from fund.totals import beside

pytestmark = pytest.mark.django_db


@pytest.fixture
def announced(recording, fund, salford, neuro, acc):
    kept = {"fund": fund, "year": YEAR, "stage": "approved"}
    with recording():
        PublishedAmount.objects.create(**kept, words="To all vanguards", amount=5 * MILLION, is_whole=True)
        PublishedAmount.objects.create(**kept, words="To some", amount=4 * MILLION)
        PublishedAmount.objects.create(**kept, words="To acute care", amount=3 * MILLION, care_model=acc[0], is_whole=True)
        for vanguard, amount in ((salford, 2), (neuro, 1)):
            PublishedAmount.objects.create(**kept, words="Transformation funding", amount=amount * MILLION, vanguard=vanguard)
        PublishedAmount.objects.create(**(kept | {"stage": "first-award"}), words="First award", amount=MILLION, vanguard=salford)


def sentences(fund, user):
    return {str(each.announced.words): [words for words, _ in each.sentences] for each in beside(fund, user)}


def test_the_difference_is_said_and_nothing_is_forced_to_agree(fund, announced, approved, tess):
    published = "Amounts published for 2 vanguards come to £3 million"
    record = "Amounts approved on our record for 1 vanguard come to £1 million"
    assert sentences(fund, tess) == {
        "To all vanguards": [f"{published}: £2 million less than announced", f"{record}: £4 million less than announced"],
        "To some": [],
        "To acute care": [f"{published}: exactly what was announced", f"{record}: £2 million less than announced"],
    }


def test_a_lead_reads_the_same_of_what_was_published_whatever_is_on_record(fund, announced, put, sal, nora, tess):
    before = sentences(fund, nora)
    put("approved")
    assert sentences(fund, nora) == sentences(fund, sal) == before
    assert before["To all vanguards"] == ["Amounts published for 2 vanguards come to £3 million: £2 million less than announced"]


def test_each_sum_leads_to_just_its_rows(as_, fund, announced, approved, tess):
    client = as_(tess)
    for each in beside(fund, tess):
        for words, address in each.sentences:
            answer = client.get(address)
            assert answer.status_code == 200, (address, answer.context["listing"].refusals)
            rows = answer.context["rows"]
            amounts = [getattr(row, "amount", None) or row.approved for row in rows]
            assert f"for {len(rows)} vanguard" in words
            assert f"£{sum(amounts) / MILLION:.0f} million" in words


def test_a_lead_sees_their_own_lines_and_what_was_published_of_all(as_, announced, approved, sal, nora):
    for person, own in ((sal, True), (nora, False)):
        client = as_(person)
        lines = client.get(reverse("funding_list")).content.decode()
        assert ("£1,000,000" in lines) == own
        assert client.get(approved.get_absolute_url()).status_code == (200 if own else 404)
        year = client.get(reverse("fund_year", args=["transformation", YEAR])).content.decode()
        assert ("£2,000,000" in year) == own, "what Salford asked for"
        published = client.get(reverse("published_list")).content.decode()
        assert "38 Salford and Wigan Foundation Chain" in published
        assert "44 The Neuro Network" in published


def test_the_page_of_a_year_leads_to_amounts_of_its_own_fund(as_, announced, tess, recording):
    with recording():
        other = Fund.objects.create(name="Another fund", code="another")
        PublishedAmount.objects.create(fund=other, year=YEAR, stage="approved", words="Other", amount=MILLION, vanguard_id=44)
    page = as_(tess).get(reverse("fund_year", args=["transformation", YEAR])).content.decode()
    address = re.search(r'href="([^"]+)">Amounts published for single vanguards', page)[1]
    assert {row.fund.code for row in as_(tess).get(html.unescape(address)).context["rows"]} == {"transformation"}


def test_stages_are_never_added_together(as_, announced, tess):
    page = as_(tess).get(reverse("published_list"), {"of": "vanguards"})
    assert dict(page.context["sums"]) == {"First awarded": MILLION, "Approved": 3 * MILLION}


@pytest.mark.parametrize(
    "query", ["stage=approved&of=totals", "care_model=ACC&of=totals", "year=2025-26", "vanguard=44", "q=neuro", "fund=transformation"]
)
def test_the_list_of_published_amounts_finds_them_and_gives_them_as_a_file(as_, announced, nora, query):
    many = {"stage=approved&of=totals": 3, "care_model=ACC&of=totals": 1, "vanguard=44": 1, "q=neuro": 1}.get(query, 6)
    listing = as_(nora).get(f"{reverse('published_list')}?{query}").context["listing"]
    assert (listing.refusals, listing.count) == ([], many)
    file = b"".join(as_(nora).get(f"{reverse('published_export')}?{query}").streaming_content).decode()
    assert len(file.splitlines()) == many + 1


@pytest.mark.parametrize(
    "wrong",
    [
        {"amount": Decimal(-1)},
        {"year": "2025"},
        {"year": "2025/26-2026/27"},
        {"stage": "promised"},
        {"words": ""},
    ],
)
def test_what_makes_no_sense_is_not_kept(fund, wrong):
    kept = {"fund": fund, "year": "2025/26–2026/27", "stage": "spent", "words": "Direct funding", "amount": Decimal(1)}
    PublishedAmount(**kept).full_clean()
    with pytest.raises(ValidationError):
        PublishedAmount(**kept | wrong).full_clean()


def test_an_amount_is_kept_to_the_penny(recording, fund):
    with recording():
        for number in range(1, 12):
            kept = {"fund": fund, "year": YEAR, "stage": "spent", "words": f"Part {number}", "amount": Decimal("99999999.99")}
            PublishedAmount.objects.create(**kept)
        PublishedAmount.objects.create(**kept | {"words": "A penny", "amount": Decimal("0.01")})
    from fund.queries import published_sums

    assert published_sums(PublishedAmount.objects.all()) == [("Spent", Decimal("1099999999.90"))]


def test_many_lines_are_approved_as_offered_with_a_preview(as_, asked, fund, neuro, tess, recording):
    from fund.models import FundingLine

    with recording():
        FundingLine.objects.create(fund=fund, vanguard=neuro, year=YEAR)
    make(asked, "offer", by=tess, amount=MILLION, words="")
    client = as_(tess)
    page = client.get(f"{reverse('funding_many_do', args=['approve'])}?all=1&preview=1", follow=True)
    shown = " ".join(page.content.decode().split())
    assert "£1 million is approved" in shown
    assert "No amount was offered or asked for." in shown
    client.post(page.request["PATH_INFO"] + "?" + page.request["QUERY_STRING"], {"words": ""})
    assert dict(FundingLine.objects.values_list("vanguard", "approved")) == {38: MILLION, 44: None}
