"""A page of the past leads to what has changed since: of its own record, where the person reads of that."""

import re
from datetime import timedelta
from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest

from history import clock
from history.recording.changes import change

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture
def then(salford, neuro, ask, time_machine):
    """A moment at which both vanguards and a request of Salford's are on record; an hour later Salford gets another area."""
    request = ask("Rotas", salford)
    then = clock.now() + timedelta(seconds=2)
    time_machine.move_to(then + timedelta(hours=1))
    with change(by=None, reason="Boundaries moved", source="command"):
        salford.area = "Greater Manchester"
        salford.save()
    return then, request


def what_changed(client, address, then):
    """Return the link and the page it leads to."""
    page = client.get(address, {"as_at": then.isoformat()}).content.decode()
    link = unescape(re.search(r'<a href="([^"]+)">see what has changed since</a>', page)[1])
    return parse_qs(urlsplit(link).query), client.get(link)


def test_it_leads_to_the_changes_since_then_as_they_are_told_today(as_, tess, then):
    moment, _ = then
    query, answer = what_changed(as_(tess), "/vanguards/38/", moment)
    assert query == {"since": [moment.isoformat(timespec="seconds")], "record": ["vanguard 38"]}
    assert [line.change.reason for line in answer.context["lines"]] == ["Boundaries moved"]


@pytest.mark.parametrize(
    ("person", "address", "record"),
    [
        ("tess", "/vanguards/", None),
        ("tess", "request", "SR-{:04}"),
        ("sal", "/vanguards/38/", "vanguard 38"),
        ("sal", "request", "SR-{:04}"),
        ("nora", "/vanguards/38/", None),
        ("otto", "/vanguards/38/visit/", "vanguard 38"),
    ],
)
def test_it_asks_for_the_record_only_of_who_reads_of_it(as_, request, then, person, address, record):
    moment, asked = then
    client = as_(request.getfixturevalue(person))
    query, answer = what_changed(client, asked.get_absolute_url() if address == "request" else address, moment)
    assert query.get("record", [None]) == [record and record.format(asked.pk)]
    assert answer.status_code == 200
