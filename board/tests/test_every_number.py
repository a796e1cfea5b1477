"""Every number on every page that counts is as long as the list it leads to, on a made-up programme: for the team, a lead and the back
office, today and as at a moment.
"""

import re
from datetime import timedelta
from html import unescape

import pytest
from django.test import Client
from django.urls import resolve

from board.made_up.programme import Size, make
from history import clock
from history.reading import remembered
from history.recording.changes import change
from people.models import User
from returns.models import ReportingPeriod

SIZE = Size(vanguards=9, requests=110, commitments=70, versions=900)
LISTS = ("request_list", "commitment_list", "milestone_list", "return_list", "vanguard_list", "funding_list")
LINK = re.compile(r'<a href="([^"]+)"[^>]*>(.*?)</a>', re.DOTALL)
NUMBER = re.compile(r"(?:<strong>)?\s*(\d[\d,]*)\s*(?:</strong>.*)?", re.DOTALL)  # alone, or large on a tile
PAGES = [
    *("/", "/support/numbers/", "/support/enablers/", "/support/enablers/workforce-redesign/", "/heat-map/", "/heat-map/?count=late"),
    *("/heat-map/?by=each-care-model&count=disputed", "/trends/", "/returns/", "/returns/confidence/", "/milestones/slips/"),
    *("/vanguards/1/", "/milestones/1/", "{period}", "/fund/"),
]


@pytest.fixture(scope="module", autouse=True)
def made(on_record):
    with on_record():
        make(SIZE, seed=int(clock.now().microsecond) % 50)
        with change(by=None, source="command"):
            User.objects.open_account("office1@example.com", name="Office", is_back_office=True)
        yield


pytestmark = pytest.mark.django_db


def numbers(page):
    """Yield each linked number of a page, with its address."""
    for address, words in LINK.findall(page):
        number = NUMBER.fullmatch(words.strip())
        if number and resolve(unescape(address).partition("?")[0]).url_name in LISTS:
            yield int(number[1].replace(",", "")), unescape(address)


def length(client, address):
    answer = client.get(address)
    assert answer.status_code == 200, (address, answer.context["listing"].refusals)
    return answer.context["listing"].count


@pytest.mark.parametrize("ago", [0, 90])
@pytest.mark.parametrize("person", ["team1", "lead1", "office1"])
def test_every_number_is_as_long_as_its_list(person, ago):
    client = Client()
    client.force_login(User.objects.get(email=f"{person}@example.com"), backend="people.backends.OpenAccounts")
    remembered.forget()
    then = {"as_at": (clock.today() - timedelta(days=ago)).isoformat()} if ago else {}
    period, lengths, found = ReportingPeriod.objects.order_by("ends_on").last(), {}, 0
    for page in PAGES:
        address = page.format(period=period.get_absolute_url())
        answer = client.get(f"{address}{'&' if '?' in address else '?'}as_at={then['as_at']}" if then else address)
        if answer.status_code == 404 and then:
            continue  # the record was not there yet
        assert answer.status_code == 200, address
        for number, list_address in numbers(answer.content.decode()):
            if list_address not in lengths:
                lengths[list_address] = length(client, list_address)
            assert number == lengths[list_address], (address, list_address)
            found += 1
    assert found > 60, "the pages are full of numbers"
