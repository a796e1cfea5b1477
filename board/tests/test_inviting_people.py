"""The back office invites a person by mail, and sends the link again."""

import re

import pytest
from django.core import mail as sent
from django.test import Client
from django.urls import reverse

from board.tests.stories import INVITE, NEW, NIA, in_days, invited, later, link_of, refused_with, says
from history import clock
from history.models import Change
from mail.models import LINK_LEFT_OUT, Mail
from mail.sending import send
from people.invitations import token_of
from people.models import Invitation, User

pytestmark = [pytest.mark.django_db, pytest.mark.once]

ROLES = ("is_programme_team", "is_back_office", "is_administrator")


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


def test_what_is_kept_of_the_mail_does_not_have_the_link(client, as_, otto, salford, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        nia = invited(as_(otto), vanguards="38")
    kept = Mail.objects.get(to=nia)
    assert token_of(nia.invitations.get()) in sent.outbox[0].body
    assert "welcome" not in f"{kept.words}{kept.lines}"
    assert "It works once" in kept.words
    client.post(link_of(nia), NEW)
    assert "(The link is in the e-mail itself.)" in says(as_(User.objects.get(pk=nia.pk)).get(reverse("mail_list")))


def test_a_mail_that_waited_has_the_link_when_it_is_sent(as_, otto):
    nia = invited(as_(otto))
    with later(hours=1):
        assert send(Mail.objects.filter(to=nia)).sent == 1
    assert link_of(nia) in sent.outbox[0].body


def test_what_somebody_typed_into_another_mail_gets_no_link(as_, otto):
    nia = invited(as_(otto))
    with later(hours=1):
        typed = Mail.objects.create(to=nia, subject="A comment", words=LINK_LEFT_OUT, written_at=clock.now())
        send(Mail.objects.filter(pk=typed.pk))
    assert sent.outbox[0].body == LINK_LEFT_OUT


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


def test_who_has_forgotten_a_password_is_sent_a_link_and_the_old_one_ends(client, as_, otto, newt):
    again = reverse("invite_again", args=[newt.pk])
    assert "The password they have now stops working too." in says(as_(otto).get(again))
    assert as_(newt).get(reverse("home")).status_code == 200
    as_(otto).post(again, {"reason": "Forgotten"})
    newt.refresh_from_db()
    assert not newt.has_usable_password()
    mail = Mail.objects.get(to=newt)
    assert "Otto has sent you a link to choose a new password in the Vanguard programme tracker." in mail.words
    client.logout()
    assert client.get(link_of(newt)).status_code == 200
    assert Change.objects.latest("pk").reason == "Forgotten"
    as_(otto).post(again, {"reason": "It went astray"})
    assert "a link to choose a new password" in Mail.objects.filter(to=newt).latest("pk").words, "their account is not new"


def test_whoever_uses_a_password_that_is_taken_away_is_signed_out(as_, otto, newt):
    theirs = Client()
    theirs.force_login(newt, backend="people.backends.OpenAccounts")
    assert theirs.get(reverse("account_change_password")).status_code == 200
    as_(otto).post(reverse("invite_again", args=[newt.pk]), {"reason": "Somebody else knew it"})
    assert theirs.get(reverse("account_change_password"))["Location"].startswith(reverse("account_login"))


def test_nobody_sends_a_link_to_themselves_or_to_a_closed_account(as_, otto, newt, recording):
    with recording():
        newt.closed_on = clock.today()
        newt.save()
    client = as_(otto)
    refusals = {newt: "The account of Newt is closed.", otto: "You change your own password on the page of your account."}
    for person, words in refusals.items():
        again = reverse("invite_again", args=[person.pk])
        assert words in says(client.get(again))
        assert words in says(client.post(again, {"reason": "Please"}))
    assert not Invitation.objects.exists()
    otto.refresh_from_db()
    assert otto.has_usable_password()


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
    assert "They have one." in says(client.get(f"/admin/people/user/{newt.pk}/change/"))
    assert INVITE in says(client.get("/admin/people/user/"))
