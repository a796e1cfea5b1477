"""The list of lines finds them; what money waits is said on the request, the milestone and the vanguard, and at the team’s home."""

import pytest
from django.urls import reverse

from fund.moves import make_of_instalment
from fund.tests.conftest import MILLION, YEAR, plan
from history import clock
from milestones.moves import make as make_of_commitment
from pages.typed_dates import understand
from support.moves import make as make_of_request

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("query", "many"),
    [
        ("state=approved", 1),
        ("state=closed", 0),
        ("year=2025-26", 1),
        ("queue=waiting", 1),
        ("queue=to-pay", 0),
        ("q=salford", 1),
        ("vanguard=38", 1),
        ("care_model=ACC", 1),
        ("fund=transformation", 1),
        ("sort=-approved", 1),
    ],
)
def test_the_list_finds_lines(as_, instalment, tess, query, many):
    instalment("planned")
    listing = as_(tess).get(f"{reverse('funding_list')}?{query}").context["listing"]
    assert (listing.refusals, listing.count) == ([], many)


def test_a_condition_that_is_met_moves_the_line_to_the_other_queue_and_to_the_teams_home(as_, instalment, milestone, tess, sal):
    instalment("planned")
    client = as_(tess)
    assert "with an instalment to pay" not in client.get("/").content.decode()
    make_of_commitment(milestone, "reached", by=sal, words="Done", reached=understand("5 January 2026"), link="")
    queues = [client.get(reverse("funding_list"), {"queue": queue}).context["listing"].count for queue in ("to-pay", "waiting")]
    assert queues == [1, 0]
    assert "1 funding line with an instalment to pay" in " ".join(client.get("/").content.decode().split())


def test_what_money_waits_for_a_milestone_is_said_there_to_who_may_see_it(as_, instalment, milestone, tess, sal, nora):
    one = instalment("planned")
    pages = [milestone.get_absolute_url(), milestone.milestone.get_absolute_url()]
    for person, addresses in ((tess, pages), (sal, pages)):
        for address in addresses:
            page = as_(person).get(address).content.decode()
            assert "£500,000 depends on this" in page
            assert f'href="{one.get_absolute_url()}"' in page
    assert "depends on this" not in as_(nora).get(pages[1]).content.decode()
    make_of_commitment(milestone, "reached", by=sal, words="Done", reached=understand("5 January 2026"), link="")
    assert "depends on this" not in as_(tess).get(pages[1]).content.decode()


def test_what_money_waits_for_a_request_is_said_there_to_who_may_see_it(as_, approved, ask, salford, neuro, tess, sal, nora):
    request = ask("Rotas", salford, neuro, state="in progress", owner=tess)
    plan(approved, tess, condition="request", awaited=request)
    for person in (tess, sal):
        assert "£500,000 depends on this" in as_(person).get(request.get_absolute_url()).content.decode()
    assert "depends on this" not in as_(nora).get(request.get_absolute_url()).content.decode()


def test_a_request_that_the_vanguard_was_taken_off_is_not_named(as_, approved, ask, salford, neuro, tess, sal):
    request = ask("Rotas", salford, neuro, state="in progress", owner=tess)
    plan(approved, tess, condition="request", awaited=request)
    address = approved.get_absolute_url()
    assert request.get_absolute_url() in as_(sal).get(address).content.decode()
    make_of_request(request, "take-off-a-vanguard", by=tess, vanguard=38, words="Neuro alone")
    page = as_(sal).get(address).content.decode()
    assert "When a request this vanguard is no longer on is delivered" in page
    for told in ("Rotas", request.reference, request.get_absolute_url()):
        assert told not in page, told
        assert told in as_(tess).get(address).content.decode(), told


def test_it_stands_on_the_vanguards_pages(as_, instalment, approved, sal, nora):
    instalment("paid")
    page = as_(sal).get("/vanguards/38/").content.decode()
    assert approved.get_absolute_url() in page
    assert "£500,000" in page
    visit = " ".join(as_(sal).get("/vanguards/38/visit/").content.decode().split())
    assert "approved £1 million, paid £500,000, spent £500,000." in visit
    assert approved.get_absolute_url() not in as_(nora).get("/vanguards/38/").content.decode()


def test_a_line_reads_as_it_stood(as_, instalment, tess):
    one = instalment("planned", condition="none")
    then = clock.now()
    make_of_instalment(one, "pay", by=tess, paid_on=clock.today(), words="")
    page = as_(tess).get(one.get_absolute_url(), {"as_at": then.isoformat()}).content.decode()
    assert "Planned" in page
    assert "Pay this instalment" not in page


def test_the_file_has_every_amount(as_, instalment, tess):
    instalment("paid")
    file = b"".join(as_(tess).get(reverse("funding_export")).streaming_content).decode()
    heading, row = file.lstrip("\ufeff").splitlines()
    assert heading.startswith("Fund,Year,Vanguard,Vanguard name,Care model,State,What it is for,Asked for,Offered,Approved")
    assert row.startswith(f"Transformation fund,{YEAR},38,Salford and Wigan Foundation Chain,ACC,Approved,One staff bank,{2 * MILLION}.00,")
    assert row.endswith("/fund/transformation/2025-26/38/")
    assert ",500000.00," in row


def test_each_move_is_one_sentence_in_the_feed(first_line, instalment, tess, sal):
    instalment("paid", condition="none")
    assert first_line(tess).endswith("Tess paid £500,000 of the 2025/26 funding of 38 Salford and Wigan Foundation Chain.")
    assert first_line(sal) == first_line(tess)


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"amount": "£0"}, "Enter more than £0"),
        ({"due_on": "soon"}, "is not a date"),
        ({"condition": "return"}, "Choose the period of the return"),
        ({"condition": "commitment"}, "Choose the milestone"),
        ({"condition": "request", "support_request": "SR-9999"}, "Enter the reference of a request that this vanguard is on"),
        ({"amount": "£2m"}, "Only £1 million of what is approved is left to plan"),
    ],
)
def test_what_cannot_be_planned_is_said_where_it_was_typed(as_, approved, milestone, tess, typed, words):
    address = reverse("funding_move", args=["transformation", YEAR, 38, "plan"])
    sent = {"amount": "£500k", "due_on": "31 March 2026", "condition": "none", "since": clock.now().isoformat()}
    answer = as_(tess).post(address, sent | typed)
    assert answer.status_code == 200
    assert words in answer.content.decode()
    assert not approved.instalments.exists()
    for condition, asked in (("none", {}), ("commitment", {"commitment": str(milestone.pk)})):
        answer = as_(tess).post(address, sent | {"condition": condition, "since": clock.now().isoformat()} | asked)
        assert answer.status_code == 302, answer.content.decode()
