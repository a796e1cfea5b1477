"""The programme team approves or rejects a new date from its row, and everybody who may see it reads who did and why."""

import re
from datetime import date
from html import escape, unescape
from urllib.parse import urlencode

import pytest
from django.urls import reverse

from history import clock
from milestones.tests.stories import filled, page_of, says
from milestones.workflow import Move

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_29_january")]

TO_APPROVE = reverse("commitment_list") + "?waiting=team"


@pytest.fixture
def waiting(of_salford, slip, sal):
    slip(of_salford, "June 2030", by=sal)
    return of_salford


def decisions(page):
    """Return the addresses that the forms of its rows are sent to."""
    return {unescape(address) for address in re.findall(r'<form method="post" action="([^"]*/(?:approve|reject)/[^"]*)"', page)}


@pytest.fixture(params=[TO_APPROVE, "the milestone", "/"])
def page_with_its_row(request, waiting):
    return waiting.milestone.get_absolute_url() if request.param == "the milestone" else request.param


def typed_in_its_row(page, address, **typed):
    """What the form of a row sends: what it carries, and what is typed in it."""
    form = next(form for form in re.findall(r"<form .*?</form>", page, re.DOTALL) if escape(address) in form)
    return dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', form)) | typed


@pytest.mark.parametrize("move", [Move.APPROVE, Move.REJECT])
def test_a_new_date_is_decided_in_its_row_and_one_stays_on_the_page(as_, tess, waiting, page_with_its_row, move):
    client = as_(tess)
    page = says(client.get(page_with_its_row))
    to = {name: f"{page_of(waiting, name)}?{urlencode({'next': page_with_its_row}, safe='/')}" for name in (Move.APPROVE, Move.REJECT)}
    assert decisions(page) == set(to.values())
    answer = client.post(to[move], typed_in_its_row(page, to[move], words="Agreed by telephone"))
    assert (answer.status_code, answer.headers["Location"]) == (302, page_with_its_row)
    waiting.refresh_from_db()
    assert (waiting.expected_until == date(2030, 6, 30)) == (move == Move.APPROVE)


def test_a_rejection_without_a_reason_is_asked_for_it_on_its_own_page_and_then_leads_back(as_, tess, waiting):
    client, to = as_(tess), f"{page_of(waiting, Move.REJECT)}?next=/"
    asked = client.post(to, typed_in_its_row(says(client.get("/")), to, words=""))
    assert "Enter why you reject it" in says(asked)
    sent = client.post(to, {"words": "Too late", "since": asked.context["form"]["since"].value()})
    assert sent.headers["Location"] == "/"


def test_what_changed_after_the_row_was_shown_is_not_replaced_unseen(as_, tess, tom, sal, waiting, slip):
    client, to = as_(tess), f"{page_of(waiting, Move.APPROVE)}?next=/"
    typed = typed_in_its_row(says(client.get("/")), to)
    slip(waiting, "July 2030", by=sal)
    assert "since you looked at it" in says(client.post(to, typed))
    waiting.refresh_from_db()
    assert waiting.expected_until != date(2030, 7, 31)


@pytest.mark.parametrize("elsewhere", ["https://example.org/", "//example.org", "javascript:alert(1)", "\\\\example.org"])
def test_nobody_is_led_to_another_site(as_, tess, waiting, elsewhere):
    client, to = as_(tess), page_of(waiting, Move.APPROVE)
    typed = typed_in_its_row(says(client.get("/")), f"{to}?next=/")
    answer = client.post(f"{to}?{urlencode({'next': elsewhere})}", typed)
    assert answer.headers["Location"] == waiting.get_absolute_url()


def test_the_page_of_the_move_says_what_is_asked_for(as_, tess, waiting):
    form = says(as_(tess).get(page_of(waiting, Move.APPROVE)))
    assert "Sal asked for June 2030</strong>, about 3 months later. People not in post." in form
    assert "Approve the new date" in form


@pytest.mark.parametrize("person", ["sal", "otto"])
def test_who_cannot_decide_is_offered_neither(as_, request, waiting, person):
    client = as_(request.getfixturevalue(person))
    for address in (TO_APPROVE, waiting.milestone.get_absolute_url()):
        page = says(client.get(address))
        assert "New date asked for: June 2030" in page
        assert decisions(page) == set()


def test_nothing_is_decided_in_the_past(as_, tess, waiting):
    then = clock.now().isoformat()
    for address in (TO_APPROVE + "&", waiting.milestone.get_absolute_url() + "?"):
        page = says(as_(tess).get(f"{address}as_at={then.replace('+', '%2B')}"))
        assert "New date asked for: June 2030" in page
        assert decisions(page) == set()


def test_where_no_new_date_waits_there_is_nothing_to_decide(as_, tess, of_salford):
    assert decisions(says(as_(tess).get(of_salford.milestone.get_absolute_url()))) == set()


@pytest.mark.parametrize(("move", "said"), [(Move.APPROVE, "Approved by Tess"), (Move.REJECT, "Rejected by Tess")])
def test_who_decided_and_why_stands_with_the_date(as_, tess, sal, waiting, move, said):
    as_(tess).post(page_of(waiting, move), filled(words="Agreed by telephone"))
    page = says(as_(sal).get(waiting.get_absolute_url()))
    cell = page[page.index(said) :].partition("</td>")[0]
    assert "“Agreed by telephone”" in cell
    assert ("Current forecast" in page[: page.index(said)].rpartition("<tr")[2]) == (move == Move.APPROVE)


def test_the_button_that_cancels_says_what_and_is_not_taken_for_leaving_the_page(as_, tess, of_salford):
    page = says(as_(tess).get(of_salford.get_absolute_url()))
    buttons = {words.strip() for words in re.findall(r'<a\s[^>]*class="nhsuk-button[^>]*>([^<]*)</a>', page)}
    assert buttons == {"Give a new date", "Report as reached", "Withdraw from this milestone", "Cancel this commitment"}
