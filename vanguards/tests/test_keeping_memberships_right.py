"""Who led a vanguard from when until when is checked: one person leads it once at a time, and no stay ends before it begins."""

import re
from datetime import date
from html import unescape

import pytest

from vanguards.models import Membership
from vanguards.tests.stories import change_page, send

pytestmark = pytest.mark.django_db

MEMBERSHIP = "/admin/vanguards/membership/add/"


@pytest.fixture
def led(recording, newt, salford):
    """Newt led Salford until the end of 2015."""
    with recording():
        return Membership.objects.create(user=newt, vanguard=salford, starts_on=date(2015, 4, 1), ends_on=date(2015, 12, 31))


OVERLAPS = [("2015-12-31", ""), ("2015-01-01", "2015-04-01"), ("2015-05-01", "2015-06-01"), ("2015-01-01", "")]
CLEAR = [("2016-01-01", ""), ("2015-01-01", "2015-03-31")]


@pytest.mark.parametrize(("starts_on", "ends_on"), OVERLAPS)
def test_memberships_of_one_person_for_one_vanguard_that_overlap_are_refused(office, led, starts_on, ends_on):
    values = {"starts_on": starts_on, "ends_on": ends_on}
    response = send(office, MEMBERSHIP, user=led.user_id, vanguard=38, **values)
    assert "They lead this vanguard already in these days" in response.content.decode()
    response = send(
        office, change_page(led.vanguard), **{f"memberships-1-{name}": value for name, value in (values | {"user": led.user_id}).items()}
    )
    assert "They lead this vanguard already in these days" in response.content.decode()
    assert Membership.objects.count() == 1


@pytest.mark.parametrize(("starts_on", "ends_on"), CLEAR)
@pytest.mark.parametrize("in_the_vanguard", [True, False])
def test_memberships_that_share_no_day_are_kept(office, led, starts_on, ends_on, in_the_vanguard):
    values = {"user": led.user_id, "starts_on": starts_on, "ends_on": ends_on}
    if in_the_vanguard:
        send(office, change_page(led.vanguard), **{f"memberships-1-{name}": value for name, value in values.items()})
    else:
        send(office, MEMBERSHIP, vanguard=38, **values)
    assert Membership.objects.count() == 2


def test_others_may_lead_the_same_vanguard_and_the_same_person_another(office, led, tess, neuro):
    assert send(office, MEMBERSHIP, user=tess.pk, vanguard=38, starts_on="2015-05-01").status_code == 302
    assert send(office, MEMBERSHIP, user=led.user_id, vanguard=44, starts_on="2015-05-01").status_code == 302


def test_one_membership_can_end_and_the_next_begin_with_one_save(office, led, recording):
    with recording():
        led.ends_on = None
        led.save()
    values = {"memberships-0-ends_on": "2015-12-31", "memberships-1-user": led.user_id, "memberships-1-starts_on": "2016-01-01"}
    assert send(office, change_page(led.vanguard), **values).status_code == 302
    assert list(Membership.objects.order_by("starts_on").values_list("ends_on", flat=True)) == [date(2015, 12, 31), None]


def test_a_membership_that_stands_can_be_saved_again(office, led):
    assert send(office, change_page(led), ends_on="2015-11-30").status_code == 302
    assert send(office, change_page(led.vanguard), **{"memberships-0-ends_on": "2015-10-30"}).status_code == 302
    led.refresh_from_db()
    assert led.ends_on == date(2015, 10, 30)


def test_a_membership_with_no_first_day_is_refused_in_words(office, led):
    values = {"memberships-1-user": led.user_id, "memberships-1-starts_on": ""}
    assert "Enter a day such as 15 January 2016" in send(office, change_page(led.vanguard), **values).content.decode()
    response = send(office, MEMBERSHIP, user=led.user_id, vanguard=38, starts_on="2016-05-01", ends_on="2016-04-01")
    assert "Give a last day on or after the first day." in response.content.decode()


def test_another_row_is_offered_in_words_as_in_a_sentence(office, salford):
    page = unescape(office.get(change_page(salford)).content.decode())
    offered = set(re.findall(r'"addText": "([^"]+)"', page))
    assert "Add another membership" in offered
    assert all(words[len("Add another ")].islower() for words in offered), offered
