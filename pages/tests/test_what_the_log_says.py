"""A refusal that is to be expected is one line of the log, without what people look for; a defect comes with its traceback."""

import io
import logging

import pytest
from django.test import Client
from django.urls import reverse

from pages.logs import LONGEST, OneLine

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture
def log():
    """Return what the app's own log handler writes, with its settings."""
    (handler,) = [handler for handler in logging.getLogger().handlers if isinstance(handler.formatter, OneLine)]
    before = handler.setStream(io.StringIO())
    yield lambda: [line.partition(",")[2][4:] if line[:4].isdecimal() else line for line in handler.stream.getvalue().split("\n")[:-1]]
    handler.setStream(before)


@pytest.fixture
def signed_in(sal):
    client = Client(raise_request_exception=False)
    client.force_login(sal, backend="people.backends.OpenAccounts")
    return client


def test_a_page_there_is_not_is_one_line(signed_in, log):
    signed_in.get("/support/SR-9999/", {"q": "what was looked for"})
    assert log() == ["WARNING django.request 404 GET /support/SR-9999/"]


def test_a_moment_nobody_understands_is_one_line_without_it(signed_in, log):
    signed_in.get("/vanguards/", {"as_at": "Marjorie Smith"})
    assert log() == ["WARNING django.request 400 GET /vanguards/"]


def test_what_somebody_may_not_do_is_one_line_without_the_sentence(signed_in, log):
    signed_in.get("/admin/")
    signed_in.post(reverse("milestone_new"), {"title": "Marjorie Smith"})
    assert log() == ["WARNING django.request 403 GET /admin/", "WARNING django.request 403 POST /milestones/new/"]


def test_a_host_that_is_not_ours_is_one_line_that_says_what_to_set(log):
    Client(raise_request_exception=False).get("/", headers={"host": "elsewhere.example.org"})
    (line,) = log()
    assert line.startswith("ERROR django.security.DisallowedHost 400 GET / (Invalid HTTP_HOST header: 'elsewhere.example.org'.")
    assert "ALLOWED_HOSTS" in line


def test_more_fields_than_any_form_has_are_one_line(signed_in, log):
    signed_in.post(reverse("request_new"), {f"field{number}": "x" for number in range(2_001)})
    (line,) = log()
    assert line.startswith("ERROR django.security.TooManyFieldsSent 400 POST /support/new/ (")


def test_a_form_without_its_token_is_one_line(sal, log):
    client = Client(enforce_csrf_checks=True, raise_request_exception=False)
    client.force_login(sal, backend="people.backends.OpenAccounts")
    client.post(reverse("request_new"), {"title": "x"})
    (line,) = log()
    assert line.startswith("WARNING django.security.csrf 403 POST /support/new/ (")


@pytest.mark.parametrize("path", ["/no\r\n2026-01-01 ERROR forged/", "/no\x1b[31m\x00/", "/no\u2028/", "/" + "x" * 3_000])
def test_what_a_client_sends_stays_on_its_line_and_is_cut_off(signed_in, log, path):
    signed_in.get(path)
    (line,) = log()
    assert line.isprintable()
    assert line.startswith("WARNING django.request 404 GET /")
    assert len(line) < LONGEST * 6 + 100


def test_a_defect_comes_with_its_traceback(signed_in, log, monkeypatch):
    monkeypatch.setattr("vanguards.views.list_page", lambda *given, **more: {}["a defect"])
    assert signed_in.get("/vanguards/").status_code == 500
    assert "ERROR django.request Internal Server Error: /vanguards/" in log()[0]
    assert any("KeyError" in line for line in log())
