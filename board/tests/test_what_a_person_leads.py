"""What somebody leads stands on the form of their account, and is kept there."""

from datetime import timedelta

import pytest

from history import clock
from history.models import Change
from history.tests.admin_pages import form_of
from pages import dates
from vanguards.models import Membership

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def says(answer):
    return answer.content.decode().replace("&#39;", "’").replace("&#x27;", "’")


def in_days(number):
    return dates.on(clock.today() + timedelta(days=number))


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
