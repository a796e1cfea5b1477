"""The back office corrects and closes accounts; only an administrator gives roles or touches an administrator's account."""

import pytest
from allauth.account.models import EmailAddress
from django.urls import reverse

from conftest import PASSWORD
from history.tests.admin_pages import fields_of, form_of
from people.models import User

pytestmark = [pytest.mark.django_db, pytest.mark.once]

ADD = "/admin/people/user/add/"
ROLES = ("is_programme_team", "is_back_office", "is_administrator")
NEW = {
    "email": "Nia@Example.com",
    "name": "Nia",
    "password1": "a-quite-long-one",
    "password2": "a-quite-long-one",
    "change_reason": "Joins",
}


def address(user, page="change"):
    return f"/admin/people/user/{user.pk}/{page}/"


def roles(user):
    user.refresh_from_db()
    return tuple(getattr(user, role) for role in ROLES)


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("person", ["otto", "ada"])
def test_whoever_would_add_an_account_is_led_to_the_invitation(as_, request, person, method):
    client = as_(request.getfixturevalue(person))
    before = User.objects.count()
    assert getattr(client, method)(ADD, NEW).headers["Location"] == reverse("invite")
    assert User.objects.count() == before
    assert ADD not in client.get("/admin/people/user/").content.decode()


def test_an_administrator_gives_roles(as_, ada, newt):
    client = as_(ada)
    fields = form_of(client, address(newt)) | {"is_programme_team": "on", "change_reason": "Joins the team"}
    assert client.post(address(newt), fields).status_code == 302
    assert roles(newt) == (True, False, False)


@pytest.mark.parametrize("role", ROLES)
def test_the_back_office_cannot_give_roles_by_any_form(as_, otto, newt, role):
    client = as_(otto)
    fields = form_of(client, address(newt))
    assert role not in fields
    client.post(address(newt), fields | {role: "on", "change_reason": "Because I can"})
    client.post(address(otto), form_of(client, address(otto)) | {role: "on", "change_reason": "Because I can"})
    assert (roles(newt), roles(otto)) == ((False, False, False), (False, True, False))


def test_the_back_office_cannot_take_roles_by_leaving_them_out(as_, otto, tess):
    client = as_(otto)
    assert client.post(address(tess), form_of(client, address(tess)) | {"name": "Tessa", "change_reason": "Her name"}).status_code == 302
    assert roles(tess) == (True, False, False)
    assert tess.name == "Tessa"


def test_the_back_office_cannot_change_an_administrators_account(as_, otto, ada):
    client = as_(otto)
    sent = {"email": "otto2@example.com", "name": "Otto", "change_reason": "x", "made_from": ada.version}
    response = client.post(address(ada), sent)
    assert response.status_code == 403
    assert "Only administrators can change the account of an administrator" in response.content.decode()
    ada.refresh_from_db()
    assert ada.email == "ada@example.com"
    assert "change_reason" not in fields_of(client.get(address(ada)))


def test_nobody_types_a_password_for_somebody_else(as_, ada, tess):
    client = as_(ada)
    sent = {"password1": "a-quite-long-one", "password2": "a-quite-long-one", "usable_password": "true", "set-password": "1"}
    assert client.post(address(tess, "password"), sent).status_code in (302, 404)
    client.post(address(tess), form_of(client, address(tess)) | sent | {"change_reason": "Forgotten"})
    tess.refresh_from_db()
    assert tess.check_password(PASSWORD)
    assert reverse("invite_again", args=[tess.pk]) in client.get(address(tess)).content.decode()


def test_no_page_shows_a_password_or_what_it_is_kept_as(as_, ada, tess):
    page = as_(ada).get(address(tess)).content.decode()
    assert tess.password not in page
    assert "md5$" not in page


@pytest.mark.parametrize("person", ["otto", "ada"])
def test_nobody_deletes_users(request, as_, person, tess):
    client = as_(request.getfixturevalue(person))
    sent = {"post": "yes", "change_reason": "Left", "made_from": f"{tess.pk}:{tess.version}"}
    assert client.post(address(tess, "delete"), sent).status_code == 403
    client.post("/admin/people/user/", {"action": "delete_chosen", "_selected_action": tess.pk, "index": 0, **sent})
    assert User.objects.filter(pk=tess.pk).exists()
    assert "Delete the chosen" not in client.get("/admin/people/user/").content.decode()


@pytest.mark.parametrize("act", [{"closed_on": "2016-01-29"}, {"closed_on": "2099-01-01"}, {"is_administrator": None}])
def test_the_last_open_administrator_can_neither_close_nor_demote_themselves(as_, ada, recording, act):
    with recording():
        User.objects.open_account("closed@example.com", name="Closed", is_administrator=True, closed_on="2015-01-01")
    client = as_(ada)
    fields = {
        name: value for name, value in (form_of(client, address(ada)) | act | {"change_reason": "Off I go"}).items() if value is not None
    }
    response = client.post(address(ada), fields)
    assert response.status_code == 200
    assert "This is the last open administrator" in response.content.decode()
    ada.refresh_from_db()
    assert (ada.is_administrator, ada.closed_on) == (True, None)


def test_an_administrator_who_is_not_the_last_can_go(as_, ada, recording):
    with recording():
        User.objects.open_account("second@example.com", name="Second", is_administrator=True)
    client = as_(ada)
    assert (
        client.post(address(ada), form_of(client, address(ada)) | {"closed_on": "2016-01-29", "change_reason": "Left"}).status_code == 302
    )
    ada.refresh_from_db()
    assert ada.closed_on is not None


def test_an_address_that_was_corrected_opens_the_account_no_longer(client, as_, otto, tess):
    EmailAddress.objects.create(user=tess, email="tess@example.com", primary=True, verified=True)
    office = as_(otto)
    office.post(address(tess), form_of(office, address(tess)) | {"email": "tessa@example.com", "change_reason": "Her new address"})
    client.logout()
    for login, signed_in in (("tess@example.com", False), ("tessa@example.com", True)):
        client.post(reverse("account_login"), {"login": login, "password": PASSWORD})
        assert ("_auth_user_id" in client.session) is signed_in
