"""Pages leave compressed, for those who can read that, and are no larger than a phone on a train will bear."""

import gzip
from urllib.parse import urlencode

import pytest
from django.urls import reverse

from history import clock

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def test_a_page_is_compressed_for_a_browser_that_can_read_it(as_, tess, ask, salford):
    ask("Rotas", salford)
    client = as_(tess)
    plain = client.get(reverse("request_list"), headers={"Accept-Encoding": "identity"})
    sent = client.get(reverse("request_list"), headers={"Accept-Encoding": "gzip, br"})
    assert "Content-Encoding" not in plain.headers
    assert sent.headers["Content-Encoding"] == "gzip"
    assert "Rotas" in gzip.decompress(sent.content).decode()


def test_a_full_page_of_a_list_is_sent_in_a_tenth_of_what_a_page_may_be(as_, tess, ask, salford):
    for number in range(50):
        ask(f"Rotas for the clinics of ward {number}", salford)
    sent = as_(tess).get(reverse("request_list"), headers={"Accept-Encoding": "gzip"})
    assert len(sent.content) < 10 * 1024


def test_its_length_tells_nothing_of_what_is_secret_in_it(as_, tess, ask, salford):
    ask("Rotas", salford)
    client = as_(tess)
    lengths = {len(client.get(reverse("cookies"), headers={"Accept-Encoding": "gzip"}).content) for _ in range(20)}
    assert len(lengths) > 5, "a name of random length goes along"


def test_a_browser_that_knows_no_compression_gets_the_page_as_it_is(as_, tess):
    for accepted in ({}, {"Accept-Encoding": "identity"}, {"Accept-Encoding": "br"}):
        sent = as_(tess).get(reverse("cookies"), headers=accepted)
        assert not sent.has_header("Content-Encoding"), accepted
        assert "Cookies" in sent.content.decode()


def test_the_header_is_each_persons_own_and_keeps_the_moment(as_, tess, otto, newt, salford):
    def header(client, **query):
        page = client.get(reverse("cookies"), query).content.decode()
        return page[page.index("<header") : page.index("</header>")]

    team, office, nobody = header(as_(tess)), header(as_(otto)), header(as_(newt))
    assert ["Tess" in team, "Otto" in office, "Newt" in nobody] == [True] * 3
    assert ["Back office" in each for each in (team, office, nobody)] == [False, True, False]
    assert [reverse("request_list") in each for each in (team, office, nobody)] == [True, True, False]
    assert header(as_(tess)) == team
    then = clock.now().isoformat()
    past = header(as_(tess), as_at=then)
    assert f"{reverse('request_list')}?{urlencode({'as_at': then})}" in past
    assert "as_at" not in header(as_(tess))


def test_what_is_short_is_sent_as_it_is(client):
    sent = client.get(reverse("health"), headers={"Accept-Encoding": "gzip"})
    assert not sent.has_header("Content-Encoding")
    assert sent.json() == {"alive": True}
