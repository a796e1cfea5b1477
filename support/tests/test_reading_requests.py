"""What the pages of requests show to whom: the line of time, the queues, how long it stood, who is named."""

from datetime import UTC, date, datetime

import pytest
import time_machine
from django.urls import reverse

from history import clock
from history.models import Change
from support import actions
from support.moves import make
from support.tests.stories import listed, says
from support.workflow import Helped, Move
from vanguards.models import Membership

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("words", ["sr-12", "SR 12", "sr0012", "SR–0012", "SR-00012", "(SR-0012)."])
def test_an_address_with_the_reference_as_people_write_it_leads_to_the_one_address(as_, sal, nora, ask, salford, words):
    ask("Rotas", salford, pk=12)
    address = reverse("request_meant", args=[words])
    assert as_(sal).get(address).url == "/support/SR-0012/"
    assert as_(sal).get(address, {"as_at": clock.now().isoformat()}).url.startswith("/support/SR-0012/?as_at=")
    assert as_(nora).get(address).url == "/support/SR-0012/", "where it is not there for them, as for any number"
    assert as_(nora).get("/support/SR-0012/").status_code == 404


@pytest.mark.parametrize("words", ["12", "sr", "vanguard-12", "sr-9999999999", "nonsense"])
def test_an_address_with_no_reference_is_not_found(as_, sal, words):
    assert as_(sal).get(f"/support/{words}/").status_code == 404


def test_the_story_of_a_joint_request_shows_a_lead_the_teams_moves_and_their_own(as_, sal, nora, tess, ask, salford, neuro, deliver):
    joint = deliver(ask("Dashboards", salford, neuro))
    make(joint, Move.CONFIRM, by=nora, vanguard=44, helped=Helped.NO, words="Neuro had it already")
    make(joint, Move.CONFIRM, by=sal, vanguard=38, helped=Helped.YES, words="Salford is glad")
    story = says(as_(sal).get(joint.get_absolute_url()))
    assert "Salford is glad" in story
    assert "Neuro had it already" not in story
    assert "Nora" not in story
    assert "Neuro had it already" in says(as_(tess).get(joint.get_absolute_url()))


def test_each_queue_shows_whose_turn_it_is(as_, tess, sal, nora, ask, salford, neuro, deliver):
    new, awaited, disputed = ask("New", salford), deliver(ask("Awaited", salford)), deliver(ask("Disputed", salford, neuro))
    make(disputed, Move.DISPUTE, by=nora, vanguard=44, words="Not for us")
    client = as_(tess)
    assert listed(client, "disputed") == [str(disputed)]
    assert listed(client, "waiting-for-us") == [str(new), str(disputed)]
    assert listed(client, "waiting-for-them") == [str(awaited), str(disputed)], "Salford's word on it is still awaited"
    assert listed(client, "silent") == []


def test_a_queue_tells_a_lead_nothing_of_what_another_vanguard_says(as_, sal, nora, ask, salford, neuro, deliver):
    joint = deliver(ask("Dashboards", salford, neuro))
    make(joint, Move.DISPUTE, by=nora, vanguard=44, words="Not for us")
    assert listed(as_(sal), "disputed") == []
    assert listed(as_(nora), "disputed") == [str(joint)]


def test_the_page_says_how_long_it_stood_in_each_state_and_whether_its_target_was_kept(as_, tess, ask, salford):
    with time_machine.travel(datetime(2027, 3, 1, 12, tzinfo=UTC), tick=False):
        late = ask("Rotas", salford)
    with time_machine.travel(datetime(2027, 3, 5, 12, tzinfo=UTC), tick=False):
        make(late, Move.ACCEPT, by=tess, owner=tess, priority="high", target_on=date(2027, 3, 9))
        make(late, Move.START, by=tess)
    with time_machine.travel(datetime(2027, 3, 11, 12, tzinfo=UTC), tick=False):
        make(late, Move.DELIVER, by=tess, words="Two workshops")
    with time_machine.travel(datetime(2027, 3, 15, 12, tzinfo=UTC), tick=False):
        context = as_(tess).get(late.get_absolute_url()).context
        assert [(stay.state, stay.days) for stay in context["stays"]] == [
            ("raised", 4),
            ("accepted", 0),
            ("in progress", 4),
            ("delivered", 2),
        ]
        assert context["target_kept"] == "Missed by 2 working days"
        then = as_(tess).get(late.get_absolute_url(), {"as_at": "2027-03-08"}).context
        assert [(stay.state, stay.days) for stay in then["stays"]] == [("raised", 4), ("accepted", 0), ("in progress", 1)]


