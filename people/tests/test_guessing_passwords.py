"""Somebody guesses a password: from one place, from many, from behind addresses they made up. The owner signs in all the same."""

import os
import re
import subprocess
import sys
from datetime import timedelta
from urllib.parse import urlencode

import pytest
from axes.models import AccessAttempt, AccessLog
from django.conf import settings as in_force
from django.db.models import F
from django.urls import reverse

from conftest import PASSWORD
from people.lockout import place_of
from tests.serving import copied_database, served

pytestmark = pytest.mark.django_db

OFFICE, HOME, ELSEWHERE = "192.0.2.10", "198.51.100.7", "203.0.113.99"


@pytest.fixture(autouse=True)
def _small_limits(settings):
    settings.AXES_FAILURE_LIMIT, settings.FAILURES_OF_AN_ACCOUNT = 3, 6


def sign_in(client, place, password=PASSWORD, address="tess@example.com"):
    return client.post(reverse("account_login"), {"login": address, "password": password}, REMOTE_ADDR=place)


def guess(client, place, times=1, address="tess@example.com"):
    return [sign_in(client, place, "wrong", address).status_code for _ in range(times)][-1]


def guess_from_many_places(client, address="tess@example.com"):
    for number in range(3):
        guess(client, f"203.0.113.{number}", 2, address)


# --- where somebody is --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("proxies", "header", "place"),
    [
        (0, None, OFFICE),
        (0, "1.2.3.4", OFFICE),  # nobody we trust wrote this
        (1, None, OFFICE),
        (1, HOME, HOME),
        (1, f"1.2.3.4, {HOME}", HOME),
        (1, f"1.2.3.4,5.6.7.8,{HOME}", HOME),
        (2, f"1.2.3.4, {HOME}, 10.0.0.1", HOME),
        (2, HOME, HOME),  # it came by the inner one alone
        (1, "1.2.3.4, unknown", OFFICE),
        (1, f"{HOME}:5000", HOME),
        (1, "[2001:db8:1:2:3:4:5:6]:5000", "2001:db8:1:2::"),
        (1, "2001:db8:1:2:ffff::1", "2001:db8:1:2::"),
        (1, "fe80::1%eth0", "fe80::"),
        (1, f"::ffff:{HOME}", HOME),
        (1, ",, ,", OFFICE),
        (1, "<script>\0", OFFICE),
    ],
)
def test_a_place_is_what_the_furthest_of_our_own_proxies_says(rf, settings, proxies, header, place):
    settings.TRUSTED_PROXIES = proxies
    more = {} if header is None else {"HTTP_X_FORWARDED_FOR": header}
    assert place_of(rf.get("/", REMOTE_ADDR=OFFICE, **more)) == place


def test_without_any_address_there_is_no_place_and_guesses_are_counted_all_the_same(client, tess):
    assert guess(client, "", 3) == 429
    assert sign_in(client, "").status_code == 429
    assert AccessAttempt.objects.get().ip_address is None


# --- who is locked out --------------------------------------------------------------------------------------------------


def test_whoever_adds_addresses_in_front_gains_nothing(client, tess, settings):
    settings.TRUSTED_PROXIES = 1
    for number in range(3):
        header = {"x-forwarded-for": f"10.0.0.{number}, {ELSEWHERE}"}
        answer = client.post(reverse("account_login"), {"login": "tess@example.com", "password": "wrong"}, headers=header)
    assert answer.status_code == 429


def test_whoever_has_a_network_of_addresses_is_counted_once(client, tess):
    assert [guess(client, f"2001:db8:0:1::{number}") for number in range(1, 4)] == [200, 200, 429]
    assert guess(client, "2001:db8:0:2::1") == 200, "another network"


def test_guesses_from_many_places_lock_the_account_where_nobody_has_signed_in(client, tess, otto):
    guess_from_many_places(client)
    answer = sign_in(client, HOME)
    assert answer.status_code == 429
    assert "You can sign in now where you have signed in during the last 90 days" in answer.content.decode()
    assert sign_in(client, HOME, address="otto@example.com").status_code == 302, "the place decides nothing alone"


