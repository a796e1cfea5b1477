"""The list of requests is sorted by its headings: each page goes on where the one before it ends, and the file follows."""

import csv
import io
import random
import re
from datetime import UTC, date, datetime, timedelta
from html import unescape

import pytest
import time_machine
from django.urls import reverse

from history.recording import bulk
from support.models import Recipient, SupportRequest
from support.tests.stories import says
from support.workflow import OPEN_STATES, State
from vanguards.models import Membership, Vanguard

pytestmark = pytest.mark.django_db

HEADINGS = {"Vanguards": "vanguard", "Priority": "priority", "Age": "age", "Owner": "owner", "Target date": "target"}
LAST = (1,)  # what is not known stands after all else, either way round
RANKS = {"high": 0, "normal": 1, "low": 2}
UNOWNED_STATES = [State.RAISED, State.DECLINED, State.CLOSED]


@pytest.fixture
def many(recording, tess, tom, salford, neuro, acc):
    """A random programme of 130 requests: three pages of them."""
    chance = random.Random(38)  # noqa: S311 - nothing is kept secret by it
    days = [None, *(date(2027, 1, 4) + timedelta(days=7 * week) for week in range(8))]
    with recording():
        vanguards = [salford, neuro, Vanguard.objects.create(number=7, name="Seven", care_model=acc[0], cohort=acc[1])]
        requests = []
        for number in range(130):
            owner = chance.choice([None, tess, tom])
            requests.append(
                SupportRequest(
                    title=f"Rotas {number}",
                    needed="Rotas",
                    owner=owner,
                    state=chance.choice(list(set(State) - {State.MERGED}) if owner else UNOWNED_STATES),
                    priority=chance.choice(["", *RANKS]),
                    raised_on=chance.choice(days),
                    target_on=chance.choice(days),
                )
            )
        bulk.create_all(requests)
        bulk.create_all(
            [Recipient(support_request=each, vanguard=of) for each in requests for of in chance.sample(vanguards, chance.randint(0, 3))]
        )


def known(value):
    return LAST if value is None else (0, value)


def _age(row):
    return known(-row.raised_on.toordinal() if row.raised_on and row.state in OPEN_STATES else None), -row.pk


READ = {  # what a row is sorted by, upwards, as people read it
    "vanguard": lambda row, seen, closed: (known(min(seen(row), default=None)), row.pk),
    "priority": lambda row, seen, closed: (known(RANKS.get(row.priority)), row.pk),
    "age": lambda row, seen, closed: _age(row),
    "owner": lambda row, seen, closed: (
        known(row.owner.name if row.owner and not (row.owner == closed and row.state in OPEN_STATES) else None),
        row.pk,
    ),
    "target": lambda row, seen, closed: (known(row.target_on), row.pk),
}


def in_order(rows, sort, seen, closed=None):
    """The numbers of these as people would sort them by hand."""
    key, down = READ[sort.removeprefix("-")], sort.startswith("-")
    keyed = sorted(((*key(row, seen, closed), row.pk) for row in rows), key=lambda each: each[1], reverse=down)
    with_one = sorted((each for each in keyed if each[0] != LAST), key=lambda each: each[0], reverse=down)
    return [number for _, _, number in [*with_one, *(each for each in keyed if each[0] == LAST)]]


def pages(client, **query):
    """The numbers on each page of the list in turn, as far as it says that there is a next."""
    numbers, page = [], 1
    while page:
        answer = client.get(reverse("request_list"), {**query, "page": page})
        assert answer.status_code == 200
        numbers += [row.pk for row in answer.context["rows"]]
        page = page + 1 if answer.context["listing"].next else None
    assert answer.context["listing"].count == len(numbers), "the last page knows how many there are"
    return numbers


def file(client, **query):
    lines = b"".join(client.get(reverse("request_export"), query).streaming_content).decode("utf-8-sig")
    return [int(row["Reference"].removeprefix("SR-")) for row in csv.DictReader(io.StringIO(lines))]


def heading(client, words, **query):
    """A heading of the table: how it says that the list is sorted by it, and the address it leads to."""
    cells = re.findall(r"<th [^>]*>.*?</th>", says(client.get(reverse("request_list"), query)))
    cell = next(cell for cell in cells if re.sub(r"<[^>]+>", "", cell) == words)
    said = re.search(r'aria-sort="(\w+)"', cell)
    return said and said[1], unescape(re.search(r'href="([^"]*)"', cell)[1])


