"""Signing in and out, and what stops it."""

from datetime import timedelta

import pytest
from django.urls import reverse

from conftest import PASSWORD
from history import clock
from history.models import Change
from history.recording.changes import change

pytestmark = pytest.mark.django_db


def sign_in(client, address, password=PASSWORD, **more):
    return client.post(reverse("account_login"), {"login": address, "password": password, **more})


def test_somebody_signs_in_and_comes_to_where_they_were_going(client, tess):
    answer = sign_in(client, "tess@example.com", next="/vanguards/")
    assert (answer.status_code, answer.url) == (302, "/vanguards/")


def test_the_address_may_be_typed_in_capitals(client, tess):
    assert sign_in(client, "TESS@example.com").status_code == 302


def test_nobody_is_sent_to_another_site_after_signing_in(client, tess):
    assert sign_in(client, "tess@example.com", next="https://elsewhere.example.org/").url == "/"


def test_signing_in_changes_nothing_on_record(client, tess):
    before = Change.objects.count()
    sign_in(client, "tess@example.com")
    assert Change.objects.count() == before
    tess.refresh_from_db()
    assert tess.last_login is not None


@pytest.mark.parametrize("address", ["tess@example.com", "nobody@example.com"])
def test_a_wrong_password_and_an_unknown_address_read_the_same(client, tess, address):
    page = sign_in(client, address, "wrong").content.decode()
    assert "The e-mail address or the password is not right" in page
    assert "<title>Error: Sign in" in page
    assert f'value="{address}"' in page


def test_what_is_missing_is_said_beside_its_field(client):
    page = sign_in(client, "", "").content.decode()
    assert "Enter your e-mail address" in page
    assert "Enter your password" in page


def test_a_closed_account_cannot_sign_in_and_is_signed_out_at_once(client, tess):
    sign_in(client, "tess@example.com")
    with change(by=None, source="command", reason="Left"):
        tess.closed_on = clock.today()
        tess.save()
    assert client.get("/").status_code == 302
    assert sign_in(client, "tess@example.com").url == reverse("account_inactive")
    assert client.get("/").status_code == 302


def test_an_account_that_closes_tomorrow_still_works_today(client, tess):
    with change(by=None, source="command", reason="Leaving"):
        tess.closed_on = clock.today() + timedelta(days=1)
        tess.save()
    assert sign_in(client, "tess@example.com").status_code == 302


def test_guessing_is_locked_out_and_says_what_to_do(client, tess, settings):
    settings.AXES_FAILURE_LIMIT = 3
    for _ in range(3):
        answer = sign_in(client, "tess@example.com", "wrong")
    assert answer.status_code == 429
    assert "Wait an hour" in answer.content.decode()
    assert sign_in(client, "tess@example.com").status_code == 429


@pytest.mark.parametrize("value", ['"a\\000bcdefghij"', "x" * 4000, "a'b\"c;d", "0123456789abcdef0123456789abcdef"])
def test_whoever_comes_with_a_session_that_never_was_is_asked_to_sign_in(client, tess, value):
    answer = client.get(reverse("request_list"), headers={"Cookie": f"sessionid={value}"})
    assert answer.status_code == 302
    assert answer.url.startswith(reverse("account_login"))


def test_ones_wrong_guesses_lock_out_nobody_else_at_the_same_place(client, tess, otto, settings):
    settings.AXES_FAILURE_LIMIT = 3
    for spelling in ("tess@example.com", "TESS@example.com", " tess@example.com "):
        sign_in(client, spelling, "wrong")
    assert sign_in(client, "tess@example.com").status_code == 429
    assert sign_in(client, "otto@example.com").status_code == 302


def test_signing_out_asks_first_and_then_does(as_, tess):
    client = as_(tess)
    assert "Stay signed in" in client.get(reverse("account_logout")).content.decode()
    assert client.get("/").status_code == 200
    client.post(reverse("account_logout"))
    assert client.get("/").status_code == 302


def test_what_a_form_says_of_a_field_is_drawn_and_not_shown_as_markup(as_, client, tess):
    pages = [client.get(reverse("account_login")), as_(tess).get(reverse("account_change_password"))]
    pages.append(client.post(reverse("account_change_password"), {"oldpassword": "", "password1": "1", "password2": "2"}))
    for page in pages:
        assert page.status_code == 200
        assert "&lt;" not in page.content.decode()
    assert "<li>Your password must contain at least" in pages[1].content.decode()


def test_a_person_changes_their_password_without_a_trace_on_record(as_, tess):
    client = as_(tess)
    before = Change.objects.count()
    new = "a-longer-one-entirely"
    answer = client.post(reverse("account_change_password"), {"oldpassword": PASSWORD, "password1": new, "password2": new})
    assert answer.status_code == 302
    tess.refresh_from_db()
    assert tess.check_password(new)
    assert Change.objects.count() == before


@pytest.mark.parametrize(("name", "code"), [("health", 200), ("ready", 200)])
def test_the_health_checks_answer_anyone(client, name, code):
    assert client.get(reverse(name)).status_code == code


def test_not_ready_says_why_when_the_clock_is_behind(client, tess):
    with clock.set_at(clock.now() - timedelta(days=2)):
        answer = client.get(reverse("ready"))
    assert answer.status_code == 503
    assert "clock" in answer.json()["why"]


def test_every_answer_carries_the_strict_headers(as_, tess):
    answer = as_(tess).get("/")
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert answer.headers["X-Frame-Options"] == "DENY"
    assert answer.headers["Cache-Control"] == "no-store, private"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
