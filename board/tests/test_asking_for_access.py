"""Somebody without a role asks for access; the back office is told once, sees it on its home page, and settles it."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from board.access import ask
from history import clock
from history.models import Change
from mail.models import Mail
from people.access import waiting
from people.models import AccessAsked, User
from vanguards.models import Membership

pytestmark = [pytest.mark.django_db, pytest.mark.once]

ASK = reverse("access_ask")
WORDS = "I lead the Salford vanguard since January."


def says(answer):
    return answer.content.decode().replace("&#39;", "’")


@pytest.fixture
def oona(recording):
    """A closed account in the back office."""
    with recording():
        return User.objects.open_account("oona@example.com", name="Oona", is_back_office=True, closed_on="2016-01-01")


def test_the_page_of_who_has_no_role_has_a_form_to_ask_with(as_, newt):
    for address, status in (("/", 200), (reverse("request_list"), 403), (ASK, 200)):
        answer = as_(newt).get(address)
        assert answer.status_code == status
        assert f'action="{ASK}"' in says(answer)
        assert 'name="words"' in says(answer)


def test_the_back_office_is_told_once_with_the_way_to_the_account(as_, newt, otto, oona, ada, tess):
    answer = as_(newt).post(ASK, {"words": WORDS}, follow=True)
    assert "The back office has been told." in says(answer)
    assert f"You asked on {clock.today().day} " in says(answer)
    assert WORDS in says(answer)
    assert 'name="words"' not in says(answer)
    asked = AccessAsked.objects.get()
    assert (asked.asked_by, asked.words, asked.asked_on, asked.versions.count()) == (newt, WORDS, clock.today(), 1)
    made = Change.objects.latest("pk")
    assert (made.made_by, made.reason) == (newt, "Asked for access")
    (mail,) = Mail.objects.filter(change=made)
    assert (mail.to, mail.subject) == (otto, "Newt asks for access")
    assert mail.lines == [[f"Newt (newt@example.com) asks for access: {WORDS}", f"/admin/people/user/{newt.pk}/change/"]]


def test_asked_again_the_same_day_it_says_when_and_keeps_what_was_typed(as_, newt, otto):
    client = as_(newt)
    client.post(ASK, {"words": WORDS})
    changes, mails = Change.objects.count(), Mail.objects.count()
    again = client.post(ASK, {"words": "Please."})
    assert again.status_code == 200
    assert f"You asked on {clock.today().day} " in again.context["form"].errors["words"][0]
    assert "Please." in says(again)
    assert (Change.objects.count(), Mail.objects.count(), AccessAsked.objects.count()) == (changes, mails, 1)


def test_another_day_they_may_ask_again(as_, newt, otto):
    ask(by=newt, words="First")
    with clock.set_at(clock.now() + timedelta(days=3)):
        page = as_(newt).get("/")
        assert "Ask for access again" in says(page)
        assert "First" in says(page)
        as_(newt).post(ASK, {"words": WORDS})
    assert [each.words for each in waiting(otto)] == [WORDS], "each person once, with what they said last"


def test_without_a_back_office_the_administrators_are_told(newt, ada, oona, tess):
    ask(by=newt, words=WORDS)
    assert [mail.to for mail in Mail.objects.all()] == [ada]


@pytest.mark.parametrize("words", ["", "   ", "x" * 2_001])
def test_what_they_do_is_asked_and_bounded(as_, newt, words):
    answer = as_(newt).post(ASK, {"words": words})
    assert (answer.status_code, list(answer.context["form"].errors)) == (200, ["words"])
    assert "Error: You have no role yet" in says(answer)
    assert not AccessAsked.objects.exists()


def test_the_home_page_of_the_back_office_shows_who_waits(as_, newt, otto, ada, tess):
    ask(by=newt, words=WORDS)
    for person in (otto, ada):
        page = says(as_(person).get("/"))
        assert WORDS in page
        assert f'href="/admin/people/user/{newt.pk}/change/"' in page
    assert WORDS not in says(as_(tess).get("/"))


@pytest.mark.parametrize("settled", ["a role", "a membership", "closed"])
def test_it_is_settled_when_they_get_what_they_need_and_stays_settled(newt, otto, salford, recording, settled):
    ask(by=newt, words=WORDS)
    assert waiting(otto) != []
    with recording():
        if settled == "a membership":
            held = Membership.objects.create(user=newt, vanguard=salford, starts_on=date(2016, 1, 1))
        newt.is_programme_team, newt.closed_on = settled == "a role", "2016-01-29" if settled == "closed" else None
        newt.save()
    assert waiting(otto) == []
    if settled == "closed":
        return
    with recording("Left again"):
        if settled == "a membership":
            held.ends_on = clock.today()
            held.save()
        newt.is_programme_team = False
        newt.save()
    assert waiting(otto) == []
    with clock.set_at(clock.now() + timedelta(days=1)):
        ask(by=User.objects.get(pk=newt.pk) if settled == "a role" else _without_vanguards(newt), words="Again")
        assert [each.words for each in waiting(otto)] == ["Again"]


def _without_vanguards(user):
    user = User.objects.get(pk=user.pk)
    assert not user.is_lead
    return user


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("person", ["sal", "tess", "otto"])
def test_who_has_a_role_has_nothing_to_ask_for(as_, request, person, method):
    client = as_(request.getfixturevalue(person))
    changes = Change.objects.count()
    answer = getattr(client, method)(ASK, {"words": WORDS})
    assert answer.status_code == 403
    assert "You have a role already" in says(answer)
    assert Change.objects.count() == changes


@pytest.mark.parametrize("method", ["get", "post"])
def test_signed_out_it_is_asked_to_sign_in(client, method):
    assert getattr(client, method)(ASK, {"words": WORDS}).url.startswith(reverse("account_login"))


def test_a_lead_reads_nothing_of_who_asked(as_, sal, newt, otto):
    ask(by=newt, words=WORDS)
    assert not AccessAsked.objects.visible_to(sal).exists()
    made = Change.objects.latest("pk")
    assert as_(sal).get(made.get_absolute_url()).status_code == 404
    assert WORDS not in says(as_(sal).get(reverse("change_list")))
