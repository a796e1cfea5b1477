"""What was typed comes back to whoever typed it: not to who signs in there next, not to another site; and a secret to nobody."""

import pytest
from django.urls import reverse

from conftest import PASSWORD
from history import clock
from pages import form_owner
from pages.typed import _sealed
from people.tests.stories import WORDS, comment, shows, stands
from tests.browsing import Browser, form_of

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def test_what_one_typed_is_not_shown_to_another_who_signs_in_there(tab, typing, tess, otto):
    page = typing(tess)
    tab.session_ends()
    answer = tab.send(comment(tab, page), login=otto.email, password=PASSWORD)
    assert answer.status_code == 302
    onwards = tab.get(answer.url)
    assert "somebody else typed it" in onwards.content.decode()
    assert not shows(onwards)
    assert stands() == []


def test_whoever_signed_in_in_another_tab_is_not_shown_what_was_typed_before_them(tab, typing, tess, otto):
    page = typing(tess)
    tab.session_ends()
    tab.sign_in(otto)
    refused = comment(tab, page)
    assert refused.status_code == 403
    assert "typed by somebody else" in refused.content.decode()
    assert not shows(refused)


def test_signed_out_after_another_had_signed_in_it_is_still_kept_for_its_writer(tab, typing, tess, otto):
    page = typing(tess)
    for end in (None, otto):
        tab.session_ends()
        if end:
            tab.sign_in(end)
            tab.session_ends()
    refused = comment(tab, page)
    assert "Sign in to send what you typed" in refused.content.decode()
    hidden = form_of(refused)
    other = Browser()
    other.cookies = tab.cookies.copy()
    assert other.send_to(hidden[0], hidden[1], login=otto.email, password=PASSWORD).status_code == 302
    assert shows(tab.send(refused, login=tess.email, password=PASSWORD))


@pytest.mark.parametrize("origin", ["https://elsewhere.example.org", "null", "", "http://testserver.example.org", "https://testserver"])
@pytest.mark.parametrize("who", ["signed out", "token turned", "no role", "past"])
def test_a_form_of_another_site_gets_nothing_repeated(typing, tab, tess, newt, rotas, origin, who):
    """Our pages would give it our look, and a token to send it with."""
    page = typing(tess)
    address, hidden = reverse("request_comment", args=[rotas.pk]), form_of(page)[1]
    tab.session_ends()
    if who == "no role":
        tab.sign_in(newt)
        hidden = form_of(tab.get(reverse("account_change_password")))[1]
    elif who != "signed out":
        tab.sign_in(tess)
    if who == "past":
        address, hidden = f"{address}?as_at={clock.today()}", form_of(tab.get(address))[1]
    tab.defaults.pop("HTTP_ORIGIN")
    if origin:
        tab.defaults["HTTP_ORIGIN"] = origin
    answer = tab.send_to(address, hidden, words=WORDS, audience="shared")
    assert answer.status_code in (302, 400, 403)
    assert not shows(answer)
    assert "typed:" not in answer.content.decode()


def test_secrets_are_never_repeated(tab, tess, otto):
    tab.sign_in(otto)
    page = tab.get(reverse("account_change_password"))
    admin = tab.get(reverse("admin:people_user_change", args=[tess.pk]))
    tab.session_ends()
    secret = {"oldpassword": "my-old-secret", "password1": "my-new-secret", "password2": "my-new-secret", "api_token": "my-secret"}
    assert tab.send(page, **secret).status_code == 302
    for answer in (tab.send(admin, name="Una", **secret), tab.send(page, words="Una", sessionid="my-secret", **secret)):
        text = answer.content.decode()
        assert "Una" in text
        assert "my-" not in text
        assert dict(form_of(admin)[1])["csrfmiddlewaretoken"] not in text
        asked = tab.send(answer, login=otto.email, password=PASSWORD)
        assert "Una" in asked.content.decode()
        assert "Send it" not in asked.content.decode(), "without its secrets it is not what was typed"
        tab.session_ends()


@pytest.mark.parametrize("address", ["https://elsewhere.example.org/", "//elsewhere.example.org/", "/\\elsewhere", "javascript:x", ""])
def test_what_is_carried_is_sent_nowhere_but_here(tab, tess, address):
    hidden = form_of(tab.get(reverse("account_login")))[1]
    carried = {"typed-address": address, "typed-writer": whose_form_sign(tess), "typed:words": "Hello"}
    answer = tab.send_to(reverse("account_login"), hidden, login=tess.email, password=PASSWORD, **carried)
    assert answer.status_code == 302
    assert answer.url == "/"


def whose_form_sign(person):
    return _sealed.sign(str(person.pk))


def test_who_typed_it_cannot_be_said_otherwise(tab, typing, tess, otto):
    page = typing(tess)
    tab.session_ends()
    address, hidden = form_of(comment(tab, page))
    forged = dict(hidden) | {"typed-writer": str(otto.pk)}
    answer = tab.send_to(address, forged.items(), login=otto.email, password=PASSWORD)
    assert answer.status_code == 302
    assert not shows(tab.get(answer.url))


def test_somebody_else_is_not_taken_for_who_is_signed_in(tab, tess, otto):
    page = tab.get(reverse("account_login"), {"next": "/vanguards/"})
    tab.send(page, login=tess.email, password=PASSWORD)
    answer = tab.send(page, login=otto.email, password=PASSWORD)
    assert answer.url == "/"
    assert "You are signed in as Tess. Sign out first" in tab.get("/").content.decode()


def test_another_site_is_not_led_on(tab, tess):
    page = tab.get(reverse("account_login"))
    tab.sign_in(tess)
    tab.defaults["HTTP_ORIGIN"] = "https://elsewhere.example.org"
    assert tab.send(page, login=tess.email, password=PASSWORD).status_code == 403


# --- for whom a form was drawn ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("number", [1, 38, 2**31, 62**8 - 1])
def test_a_token_says_for_whom_its_form_was_drawn(rf, number):
    from django.middleware.csrf import get_token

    request = rf.get("/")
    form_owner.give(request, number)
    token = get_token(request)
    assert form_owner.drawn_for(token) == number
    assert form_owner.is_given(request, number)
    turned = token[:-1] + ("a" if token[-1] != "a" else "b")
    assert form_owner.drawn_for(turned) is None
    assert form_owner.drawn_for(get_token(rf.get("/"))) is None
    assert {form_owner.drawn_for(words) for words in ("", "x", "é" * 64, "a" * 64, "a" * 32)} == {None}


def test_a_session_that_began_before_is_given_forms_of_its_own(tab, tess, rotas):
    tab.force_login(tess, backend="people.backends.OpenAccounts")
    page = tab.get(reverse("request_comment", args=[rotas.pk]))
    assert form_owner.drawn_for(dict(form_of(page)[1])["csrfmiddlewaretoken"]) == tess.pk
    assert comment(tab, page).status_code == 302
