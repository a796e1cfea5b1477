"""Several people write at the same moment over HTTP: one succeeds, the others read who did it, and the record stays correct.

The server pauses between deciding and saving, so without a lock all decide during each other's pause. The last tests are the control:
without the lock, the same race goes wrong.
"""

import re
from collections import Counter
from functools import partial

import pytest
from django.db import connection

from support.moves import MOVES
from support.workflow import DONE_WITH, STILL_OPEN, Move, State, Word, state_after
from tests.raced_world import PASSWORD, world_in
from tests.serving import at_once, served

pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("served")]  # one world and one server for all of them

PAUSE = 0.4  # seconds
TEAM = ["Tess", "Tom"] * 4


@pytest.fixture(scope="module")
def world(own_database):
    with world_in(own_database) as world:
        yield world


@pytest.fixture(scope="module")
def server(own_database, world):
    with served(own_database, f"tests.raced_wsgi:application(pause={PAUSE}, locked=True)") as server:
        yield server


@pytest.fixture(scope="module")
def unlocked(own_database, world):
    with served(own_database, f"tests.raced_wsgi:application(pause={PAUSE}, locked=False)") as server:
        yield server


def page_of(number, doing=""):
    return f"/support/SR-{number:04d}/{doing}{'/' if doing else ''}"


def is_done(answer, number):
    """It led to the request's page: not to the one for signing in."""
    return answer.status == 302 and answer.location == page_of(number)


def refused_but_one(answers, number):
    """One was done; everybody else was refused, on the page they sent."""
    refused = [answer for answer in answers if not is_done(answer, number)]
    assert len(refused) == len(answers) - 1, [answer.status for answer in answers]
    assert {answer.status for answer in refused} == {200}
    return refused


def sent_twice(server, browser, address, form):
    """The same page of the same session, as by a double click; each worker gets one."""
    return at_once(*(partial(each.ask, address, form) for each in (browser, server.twin(browser))))


def answer_at_once(server, number):
    """Eight sessions of the team, four on each worker, answer a raised request: half of them accept it, half decline it."""
    sendings = []
    for place, name in enumerate(TEAM):
        browser = server.signed_in(name, PASSWORD)
        move, typed = (Move.DECLINE, {"words": "Not ours"})
        if place % 4 < 2:
            move, typed = (Move.ACCEPT, {"owner": name, "priority": "high", "target_on": "31 March 2099"})
        form = browser.opened(page_of(number, move), **typed)
        sendings.append(partial(browser.ask, page_of(number, move), form))
    return at_once(*sendings)


def comment_twice(server, number):
    sal = server.signed_in("Sal", PASSWORD)
    return sent_twice(server, sal, page_of(number, "comment"), sal.opened(page_of(number, "comment"), words="Any news?", audience="shared"))


def test_of_eight_who_answer_a_request_at_once_one_does_and_the_others_read_who(server, world):
    number, before = world.take("raised"), world.record().changes
    answers = answer_at_once(server, number)
    refused = refused_but_one(answers, number)
    record = world.record(number)
    ((_, _, came_from, led_to, by),) = record.moves
    assert (came_from, record.state) == (State.RAISED, led_to)
    for answer in refused:
        since = re.search(r"The request has been (\w+) since [^(]+\((\w+)\)\.", answer.text)
        assert since, answer.text
        assert (since[1], since[2]) == (led_to, by)
    assert set(Counter(answer.worker for answer in answers).values()) == {4}, "both workers were asked"
    assert record.changes == before + 1
    assert record.versions["SupportRequest"] == [[number, False], [number, True]]
    assert [stands for _, stands in record.versions["MoveMade"]] == [True]


# Who does what to a request that stands so, at once: its two leads, and the team.
WORDS_AT_ONCE = {
    "delivered": [("Sal", Move.CONFIRM, {"helped": "yes"}), ("Nora", Move.DISPUTE, {"words": "Not for us"}), ("Tess", Move.DELIVER, {})],
    "disputed": [("Sal", Move.CONFIRM, {"helped": "no"}), ("Nora", Move.WITHDRAW, {"words": "No more"}), ("Tess", Move.DELIVER, {})],
}
NUMBERS = {"Sal": "38", "Nora": "44", "Tess": ""}


def words_at_once(server, number, people):
    """The first of them a moment before the others, whom it keeps waiting."""
    sendings = []
    for name, move, typed in people:
        browser = server.signed_in(name, PASSWORD)
        form = browser.opened(page_of(number, "comment")) | {"words": "Three workshops", "vanguard": NUMBERS[name]} | typed
        sendings.append(partial(browser.ask, page_of(number, move), form))
    return at_once(*sendings, apart=PAUSE / 4)


