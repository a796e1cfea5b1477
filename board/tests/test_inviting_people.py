"""The back office invites a person by mail; with the link, which works once and for seven days, they choose a password and sign in."""

import re
from datetime import timedelta

import pytest
from django.core import mail as sent
from django.urls import reverse

from conftest import PASSWORD
from history import clock
from history.models import Change
from history.tests.admin_pages import form_of
from mail.models import Mail
from pages import dates
from pages.errors import Refused
from people.invitations import choose_password, token_of
from people.models import Invitation, User
from vanguards.models import Membership

pytestmark = pytest.mark.django_db

INVITE = reverse("invite")
NIA = {"name": "Nia", "email": "Nia@Example.com", "reason": "Joins in February"}
NEW = {"new_password1": "a-quite-long-one", "new_password2": "a-quite-long-one"}
ROLES = ("is_programme_team", "is_back_office", "is_administrator")


def says(answer):
    return answer.content.decode().replace("&#39;", "’").replace("&#x27;", "’")


def invited(client, **more):
    assert client.post(INVITE, NIA | more).status_code == 302
    client.logout()
    return User.objects.get(email="nia@example.com")


def link_of(person):
    return reverse("invitation", args=[token_of(person.invitations.latest("pk"))])


def in_days(number):
    return dates.on(clock.today() + timedelta(days=number))


def later(**time):
    return clock.set_at(clock.now() + timedelta(**time))


def test_an_invitation_opens_an_account_without_a_password_in_one_change(as_, otto, salford, neuro):
    nia = invited(as_(otto), vanguards="38, 44")
    assert (nia.name, nia.has_usable_password(), nia.roles) == ("Nia", False, (False, False, False))
    assert sorted(nia.memberships.values_list("vanguard_id", "starts_on", "ends_on")) == [
        (38, clock.today(), None),
        (44, clock.today(), None),
    ]
    made = Change.objects.latest("pk")
    assert (made.made_by, made.reason) == (otto, "Joins in February")
    assert sorted(made.entries.values_list("record_type", flat=True)) == [
        "people.invitation",
        "people.user",
        "vanguards.membership",
        "vanguards.membership",
    ]


def test_the_mail_says_who_what_and_until_when_with_the_link(as_, otto, salford, neuro, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        nia = invited(as_(otto), vanguards="38, 44")
    (mail,) = sent.outbox
    assert (mail.to, mail.subject) == (["nia@example.com"], "Your account in the Vanguard programme tracker")
    assert "Otto has opened an account for you" in mail.body
    assert "You lead 38 Salford and Wigan Foundation Chain and 44 The Neuro Network." in mail.body
    assert f"It works once, until {in_days(7)}. You sign in with nia@example.com." in mail.body
    assert f"{link_of(nia)}\n" in mail.body


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


def refused_with(client, link, words):
    """Check that opening and sending the form are both refused, and no password is set."""
    for answer in (client.get(link), client.post(link, NEW | {"new_password1": "stolen-password", "new_password2": "stolen-password"})):
        assert answer.status_code == 410
        assert words in says(answer)
    assert not User.objects.get(name="Nia").check_password("stolen-password")


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


def test_sent_again_only_the_newer_link_works(client, as_, otto):
    nia = invited(as_(otto))
    first = link_of(nia)
    again = reverse("invite_again", args=[nia.pk])
    assert "We send a new link to nia@example.com" in says(as_(otto).get(again))
    assert "Enter the reason" in says(client.post(again, {})) or "Give the reason" in says(client.post(again, {}))
    assert Invitation.objects.count() == 1
    assert "A new link has been sent to nia@example.com." in says(client.post(again, {"reason": "It went astray"}, follow=True))
    made = Change.objects.latest("pk")
    assert (made.made_by, made.reason, Mail.objects.filter(to=nia).count()) == (otto, "It went astray", 2)
    client.logout()
    refused_with(client, first, "You have been sent a newer link. Use the one in the latest e-mail.")
    assert client.get(link_of(nia)).status_code == 200


def test_who_has_a_password_or_is_closed_is_not_sent_a_link(as_, otto, newt, recording):
    again = reverse("invite_again", args=[newt.pk])
    client = as_(otto)
    for words in ("Newt has a password already.", "The account of Newt is closed."):
        assert words in says(client.get(again))
        assert words in says(client.post(again, {"reason": "Please"}))
        with recording():
            newt.closed_on = clock.today()
            newt.save()
    assert not Invitation.objects.exists()


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


@pytest.mark.parametrize("role", ROLES)
def test_only_an_administrator_invites_with_a_role(as_, otto, ada, role):
    assert 'name="roles"' not in says(as_(otto).get(INVITE))
    assert invited(as_(otto), roles=role).roles == (False, False, False)
    assert 'name="roles"' in says(as_(ada).get(INVITE))
    assert as_(ada).post(INVITE, {"name": "Ned", "email": "ned@example.com", "reason": "Joins", "roles": role}).status_code == 302
    assert getattr(User.objects.get(email="ned@example.com"), role) is True


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("role", ["tess", "sal", "newt"])
def test_nobody_else_invites(as_, request, otto, role, method):
    nia = invited(as_(otto))
    before = (User.objects.count(), Invitation.objects.count(), Change.objects.count())
    client = as_(request.getfixturevalue(role))
    before = (User.objects.count(), Invitation.objects.count(), Change.objects.count())
    for address in (INVITE, reverse("invite_again", args=[nia.pk])):
        answer = getattr(client, method)(address, NIA | {"email": "ned@example.com"})
        assert answer.status_code == 403
    assert (User.objects.count(), Invitation.objects.count(), Change.objects.count()) == before


@pytest.mark.parametrize("method", ["get", "post"])
def test_the_back_office_sends_no_link_to_an_administrator(as_, otto, ada, recording, method):
    with recording():
        amy = User.objects.open_account("amy@example.com", name="Amy", is_administrator=True)
    answer = getattr(as_(otto), method)(reverse("invite_again", args=[amy.pk]), {"reason": "Please"})
    assert "Only administrators can change the account of an administrator." in says(answer)
    assert not Invitation.objects.exists()


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"name": ""}, "Enter their name"),
        ({"email": ""}, "Enter their e-mail address"),
        ({"email": "nia"}, "Enter an e-mail address like name@example.com"),
        ({"email": "OTTO@example.com"}, "Somebody with this e-mail address has an account."),
        ({"vanguards": "99"}, "There is no vanguard 99."),
        ({"vanguards": "many"}, "is not the number of a vanguard"),
        ({"reason": ""}, "Give the reason"),
    ],
)
def test_an_invitation_that_cannot_be_sent_says_why_and_keeps_what_was_typed(as_, otto, salford, wrong, words):
    before = (User.objects.count(), Change.objects.count(), Mail.objects.count())
    typed = NIA | {"vanguards": "38"} | wrong
    answer = as_(otto).post(INVITE, typed)
    assert (answer.status_code, words in says(answer)) == (200, True)
    assert all(f'value="{typed[name]}"' in says(answer) for name in ("name", "email", "vanguards") if typed[name])
    assert (User.objects.count(), Change.objects.count(), Mail.objects.count()) == before


