"""Whoever may edit a record has the way to its form on its page, and is back on the page once it is saved; nobody else sees that way."""

from datetime import date
from html import unescape
from urllib.parse import urlencode

import pytest

from history.tests.admin_pages import form_of
from milestones.models import Commitment, Event, Milestone
from pages.typed_dates import understand
from support.models import Offer
from vanguards.models import Cohort, Organisation, Source, Statement, Vanguard

pytestmark = [pytest.mark.django_db, pytest.mark.once]

THINGS = ["vanguard", "request", "enabler", "milestone", "commitment"]


@pytest.fixture
def records(recording, salford, ask, enabler):
    """One record of each kind that has a page."""
    support_request = ask("Rotas between sites", salford)
    with recording():
        milestone = Milestone.objects.create(title="Common operating model", due=understand("December 2015"))
        days = {"due_on": date(2015, 12, 1), "due_until": date(2015, 12, 31), "expected_until": date(2015, 12, 31)}
        commitment = Commitment.objects.create(milestone=milestone, vanguard=salford, due_precision="month", **days)
    return dict(zip(THINGS, [salford, support_request, enabler, milestone, commitment], strict=True))


def form_address(record, page):
    opts = record._meta
    return f"/admin/{opts.app_label}/{opts.model_name}/{record.pk}/change/?{urlencode({'next': page})}"


@pytest.mark.parametrize("thing", THINGS)
@pytest.mark.parametrize("role", ["otto", "ada"])
def test_whoever_keeps_the_record_goes_from_its_page_to_its_form(as_, request, records, role, thing):
    page = records[thing].get_absolute_url()
    client = as_(request.getfixturevalue(role))
    shown = unescape(client.get(page).content.decode())
    assert f'<a href="{form_address(records[thing], page)}">Edit this {thing}</a>' in shown
    assert client.get(form_address(records[thing], page)).status_code == 200


@pytest.mark.parametrize("thing", THINGS)
@pytest.mark.parametrize("role", ["tess", "sal"])
def test_nobody_else_sees_the_way(as_, request, records, role, thing):
    shown = as_(request.getfixturevalue(role)).get(records[thing].get_absolute_url())
    assert shown.status_code == 200
    assert "Edit this" not in shown.content.decode()


@pytest.mark.parametrize("thing", THINGS)
def test_nothing_is_edited_in_the_past(as_, otto, records, thing):
    client, page = as_(otto), records[thing].get_absolute_url()
    assert "Edit this" in client.get(page).content.decode()
    then = client.get(page, {"as_at": when_it_stood(records[thing])})
    assert then.status_code == 200
    assert "Edit this" not in then.content.decode()


def when_it_stood(record):
    """Return a moment at which the record was as it is now."""
    versions = type(record).version_model()._base_manager.filter(**{record._meta.pk.attname: record.pk})
    return versions.latest("history_date").history_date.strftime("%Y-%m-%dT%H:%M:%S.%fZ")


@pytest.fixture
def lines(recording, enabler):
    """One of each kind that has no page of its own, with the page on which it is listed."""
    with recording():
        listed = [
            Source.objects.create(code="WEB", title="The first 29", publisher="NHS England"),
            Statement.objects.create(kind="value", label="Ambition", order=1),
            Cohort.objects.create(code="second", name="Second round"),
            Organisation.objects.create(name="Monitor", kind="national body"),
            Event.objects.create(title="The first are chosen", happened_on=date(2015, 3, 10)),
        ]
        offer = Offer.objects.create(enabler=enabler, words="A tool for planning")
    return [*((each, "/programme/") for each in listed), (offer, enabler.get_absolute_url())]


@pytest.mark.parametrize("role", ["otto", "ada"])
def test_what_has_no_page_is_edited_from_its_line_and_leads_back(as_, request, role, lines):
    client = as_(request.getfixturevalue(role))
    for record, page in lines:
        assert f'href="{form_address(record, page)}">Edit<' in unescape(client.get(page).content.decode()), record
        form = form_address(record, page)
        assert client.post(form, form_of(client, form) | {"change_reason": "Looked at"}).headers["Location"] == page, record


@pytest.mark.parametrize("role", ["tess", "sal"])
def test_nobody_else_sees_an_edit_in_a_line(as_, request, role, lines):
    client = as_(request.getfixturevalue(role))
    for record, page in lines:
        shown = client.get(page).content.decode()
        assert str(record)[:8] in shown
        assert ">Edit<" not in shown


def save(client, vanguard, query, **more):
    form = f"/admin/vanguards/vanguard/{vanguard.pk}/change/"
    return client.post(form + query, form_of(client, form) | {"area": "Greater Manchester", "change_reason": "As published"} | more)


def test_who_saved_is_back_on_the_page_with_its_list(as_, otto, salford):
    client, page = as_(otto), "/vanguards/38/?from=vanguard_list&care_model=ACC"
    answer = save(client, salford, "?" + urlencode({"next": page}))
    assert (answer.status_code, answer["Location"]) == (302, page)
    assert Vanguard.objects.get(pk=38).area == "Greater Manchester"
    assert f"Saved: {salford}." in client.get("/vanguards/38/").content.decode()


def test_who_saves_and_goes_on_editing_is_led_back_later(as_, otto, salford):
    answer = save(as_(otto), salford, "?next=/vanguards/38/", _continue="1")
    assert answer["Location"] == "/admin/vanguards/vanguard/38/change/?next=%2Fvanguards%2F38%2F"


def test_a_refused_form_still_leads_back(as_, otto, salford):
    client = as_(otto)
    refused = save(client, salford, "?next=/vanguards/38/", change_reason="")
    assert refused.status_code == 200
    assert "action=" not in refused.content.decode().partition('id="vanguard_form"')[0].rpartition("<form")[2]
    assert save(client, salford, "?next=/vanguards/38/")["Location"] == "/vanguards/38/"


@pytest.mark.parametrize(
    "elsewhere", ["", "https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:alert(1)", "vanguards", "/" * 1_001]
)
def test_an_address_of_another_site_is_not_followed(as_, otto, salford, elsewhere):
    answer = save(as_(otto), salford, "?" + urlencode({"next": elsewhere}))
    assert (answer.status_code, answer["Location"]) == (302, "/admin/vanguards/vanguard/")
