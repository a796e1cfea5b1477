"""On a joint request a lead reads where their own part stands and what it asks of them, and not where it stands for others."""

import csv
import io
import re
from datetime import date, timedelta

import pytest
from django.urls import reverse

from history import clock
from milestones.models import Milestone
from support.models import SupportRequest
from support.moves import make
from support.own_part import state_of_part
from support.tests.stories import page_of, put, says
from support.workflow import Helped, Move, State, Word

pytestmark = pytest.mark.django_db


@pytest.fixture
def joint(ask, salford, neuro, tess, sal, nora):
    """Delivered to both; Salford disputes it, so it is in progress again. The Neuro Network has not answered."""
    joint = ask("Dashboards", salford, neuro)
    put(joint, State.IN_PROGRESS, Word.OPEN, tess)
    make(joint, Move.DELIVER, by=tess, words="Two workshops")
    make(joint, Move.DISPUTE, by=sal, vanguard=38, words="Only one came")
    return joint


def last_day(joint, number=44):
    return f"{joint.recipients.get(vanguard=number).last_day:%-d %B %Y}"


def states(page):
    """Return the states that a page shows as tags."""
    return [words for words in re.findall(r"nhsuk-tag[^>]*>\s*([^<]+?)\s*<", page) if words in {state.label for state in State}]


PAGES = {
    "the request": lambda joint: joint.get_absolute_url(),
    "the page of a move": lambda joint: page_of(joint, Move.CONFIRM),
    "the list": lambda joint: reverse("request_list"),
    "home": lambda joint: "/",
    "the vanguard": lambda joint: reverse("vanguard_detail", args=[44]),
    "the search": lambda joint: reverse("search") + "?q=dashboards",
}


@pytest.mark.parametrize("where", PAGES)
def test_whose_answer_is_awaited_reads_delivered_and_until_when_everywhere(as_, joint, nora, where):
    page = as_(nora).get(PAGES[where](joint)).content.decode()
    assert states(page) == ["Delivered"]
    if where != "the vanguard":
        assert f"Answer by {last_day(joint)}" in page


@pytest.mark.parametrize(("who", "state"), [("sal", "In progress"), ("tess", "In progress")])
def test_who_disputes_it_and_the_team_read_that_it_is_in_progress(request, as_, joint, who, state):
    page = as_(request.getfixturevalue(who)).get(joint.get_absolute_url()).content.decode()
    assert states(page) == [state]
    assert "Delivered to you" not in page


def test_who_has_answered_reads_that_it_is_closed_for_them(as_, joint, nora):
    make(joint, Move.CONFIRM, by=nora, vanguard=44, helped=Helped.YES)
    assert states(as_(nora).get(joint.get_absolute_url()).content.decode()) == ["Closed"]


@pytest.mark.parametrize(("state", "hers", "his", "the_teams"), [("in-progress", 0, 1, 1), ("delivered", 1, 0, 0), ("closed", 0, 0, 0)])
def test_the_filter_of_states_goes_by_what_each_reads(as_, joint, nora, sal, tess, state, hers, his, the_teams):
    def found(person):
        return len(as_(person).get(reverse("request_list"), {"state": state}).context["rows"])

    assert (found(nora), found(sal), found(tess)) == (hers, his, the_teams)


def test_the_numbers_of_home_and_of_the_vanguard_are_those_of_the_lists_they_lead_to(as_, joint, nora, sal):
    for person, label in ((nora, "Delivered"), (sal, "Accepted or in progress")):
        client = as_(person)
        (led,) = client.get("/").context["led"]
        counts = {pile.label: pile.count for pile in led["numbers"]}
        assert counts == dict.fromkeys(counts, 0) | {label: 1}
        for pile in led["numbers"]:
            assert len(client.get(pile.address).context["rows"]) == pile.count
    page = as_(nora).get(reverse("vanguard_detail", args=[44])).context["states"]
    assert [(one["count"], one["label"]) for one in page] == [(1, "Delivered")]