def replayed(state, words, moves):
    """Where the table says these moves lead, each from where the one before it led; `words`: by vanguard."""
    for move, vanguard, came_from, led_to, _ in moves:
        rule = MOVES[Move(move)]
        assert came_from == state
        assert state in rule.states
        if rule.of_recipient:
            assert words[vanguard] in rule.from_words
            words = words | {vanguard: rule.to_word}
        else:
            words = {number: Word.DELIVERED if word in STILL_OPEN else word for number, word in words.items()}
        state = state_after(state, words.values())
        assert led_to == state
    return state, words


@pytest.mark.parametrize("first", [0, 1, 2])
@pytest.mark.parametrize("stands", list(WORDS_AT_ONCE))
def test_whoever_comes_first_leads_words_and_a_delivery_leave_what_the_table_allows(server, world, stands, first):
    number, people = world.take(stands), WORDS_AT_ONCE[stands][first:] + WORDS_AT_ONCE[stands][:first]
    before = world.record(number)
    answers = words_at_once(server, number, people)
    record = world.record(number)
    made = record.moves[len(before.moves) :]
    done = [move for (_, move, _), answer in zip(people, answers, strict=True) if is_done(answer, number)]
    assert {answer.status for answer in answers} <= {200, 302}
    assert sorted(done) == sorted(move for move, *_ in made), "what was answered for is on record, and nothing else"
    words = {vanguard: Word(word) for vanguard, word in before.words}
    assert (record.state, dict(record.words)) == replayed(State(before.state), words, made)
    assert record.state != State.CLOSED or all(word in DONE_WITH for _, word in record.words)
    assert record.changes == before.changes + len(made)
    assert [stands for _, stands in record.versions["MoveMade"]] == [True] * len(record.moves), "one version each"
    assert [sum(stands for _, stands in record.versions[what]) for what in ("SupportRequest", "Recipient")] == [1, 2]


def test_when_both_leads_say_that_it_helped_at_once_the_request_is_closed(server, world):
    number = world.take("delivered")
    answers = words_at_once(server, number, [(name, Move.CONFIRM, {"helped": "yes"}) for name in ("Sal", "Nora")])
    assert all(is_done(answer, number) for answer in answers)
    assert world.record(number).state == State.CLOSED


def test_a_request_raised_twice_at_the_same_moment_is_raised_once(server, world):
    sal, before = server.signed_in("Sal", PASSWORD), world.record()
    form = sal.opened("/support/new/", title="A weekend rota", needed="Pharmacists are few", vanguards="38", seen="on")
    answers = sent_twice(server, sal, "/support/new/", form)
    record = world.record()
    (number,) = set(record.raised_here) - set(before.raised_here)
    (refused,) = refused_but_one(answers, number)
    assert f"You raised this today already. It is SR-{number:04d}." in refused.text
    assert "Pharmacists are few" in refused.text, "what was typed stays"
    assert record.changes == before.changes + 1


def test_a_comment_sent_twice_at_the_same_moment_stands_once(server, world):
    number, before = world.take("raised"), world.record()
    (refused,) = refused_but_one(comment_twice(server, number), number)
    record = world.record(number)
    assert "You have already said this on the request." in refused.text
    assert (record.comments, len(record.versions["Comment"]), record.changes) == (1, 1, before.changes + 1)


def test_a_move_sent_twice_at_the_same_moment_is_made_once(server, world):
    number, tess = world.take("raised"), server.signed_in("Tess", PASSWORD)
    form = tess.opened(page_of(number, Move.DECLINE), words="Not ours")
    (refused,) = refused_but_one(sent_twice(server, tess, page_of(number, Move.DECLINE), form), number)
    assert "(Tess)" in refused.text
    assert "Not ours" in refused.text, "what was typed stays"
    assert len(world.record(number).moves) == 1


def test_of_two_who_give_a_request_to_different_people_at_once_one_does_and_the_other_reads_to_whom(server, world):
    number, sendings = world.take("accepted"), []
    for name, to in (("Tess", "Tom"), ("Tom", "Uma")):
        browser = server.signed_in(name, PASSWORD)
        form = browser.opened(page_of(number, Move.REASSIGN), owner=to, words=f"{to} knows more of it")
        sendings.append(partial(browser.ask, page_of(number, Move.REASSIGN), form))
    (refused,) = refused_but_one(at_once(*sendings), number)
    record = world.record(number)
    assert f"Since you opened this page it was assigned to {record.owner}. Send yours again if it should replace that." in refused.text
    typed = {"Tom": "Uma", "Uma": "Tom"}[record.owner]
    assert f'value="{typed}"' in refused.text, "what was typed stays"
    assert f"{typed} knows more of it" in refused.text
    assert [move for move, *_ in record.moves] == [Move.ACCEPT, Move.REASSIGN]


