"""docs/how-to/follow-a-move.md leads a newcomer through a move; what it says is what is called, in that order."""

import re
import sys
from datetime import timedelta
from importlib import import_module
from pathlib import Path

import pytest
from django.urls import reverse

from history import clock
from support.models import SupportRequest

PAGE = (Path(__file__).resolve().parent.parent / "docs" / "how-to" / "follow-a-move.md").read_text()
NAMED = re.compile(r"`((?:[a-z_]+\.)+[A-Za-z_.]+)`")
STEPS = re.findall(r"^\d+\. `([A-Za-z_.]+)`", PAGE, re.MULTILINE)


def find(dotted):
    """What a dotted name means: its module, then what that has."""
    parts = dotted.split(".")
    for length in range(len(parts), 0, -1):
        try:
            found = import_module(".".join(parts[:length]))
        except ImportError:
            continue
        for name in parts[length:]:
            found = getattr(found, name)
        return found
    raise LookupError(dotted)


@pytest.mark.parametrize("dotted", sorted(set(NAMED.findall(PAGE))))
def test_all_that_the_page_names_is_there(dotted):
    assert find(dotted) is not None


@pytest.mark.django_db
def test_the_steps_are_called_in_the_order_of_the_page(as_, ask, salford, tess, sal):
    rotas, client = ask("Rotas", salford), as_(tess)
    page = reverse("request_move", args=[rotas.reference, "accept"])
    day = f"{clock.today() + timedelta(days=30):%-d %B %Y}"
    called = []

    def watch(frame, event, _):
        name = f"{frame.f_globals.get('__name__')}.{frame.f_code.co_qualname}"
        if event == "call" and name in STEPS and name not in called:
            called.append(name)

    sys.setprofile(watch)
    try:
        answer = client.post(page, {"owner": tess.email, "priority": "high", "target_on": day, "instead_of": rotas.decided})
    finally:
        sys.setprofile(None)
    assert answer.status_code == 302, answer.content.decode()
    assert SupportRequest.objects.get(pk=rotas.pk).state == "accepted"
    assert len(STEPS) > 15
    assert called == STEPS