def test_who_has_not_chosen_a_password_is_listed_until_they_do(client, as_, otto):
    nia = invited(as_(otto))
    page = says(as_(otto).get(INVITE))
    assert "nia@example.com" in page
    assert reverse("invite_again", args=[nia.pk]) in page
    client.logout()
    client.post(link_of(nia), NEW)
    assert "Nobody. Everyone who was invited has chosen a password." in says(as_(otto).get(INVITE))


def test_the_account_says_what_became_of_the_invitation(as_, otto, newt):
    nia = invited(as_(otto))
    client = as_(otto)
    form = f"/admin/people/user/{nia.pk}/change/"
    sent_on = f"Otto sent a link to nia@example.com on {in_days(0)}"
    assert re.search(f"{sent_on}.*It can be used until {in_days(7)}", says(client.get(form)))
    assert reverse("invite_again", args=[nia.pk]) in says(client.get(form))
    assert reverse("invite_again", args=[newt.pk]) not in says(client.get(f"/admin/people/user/{newt.pk}/change/"))
    assert INVITE in says(client.get("/admin/people/user/"))


def test_an_invited_person_gets_the_ordinary_refusal_before_they_chose(client, as_, otto):
    invited(as_(otto))
    answer = client.post(reverse("account_login"), {"login": "nia@example.com", "password": PASSWORD})
    assert "The e-mail address or the password is not right." in says(answer)


# --- who leads what, on the form of the person


def test_the_form_of_a_person_shows_and_keeps_what_they_lead(as_, otto, sal, neuro):
    client = as_(otto)
    form = f"/admin/people/user/{sal.pk}/change/"
    fields = form_of(client, form)
    assert fields["memberships-0-vanguard"] == "38"
    more = {"memberships-0-ends_on": in_days(-1), "memberships-1-vanguard": "44", "memberships-1-starts_on": in_days(0)}
    assert client.post(form, fields | more | {"change_reason": "Moves on"}).status_code == 302
    assert sorted(sal.memberships.values_list("vanguard_id", "ends_on")) == [(38, clock.today() - timedelta(days=1)), (44, None)]
    made = Change.objects.latest("pk")
    assert (made.reason, made.entries.count()) == ("Moves on", 2)


def test_the_same_vanguard_twice_is_refused_on_the_form_of_a_person(as_, otto, sal):
    client = as_(otto)
    form = f"/admin/people/user/{sal.pk}/change/"
    more = {"memberships-1-vanguard": "38", "memberships-1-starts_on": "29 January 2016", "change_reason": "Again"}
    answer = client.post(form, form_of(client, form) | more)
    assert "They lead this vanguard already in these days." in says(answer)
    assert Membership.objects.count() == 1


def test_only_an_administrator_says_what_an_administrator_leads(as_, otto, ada, salford):
    form = f"/admin/people/user/{ada.pk}/change/"
    more = {"memberships-0-vanguard": "38", "memberships-0-starts_on": "29 January 2016", "change_reason": "Leads"}
    assert as_(otto).post(form, more).status_code == 403
    assert not Membership.objects.exists()


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
