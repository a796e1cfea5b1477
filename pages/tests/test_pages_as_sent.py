"""Pages leave compressed, for those who can read that, and are no larger than a phone on a train will bear."""

import gzip

import pytest
from django.urls import reverse

pytestmark = pytest.mark.django_db


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
