"""Whoever closes an account, or takes somebody out of the team, says who looks after what was theirs; all of it is one change."""

import pytest

from history import clock
from history.models import Change
from history.tests.admin_pages import form_of
from mail.models import Mail
from support.models import SupportRequest

pytestmark = pytest.mark.django_db


def address(user):
    return f"/admin/people/user/{user.pk}/change/"


def says(answer):
    return answer.content.decode().replace("&#x27;", "’").replace("&#39;", "’")


def send(client, user, **typed):
    form = {
        name: value for name, value in (form_of(client, address(user)) | {"change_reason": "Left"} | typed).items() if value is not None
    }
    return client.post(address(user), form)


@pytest.fixture
def theirs(ask, salford, tess):
    """Two open requests and a finished one."""
    return [
        ask("Rotas", salford, owner=tess),
        ask("Beds", salford, state="waiting", owner=tess),
        ask("Done", salford, state="closed", owner=tess),
    ]


def owners():
    return dict(SupportRequest.objects.values_list("title", "owner__name"))


LEAVE = [("otto", {"closed_on": "2016-01-29"}), ("ada", {"closed_on": "2099-01-01"}), ("ada", {"is_programme_team": None})]


def test_the_form_shows_what_is_theirs_each_with_a_link(as_, otto, tess, tom, theirs):
    page = says(as_(otto).get(address(tess)))
    assert "2 open requests" in page
    assert all(f'<a href="{each.get_absolute_url()}">' in page for each in theirs[:2])
    assert theirs[2].get_absolute_url() not in page
    assert "Theirs to look after" not in says(as_(otto).get(address(tom)))


@pytest.mark.parametrize(("person", "act"), LEAVE)
def test_nobody_leaves_without_saying_who_takes_over(as_, request, person, act, otto, ada, tess, tom, theirs):
    changes = Change.objects.count()
    answer = send(as_(request.getfixturevalue(person)), tess, name="Tess Hale", **act)
    assert answer.status_code == 200
    assert "Tess still owns 2 open requests. Say who takes over." in says(answer)
    assert 'value="Tess Hale"' in says(answer), "what was typed stays"
    tess.refresh_from_db()
    assert (tess.closed_on, tess.is_programme_team, Change.objects.count()) == (None, True, changes)


@pytest.mark.parametrize(("person", "act"), LEAVE)
def test_what_was_theirs_is_handed_over_in_the_same_change(as_, request, person, act, otto, ada, tess, tom, theirs):
    changes = Change.objects.count()
    assert send(as_(request.getfixturevalue(person)), tess, hand_over_to="Tom", **act).status_code == 302
    assert owners() == {"Rotas": "Tom", "Beds": "Tom", "Done": "Tess"}
    assert Change.objects.count() == changes + 1
    made = Change.objects.latest("pk")
    assert (made.reason, made.made_by.name) == ("Left", person.title())
    assert {entry.record_type for entry in made.entries.all()} >= {"people.user", "support.supportrequest", "support.movemade"}
    assert [len(mail.lines) for mail in Mail.objects.filter(to=tom, change=made)] == [2]
    assert not Mail.objects.filter(to=tess, change=made).exists()


@pytest.mark.parametrize(
    ("to", "words"),
    [
        ("Tess", "Choose somebody else: this is who leaves."),
        ("Newt", "Nobody in the programme team is called “Newt”."),
        ("Sal", "Nobody in the programme team is called “Sal”."),
    ],
)
def test_it_is_handed_over_to_somebody_else_of_the_team(as_, otto, tess, tom, newt, sal, theirs, to, words):
    answer = send(as_(otto), tess, closed_on=f"{clock.today()}", hand_over_to=to)
    assert words in says(answer)
    tess.refresh_from_db()
    assert (tess.closed_on, owners()["Rotas"]) == (None, "Tess")


def test_what_somebody_closed_owned_from_before_can_be_handed_over_on_the_same_form(as_, otto, tess, tom, theirs, recording):
    with recording():
        tess.closed_on = "2016-01-01"
        tess.save()
    assert send(as_(otto), tess, hand_over_to="Tom").status_code == 302
    assert owners()["Beds"] == "Tom"


def test_who_owns_nothing_leaves_as_ever(as_, otto, tom, theirs):
    assert send(as_(otto), tom, closed_on=f"{clock.today()}").status_code == 302


def test_what_somebody_handed_over_meanwhile_is_in_nobodys_way(as_, otto, tom, theirs):
    assert send(as_(otto), tom, closed_on=f"{clock.today()}", hand_over_to="Tess").status_code == 302
    tom.refresh_from_db()
    assert (tom.closed_on, owners()["Rotas"]) == (clock.today(), "Tess")


def test_another_change_of_the_account_asks_for_nothing(as_, otto, tess, theirs):
    assert send(as_(otto), tess, name="Tess Hale").status_code == 302
    assert owners()["Rotas"] == "Tess Hale"


@pytest.mark.parametrize("person", ["tess", "sal"])
def test_nobody_else_hands_over_by_that_form(as_, request, person, tess, tom, sal, theirs):
    changes = Change.objects.count()
    client = as_(request.getfixturevalue(person))
    for method in (client.get, client.post):
        assert method(address(tess), {"hand_over_to": "Tom", "closed_on": "2016-01-01", "change_reason": "Mine"}).status_code == 403
    assert Change.objects.count() == changes


def test_the_back_office_hands_over_nothing_of_an_administrator(as_, otto, ada, tom, recording, ask, salford):
    with recording():
        ada.is_programme_team = True
        ada.save()
    ask("Rotas", salford, owner=ada)
    sent = {"email": "ada@example.com", "name": "Ada", "closed_on": "2016-01-01", "hand_over_to": "Tom", "change_reason": "x"}
    assert "Theirs to look after" not in says(as_(otto).get(address(ada)))
    assert as_(otto).post(address(ada), sent | {"made_from": ada.version}).status_code == 403
    assert owners()["Rotas"] == "Ada"


# A lead whose account is closed.


def test_a_closed_lead_is_no_lead_now_and_the_record_says_who_it_was(as_, tess, sal, otto, salford, recording):
    client = as_(tess)
    assert "mailto:sal@example.com" in says(client.get(salford.get_absolute_url()))
    before = clock.now()
    with recording("Left"):
        sal.closed_on = clock.today()
        sal.save()
    page = says(client.get(salford.get_absolute_url()))
    assert "Nobody leads it now." in page
    assert "Sal, from 25 September 2015 (the account is closed)" in page
    assert "Nobody leads it now." not in says(client.get(salford.get_absolute_url(), {"as_at": before.isoformat()}))


def test_a_closed_lead_is_not_told_by_mail(tess, sal, recording, ask, salford):
    from support.moves import make
    from support.workflow import Move

    rotas = ask("Rotas", salford)
    with recording("Left"):
        sal.closed_on = clock.today()
        sal.save()
    make(rotas, Move.DECLINE, by=tess, words="Not ours")
    assert not Mail.objects.filter(to=sal).exists()
