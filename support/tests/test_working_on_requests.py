"""The pages of moves: what they ask, what they refuse and why, and that what was typed stays."""

from datetime import date

import pytest

from history import clock
from history.models import Change
from history.recording.changes import change
from pages.errors import Refused
from people.models import User
from support.models import MoveMade, SupportRequest
from support.moves import make
from support.tests.stories import page_of, says
from support.workflow import Move
from vanguards.models import Organisation, Source

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def test_the_team_accepts_a_request_with_its_owner_priority_and_target_date(as_, tess, rotas):
    form = {"owner": "tess@example.com", "priority": "high", "target_on": f"{clock.today():%-d %B %Y}"}
    answer = as_(tess).post(page_of(rotas, Move.ACCEPT), form, follow=True)
    assert "is accepted." in says(answer)
    rotas = SupportRequest.objects.get(pk=rotas.pk)
    assert (rotas.state, rotas.owner, rotas.priority, rotas.target_on) == ("accepted", tess, "high", clock.today())


@pytest.mark.parametrize(
    ("field", "typed", "error"),
    [
        ("owner", "Nobody Such", "Nobody in the programme team is called “Nobody Such”"),
        ("owner", "sal@example.com", "Nobody in the programme team is called “sal@example.com”"),
        ("priority", "", "Choose a priority"),
        ("target_on", "soon", "“soon” is not a date. Enter one such as 15 January 2016"),
        ("target_on", "1 May 2015", "Enter a day that is today or later"),
        ("target_on", "1 May 9999", "Check the year: it must be between 1900 and 2100"),
    ],
)
def test_bad_input_says_what_to_do_and_keeps_what_was_typed(as_, tess, sal, rotas, field, typed, error):
    form = {"owner": "Tess", "priority": "high", "target_on": "31 March 2099"} | {field: typed}
    changes = Change.objects.count()
    answer = as_(tess).post(page_of(rotas, Move.ACCEPT), form)
    assert answer.status_code == 200
    assert error in says(answer)
    assert all(f'value="{value}"' in says(answer) for name, value in form.items() if name != "priority" and value)
    assert Change.objects.count() == changes


@pytest.mark.parametrize(
    ("move", "field", "typed"),
    [
        (Move.MERGE, "into", {"into": "SR-0001"}),
        (Move.ADD, "vanguards", {"vanguards": "38"}),
        (Move.REMOVE, "vanguard", {"vanguard": "38"}),
        (Move.REASSIGN, "owner", {"owner": "tess@example.com"}),
        (Move.RETARGET, "target_on", {"target_on": "31 March 2099"}),
        (Move.ADD_BODY, "bodies", {"bodies": "NHS England"}),
    ],
)
def test_what_cannot_be_done_is_said_by_the_field_it_is_about(as_, tess, ask, salford, recording, move, field, typed):
    state = "raised" if move == Move.MERGE else "accepted"
    rotas = ask("Rotas", salford, pk=1, state=state, owner=tess, target_on=date(2099, 3, 31))
    with recording():
        source = Source.objects.create(code="package", title="The package")
        england = Organisation.objects.create(name="NHS England", kind="national body", source=source)
        rotas.answering_bodies.create(organisation=england)
    answer = as_(tess).post(page_of(rotas, move), typed | {"words": "By mistake"})
    assert list(answer.context["form"].errors) == [field]
    assert f'href="#id_{field}' in says(answer), "the summary leads there"


@pytest.mark.parametrize("words", ["SR–0012", "SR 12", "sr0012", "sr-12", "SR\u20110012", "(SR-0012).", "\u200bSR-0012\u200e", "12"])
def test_a_request_is_merged_into_another_however_its_reference_is_written(as_, tess, ask, salford, words):
    rotas, goes_on = ask("Rotas", salford, pk=1), ask("Rotas for all", salford, pk=12)
    assert as_(tess).post(page_of(rotas, Move.MERGE), {"into": words, "words": "They are one"}).status_code == 302
    assert SupportRequest.objects.get(pk=1).merged_into == goes_on


@pytest.mark.parametrize("words", ["38", "vanguard 38", "Vanguard no. 38", "３８"])
def test_a_vanguard_is_taken_off_however_its_number_is_written(as_, tess, ask, salford, neuro, words):
    rotas = ask("Rotas", salford, neuro)
    assert as_(tess).post(page_of(rotas, Move.REMOVE), {"vanguard": words, "words": "By mistake"}).status_code == 302
    assert [each.vanguard for each in rotas.recipients.exclude(word="withdrawn")] == [neuro]


