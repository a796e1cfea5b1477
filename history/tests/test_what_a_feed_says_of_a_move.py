"""What people did on pages reads in a feed as one plain sentence, with links and their words, and never as rows of tables."""

import re
from string import Formatter

import pytest
from django.db.models import QuerySet
from django.urls import reverse

from history import clock
from history.feed import said
from history.recording.changes import change
from milestones import moves as moves_of_commitments
from moves.making import make_of_many
from pages.typed_dates import understand
from support import actions
from support.models import Comment, MoveMade
from support.moves import MOVES, OF_MANY, make
from support.tests.stories import put
from support.workflow import Move, State, Word
from vanguards.models import Vanguard

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture
def delivered(ask, salford, neuro, tess):
    joint = ask("Rotas", salford, neuro)
    put(joint, State.DELIVERED, Word.DELIVERED, tess)
    return joint


@pytest.mark.parametrize("kind", [*MOVES.values(), *moves_of_commitments.MOVES.values()], ids=lambda kind: f"{kind.__module__}.{kind.slug}")
def test_every_move_says_what_was_done_to_it(kind):
    names = {name for _, name, _, _ in Formatter().parse(kind.did) if name}
    assert "it" in names
    assert names <= {"it", "vanguard", "before", "date"}
    assert not kind.did.endswith(".")


def test_a_dispute_reads_with_whose_it_is_and_their_words(delivered, sal, tess, first_line):
    make(delivered, Move.DISPUTE, by=sal, vanguard=38, words="Nothing in it on mental health")
    said = f"Sal disputed {delivered} for 38 Salford and Wigan Foundation Chain: “Nothing in it on mental health”."
    assert first_line(tess).endswith(said), "and the reason, which is the same, is not said again"


def test_the_sentence_leads_to_what_it_names(as_, delivered, sal, tess):
    make(delivered, Move.DISPUTE, by=sal, vanguard=38, words="Nothing in it")
    page = as_(tess).get(reverse("change_list")).content.decode()
    assert f'<a href="{delivered.get_absolute_url()}">{delivered}</a> for <a href="/vanguards/38/">' in page


def test_on_its_own_page_it_is_this_request(as_, delivered, sal, tess):
    make(delivered, Move.DISPUTE, by=sal, vanguard=38, words="Nothing in it")
    page = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", as_(tess).get(delivered.get_absolute_url()).content.decode()))
    assert "Sal disputed this request for 38 Salford and Wigan Foundation Chain. Now in progress.Nothing in it" in page


def test_what_one_vanguard_says_is_not_read_by_the_other(as_, delivered, sal, nora):
    make(delivered, Move.DISPUTE, by=sal, vanguard=38, words="Nothing in it on mental health")
    page = as_(nora).get(reverse("change_list")).content.decode()
    assert "disputed" not in page
    assert "mental health" not in page
    assert "Salford" not in page


def test_what_it_changed_is_said_from_what_to_what(ask, salford, tess, tom, first_line, as_):
    rotas = ask("Rotas", salford)
    put(rotas, State.ACCEPTED, Word.OPEN, tess)
    make(rotas, Move.REASSIGN, by=tess, owner=tom, words="Tom knows the unions")
    assert first_line(tess).endswith(f"Tess assigned {rotas} to another owner: “Tom knows the unions”. Owner: Tess → Tom.")
    assert "Owner: Tess → Tom." in as_(tess).get(rotas.get_absolute_url()).content.decode()


def test_accepting_says_what_was_agreed_and_not_what_stayed(ask, salford, tess, tom):
    rotas = ask("Rotas", salford)
    day = understand("1 March 2099").first
    make(rotas, Move.ACCEPT, by=tess, owner=tom, priority="high", target_on=day)
    assert rotas.moves.get().details == "Owner: nobody → Tom. Priority: not set → high. Target date: none → 1 March 2099"
    other = ask("Beds", salford, priority="high")
    make(other, Move.ACCEPT, by=tess, owner=tom, priority="high", target_on=None)
    assert other.moves.get().details == "Owner: nobody → Tom"


