"""A search of the list finds what was said on a request, too: in a comment or an answer, and only where the reader may read it."""

import pytest
from django.urls import reverse

from history import clock
from support import actions, search
from support.moves import make
from support.tests.stories import says
from support.workflow import Helped, Move

pytestmark = pytest.mark.django_db


def found(client, words, **query):
    answer = client.get(reverse("request_list"), {"q": words, **query})
    assert answer.status_code == 200, answer.context["listing"].refusals
    return [row.title for row in answer.context["rows"]]


@pytest.fixture
def joint(ask, salford, neuro, sal, nora, tess, deliver):
    """A request of both on which everybody said something, and another without these words."""
    joint = ask("Dashboards", salford, neuro)
    ask("Rotas", salford, neuro)
    actions.comment(joint, by=tess, audience="shared", words="Bring the kettle to all of us")
    actions.comment(joint, by=tess, audience="internal", words="Our own teapot")
    actions.comment(joint, by=nora, audience="vanguard", vanguard=neuro, words="Neuro’s biscuits")
    deliver(joint)
    make(joint, Move.CONFIRM, by=sal, vanguard=38, helped=Helped.YES, words="Salford’s marmalade helped")
    make(joint, Move.DISPUTE, by=nora, vanguard=44, words="The crumpets are missing")
    return joint


def test_the_team_finds_what_anybody_said(as_, tess, joint):
    client = as_(tess)
    for words in ("kettle", "KETT", "teapot", "Neuro's biscuits", "marmalade", "crumpets missing"):
        assert found(client, words) == ["Dashboards"], words
    assert found(client, "kettle marmalade") == [], "each stands elsewhere"
    assert found(client, "rotas") == ["Rotas"], "what it is called finds it as before"
    assert found(client, "sr-" + joint.reference.removeprefix("SR-")) == ["Dashboards"]


def test_a_lead_finds_by_what_they_may_read_and_by_nothing_else(as_, sal, nora, joint):
    client = as_(sal)
    assert [found(client, words) for words in ("kettle", "marmalade")] == [["Dashboards"]] * 2
    assert [found(client, words) for words in ("teapot", "biscuits", "crumpets")] == [[], [], []]
    assert "No requests match these filters." in says(client.get(reverse("request_list"), {"q": "crumpets"}))
    client = as_(nora)
    assert [found(client, words) for words in ("kettle", "biscuits", "crumpets")] == [["Dashboards"]] * 3
    assert [found(client, words) for words in ("teapot", "marmalade")] == [[], []]


def test_what_is_found_by_what_was_said_is_filtered_as_all_else(as_, tess, joint):
    assert found(as_(tess), "kettle", state="raised") == []
    assert found(as_(tess), "kettle", vanguard="44") == ["Dashboards"]


def test_where_very_many_are_found_none_is_left_out(as_, tess, sal, joint, monkeypatch):
    monkeypatch.setattr(search, "MOST_BY_NUMBER", 0)
    assert found(as_(tess), "kettle") == ["Dashboards"]
    assert found(as_(sal), "crumpets") == []


def test_what_was_said_is_found_as_it_stood(as_, tess, ask, salford):
    rotas = ask("Rotas", salford)
    said = actions.comment(rotas, by=tess, audience="shared", words="Bring the kettle")
    then = clock.now()
    actions.edit_comment(said, by=tess, words="Bring the urn", made_from=said.version)
    client = as_(tess)
    assert (found(client, "urn"), found(client, "kettle")) == (["Rotas"], [])
    assert found(client, "kettle", as_at=then.isoformat()) == ["Rotas"]
    assert found(client, "urn", as_at=then.isoformat()) == []
