"""The admin is for the back office; anyone else is told so, and nothing of theirs is written."""

from urllib.parse import quote

import pytest
from django.contrib import admin
from django.urls import reverse

from history.models import Change
from history.reading.tracked import TRACKED
from vanguards.models import Organisation

pytestmark = [pytest.mark.django_db, pytest.mark.once]

SENTENCE = "Only the back office can use these pages. If something is wrong, ask them to put it right."


@pytest.fixture
def monitor(recording):
    with recording():
        return Organisation.objects.create(name="Monitor", kind="national body")


@pytest.fixture
def addresses(monitor):
    return [
        "/admin/",
        "/admin/vanguards/",
        "/admin/vanguards/organisation/",
        "/admin/vanguards/organisation/add/",
        *(f"/admin/vanguards/organisation/{monitor.pk}/{page}/" for page in ("change", "delete", "history")),
        f"/admin/people/user/{1}/password/",
        "/admin/autocomplete/?app_label=vanguards&model_name=membership&field_name=user",
        "/admin/nothing-here/",
    ]


EVERYTHING = {
    "name": "Changed",
    "kind": "other",
    "change_reason": "Because",
    "post": "yes",
    "action": "delete_chosen",
    "index": 0,
    "aliases-TOTAL_FORMS": 0,
    "aliases-INITIAL_FORMS": 0,
    "successions-TOTAL_FORMS": 0,
    "successions-INITIAL_FORMS": 0,
    "certainty": "confirmed",
    "password1": "a-new-password-1",
    "password2": "a-new-password-1",
}


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("name", ["tess", "sal", "newt"])
def test_whoever_is_not_the_back_office_reads_why_and_nothing_changes(request, as_, monitor, addresses, name, method):
    client = as_(request.getfixturevalue(name))
    changes, password = Change.objects.count(), request.getfixturevalue(name).password
    sent = EVERYTHING | {"made_from": [monitor.version, f"{monitor.pk}:{monitor.version}"], "_selected_action": monitor.pk}
    for address in addresses:
        response = getattr(client, method)(address, sent if method == "post" else {})
        assert response.status_code == 403, address
        assert SENTENCE in response.content.decode(), address
    assert (Organisation.objects.get().name, Change.objects.count()) == ("Monitor", changes)
    assert type(request.getfixturevalue(name)).objects.get(name=name.title()).password == password


@pytest.mark.parametrize("method", ["get", "post"])
def test_whoever_is_signed_out_is_sent_to_the_sign_in_page(client, monitor, addresses, method):
    changes = Change.objects.count()
    for address in addresses:
        response = getattr(client, method)(address, EVERYTHING | {"made_from": monitor.version} if method == "post" else {})
        assert response.status_code == 302, address
        assert response["Location"].startswith(reverse("account_login") + "?next=/admin/"), address
    assert (Organisation.objects.get().name, Change.objects.count()) == ("Monitor", changes)


def test_a_closed_account_of_the_back_office_is_signed_out(as_, otto, recording):
    client = as_(otto)
    with recording():
        otto.closed_on = "2016-01-01"
        otto.save()
    assert client.get("/admin/")["Location"].startswith(reverse("account_login"))


def test_the_admins_own_sign_in_leads_to_the_apps(client, as_, otto, tess):
    response = client.get("/admin/login/?next=/admin/people/user/")
    assert response["Location"] == reverse("account_login") + "?next=/admin/people/user/"
    assert client.post("/admin/login/", {"username": "otto@example.com", "password": "demo-vanguard"}).status_code == 302
    assert as_(otto).get("/admin/login/")["Location"] == "/admin/"
    assert as_(tess).get("/admin/login/", follow=True).status_code == 403


def test_the_admins_own_password_page_and_sign_out_lead_to_the_apps(as_, otto):
    client = as_(otto)
    assert client.get("/admin/password_change/")["Location"] == reverse("account_change_password")
    assert client.post("/admin/password_change/", {"old_password": "demo-vanguard"}).status_code == 302
    assert client.get("/admin/logout/").status_code == 405
    assert client.post("/admin/logout/")["Location"] == reverse("account_login")
    assert client.get("/admin/").status_code == 302


@pytest.mark.parametrize(
    "address", ["/admin/?x=%00", "/admin/vanguards/organisation/?kind__exact=%00", "/admin/vanguards/organisation/?%00=1"]
)
def test_an_address_with_a_character_no_page_understands_is_refused_in_words(as_, otto, address):
    assert as_(otto).get(address).status_code == 400


def test_the_admin_allows_no_inline_script_or_style(as_, otto, monitor):
    page = as_(otto).get(f"/admin/vanguards/organisation/{monitor.pk}/change/").content.decode()
    assert "<style" not in page
    assert " style=" not in page
    assert not [
        tag for tag in page.split("<script")[1:] if " src=" not in tag.split(">")[0] and "application/json" not in tag.split(">")[0]
    ]


def test_what_the_machinery_beneath_keeps_is_not_edited_here():
    kept = {model._meta.label for model in admin.site._registry}
    assert {label.split(".")[0] for label in kept} == {
        "history",
        "people",
        "mail",
        "vanguards",
        "support",
        "milestones",
        "selection",
        "returns",
        "fund",
        "spread",
    }


def test_every_tracked_model_can_be_reached():
    registered = admin.site._registry
    inlines = {inline.model for model_admin in registered.values() for inline in model_admin.inlines}
    unreached = [label for label, model in TRACKED.items() if model not in registered and model not in inlines]
    assert unreached == ["selection.score"], "it would tell a reader too early what another thinks"


def test_changes_can_be_looked_at_and_not_touched(as_, ada, monitor):
    client, made = as_(ada), Change.objects.latest("made_at")
    page = f"/admin/history/change/{made.pk}/"
    assert client.get(f"{page}change/").status_code == 200
    assert "Monitor" in client.get(f"{page}change/").content.decode()
    for address in (f"{page}change/", f"{page}delete/", "/admin/history/change/add/", "/admin/history/entry/add/"):
        assert client.post(address, EVERYTHING | {"reason": "Forged"}).status_code == 403
    client.post("/admin/history/change/", {"action": "delete_chosen", "_selected_action": made.pk, "post": "yes", "index": 0})
    made.refresh_from_db()
    assert made.reason == "Set up for the test"


@pytest.mark.parametrize("key", ["abc", "9" * 25, "-1", "٣٨", "' OR 1=1", "\x00"])
@pytest.mark.parametrize("page", ["/admin/vanguards/membership/add/?user=", "/admin/support/supportrequest/add/?owner="])
def test_a_key_that_is_none_in_the_address_of_a_form_is_left_out(as_, otto, page, key):
    assert as_(otto).get(page + quote(key)).status_code in (200, 400)


@pytest.mark.parametrize("key", ["abc", "9" * 25])
def test_a_key_that_is_none_in_what_is_sent_is_refused_in_words(as_, otto, key):
    answer = as_(otto).post("/admin/vanguards/statement/add/", {"source": key, "label": "x", "kind": "value", "change_reason": "x"})
    assert answer.status_code == 200
    assert "What you chose is no longer there" in answer.content.decode()