def test_the_owner_signs_in_where_they_have_before_while_others_guess(client, tess):
    assert sign_in(client, OFFICE).status_code == 302
    client.logout()
    guess_from_many_places(client)
    assert guess(client, OFFICE, 2) == 200, "mistypes"
    assert sign_in(client, OFFICE).status_code == 302


def test_at_a_known_place_guesses_are_counted_as_anywhere(client, tess):
    sign_in(client, OFFICE)
    client.logout()
    assert guess(client, OFFICE, 3) == 429
    answer = sign_in(client, OFFICE)
    assert answer.status_code == 429
    assert "You can sign in now where" not in answer.content.decode()


def test_a_place_is_known_for_its_own_account_and_for_ninety_days(client, tess, otto):
    for address in ("otto@example.com", "tess@example.com"):
        sign_in(client, OFFICE if address[0] == "o" else HOME, address=address)
        client.logout()
    AccessLog.objects.filter(username="tess@example.com").update(attempt_time=F("attempt_time") - timedelta(days=91))
    guess_from_many_places(client)
    assert sign_in(client, OFFICE).status_code == 429
    assert sign_in(client, HOME).status_code == 429


def test_an_address_nobody_has_is_locked_like_one_somebody_has(client, tess):
    for address in ("tess@example.com", "nobody@example.com"):
        guess_from_many_places(client, address)
    answers = [sign_in(client, HOME, "wrong", address) for address in ("tess@example.com", "nobody@example.com")]
    one, other = (re.sub(r'nonce="[^"]+"', "", answer.content.decode()) for answer in answers)
    assert one == other


def test_going_on_guessing_does_not_keep_it_locked_and_leaves_no_more_behind(client, tess):
    guess(client, ELSEWHERE, 3)
    before = AccessAttempt.objects.values_list("attempt_time", "failures_since_start", "post_data").get()
    guess(client, ELSEWHERE, 5)
    assert AccessAttempt.objects.values_list("attempt_time", "failures_since_start", "post_data").get() == before
    AccessAttempt.objects.update(attempt_time=before[0] - timedelta(hours=1, minutes=1))
    assert sign_in(client, ELSEWHERE).status_code == 302


# --- as it is served ----------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def behind_a_proxy(django_db_setup, django_db_blocker, tmp_path_factory):
    application = "tests.raced_wsgi:application(pause=0, locked=True)"
    with (
        django_db_blocker.unblock(),
        copied_database(tmp_path_factory.mktemp("served")) as database,
        served(database, application, BEHIND_PROXY="1") as server,
    ):
        yield server


@pytest.mark.xdist_group("served")
def test_over_http_behind_a_proxy_that_appends_forged_addresses_gain_nothing(behind_a_proxy):
    browser = behind_a_proxy.browser()
    form = urlencode(browser.opened("/sign-in/", login="nobody@example.com", password="wrong"))
    headers = {"Cookie": f"csrftoken={browser.cookies['csrftoken']}", "Content-Type": "application/x-www-form-urlencoded"}
    answers = []
    for number in range(11):
        browser.connection.request("POST", "/sign-in/", form, headers | {"X-Forwarded-For": f"10.0.0.{number}, {ELSEWHERE}"})
        answer = browser.connection.getresponse()
        answer.read()
        answers.append(answer.status)
    assert answers == [200] * 9 + [429] * 2


@pytest.mark.parametrize(("words", "proxies"), [("", "0"), ("1", "1"), ("2", "2"), ("yes", "Set BEHIND_PROXY"), ("-1", "Set BEHIND_PROXY")])
def test_the_number_of_proxies_is_a_setting_that_says_what_it_wants(words, proxies):
    environ = os.environ | {"BEHIND_PROXY": words, "DJANGO_SETTINGS_MODULE": "config.settings_test"}
    say = [sys.executable, "-c", "from django.conf import settings; print(settings.TRUSTED_PROXIES)"]
    said = subprocess.run(say, cwd=in_force.ROOT, env=environ, capture_output=True, text=True)  # noqa: S603 - our own words
    assert proxies in said.stdout + said.stderr.splitlines()[-1] if said.stderr else said.stdout