@pytest.mark.parametrize("word", READ)
def test_the_pages_in_turn_are_the_whole_list_in_order_and_so_is_the_file(as_, tess, tom, many, recipients_of, word):
    client, everything = as_(tess), SupportRequest.objects.select_related("owner")
    for sort in (word, f"-{word}"):
        order = in_order(everything, sort, recipients_of(7, 38, 44))
        assert len(order) == 130
        assert pages(client, sort=sort) == order, sort
        assert file(client, sort=sort) == order, sort
        chosen = {row.pk for row in everything.filter(owner=tom, recipients__vanguard=44)}
        assert chosen
        assert pages(client, sort=sort, owner=tom.pk, vanguard=44) == [number for number in order if number in chosen], sort


@pytest.fixture
def recipients_of():
    """The numbers of the vanguards on a request, of these: recipients_of(38)(rotas)."""
    return lambda *numbers: lambda row: [each.vanguard_id for each in row.recipients.all() if each.vanguard_id in numbers]


@pytest.mark.parametrize("sort", ["vanguard", "-vanguard", "owner", "-age", "priority"])
def test_a_lead_sorts_by_what_they_read_and_learns_of_no_other_vanguard(as_, sal, many, recipients_of, recording, neuro, sort):
    with recording():
        Membership.objects.create(user=sal, vanguard=neuro, starts_on=date(2015, 9, 25))
    seen = SupportRequest.objects.filter(recipients__vanguard__in=[38, 44]).distinct().select_related("owner")
    order = in_order(seen, sort, recipients_of(38, 44))
    assert pages(as_(sal), sort=sort) == order, "of a request of vanguard 7 as well, the first they know of is 38 or 44"


@pytest.mark.parametrize("sort", ["owner", "-owner"])
def test_what_is_open_stands_with_what_nobody_owns_where_the_account_of_its_owner_is_closed(
    as_, tess, tom, many, recipients_of, close, sort
):
    close(tom)
    order = in_order(SupportRequest.objects.select_related("owner"), sort, recipients_of(7, 38, 44), closed=tom)
    assert pages(as_(tess), sort=sort) == order


def test_what_is_over_has_no_age_and_comes_last_whether_the_oldest_or_the_youngest_come_first(as_, tess, ask, salford):
    over, _old, _young = (
        ask(title, salford, state=state, raised_on=date(2027, month, 1)).pk
        for title, state, month in (("Over", "closed", 2), ("Old", "raised", 1), ("Young", "raised", 3))
    )
    client = as_(tess)
    assert pages(client, sort="age") == [over + 2, over + 1, over]
    assert pages(client, sort="-age") == [over + 1, over + 2, over]


@pytest.fixture
def on_the_19th():
    with time_machine.travel(datetime(2027, 3, 19, 12, tzinfo=UTC), tick=False):
        yield


def test_every_order_is_that_of_an_earlier_date(on_the_19th, as_, tess, many, recipients_of, recording):
    orders = {sort: in_order(SupportRequest.objects.select_related("owner"), sort, recipients_of(7, 38, 44)) for sort in READ}
    everything = {"state": State.RAISED, "owner": None, "priority": "low", "raised_on": None, "target_on": None}
    with time_machine.travel(datetime(2027, 3, 22, 12, tzinfo=UTC), tick=False):
        with recording():
            bulk.change_all(SupportRequest.objects.all(), **everything)
            for recipient in Recipient.objects.all():
                recipient.delete()
        client = as_(tess)
        for sort, then in orders.items():
            assert pages(client, sort=sort) != then
            assert pages(client, sort=sort, as_at="2027-03-20") == then, sort


@pytest.mark.parametrize(("words", "sort"), HEADINGS.items())
def test_a_heading_sorts_by_its_column_then_the_other_way_and_says_so(as_, tess, ask, salford, words, sort):
    ask("Rotas", salford)
    client, kept = as_(tess), {"state": "raised"}
    assert heading(client, words, **kept) == (None, f"/support/?state=raised&sort={sort}")
    assert heading(client, words, **kept, sort=sort) == ("ascending", f"/support/?state=raised&sort=-{sort}")
    assert heading(client, words, **kept, sort=f"-{sort}") == ("descending", f"/support/?state=raised&sort={sort}")


def test_the_way_on_from_a_request_follows_the_order(as_, tess, ask, salford):
    low, high = ask("Beds", salford, priority="low"), ask("Rotas", salford, priority="high")
    answer = as_(tess).get(f"/support/{high.reference}/", {"from": "sort=priority", "at": "0"})
    assert low.reference in answer.context["beside"]["nextPage"]
