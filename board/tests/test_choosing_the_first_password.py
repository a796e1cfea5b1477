"""With the link of an invitation, which works once and for seven days, a person chooses a password and signs in."""

import pytest
from django.urls import reverse

from board.tests.stories import NEW, in_days, invited, later, link_of, refused_with, says
from conftest import PASSWORD
from history import clock
from history.models import Change
from pages.errors import Refused
from people.invitations import choose_password
from people.models import Invitation, User

pytestmark = pytest.mark.django_db


def test_the_person_chooses_a_password_and_signs_in(client, as_, otto, salford):
    nia = invited(as_(otto), vanguards="38")
    page = client.get(link_of(nia))
    assert "Welcome, Nia. You will sign in with nia@example.com" in says(page)
    assert not User.objects.get(pk=nia.pk).has_usable_password(), "looking set something"
    answer = client.post(link_of(nia), NEW, follow=True)
    assert "Your password is set. Sign in with nia@example.com." in says(answer)
    client.post(reverse("account_login"), {"login": "nia@example.com", "password": NEW["new_password1"]})
    assert client.session["_auth_user_id"] == str(nia.pk)
    assert client.get("/vanguards/38/").status_code == 200


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"new_password1": ""}, "Enter a password"),
        ({"new_password2": "another-long-one"}, "didn’t match"),
        ({"new_password1": "short", "new_password2": "short"}, "too short"),
        ({"new_password1": "nia@example.com", "new_password2": "nia@example.com"}, "too similar"),
        ({"new_password1": "password1234", "new_password2": "password1234"}, "too common"),
    ],
)
def test_the_password_follows_the_rules_for_all_passwords(client, as_, otto, wrong, words):
    nia = invited(as_(otto))
    answer = client.post(link_of(nia), NEW | wrong)
    assert (answer.status_code, words in says(answer)) == (200, True)
    assert "Error: Choose your password" in says(answer)
    assert not User.objects.get(pk=nia.pk).has_usable_password()


def test_a_link_works_once(client, as_, otto):
    nia = invited(as_(otto))
    client.post(link_of(nia), NEW)
    refused_with(client, link_of(nia), "This link has been used. Sign in with the password you chose.")


def test_a_link_ends_after_seven_days(client, as_, otto):
    nia = invited(as_(otto))
    with later(days=6, hours=23):
        assert client.get(link_of(nia)).status_code == 200
    last_day = in_days(7)
    with later(days=7, seconds=1):
        refused_with(client, link_of(nia), f"This link ended on {last_day}. Ask for a new one.")


def test_a_closed_account_has_no_link(client, as_, otto, recording):
    nia = invited(as_(otto))
    with recording():
        nia.closed_on = clock.today()
        nia.save()
    refused_with(client, link_of(nia), "This account is closed.")


def test_a_link_sent_to_an_address_that_was_wrong_is_worth_nothing(client, as_, otto, recording):
    nia = invited(as_(otto))
    link = link_of(nia)
    with recording():
        nia.email = "nia.other@example.com"
        nia.save()
    refused_with(client, link, "Your e-mail address has been changed since this link was sent.")


@pytest.mark.parametrize("token", ["1", "1:x", "no-such", "1:" + "a" * 43, "%00", "a" * 3000])
def test_a_link_that_nobody_was_sent_is_not_found(client, as_, otto, token):
    invited(as_(otto))
    for answer in (client.get(f"/welcome/{token}/"), client.post(f"/welcome/{token}/", NEW)):
        assert answer.status_code in (400, 404)


def test_a_link_is_not_another_persons(client, as_, otto):
    nia = invited(as_(otto))
    _, _, signature = link_of(nia).strip("/").rpartition(":")
    assert client.get(f"/welcome/{nia.invitations.get().pk + 1}:{signature}/").status_code == 404


def test_who_is_signed_in_signs_out_first(as_, otto, newt):
    nia = invited(as_(otto))
    client = as_(newt)
    for answer in (client.get(link_of(nia)), client.post(link_of(nia), NEW)):
        assert answer.status_code == 403
        assert "You are signed in as Newt. Sign out first" in says(answer)
    assert not User.objects.get(pk=nia.pk).has_usable_password()


def test_an_invited_person_gets_the_ordinary_refusal_before_they_chose(client, as_, otto):
    invited(as_(otto))
    answer = client.post(reverse("account_login"), {"login": "nia@example.com", "password": PASSWORD})
    assert "The e-mail address or the password is not right." in says(answer)


def test_a_password_chosen_is_no_change_of_the_record(client, as_, otto):
    nia = invited(as_(otto))
    before = Change.objects.count()
    client.post(link_of(nia), NEW)
    assert Change.objects.count() == before


def test_two_at_once_cannot_both_use_a_link(as_, otto):
    nia = invited(as_(otto))
    one, other = Invitation.objects.get(person=nia), Invitation.objects.get(person=nia)
    assert not other.person.has_usable_password()
    choose_password(one, "the-first-one-wins")
    with pytest.raises(Refused, match="has been used"):
        choose_password(other, "the-second-one-not")
    assert User.objects.get(pk=nia.pk).check_password("the-first-one-wins")