def test_many_at_once_are_said_in_one_sentence(ask, salford, tess, tom, first_line):
    chosen = [ask(title, salford) for title in ("One", "Two", "Three", "Four", "Five")]
    for each in chosen:
        put(each, State.ACCEPTED, Word.OPEN, tess)
    make_of_many(OF_MANY["reassign"](tess, owner=tom, words="Tom is back"), [each.pk for each in chosen])
    assert first_line(tess).endswith(
        f"Tess assigned {chosen[0]}, {chosen[1]}, {chosen[2]} and 2 more to another owner: “Tom is back”. Owner: Tess → Tom."
    )


def test_silence_of_many_is_said_once_with_their_names(delivered, tess, first_line, recording):
    day = clock.today()
    with change(by=None, source="command", reason="Ten working days without a word"):
        for vanguard in (38, 44):
            make_of_many(MOVES["silence"](None, vanguard=vanguard, day=day), [delivered.pk])
    assert "noted that 38 Salford and Wigan Foundation Chain and 44 The Neuro Network did not answer on" in first_line(tess)


def test_raising_and_commenting_read_as_what_people_did(salford, sal, tess, first_line, enabler):
    rotas = actions.raise_request(by=sal, title="Rotas", needed="Rotas that work", vanguards=[salford], enablers=[enabler])
    assert first_line(tess).endswith(f"Sal raised {rotas}.")
    actions.comment(rotas, by=tess, audience=Comment.Audience.SHARED, vanguard=None, words="Which  wards\nfirst?")
    assert first_line(sal).endswith(f"Tess commented on {rotas}: “Which wards first?”")


def test_an_internal_comment_is_not_quoted_to_a_lead(ask, salford, sal, tess, as_):
    rotas = ask("Rotas", salford)
    actions.comment(rotas, by=tess, audience=Comment.Audience.INTERNAL, vanguard=None, words="Not before May")
    assert "Not before May" not in as_(sal).get(reverse("change_list")).content.decode()


def test_long_words_are_cut(delivered, sal, tess, first_line):
    make(delivered, Move.DISPUTE, by=sal, vanguard=38, words="word " * 100)
    assert len(first_line(tess)) < 400
    assert first_line(tess).endswith("…”")


def test_words_that_end_end_the_sentence(delivered, sal, tess, first_line):
    make(delivered, Move.DISPUTE, by=sal, vanguard=38, words="Nothing in it.")
    assert first_line(tess).endswith(": “Nothing in it.”")


def test_a_confirmation_says_whether_it_helped(delivered, sal, tess, first_line):
    make(delivered, Move.CONFIRM, by=sal, vanguard=38, helped="partly", words="")
    assert first_line(tess).endswith(f"Sal confirmed {delivered} for 38 Salford and Wigan Foundation Chain. It helped partly.")


def test_a_confirmation_of_before_that_was_kept_says_what_was_answered_then_and_not_later(delivered, sal, tess, tom, first_line, as_):
    make(delivered, Move.CONFIRM, by=sal, vanguard=38, helped="no", words="")
    QuerySet(MoveMade).update(details="")
    assert first_line(tess).endswith(f"Sal confirmed {delivered} for 38 Salford and Wigan Foundation Chain. It did not help.")
    assert first_line(sal).endswith("It did not help.")
    put(delivered, State.DELIVERED, Word.DELIVERED, tom)
    make(delivered, Move.CONFIRM, by=sal, vanguard=38, helped="yes", words="")
    QuerySet(MoveMade).update(details="")
    page = as_(tess).get(delivered.get_absolute_url()).content.decode()
    assert page.index("It helped.") < page.index("It did not help."), "each its own, the newest first"


def test_two_things_done_to_one_record_name_it_once():
    one = Vanguard(number=1, name="One")
    parts = said.sentence([said.Said("started work on {it}", {"it": one}), said.Said("delivered {it}", {"it": one})]).parts
    assert "".join(part.text for part in parts) == "started work on 1 One and delivered it"


def test_a_sentence_of_different_things_joins_them():
    one, other = Vanguard(number=1, name="One"), Vanguard(number=2, name="Other")
    parts = said.sentence([said.Said("merged {it} into another", {"it": one}), said.Said("added {it}", {"it": other})]).parts
    assert "".join(part.text for part in parts) == "merged 1 One into another and added 2 Other"
