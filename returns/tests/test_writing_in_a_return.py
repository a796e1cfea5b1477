"""A lead writes in a return: it starts from the record, nothing is lost, and two people can write at once."""

import re
from datetime import date, timedelta

import pytest

from history import clock
from milestones.models import Milestone
from pages.typed_dates import understand
from returns.confidence import Computed
from returns.models import Return, Risk
from returns.moves import make
from returns.policies import may_be_sent
from returns.tests.conftest import WORDS, fresh
from support.models import SupportRequest

pytestmark = pytest.mark.django_db


def page_of(vanguard_return, part=""):
    return f"{vanguard_return.get_absolute_url()}{part}"


def typed(vanguard_return, **words):
    return {**WORDS, "made_from": fresh(vanguard_return).version, **words}


@pytest.fixture
def on_record(recording, salford, ask, tess):
    """A milestone reached and one that moved, and a request that was delivered, in the period."""
    with recording():
        for title, state, reached in (("Rotas agreed", "reached", clock.today()), ("A second site", "open", None)):
            milestone = Milestone.objects.create(title=title, due=understand("March 2031"))
            due = {
                "due_on": date(2031, 3, 1),
                "due_precision": "month",
                "due_until": date(2031, 3, 31),
                "expected_until": date(2031, 3, 31),
            }
            given = {"reached_on": reached, "reached_until": reached} if reached else {}
            milestone.commitments.create(vanguard=salford, state=state, **due, **given)
    delivered = ask("A workshop", salford, state="delivered", owner=tess)
    with recording():
        recipient = delivered.recipients.get()
        recipient.word, recipient.asked_on, recipient.silent_on = "delivered", clock.today(), clock.today() + timedelta(days=14)
        recipient.save()


@pytest.mark.parametrize(("words", "main"), [({"confidence": ""}, "Write in this return"), ({}, "Send this return")])
def test_what_comes_first_is_to_write_until_nothing_is_missing(as_, sal, put, words, main):
    page = as_(sal).get(page_of(put("started", **words))).content.decode()
    buttons = re.findall(r'<a\s+class="(nhsuk-button[^"]*)"[^>]*>\s*([^<]+?)\s*</a>', page)
    assert [text for style, text in buttons if "secondary" not in style] == [main]
    assert "Write in this return" in [text for _, text in buttons]
    assert "There is nothing for you to do" not in page


def test_it_starts_from_what_the_record_knows_and_says_so_until_a_lead_has_saved_it(as_, sal, on_record, of_salford):
    make(of_salford, "start", by=sal)
    started, client = fresh(of_salford), as_(sal)
    assert "Reached: Rotas agreed" in started.achieved
    assert f"Support delivered: {SupportRequest.objects.get()} (" in started.achieved
    assert started.next_steps == "A second site: expected March 2031."
    assert client.get(page_of(started)).content.decode().count("Filled in from the record. Check it") == 2
    verdict = may_be_sent(Return(confidence="amber", achieved="A", next_steps="B", achieved_unchecked=True), Computed([]))
    assert verdict.why == "“What was achieved” was filled in from the record. Check it and save it first."
    assert client.post(page_of(started, "write/"), typed(started)).status_code == 302
    assert "Filled in from the record" not in client.get(page_of(started)).content.decode()


def test_what_is_saved_stands_and_can_be_saved_again(as_, sal, put):
    started, client = put("started"), as_(sal)
    assert client.post(page_of(started, "write/"), typed(started, achieved="Two\r\nlines", confidence="red")).status_code == 302
    assert (fresh(started).achieved, fresh(started).confidence) == ("Two\nlines", "red")
    assert 'value="red" checked' in " ".join(client.get(page_of(started, "write/")).content.decode().split())


def test_two_who_write_in_different_parts_keep_both(as_, sal, tess, put):
    started = put("started")
    sals, tesss = typed(started, achieved="Sal’s words"), typed(started, next_steps="Tess’s words")
    assert as_(sal).post(page_of(started, "write/"), sals).status_code == 302
    assert as_(tess).post(page_of(started, "write/"), tesss).status_code == 302
    assert (fresh(started).achieved, fresh(started).next_steps) == ("Sal’s words", "Tess’s words")


def test_two_who_write_in_the_same_part_see_both_and_lose_nothing(as_, sal, tess, put):
    started = put("started")
    sals, tesss = typed(started, achieved="Sal’s words"), typed(started, achieved="Tess’s words")
    as_(sal).post(page_of(started, "write/"), sals)
    answer = as_(tess).post(page_of(started, "write/"), tesss)
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "Somebody else changed this while you were writing." in page
    assert "Sal’s words" in page
    assert "Tess’s words" in page
    assert fresh(started).achieved == "Sal’s words"
    again = {**tesss, "made_from": str(answer.context["form"]["made_from"].value())}
    assert as_(tess).post(page_of(started, "write/"), again).status_code == 302, "who has read it may send theirs all the same"
    assert fresh(started).achieved == "Tess’s words"


@pytest.mark.parametrize("version", ["", "no number", "99999999"])
def test_a_form_that_does_not_say_what_it_showed_overwrites_nothing(as_, sal, put, version):
    started = put("started")
    answer = as_(sal).post(page_of(started, "write/"), {"made_from": version})
    assert answer.status_code == 200
    assert "Open this page again" in answer.content.decode()
    assert fresh(started).achieved == WORDS["achieved"]