def test_a_page_sent_twice_is_done_once_and_the_second_says_who_did_it(as_, tess, rotas):
    client = as_(tess)
    for _ in range(2):
        answer = client.post(page_of(rotas, Move.DECLINE), {"words": "Not ours"})
    assert MoveMade.objects.filter(support_request=rotas).count() == 1
    assert "The request has been declined since" in says(answer)
    assert "(Tess)" in says(answer)
    assert "Not ours" in says(answer), "what was typed stays"


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_lead_cannot_make_the_teams_moves_nor_another_lead_theirs(as_, sal, nora, rotas, deliver, method):
    changes = Change.objects.count()
    refused = getattr(as_(sal), method)(page_of(rotas, Move.ACCEPT), {})
    assert refused.status_code == 403
    assert "Only the programme team can accept this request." in says(refused)
    assert getattr(as_(nora), method)(page_of(rotas, Move.WITHDRAW), {}).status_code == 404
    assert Change.objects.count() == changes


@pytest.mark.parametrize("method", ["get", "post"])
def test_the_team_cannot_give_a_vanguards_word(as_, tess, rotas, deliver, method):
    deliver(rotas)
    answer = getattr(as_(tess), method)(page_of(rotas, Move.CONFIRM), {"helped": "yes", "vanguard": "38"})
    assert answer.status_code == 403
    assert "for their own vanguard" in says(answer)


def test_on_a_joint_request_a_lead_cannot_speak_for_the_other_vanguard(as_, sal, ask, salford, neuro, deliver):
    joint = deliver(ask("Dashboards", salford, neuro))
    answer = as_(sal).post(page_of(joint, Move.CONFIRM), {"helped": "yes", "vanguard": "44"})
    assert answer.status_code == 200
    assert joint.recipients.get(vanguard=44).word == "delivered"
    assert "Neuro" not in says(answer)


def test_the_page_offers_what_can_be_done_now_and_says_why_the_rest_cannot(as_, tess, sal, rotas, deliver):
    shown = as_(tess).get(rotas.get_absolute_url()).context["offered"]
    can = {Move.ACCEPT, Move.DECLINE, Move.MERGE, Move.ADD, Move.REMOVE, Move.REASSIGN, Move.EDIT}
    assert {each.move for each in shown if each.verdict} == can
    assert all(each.verdict.why.endswith(".") for each in shown if not each.verdict)
    mine = as_(sal).get(rotas.get_absolute_url()).context["offered"]
    yet = dict.fromkeys([Move.CONFIRM, Move.DISPUTE, Move.TAKE_BACK, Move.REPLY], False)
    assert {each.move: bool(each.verdict) for each in mine} == {Move.WITHDRAW: True, **yet}


@pytest.mark.parametrize(
    ("move", "typed", "somebody_else", "refusal"),
    [
        (Move.REASSIGN, {"owner": "tess@example.com"}, "reassign", "Since you opened this page it was assigned to Ada."),
        (
            Move.RETARGET,
            {"target_on": "1 May 2099"},
            "change_target_date",
            "Since you opened this page its target date became 1 April",
        ),
    ],
)
def test_what_somebody_else_wrote_since_the_form_was_opened_is_not_replaced_unseen(
    as_, tess, ada, ask, salford, move, typed, somebody_else, refusal
):
    rotas = ask("Rotas", salford, state="accepted", owner=ada, target_on=date(2099, 3, 31))
    client, page = as_(tess), page_of(rotas, move)
    opened = client.get(page).context["form"]["instead_of"].value()
    with change(by=None, source="command"):
        other = User.objects.open_account("tom@example.com", name="Tom", is_programme_team=True)
    if somebody_else == "reassign":
        make(rotas, Move.REASSIGN, by=tess, owner=other, words="Tom knows it")
        make(rotas, Move.REASSIGN, by=tess, owner=ada, words="No, Ada")
        make(rotas, Move.REASSIGN, by=tess, owner=other, words="Tom after all")
        refusal = refusal.replace("Ada", "Tom")
    else:
        make(rotas, Move.RETARGET, by=ada, target_on=date(2099, 4, 1), words="A day later")
    form = typed | {"words": "Typed before", "instead_of": opened}
    refused = client.post(page, form)
    assert refusal in says(refused)
    assert "Typed before" in says(refused)
    again = form | {"instead_of": refused.context["form"]["instead_of"].value()}
    assert client.post(page, again).status_code == 302, "whoever has read it may send theirs all the same"


def test_a_request_that_was_removed_meanwhile_is_said_to_be(tess, rotas, recording):
    gone = SupportRequest(pk=rotas.pk, title="Rotas")
    with recording():
        rotas.enabler_links.all().delete()
        rotas.delete()
    with pytest.raises(Refused, match="has been removed"):
        make(gone, Move.DECLINE, by=tess, words="Not ours")
