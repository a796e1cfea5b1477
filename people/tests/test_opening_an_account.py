"""The first administrator is let in from the command line."""

import io

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from people.models import User

pytestmark = pytest.mark.django_db


def test_the_first_administrator_signs_in_with_the_password_that_is_printed(client):
    printed = io.StringIO()
    call_command("open_account", "Ada@Example.com", "Ada", "--administrator", stdout=printed)
    password = printed.getvalue().split("password ")[1].split()[0]
    answer = client.post(reverse("account_login"), {"login": "ada@example.com", "password": password})
    assert answer.status_code == 302
    assert User.objects.get().is_administrator
    assert User.versions.get().change.reason == "Account opened from the command line"


@pytest.mark.parametrize(("email", "why"), [("nonsense", "valid e-?mail"), ("tess@example.com", "has an account")])
def test_an_account_that_cannot_be_opened_says_why(tess, email, why):
    with pytest.raises(CommandError, match=why):
        call_command("open_account", email, "Somebody")
    assert User.objects.count() == 1