@pytest.mark.parametrize("state", ["owed", "sent", "signed off"])
@pytest.mark.parametrize("part", ["write/", "risks/new/", "asks/new/"])
def test_it_is_written_in_only_while_it_is_with_the_leads(as_, sal, put, state, part):
    vanguard_return = put(state)
    before = fresh(vanguard_return).version
    for answer in (as_(sal).get(page_of(vanguard_return, part)), as_(sal).post(page_of(vanguard_return, part), typed(vanguard_return))):
        assert "so it cannot be written in" in answer.content.decode()
    assert fresh(vanguard_return).version == before


def test_a_risk_is_carried_on_until_it_is_closed_with_its_scores_before(as_, sal, tess, put, period, recording):
    signed = put("signed off")
    with recording():
        over = signed.risks.create(words="Over", likelihood=1, impact=1, is_closed=True)
        stays = signed.risks.create(words="Too few nurses", likelihood=3, impact=4)
        period.name, period.code, period.ends_on = "Earlier", "earlier-2026", date(2026, 2, 1)
        period.save()
        later = type(period).objects.create(
            name="2026/27 Q1",
            code="2026-27-q1",
            starts_on=date(2026, 4, 1),
            ends_on=date(2026, 6, 30),
            opens_on=clock.today(),
            due_on=clock.today(),
            closes_on=clock.today(),
        )
        after = Return.objects.create(period=later, vanguard=signed.vanguard)
    make(after, "start", by=sal)
    (carried,) = Risk.objects.filter(vanguard_return=after)
    assert (carried.words, carried.score, carried.carried_from) == ("Too few nurses", 12, stays)
    assert not Risk.objects.filter(carried_from=over).exists()
    assert "12 in Earlier" in as_(sal).get(page_of(after)).content.decode()


@pytest.mark.parametrize(
    ("typed_here", "words"),
    [
        ({"words": "", "likelihood": "3", "impact": "3"}, "Enter what may go wrong"),
        ({"words": "X", "likelihood": "", "impact": "3"}, "Choose a number from 1 to 5"),
        ({"words": "X", "likelihood": "6", "impact": "3"}, "6 is not one of the available choices"),
        ({"words": "x" * 301, "likelihood": "1", "impact": "3"}, "Keep it to 300 characters or fewer"),
    ],
)
def test_a_risk_that_is_not_understood_is_said_where_it_was_typed_and_kept(as_, sal, put, typed_here, words):
    started = put("started")
    answer = as_(sal).post(page_of(started, "risks/new/"), typed_here)
    assert words in answer.content.decode()
    assert not Risk.objects.exists()


def test_nobody_writes_over_a_risk_that_somebody_else_changed(as_, sal, tess, put):
    started = put("started")
    as_(sal).post(page_of(started, "risks/new/"), {"words": "Nurses", "likelihood": "2", "impact": "2"})
    risk = Risk.objects.get()
    seen = {"words": "Nurses", "likelihood": "2", "impact": "5", "made_from": risk.version}
    assert as_(tess).post(page_of(started, f"risks/{risk.pk}/"), {**seen, "impact": "4"}).status_code == 302
    answer = as_(sal).post(page_of(started, f"risks/{risk.pk}/"), seen)
    assert "Somebody else changed this while you were writing." in answer.content.decode()
    assert Risk.objects.get().impact == 4


def test_what_is_asked_for_becomes_a_request_in_one_step_and_is_linked(as_, sal, put):
    started, client = put("started"), as_(sal)
    client.post(page_of(started, "asks/new/"), {"title": "Help with nurses", "needed": "Two more."})
    ask = started.asks.get()
    answer = client.post(page_of(started, f"asks/{ask.pk}/"), {"raise": "1"})
    raised = SupportRequest.objects.get()
    assert answer.url == raised.get_absolute_url()
    assert (raised.title, raised.needed, raised.raised_by) == ("Help with nurses", "Two more.", sal)
    assert [each.vanguard_id for each in raised.recipients.all()] == [38]
    assert raised.get_absolute_url() in client.get(page_of(started)).content.decode()
    client.post(page_of(started, f"asks/{ask.pk}/"), {"raise": "1"})
    assert SupportRequest.objects.count() == 1, "once"


def test_what_is_asked_for_can_be_removed_until_it_is_a_request(as_, sal, put):
    started, client = put("started"), as_(sal)
    client.post(page_of(started, "asks/new/"), {"title": "Help"})
    address = page_of(started, f"asks/{started.asks.get().pk}/")
    assert client.post(address, {"title": "Help", "remove": "1"}).status_code == 302
    assert not started.asks.exists()


def test_a_script_saves_it_as_people_write_and_learns_the_version(as_, sal, put):
    started, client = put("started"), as_(sal)
    answer = client.post(page_of(started, "write/"), typed(started, achieved="Half a sen"), headers={"X-Draft": "1"})
    assert answer.json()["version"] == fresh(started).version
    assert answer.json()["said"].startswith("Saved on ")
    again = {**typed(started), "achieved": "Half a sentence.", "made_from": answer.json()["version"]}
    assert client.post(page_of(started, "write/"), again, headers={"X-Draft": "1"}).status_code == 200
    assert fresh(started).achieved == "Half a sentence."


def test_a_script_that_comes_after_somebody_else_saves_nothing_and_says_so(as_, sal, tess, put):
    started = put("started")
    mine = typed(started, achieved="Sal’s words")
    as_(tess).post(page_of(started, "write/"), typed(started, achieved="Tess’s words"))
    answer = as_(sal).post(page_of(started, "write/"), mine, headers={"X-Draft": "1"})
    assert (answer.status_code, answer.json()["said"]) == (409, "Not saved. Press Save to see why.")
    assert fresh(started).achieved == "Tess’s words"