def with_money(server, year, doing, **typed):
    """Tess and Tom do the same with the funding of 38 in a year, each on a worker of their own."""
    address = f"/fund/transformation/{year}-{(year + 1) % 100:02}/38/{doing}/"
    browsers = [server.signed_in(name, PASSWORD) for name in ("Tess", "Tom")]
    answers = at_once(*(partial(browser.ask, address, browser.opened(address, **typed)) for browser in browsers))
    assert sorted(answer.status for answer in answers) == [200, 302]
    return next(answer for answer in answers if answer.status == 200)


def test_an_instalment_that_two_pay_at_once_is_paid_once(server, world):
    year, before = world.take("payable"), world.record().changes
    refused = with_money(server, year, "instalments/1/pay", paid_on="1 December 2015")
    assert re.search(r"(Tess|Tom) changed it since you looked at it\.", refused.text), refused.text
    record = world.record(year)
    assert (record.instalments, record.changes) == ([[1, "paid"]], before + 1)


def test_what_two_plan_at_once_is_never_more_than_what_is_approved(server, world):
    year, before = world.take("payable"), world.record().changes
    with_money(server, year, "plan", amount="250000", due_on="1 March 2099", condition="none", words="The other half")
    record = world.record(year)
    assert (record.instalments, record.changes) == ([[1, "planned"], [2, "planned"]], before + 1)


# Somebody looks while somebody else's change is under way: what is done then is done on what they saw, or not at all.


def while_tom(server, address, typed, look):
    """Tom sends a form, and Tess looks while he is being answered: what she sees, and her browser."""
    tom, tess = (server.signed_in(name, PASSWORD) for name in ("Tom", "Tess"))
    form = tom.opened(address, **typed)
    done, seen = at_once(partial(tom.ask, address, form), partial(look, tess), apart=PAUSE / 4)
    assert done.status == 302, done.text
    return tess, seen


def previewed(address):
    """Looks at the preview: its address has the moment in it, and so it is where one is led to."""

    def look(tess):
        led_to = tess.ask(f"{address}&preview=1").location
        assert "since=" in led_to
        return led_to, tess.ask(led_to)

    return look


def test_a_preview_of_requests_knows_of_a_change_that_is_under_way(server, world):
    number = world.take("accepted")
    look = previewed(f"/support/many/reassign/?chosen={number}&to-owner=tom%40example.com")
    tess, (address, preview) = while_tom(server, page_of(number, "reassign"), {"owner": "Uma", "words": "Uma knows more"}, look)
    assert "Owner: Uma → Tom" in preview.text
    assert tess.ask(address, tess.opened(address, words="Back to Tom")).status == 302
    assert [world.record(number).owner, len(world.record(number).moves)] == ["Tom", 3]


def test_a_preview_of_commitments_knows_of_a_change_that_is_under_way(server, world):
    number = world.take("promised")
    look = previewed(f"/milestones/commitments/many/reached/?chosen={number}&to-reached=December+2015&to-link=")
    _, (_, preview) = while_tom(server, f"/milestones/commitments/{number}/cancel/", {"words": "Merged"}, look)
    assert "This commitment has been cancelled." in preview.text


def test_the_page_of_one_move_knows_of_a_change_that_is_under_way(server, world):
    number = world.take("promised")
    page = f"/milestones/commitments/{number}/new-date/"
    _, seen = while_tom(server, f"/milestones/commitments/{number}/cancel/", {"words": "Merged"}, lambda tess: tess.ask(page))
    assert "This commitment has been cancelled." in seen.text


def test_what_was_opened_while_a_change_was_under_way_does_not_replace_it_unseen(server, world):
    number = world.take("accepted")
    page = page_of(number, "reassign")
    typed = {"owner": "Tom", "words": "Tom knows most"}
    tess, form = while_tom(server, page, {"owner": "Uma", "words": "Uma knows more"}, lambda tess: tess.opened(page, **typed))
    refused = tess.ask(page, form)
    assert "Since you opened this page it was assigned to Uma." in refused.text
    assert world.record(number).owner == "Uma"


# With the lock off PostgreSQL lets all of them decide on what stood before; SQLite lets one in and tells the others, whose transactions
# began by reading, that it is locked.


def test_the_control_without_the_lock_the_eight_get_in_each_others_way(unlocked, world):
    number = world.take("raised")
    answers = answer_at_once(unlocked, number)
    if connection.vendor == "postgresql":
        assert len(world.record(number).moves) > 1, "the same request was answered more than once"
    else:
        assert 503 in [answer.status for answer in answers]


def test_the_control_without_the_lock_a_comment_sent_twice_stands_twice_or_fails(unlocked, world):
    number = world.take("raised")
    answers = comment_twice(unlocked, number)
    if connection.vendor == "postgresql":
        assert world.record(number).comments == 2
    else:
        assert 503 in [answer.status for answer in answers]
