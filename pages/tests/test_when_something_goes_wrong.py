"""Whatever goes wrong, the page says in plain words what to do next, and nothing typed is lost."""

import pytest
from django.db import OperationalError
from django.test import Client
from django.urls import reverse

from people.models import User
from vanguards import views

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture
def patient(client):
    """A client that shows the error page instead of raising the error."""
    client.raise_request_exception = False
    return client


def test_a_page_that_does_not_exist_says_where_to_look(as_, tess):
    answer = as_(tess).get("/nowhere/")
    assert answer.status_code == 404
    assert 'href="/vanguards/"' in answer.content.decode()


def test_signed_out_a_page_that_does_not_exist_offers_to_sign_in_and_shows_nothing_of_the_app(client):
    page = client.get("/nowhere/").content.decode()
    assert reverse("account_login") in page
    assert "/vanguards/" not in page


@pytest.mark.filterwarnings("ignore")
def test_a_defect_of_ours_is_a_500_that_says_so(patient, as_, tess, monkeypatch):
    monkeypatch.setattr(views, "VanguardFilters", lambda *args, **kwargs: 1 / 0)
    answer = as_(tess).get(reverse("vanguard_list"))
    assert answer.status_code == 500
    assert "This is our mistake" in answer.content.decode()


def test_a_database_that_does_not_answer_is_a_503_that_says_when_to_try_again(patient, as_, tess, monkeypatch):
    def away(*args, **kwargs):
        raise OperationalError("server closed the connection")

    monkeypatch.setattr(views, "VanguardFilters", away)
    answer = as_(tess).get(reverse("vanguard_list"))
    assert answer.status_code == 503
    assert answer.headers["Retry-After"] == "30"
    assert "Try again in half a minute" in answer.content.decode()


def test_what_was_typed_is_shown_when_the_database_goes_away_but_never_a_password(patient, monkeypatch):
    def away(*args, **kwargs):
        raise OperationalError("server closed the connection")

    monkeypatch.setattr(User.objects.__class__, "get_queryset", away)
    monkeypatch.setattr(User._base_manager.__class__, "get_queryset", away)
    answer = patient.post(
        reverse("account_login"), {"login": "tess@example.com", "password": "a-secret-of-mine"}, headers={"Origin": "http://testserver"}
    )
    assert answer.status_code == 503
    page = answer.content.decode()
    assert "tess@example.com" in page
    assert "a-secret-of-mine" not in page


def test_a_form_without_its_token_says_what_to_do(tess):
    strict = Client(enforce_csrf_checks=True)
    answer = strict.post(reverse("account_login"), {"login": "tess@example.com", "password": "x"})
    assert answer.status_code == 403
    assert "load the page again" in answer.content.decode()
