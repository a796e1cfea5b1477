"""Whatever refuses a form before its page has it: what was typed comes back, to be sent again. To whom:
test_what_was_typed_is_its_writers.py.
"""

import pytest
from django.db import OperationalError
from django.test import override_settings
from django.urls import reverse

from conftest import PASSWORD
from history import clock
from history.models import Change
from history.recording.changes import change
from people.backends import OpenAccounts
from people.tests.stories import SENT, WORDS, close, comment, shows, stands
from support.views import writing as request_views
from tests.browsing import form_of
from vanguards.models import Membership, Region

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def test_a_form_sent_when_the_session_has_ended_is_sent_after_signing_in_there(tab, typing, tess):
    page = typing(tess)
    tab.session_ends()
    before = Change.objects.count()
    refused = comment(tab, page)
    assert refused.status_code == 403
    assert "Sign in to send what you typed" in refused.content.decode()
    assert shows(refused)
    assert refused.headers["Cache-Control"] == "no-store, private"
    wrong = tab.send(refused, login=tess.email, password="wrong")
    assert "is not right" in wrong.content.decode()
    assert shows(wrong)
    asked = tab.send(wrong, login=tess.email, password=PASSWORD)
    assert "Send what you typed?" in asked.content.decode()
    assert shows(asked)
    assert Change.objects.count() == before, "nothing is sent by itself"
    assert not any("Second line" in str(value) for value in tab.session.values()), "nothing is stored"
    assert tab.send(asked).status_code == 302
    assert stands() == SENT


def test_a_token_that_turned_in_another_tab_is_renewed_by_pressing_once_more(tab, typing, tess):
    page = typing(tess)
    tab.post(reverse("account_logout"), dict(form_of(tab.get(reverse("account_logout")))[1]))
    tab.sign_in(tess)
    refused = comment(tab, page)
    assert refused.status_code == 403
    assert "too old to be sent" in refused.content.decode()
    assert shows(refused)
    assert tab.send(refused).status_code == 302
    assert stands() == SENT


def test_an_account_closed_meanwhile_reads_its_words_and_sends_nothing(tab, typing, tess):
    page = typing(tess)
    close(tess)
    refused = comment(tab, page)
    assert shows(refused)
    closed = tab.send(refused, login=tess.email, password=PASSWORD)
    assert "This account is closed" in closed.content.decode()
    assert shows(closed)
    assert stands() == []


def test_a_lead_who_leads_no_more_has_no_role_but_their_words(tab, typing, sal, salford):
    page = typing(sal)
    with change(by=None, source="command", reason="Moved on"):
        Membership.objects.get(user=sal).delete()
    refused = comment(tab, page)
    assert refused.status_code == 403
    assert "You have no role yet" in refused.content.decode()
    assert shows(refused)


def test_a_request_that_is_theirs_no_more_is_a_404_with_their_words(tab, typing, sal, salford, neuro):
    page = typing(sal)
    with change(by=None, source="command", reason="Moved on"):
        Membership.objects.get(user=sal).delete()
        Membership.objects.create(user=sal, vanguard=neuro, starts_on=clock.today())
    refused = comment(tab, page)
    assert refused.status_code == 404
    assert shows(refused)


def test_a_role_taken_away_is_a_403_with_their_words(tab, typing, tess, otto):
    page = typing(tess)
    with change(by=None, source="command", reason="Now back office"):
        tess.is_programme_team, tess.is_back_office = False, True
        tess.save()
    refused = comment(tab, page)
    assert refused.status_code == 403
    assert shows(refused)


@pytest.mark.parametrize("place", ["before the view", "in the view"])
def test_a_database_that_is_gone_repeats_the_words_and_they_are_sent_when_it_is_back(tab, typing, tess, monkeypatch, place):
    page = typing(tess)

    def away(*args, **kwargs):
        raise OperationalError("server closed the connection")

    with monkeypatch.context() as patched:
        patched.setattr(*((OpenAccounts, "get_user", away) if place == "before the view" else (request_views, "find", away)))
        refused = comment(tab, page)
    assert refused.status_code == 503
    assert shows(refused)
    assert tab.send(refused).status_code == 302
    assert stands() == SENT


@pytest.mark.filterwarnings("ignore")
def test_a_defect_of_ours_repeats_the_words_to_copy(tab, typing, tess, monkeypatch):
    page = typing(tess)
    monkeypatch.setattr(request_views, "find", lambda *args, **kwargs: 1 / 0)
    refused = comment(tab, page)
    assert refused.status_code == 500
    assert shows(refused)
    assert "<form" not in refused.content.decode()


def test_what_was_sent_to_the_past_can_be_sent_to_today(tab, typing, tess):
    page = typing(tess)
    refused = tab.send(page, address=f"{page.request['PATH_INFO']}?as_at={clock.today()}&x=1", words=WORDS, audience="shared")
    assert refused.status_code == 400
    assert shows(refused)
    assert form_of(refused)[0] == f"{page.request['PATH_INFO']}?x=1"
    assert tab.send(refused).status_code == 302
    assert stands() == SENT


@override_settings(DATA_UPLOAD_MAX_NUMBER_FIELDS=50)
def test_of_too_many_fields_the_first_are_repeated_to_copy(tab, typing, tess):
    page = typing(tess)
    refused = tab.send(page, words=WORDS, many=["x"] * 60)
    assert refused.status_code == 400
    assert "More than 50 fields" in refused.content.decode()
    assert shows(refused)
    assert "Send again" not in refused.content.decode()


