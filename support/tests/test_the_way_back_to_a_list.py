"""A record opened from a list leads back to that list as it was, and on through it; a list from which none was chosen says so itself."""

import re
from html import unescape
from urllib.parse import urlencode

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from milestones.models import Commitment, Milestone
from pages.places import next_in_list
from pages.typed_dates import understand
from support.models import SupportRequest
from support.moves import make
from support.views import requests
from support.workflow import Move

pytestmark = pytest.mark.django_db

LIST = "/support/"


@pytest.fixture
def five(ask, salford, tess):
    return [ask(f"Rota {letter}", salford) for letter in "CADBE"]


def links(answer):
    """Where a page leads, by what its links say."""
    found = re.findall(r'<a\s[^>]*href="([^"]*)"[^>]*>(.*?)</a>', answer.content.decode(), re.DOTALL)
    return {" ".join(re.sub(r"<[^>]*>", " ", words).split()): unescape(address) for address, words in found}


def follow(client, answer, words):
    name = next(name for name in links(answer) if name.startswith(words))
    return client.get(links(answer)[name])


def title(answer):
    return answer.context["support_request"].title


def test_next_goes_on_through_the_list_as_it_was_sorted_and_the_way_back_leads_there(as_, tess, five):
    client = as_(tess)
    answer = follow(client, client.get(LIST, {"state": "raised", "sort": "title"}), five[0].reference)
    assert title(answer) == "Rota C"
    assert links(answer)["Support requests"] == "/support/?state=raised&sort=title"
    answer = follow(client, answer, "Next")
    assert title(answer) == "Rota D"
    answer = follow(client, follow(client, answer, "Previous"), "Previous")
    assert title(answer) == "Rota B"
    answer = follow(client, answer, "Previous")
    assert title(answer) == "Rota A"
    assert not any(words.startswith("Previous") for words in links(answer))
    assert follow(client, answer, "Support requests").context["listing"].sort == "title"


def test_opened_by_its_own_address_a_record_stands_alone(as_, tess, five):
    answer = as_(tess).get(five[0].get_absolute_url())
    assert links(answer)["Support requests"] == LIST
    assert not any(words.startswith(("Next", "Previous")) for words in links(answer))


def test_a_move_leads_back_to_the_record_and_on_through_the_queue_it_has_left(as_, tess, five):
    client = as_(tess)
    answer = follow(client, client.get(LIST, {"queue": "new", "sort": "title"}), five[3].reference)
    assert title(answer) == "Rota B"
    move = follow(client, answer, "Decline")
    assert links(move)["Support requests"] == "/support/?queue=new&sort=title"
    assert links(move)["Back to the request"] == answer.request["PATH_INFO"] + "?" + answer.request["QUERY_STRING"]
    done = client.post(f"{move.request['PATH_INFO']}?{move.request['QUERY_STRING']}", {"words": "Not ours"}, follow=True)
    assert SupportRequest.objects.get(pk=five[3].pk).state == "declined"
    assert title(done) == "Rota B"
    assert title(follow(client, done, "Next")) == "Rota C"
    assert title(follow(client, done, "Previous")) == "Rota A"
    action = unescape(re.search(r'action="([^"]+/comment/[^"]*)"', done.content.decode())[1])
    said = client.post(action, {"words": "So", "audience": "shared"})
    assert "from=queue" in said.url


def test_a_refused_move_that_was_to_go_on_asks_for_the_next_once(as_, tess, five, monkeypatch):
    make(five[0], Move.ACCEPT, by=tess, owner=tess, priority="high", target_on=None, bodies=[], contact="")
    asked = []
    monkeypatch.setattr(requests, "next_in_list", lambda *given: asked.append(given) or next_in_list(*given))
    address = reverse("request_move", args=[five[0].reference, "reassign"]) + "?from=sort%3Dtitle&at=2"
    answer = as_(tess).post(address, {"owner": "Tess", "words": "Mine", "next": "1"})
    assert "Tess is the owner already." in answer.content.decode()
    assert answer.context["goes_on"]
    assert len(asked) == 1


def test_it_goes_on_from_one_page_to_the_next(as_, tess, ask, salford):
    made = [ask(f"Request {number}", salford) for number in range(102)]
    client = as_(tess)
    answer = follow(client, client.get(LIST, {"state": "raised"}), made[49].reference)
    answer = follow(client, answer, "Next")
    assert title(answer) == "Request 50"
    assert links(answer)["Support requests"] == "/support/?state=raised&page=2"
    assert title(follow(client, answer, "Previous")) == "Request 49"
    assert title(follow(client, follow(client, answer, "Next"), "Next")) == "Request 52"


ODD = ["state=nonsense", "sort=colour", "page=0", "page=999", "https://elsewhere.example.org/", "x" * 3_000, "a=%00", "&&&=", "%FF", "\0"]


