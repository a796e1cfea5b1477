"""Fixtures for tests of repeated forms."""

import pytest
from django.urls import reverse

from tests.browsing import Browser


@pytest.fixture
def tab():
    return Browser(raise_request_exception=False)


@pytest.fixture
def rotas(ask, salford):
    return ask("Rotas", salford)


@pytest.fixture
def typing(tab, rotas):
    """Sign somebody in and open the form of a comment: typing(tess) returns its page."""

    def opened(person):
        tab.sign_in(person)
        page = tab.get(reverse("request_comment", args=[rotas.pk]))
        assert page.status_code == 200
        return page

    return opened
