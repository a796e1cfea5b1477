"""The enablers: what was offered under each, and how many requests are open, each count leading to just those."""

import pytest
from django.urls import reverse

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
