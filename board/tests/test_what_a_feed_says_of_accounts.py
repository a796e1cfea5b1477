"""What is done to somebody's account reads in a feed as one plain sentence."""

import pytest
from django.urls import reverse

from history import clock
from history.models import Change
from history.tests.admin_pages import form_of
from history.tests.test_what_a_feed_says_of_an_edit import first_line
from people.models import User

pytestmark = [pytest.mark.django_db, pytest.mark.once]

NIA = {"name": "Nia", "email": "nia@example.com", "reason": "Joins in February"}
INVITE = reverse("invite")


def send(client, user, **typed):
    form = f"/admin/people/user/{user.pk}/change/"
    sent = {name: value for name, value in (form_of(client, form) | {"change_reason": "Left"} | typed).items() if value is not None}
    assert client.post(form, sent).status_code == 302


@pytest.fixture
def four_of_theirs(ask, salford, tess):
    """More than a line of a feed lists."""
    return [ask(title, salford, owner=tess) for title in ("Rotas", "Beds", "Data", "Contracts")]


def test_closing_an_account_says_whose_and_who_has_their_requests_now(as_, otto, tess, tom, four_of_theirs):
    send(as_(otto), tess, closed_on=str(clock.today()), hand_over_to="Tom")
    said = "Otto closed the account of Tess; their 4 open requests went to Tom, in the back office. Left"
    assert said in first_line(as_(tom))


def test_a_last_day_that_is_not_today_is_said(as_, otto, newt, tom):
    send(as_(otto), newt, closed_on="2016-03-01")
    assert "Otto closed the account of Newt from 1 March 2016, in the back office." in first_line(as_(tom))


def test_opening_it_again_is_said(as_, otto, newt, tom):
    send(as_(otto), newt, closed_on="2099-01-01")
    send(as_(otto), newt, closed_on="")
    assert "Otto opened the account of Newt again, in the back office." in first_line(as_(tom))


def test_roles_are_given_and_taken_in_words(as_, ada, newt, tom):
    send(as_(ada), newt, is_back_office="on", is_administrator="on")
    assert "Ada added Newt to the back office and made them an administrator, in the back office." in first_line(as_(tom))
    send(as_(ada), newt, is_back_office=None)
    assert "Ada took Newt out of the back office, in the back office." in first_line(as_(tom))


def test_leaving_the_team_says_who_has_their_requests_now(as_, ada, tess, tom, four_of_theirs):
    send(as_(ada), tess, is_programme_team=None, hand_over_to="Tom")
    said = "Ada took Tess out of the programme team; their 4 open requests went to Tom, in the back office."
    assert said in first_line(as_(tom))


def test_what_is_corrected_in_the_same_change_is_told_after_it(as_, otto, newt, tom):
    send(as_(otto), newt, closed_on=str(clock.today()), name="Newt {Scamander}")
    said = "Otto closed the account of Newt {Scamander}, in the back office. Name: Newt → Newt {Scamander}. Left"
    assert said in first_line(as_(tom))


def test_a_correction_alone_reads_as_any_edit_does(as_, otto, newt, tom):
    send(as_(otto), newt, name="Newton")
    assert "Otto changed the name of user “Newton” from Newt to Newton, in the back office." in first_line(as_(tom))


def test_handing_over_without_leaving_says_that_the_requests_were_assigned(as_, otto, tess, tom, four_of_theirs):
    send(as_(otto), tess, hand_over_to="Tom")
    line = first_line(as_(tom))
    assert "Otto assigned SR-" in line
    assert "and 1 more to another owner, in the back office: “Left”. Owner: Tess → Tom." in line


def test_a_lead_reads_of_their_request_and_not_of_the_account(as_, sal, otto, tess, tom, four_of_theirs):
    send(as_(otto), tess, closed_on=str(clock.today()), hand_over_to="Tom")
    line = first_line(as_(sal))
    assert "account" not in line
    assert "to another owner" in line


def test_inviting_says_whom_and_what_they_lead(as_, otto, tom, salford, neuro):
    as_(otto).post(INVITE, NIA | {"vanguards": "38, 44"})
    assert f"Otto invited Nia to lead {salford.in_a_sentence} and {neuro.in_a_sentence}." in first_line(as_(tom))


def test_inviting_somebody_who_leads_nothing_says_whom(as_, otto, tom):
    as_(otto).post(INVITE, NIA)
    assert "Otto invited Nia. Joins in February" in first_line(as_(tom))


def test_a_new_link_is_said(as_, otto, tom):
    as_(otto).post(INVITE, NIA)
    nia = User.objects.get(name="Nia")
    as_(otto).post(reverse("invite_again", args=[nia.pk]), {"reason": "It went astray"})
    assert "Otto sent Nia a new link to choose a password. It went astray" in first_line(as_(tom))


def test_the_page_of_the_change_says_it_too(as_, otto, tess, tom, four_of_theirs):
    send(as_(otto), tess, closed_on=str(clock.today()), hand_over_to="Tom")
    number = Change.objects.latest("pk").pk
    assert "closed the account of Tess; their 4 open requests went to Tom" in as_(tom).get(f"/changes/{number}/").content.decode()