def test_a_lead_whose_vanguard_is_taken_off_reads_why_and_nothing_after(as_, nora, tess, ask, salford, neuro):
    joint = ask("Dashboards", salford, neuro)
    make(joint, Move.REMOVE, by=tess, vanguard=44, words="Asked by mistake")
    make(joint, Move.DECLINE, by=tess, words="Told to Salford alone")
    client = as_(nora)
    assert client.get(joint.get_absolute_url()).status_code == 404
    told = Change.objects.visible_to(nora).values_list("reason", flat=True)
    assert "Asked by mistake" in told
    assert "Told to Salford alone" not in told


def test_who_raised_a_joint_request_is_named_to_themselves_and_the_team_alone(as_, sal, nora, tess, salford, neuro):
    raised = actions.raise_request(by=sal, title="Rotas", needed="Help", vanguards=[salford])
    make(raised, Move.ADD, by=tess, vanguards=[neuro], words="They need it too")
    seen = as_(nora).get(raised.get_absolute_url())
    assert "by another vanguard" in says(seen)
    assert seen.context["stays"] == [], "how it came to stand where it does was before their time"
    assert "by Sal" in says(as_(sal).get(raised.get_absolute_url()))
    assert "by Sal" in says(as_(tess).get(raised.get_absolute_url()))


def test_on_a_request_both_were_on_from_the_start_a_lead_is_not_told_by_whom_of_the_others_it_was_raised(
    as_, sal, nora, tess, recording, salford, neuro
):
    joint = actions.raise_request(by=tess, title="Rotas", needed="Help", vanguards=[salford, neuro])
    with recording():
        joint.raised_by = sal
        joint.save()
    changes = [change.get_absolute_url() for change in Change.objects.filter(entries__record_type="support.supportrequest")]
    told = [says(as_(nora).get(change)) for change in changes]
    assert "a user you cannot see" in told[-1]
    assert not any("Sal" in page.replace("Salford", "") for page in told)
    assert any("Tess" in page for page in told), "the team’s names are for everybody"
    with recording():
        Membership.objects.create(user=nora, vanguard=salford, starts_on=date(2015, 9, 25))
    assert "Sal" in says(as_(nora).get(changes[-1])).replace("Salford", ""), "who leads a vanguard with her is known to her"


def test_who_joins_later_reads_on_the_page_what_the_feed_tells_and_no_more(as_, sal, nora, tess, ask, salford, neuro):
    rotas = ask("Rotas", salford)
    actions.comment(rotas, by=sal, audience="shared", words="Said before they came")
    make(rotas, Move.ACCEPT, by=tess, owner=tess, priority="high", target_on=clock.today())
    make(rotas, Move.ADD, by=tess, vanguards=[neuro], words="They need it too")
    actions.comment(rotas, by=tess, audience="shared", words="Said to both")
    page = says(as_(nora).get(rotas.get_absolute_url()))
    assert [words in page for words in ("Said before they came", "They need it too", "Said to both")] == [False, True, True]
    assert [move.move for _, kind, move in as_(nora).get(rotas.get_absolute_url()).context["story"] if kind == "move"] == [Move.ADD]
    assert "Said before they came" in says(as_(sal).get(rotas.get_absolute_url()))


def test_a_lead_has_queues_of_what_they_asked_and_what_waits_for_their_word(as_, sal, nora, ask, salford, neuro, deliver):
    mine, awaited = ask("Mine", salford, raised_by=sal), deliver(ask("Awaited", salford, neuro))
    other = deliver(ask("Neuro’s", neuro))
    make(awaited, Move.CONFIRM, by=nora, vanguard=44, helped=Helped.YES)
    client = as_(sal)
    assert listed(client, "asked-by-me") == [str(mine)]
    assert listed(client, "my-word") == [str(awaited)]
    page = says(client.get(reverse("request_list"), {"queue": "my-word"}))
    assert 'aria-current="page">Needs my answer <span class="tracker-tabs__count">1<' in page
    assert '<h1 class="nhsuk-heading-l">Support requests: needs my answer</h1>' in page
    assert "No owner <span" not in page, "that is the team’s"
    assert listed(as_(nora), "my-word") == [str(other)]


def test_the_team_reads_a_tally_of_the_words_and_a_lead_does_not(as_, tess, sal, nora, ask, salford, neuro, deliver):
    joint = deliver(ask("Dashboards", salford, neuro))
    make(joint, Move.CONFIRM, by=nora, vanguard=44, helped=Helped.YES)
    assert "1 not answered yet, 1 confirmed (helped: 1 yes)." in says(as_(tess).get(joint.get_absolute_url()))
    assert as_(sal).get(joint.get_absolute_url()).context["tally"] == ""
