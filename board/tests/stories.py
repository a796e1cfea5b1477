"""What is done about an invitation, and read of it."""

from datetime import timedelta

from django.urls import reverse

from history import clock
from pages import dates
from people.invitations import token_of
from people.models import User

INVITE = reverse("invite")
NIA = {"name": "Nia", "email": "Nia@Example.com", "reason": "Joins in February"}
NEW = {"new_password1": "a-quite-long-one", "new_password2": "a-quite-long-one"}


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


def refused_with(client, link, words):
    """Check that opening and sending the form are both refused, and no password is set."""
    for answer in (client.get(link), client.post(link, NEW | {"new_password1": "stolen-password", "new_password2": "stolen-password"})):
        assert answer.status_code == 410
        assert words in says(answer)
    assert not User.objects.get(name="Nia").check_password("stolen-password")