@pytest.mark.parametrize("words", ODD)
def test_what_no_list_knows_leads_nowhere_and_breaks_nothing(as_, tess, five, words):
    answer = as_(tess).get(f"{five[0].get_absolute_url()}?{urlencode({'from': words, 'at': '99'})}")
    assert answer.status_code == 200
    assert links(answer)["Support requests"].startswith(LIST)
    assert not any(name.startswith(("Next", "Previous")) for name in links(answer))


@pytest.mark.parametrize("at", ["-1", "50", "x", "1e9", "²", ""])
def test_a_place_that_is_none_is_nothing(as_, tess, five, at):
    assert as_(tess).get(five[0].get_absolute_url(), {"from": "state=closed", "at": at}).context["beside"] == {}


def test_a_shared_address_shows_each_reader_what_is_theirs(as_, sal, ask, five, salford, neuro):
    foreign = ask("Rota BB", neuro)
    client = as_(sal)
    answer = client.get(five[3].get_absolute_url(), {"from": "state=raised&sort=title", "at": "1"})
    assert title(follow(client, answer, "Next")) == "Rota C", "not what stands between for the team"
    assert foreign.reference not in answer.content.decode()
    other = client.get(five[3].get_absolute_url(), {"from": "vanguard=44", "at": "1"})
    assert other.context["beside"] == {}


def test_it_takes_one_question_more_and_none_where_there_is_no_list(as_, tess, five):
    client = as_(tess)

    def cost(**query):
        client.get(five[0].get_absolute_url(), query)
        with CaptureQueriesContext(connection) as queries:
            client.get(five[0].get_absolute_url(), query)
        return len(queries)

    assert cost(**{"from": "state=raised&enabler=workforce-redesign&sort=title", "at": "2"}) == cost() + 1


def test_vanguards_milestones_and_commitments_go_on_too(as_, tess, recording, salford, neuro):
    with recording():
        made = [Milestone.objects.create(title=f"Model {letter}", due=understand("1 December 2030")) for letter in "BA"]
        for milestone in made:
            Commitment.objects.create(
                milestone=milestone,
                vanguard=salford,
                due_on=milestone.due_on,
                due_until=milestone.due_on,
                expected_until=milestone.due_on,
            )
    client = as_(tess)
    answer = follow(client, client.get("/vanguards/", {"care_model": "ACC"}), "38 Salford")
    assert follow(client, answer, "Next").context["vanguard"] == neuro
    assert 'href="/vanguards/?care_model=ACC"' in answer.content.decode()
    answer = follow(client, client.get("/milestones/", {"sort": "title"}), "Model A")
    assert follow(client, answer, "Next").context["milestone"].title == "Model B"
    answer = follow(client, client.get("/milestones/commitments/", {"vanguard": "38"}), "Model B")
    assert links(answer)["Commitments"] == "/milestones/commitments/?vanguard=38"
    assert follow(client, answer, "Next").context["commitment"].milestone.title == "Model A"


def test_as_at_a_moment_the_way_stays_in_it(as_, tess, five):
    from history import clock

    moment = clock.now().isoformat()
    client = as_(tess)
    answer = follow(client, client.get(LIST, {"state": "raised", "sort": "title", "as_at": moment}), five[0].reference)
    then = follow(client, answer, "Next")
    assert title(then) == "Rota D"
    for page in (then, follow(client, then, "Support requests")):
        assert "You are viewing the past:" in page.content.decode()


# --- none chosen -----------------------------------------------------------------------------------------------------


def test_change_the_chosen_with_none_chosen_says_so_on_the_list_as_it_was(as_, tess, ask, salford):
    for number in range(60):
        ask(f"Request {number}", salford)
    client = as_(tess)
    page = client.get(LIST, {"state": "raised", "sort": "-reference", "page": "2"}).content.decode()
    form = page[page.index('id="many"') : page.index("</form>", page.index('id="many"'))]
    hidden = [(name, unescape(value)) for name, value in re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', form)]
    answer = client.get(reverse("request_many"), hidden)
    assert answer.status_code == 400
    text = answer.content.decode()
    assert links(answer)["Choose at least one request"] == "#choose"
    assert 'id="choose"' in text
    assert "<title>Error: Support requests" in " ".join(text.split())
    listing = answer.context["listing"]
    assert (listing.number, listing.sort, [chosen.value for chosen, _ in listing.removable]) == (2, "-reference", ["raised"])
    assert len(answer.context["rows"]) == 10
    again = client.get(reverse("request_many"), [*hidden, ("chosen", str(answer.context["rows"][0].pk))])
    assert links(again)["Back to the list"] == "/support/?state=raised&sort=-reference&page=2"


def test_so_does_the_list_of_commitments(as_, sal, recording, salford):
    with recording():
        milestone = Milestone.objects.create(title="Model", due=understand("1 December 2030"))
        day = milestone.due_on
        Commitment.objects.create(milestone=milestone, vanguard=salford, due_on=day, due_until=day, expected_until=day)
    answer = as_(sal).get(reverse("commitment_many"), {"vanguard": "38", "from": "vanguard=38"})
    assert answer.status_code == 400
    assert "Choose at least one commitment" in answer.content.decode()
    assert len(answer.context["rows"]) == 1
