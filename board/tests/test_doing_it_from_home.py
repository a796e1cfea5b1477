"""What comes next with a request is done in its row on the team's home, which is shown again then."""

import re
from datetime import date, timedelta
from html import unescape

import pytest

from history import clock
from support.models import SupportRequest
from support.tests.stories import says
from support.workflow import State

pytestmark = [pytest.mark.django_db, pytest.mark.once]


class Row:
    """The form in the row of a request."""

    def __init__(self, page, support_request):
        forms = re.findall(r"<form .*?</form>", page, re.DOTALL)
        self.form = next((form for form in forms if f"/{support_request.reference}/" in form), "")

    @property
    def address(self):
        return unescape(re.search(r'action="([^"]*)"', self.form)[1])

    def filled(self, **typed):
        """What it sends: what stands in it, and what is typed."""
        lines = re.findall(r'<input[^>]*name="(\w+)" value="([^"]*)"(?! type="radio")', self.form)
        ticked = re.findall(r'name="(\w+)" value="(\w+)" checked', self.form)
        return {name: unescape(value) for name, value in lines if name != "priority"} | dict(ticked) | typed


@pytest.fixture
def row(as_, tess):
    return lambda support_request, who=tess: Row(says(as_(who).get("/")), support_request)


def stands(support_request):
    return SupportRequest.objects.get(pk=support_request.pk)


def test_a_new_request_is_accepted_in_its_row_by_whoever_reads_it_unless_they_name_another(client, tess, tom, ask, salford, row):
    beds, rotas = ask("Beds", salford), ask("Rotas", salford)
    for support_request, typed, owner in ((beds, {}, tess), (rotas, {"owner": "Tom"}, tom)):
        form = row(support_request)
        answer = client.post(form.address, form.filled(priority="high", target_on="31 March 2030", **typed))
        assert (answer.status_code, answer.headers["Location"]) == (302, "/")
        found = stands(support_request)
        assert (found.state, found.owner, found.priority, found.target_on) == (State.ACCEPTED, owner, "high", date(2030, 3, 31))
    assert f"{rotas.reference} is accepted. The owner is Tom." in says(client.get("/"))


def test_what_is_missing_is_asked_for_on_the_page_of_the_move_with_what_was_typed_and_then_leads_home(client, tess, ask, salford, row):
    form = row(beds := ask("Beds", salford))
    asked = client.post(form.address, form.filled(owner="Nobody at all", target_on="31 March 2030"))
    page = says(asked)
    assert "Choose a priority" in page
    assert 'value="31 March 2030"' in page
    assert stands(beds).state == State.RAISED
    sent = client.post(form.address, form.filled(priority="low", target_on="31 March 2030"))
    assert sent.headers["Location"] == "/"


def test_what_somebody_else_decided_meanwhile_is_not_replaced_unseen(client, tess, tom, ask, salford, row, recording):
    form = row(beds := ask("Beds", salford))
    with recording():
        found = stands(beds)
        found.owner = tom
        found.save()
    answer = client.post(form.address, form.filled(priority="low", target_on="31 March 2030"))
    assert "Since you opened this page it was changed: owner Tom" in says(answer)
    assert stands(beds).owner == tom


def test_the_row_of_what_has_an_owner_proposes_them(tess, tom, ask, salford, row):
    assert 'value="Tom"' in row(ask("Beds", salford, owner=tom)).form
    assert 'value="Tess"' in row(ask("Rotas", salford)).form


@pytest.mark.parametrize(
    ("state", "typed", "becomes"),
    [("accepted", {}, State.IN_PROGRESS), ("in progress", {"words": "Two workshops"}, State.DELIVERED)],
)
def test_what_is_late_goes_on_in_its_row(client, tess, ask, salford, row, state, typed, becomes):
    beds = ask("Beds", salford, state=state, owner=tess, target_on=clock.today() - timedelta(days=2))
    form = row(beds)
    answer = client.post(form.address, form.filled(**typed))
    assert answer.headers["Location"] == "/"
    assert stands(beds).state == becomes


def test_of_several_vanguards_the_page_of_the_move_asks_who_got_it(tess, ask, salford, neuro, row, as_):
    beds = ask("Beds", salford, neuro, state="in progress", owner=tess, target_on=clock.today() - timedelta(days=2))
    assert row(beds).form == ""
    assert f"/support/{beds.reference}/deliver/" in says(as_(tess).get("/"))


def test_nothing_is_done_in_the_past(as_, tess, ask, salford):
    beds = ask("Beds", salford)
    page = says(as_(tess).get("/", {"as_at": clock.now().isoformat()}))
    assert "Beds" in page
    assert Row(page, beds).form == ""
