"""The programme team approves or rejects a new date from its row, and everybody who may see it reads who did and why."""

import re
from html import unescape

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
    """Return the addresses of the moves that decide, as the page links them."""
    return {unescape(address) for address in re.findall(r'<a href="([^"]*/(?:approve|reject)/[^"]*)"', page)}


def test_the_row_of_a_new_date_leads_to_approving_and_rejecting_it(as_, tess, waiting):
    both = {page_of(waiting, Move.APPROVE), page_of(waiting, Move.REJECT)}
    for address in (TO_APPROVE, waiting.milestone.get_absolute_url()):
        assert decisions(says(as_(tess).get(address))) == both
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
