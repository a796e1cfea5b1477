"""The enablers: what was offered under each, and how many requests are open, each count leading to just those."""

import pytest
from django.urls import reverse

from support.moves import make
from support.workflow import Move

pytestmark = pytest.mark.django_db


def test_the_count_of_open_requests_leads_to_exactly_those(as_, tess, ask, salford, enabler):
    ask("Rotas", salford)
    ask("Beds", salford, state="in progress", owner=tess)
    ask("Closed long ago", salford, state="closed", owner=tess)
    client = as_(tess)
    answer = client.get(reverse("enabler_list"))
    assert [(row.slug, row.request_count) for row in answer.context["enablers"]] == [("workforce-redesign", 2)]
    listed = client.get(reverse("request_list"), {"enabler": enabler.slug, "state": answer.context["open_states"]})
    assert {row.title for row in listed.context["rows"]} == {"Rotas", "Beds"}
    assert "state=in-progress" in answer.content.decode()


def test_a_lead_counts_only_the_requests_of_their_own_vanguards(as_, sal, ask, salford, neuro):
    ask("Ours", salford)
    ask("Theirs", neuro)
    (row,) = as_(sal).get(reverse("enabler_list")).context["enablers"]
    assert row.request_count == 1


def test_an_enabler_shows_what_was_offered_and_its_requests(as_, sal, ask, salford, neuro, enabler, recording):
    ask("Ours", salford)
    ask("Theirs", neuro)
    with recording():
        enabler.offers.create(words="Help with flexible rotas", audience="all vanguards")
    page = as_(sal).get(reverse("enabler_detail", args=[enabler.slug])).content.decode()
    assert "Help with flexible rotas" in page
    assert "Source: " not in page
    assert "Ours" in page
    assert "Theirs" not in page


def test_a_lead_reads_where_their_own_part_stands_and_each_number_is_as_long_as_its_list(
    as_, sal, nora, ask, salford, neuro, deliver, enabler
):
    """Salford confirmed its part; the Neuro Network has not, so the request is not closed."""
    make(deliver(ask("Rotas", salford, neuro)), Move.CONFIRM, by=sal, vanguard=38, helped="yes")
    for lead, state in ((sal, "closed"), (nora, "delivered")):
        client = as_(lead)
        page = client.get(reverse("enabler_detail", args=[enabler.slug])).context
        assert [row.shown_state for row in page["requests"]] == [state]
        for number in page["numbers"]:
            assert number["label"].lower() == state
            assert client.get(number["address"]).context["listing"].count == number["count"]
        listed = client.get(reverse("enabler_list")).context
        for row in listed["enablers"]:
            are_open = {"enabler": row.slug, "state": listed["open_states"]}
            assert client.get(reverse("request_list"), are_open).context["listing"].count == row.request_count