def test_the_file_says_what_the_list_says(as_, joint, nora, sal, tess):
    def said(person):
        body = b"".join(as_(person).get(reverse("request_export")).streaming_content).decode("utf-8-sig")
        return [row["State"] for row in csv.DictReader(io.StringIO(body))]

    assert (said(nora), said(sal), said(tess)) == (["delivered"], ["in progress"], ["in progress"])


def test_what_waits_for_her_does_not_wait_for_the_team(as_, joint, nora, sal):
    def listed(person):
        return len(as_(person).get(reverse("request_list"), {"queue": "waiting-for-us"}).context["rows"])

    assert (listed(nora), listed(sal)) == (0, 1)


def test_what_is_late_for_the_others_is_not_late_for_her(as_, joint, nora, sal, recording):
    with recording():
        late = SupportRequest.objects.get(pk=joint.pk)
        late.target_on = late.raised_on or joint.recipients.get(vanguard=44).asked_on.replace(year=2020)
        late.save()
    assert "Late by " not in as_(nora).get(joint.get_absolute_url()).content.decode()
    assert "Late by " in as_(sal).get(joint.get_absolute_url()).content.decode()


def test_after_a_move_of_their_part_they_read_where_that_stands(as_, joint, sal, nora, tess):
    put(joint, State.IN_PROGRESS, Word.DISPUTED, tess)
    answer = as_(sal).post(page_of(joint, Move.TAKE_BACK), {"vanguard": 38, "words": "A mistake"}, follow=True)
    assert f"For your vanguard, {joint.reference} is now “not answered yet”." in says(answer)
    assert states(says(answer)) == ["Delivered"], "whatever the other vanguard says"


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("word", Word)
def test_the_rule_for_words_and_the_one_for_lists_are_the_same(joint, nora, tess, state, word):
    put(joint, state, word, tess)
    read = SupportRequest.objects.visible_to(nora).as_read_by(nora).get()
    assert read.shown_state == state_of_part(state, [word])
    assert read.shown_state == state or word not in (Word.OPEN, Word.DISPUTED)


def test_in_the_past_it_is_their_part_as_it_stood_then(as_, joint, nora):
    moment = joint.moves.get(move=Move.DISPUTE).moved_at.isoformat()
    make(joint, Move.CONFIRM, by=nora, vanguard=44, helped=Helped.YES)
    assert states(as_(nora).get(joint.get_absolute_url(), {"as_at": moment}).content.decode()) == ["Delivered"]


@pytest.mark.parametrize(("queue", "of_sal", "of_nora"), [("late", True, False), ("due", False, False), ("waiting-for-them", False, True)])
def test_a_queue_holds_it_by_where_ones_own_part_stands(as_, joint, sal, nora, tess, recording, queue, of_sal, of_nora):
    with recording():
        joint.refresh_from_db()
        joint.target_on = clock.today() - timedelta(days=1)
        joint.save()
    for who, is_in_it in ((sal, of_sal), (nora, of_nora), (tess, of_sal or of_nora)):
        page = as_(who).get(reverse("request_list"), {"queue": queue}).content.decode()
        assert (joint.title in page) is is_in_it, who


def test_a_list_sorted_by_state_has_it_where_ones_own_part_stands(as_, ask, joint, neuro, nora, tess):
    other = ask("Rotas", neuro, owner=tess, state="delivered")
    put(other, State.DELIVERED, Word.DELIVERED, tess)
    page = as_(nora).get(reverse("request_list"), {"sort": "state"}).content.decode()
    assert page.index(joint.title) < page.index(other.title), "both delivered to her: by number"
    page = as_(tess).get(reverse("request_list"), {"sort": "state"}).content.decode()
    assert page.index(other.title) < page.index(joint.title), "delivered before in progress"


def test_a_milestone_that_waits_for_it_says_where_ones_own_part_stands(as_, joint, recording, nora, tess):
    with recording():
        milestone = Milestone.objects.create(title="Dashboards in use", due_on=date(2027, 3, 31), due_until=date(2027, 3, 31))
        milestone.waits.create(support_request=joint)
    assert states(as_(nora).get(milestone.get_absolute_url()).content.decode()) == ["Delivered"]
    assert states(as_(tess).get(milestone.get_absolute_url()).content.decode()) == ["In progress"]
