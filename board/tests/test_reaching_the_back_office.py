"""Wherever a page or a mail says to ask the back office, it says at which address."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.template import loader
from django.urls import reverse

from history.recording.changes import change

pytestmark = [pytest.mark.django_db, pytest.mark.once]

LINK = '<a href="mailto:office@example.com">office@example.com</a>'
TEMPLATES = sorted((Path(settings.ROOT) / "templates").rglob("*.html"))


def says(answer):
    return answer.content.decode()


@pytest.mark.parametrize("name", ["account_login", "account_inactive", "privacy", "accessibility"])
def test_whoever_is_signed_out_finds_it(client, name):
    assert LINK in says(client.get(reverse(name)))


def test_so_does_whoever_finds_no_page(client, as_, sal, ask, neuro):
    assert LINK in says(client.get("/nowhere/"))
    assert LINK in says(as_(sal).get(ask("Theirs", neuro).get_absolute_url()))


def test_so_does_whoever_has_no_role_or_may_not(as_, newt, sal):
    assert LINK in says(as_(newt).get("/"))
    assert LINK in says(as_(newt).get(reverse("request_list")))
    for address in ("/admin/", reverse("request_hand_over")):
        assert LINK in says(as_(sal).get(address)), address


def test_so_does_whoever_is_locked_out_or_has_a_closed_account(client, tess, settings):
    settings.AXES_FAILURE_LIMIT = 1
    wrong = {"login": "tess@example.com", "password": "wrong"}
    assert LINK in says(client.post(reverse("account_login"), wrong))
    with change(by=None, source="command", reason="Left"):
        tess.closed_on = "2016-01-01"
        tess.save()
    assert LINK in says(client.get(reverse("account_inactive")))


def test_so_does_whoever_asks_for_what_makes_no_sense(as_, tess):
    assert LINK in says(as_(tess).get("/?as_at=nonsense"))


@pytest.mark.parametrize("name", ["500", "503"])
def test_so_do_the_pages_of_a_defect(name):
    assert LINK in loader.get_template(f"errors/{name}.html").render({"typed": None, "token": ""})


def test_mails_say_where_to_write_instead():
    words = loader.get_template("mail/mail.txt", using="django").render(
        {"name": "Sal", "lines": [], "more": "", "contact": "office@example.com"}
    )
    assert "To ask something, write to the back office, office@example.com." in words


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_no_page_says_to_ask_it_without_the_address(path):
    assert not re.search(r"\b(ask|tell|write to|reach) the back office", path.read_text(), re.IGNORECASE)
