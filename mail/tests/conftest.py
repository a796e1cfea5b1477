"""Fixtures for tests of mail."""

import pytest

from mail.models import Mail
from mail.posting import post
from mail.tests.stories import PAGE
from vanguards.models import Organisation


@pytest.fixture
def telling(recording, django_capture_on_commit_callbacks):
    """Write a change that tells something: telling(lambda opened: post(opened, …)). What waits for its end is done too."""
    numbers = iter(range(1_000))

    def tell(what, *, send_now=True):
        with django_capture_on_commit_callbacks(execute=send_now), recording() as opened:
            Organisation.objects.create(name=f"Body {next(numbers)}", kind="other")
            what(opened)
        return Mail.objects.filter(change=opened.row).order_by("pk")

    return tell


@pytest.fixture
def told(telling):
    """Write one waiting mail: told(tess)."""
    return lambda *people: telling(lambda opened: post(opened, people, "Delivered", "Rotas are delivered.", PAGE), send_now=False)