def test_what_is_too_long_to_be_read_is_refused_in_words(tab, typing, tess):
    refused = tab.send(typing(tess), words="x" * 2_700_000)
    assert refused.status_code == 400
    assert "More was sent at once than can be read" in refused.content.decode()


def raw(tab, page, words, charset):
    token = dict(form_of(page)[1])["csrfmiddlewaretoken"].encode()
    body = b"csrfmiddlewaretoken=" + token + b"&audience=shared&words=" + words
    return tab.generic("POST", page.request["PATH_INFO"], body, content_type=f"application/x-www-form-urlencoded; charset={charset}")


def test_another_character_set_is_refused_and_what_can_be_read_is_repeated(tab, typing, tess):
    page = typing(tess)
    refused = raw(tab, page, "Second line, with “quotes”, <b>markup</b> %26 é.".encode(), "utf-16")
    assert refused.status_code == 400
    assert "other characters" in refused.content.decode()
    assert shows(refused)
    for charset, status in (("utf-16", 400), ("latin-1", 400)):
        unreadable = raw(tab, page, b"caf%E9 at the corner", charset)
        assert unreadable.status_code == status
        assert "at the corner" not in unreadable.content.decode(), "what was not sent as UTF-8 is not repeated"


def test_a_form_of_the_back_office_is_sent_after_signing_in_too(tab, otto):
    tab.sign_in(otto)
    page = tab.get(reverse("admin:vanguards_region_add"))
    tab.session_ends()
    typed = {"code": "north", "name": "The North", "order": "1", "change_reason": "As published", "_save": "Save"}
    refused = tab.send(page, **typed)
    assert refused.status_code == 403
    assert "The North" in refused.content.decode()
    asked = tab.send(refused, login=otto.email, password=PASSWORD)
    assert tab.send(asked).status_code == 302
    assert Region.objects.get().name == "The North"


def test_the_back_office_turned_away_reads_what_it_typed(tab, otto, ada):
    tab.sign_in(otto)
    page = tab.get(reverse("admin:vanguards_region_add"))
    with change(by=None, source="command", reason="Now in the team"):
        otto.is_programme_team, otto.is_back_office = True, False
        otto.save()
    refused = tab.send(page, name="The North")
    assert refused.status_code == 403
    assert "The North" in refused.content.decode()


@pytest.mark.parametrize("long", [2_000_000, 2_620_000])
def test_a_huge_text_comes_back_whole(tab, typing, tess, long):
    page = typing(tess)
    tab.session_ends()
    refused = tab.send(page, words="x" * long, audience="shared")
    assert refused.status_code == 403
    if long > 2_600_000:  # the form to sign in could not carry it: it stays on the page
        assert "opens in a new tab" in refused.content.decode()
        tab.sign_in(tess)
        refused = tab.send(refused)
    else:
        refused = tab.send(refused, login=tess.email, password=PASSWORD)
    assert "x" * long in refused.content.decode()
    assert "Keep it to" in tab.send(refused).content.decode(), "it has arrived at its own form"


def test_several_values_of_one_field_are_all_sent_again(tab, tess, enabler, salford):
    tab.sign_in(tess)
    page = tab.get(reverse("request_new"))
    tab.session_ends()
    refused = tab.send(page, title="Rotas", bodies=["one", "two"], enablers="workforce-redesign")
    asked = tab.send(refused, login=tess.email, password=PASSWORD)
    address, fields = form_of(asked)
    assert address == reverse("request_new")
    assert [value for name, value in fields if name == "bodies"] == ["one", "two"]


def test_where_nothing_was_typed_one_simply_signs_in(tab, typing, tess):
    page = typing(tess)
    tab.session_ends()
    answer = tab.send(page, words="")
    assert (answer.status_code, answer.url) == (302, f"{reverse('account_login')}?next={page.request['PATH_INFO']}")


def test_whoever_is_locked_out_keeps_their_words(tab, typing, tess, settings):
    settings.AXES_FAILURE_LIMIT = 2
    page = typing(tess)
    tab.session_ends()
    answer = comment(tab, page)
    for _ in range(2):
        answer = tab.send(answer, login=tess.email, password="wrong")
    assert answer.status_code == 429
    assert shows(answer)


# --- the form to sign in, sent twice ---------------------------------------------------------------------------------


def test_the_form_to_sign_in_sent_twice_leads_on(tab, tess):
    page = tab.get(reverse("account_login"), {"next": "/vanguards/"})
    for _ in range(2):
        answer = tab.send(page, login=" TESS@example.com", password=PASSWORD)
        assert (answer.status_code, answer.url) == (302, "/vanguards/")
    assert tab.send(page, login=tess.email, password="wrong").url == "/vanguards/", "who is signed in is signed in"


def test_sent_twice_with_what_was_typed_it_asks_whether_to_send_it_both_times(tab, typing, tess):
    page = typing(tess)
    tab.session_ends()
    refused = comment(tab, page)
    for _ in range(2):
        asked = tab.send(refused, login=tess.email, password=PASSWORD)
        assert "Send what you typed?" in asked.content.decode()
    assert tab.send(asked).status_code == 302
    assert stands() == SENT


def test_a_form_to_sign_in_that_is_too_old_is_shown_again_with_the_address(tab, tess, otto):
    page = tab.get(reverse("account_login"), {"next": "/vanguards/"})
    tab.sign_in(otto)
    tab.session_ends()
    again = tab.send(page, login=tess.email, password=PASSWORD)
    assert again.status_code == 403
    assert 'value="tess@example.com"' in again.content.decode()
    assert PASSWORD not in again.content.decode()
    assert tab.send(again, login=tess.email, password=PASSWORD).url == "/vanguards/"
