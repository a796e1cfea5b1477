"""Every state of an expression of interest × every move × every person, against the table as people read it; and who is told."""

import pytest
from django.db import transaction

from history.models import Change
from mail.models import Mail
from pages.errors import Refused
from selection.actions import write
from selection.models import ExpressionMove
from selection.moves import MOVES, make
from selection.notices import expressions_sent
from selection.tests.conftest import answered, fresh, read_by
from selection.workflow import Move, State

pytestmark = pytest.mark.django_db

# Written by hand, not read from the code: from which states a move may be made, and by whom besides the team.
APPLICANTS_TOO = {"send", "withdraw"}
FROM = {
    "send": {"being written", "sent back"},
    "send-back": {"sent"},
    "ask-reader": {"sent", "invited"},
    "invite": {"sent"},
    "select": {"sent", "invited"},
    "turn-down": {"sent", "invited"},
    "withdraw": {"being written", "sent back", "sent", "invited"},
}
LEADS_TO = {
    "send": "sent",
    "send-back": "sent back",
    "invite": "invited",
    "select": "selected",
    "turn-down": "not selected",
    "withdraw": "withdrawn",
}


@pytest.mark.parametrize("state", State)
def test_each_person_makes_just_the_moves_of_the_table(put, closed_for_decisions, tess, tom, sal, otto, ada, abe, other_applicant, state):
    cast = {"team": tess, "lead": sal, "back office": otto, "administrator": ada, "applicant": abe, "another applicant": other_applicant}
    expression = put(state)
    if state == State.WRITTEN:
        write(expression, by=abe, made_from=expression.version, **answered(expression))
    closed_for_decisions()
    asked = {"ask-reader": {"reader": tom}, "invite": {"workshop": "Leeds"}, "send": {"late_reason": "Snow", "words": ""}}
    for move in Move:
        given = asked.get(move.value, {"words": "So it is"})
        for person, by in cast.items():
            team = person in ("team", "administrator")
            may = state.value in FROM[move.value] and (team or (person == "applicant" and move.value in APPLICANTS_TOO))
            verdict, before = MOVES[move](by).may(fresh(expression)), Change.objects.count()
            assert bool(verdict) == may, (person, move, verdict.why)
            if not may:
                assert verdict.why.endswith(".")
                with pytest.raises(Refused):
                    make(expression, move, by=by, **given)
                assert (fresh(expression).state, Change.objects.count()) == (state, before)
                continue
            with transaction.atomic():
                make(expression, move, by=by, **given)
                assert fresh(expression).state == LEADS_TO.get(move.value, state)
                assert Change.objects.count() == before + 1
                made = ExpressionMove.objects.latest("pk")
                assert (made.move, made.state_before, made.moved_by) == (move.value, state.value, by)
                transaction.set_rollback(True)


def test_the_table_has_every_move_and_no_other():
    assert {rule.slug: {state.value for state in rule.states} for rule in MOVES.values()} == FROM


@pytest.mark.parametrize(
    ("state", "move", "asked", "words"),
    [
        ("sent", "send-back", {"words": "How many?"}, "The programme team sent back “Fens Care”: How many?"),
        ("sent", "invite", {"workshop": "Leeds"}, "The programme team invites you to the workshop about “Fens Care”: Leeds."),
        ("invited", "select", {"words": "Well done"}, "“Fens Care” is selected as a vanguard. Well done."),
        ("invited", "turn-down", {"words": "Too small."}, "“Fens Care” was not selected. Too small."),
        ("sent", "withdraw", {"words": "They asked us to"}, "The programme team withdrew “Fens Care” for you: They asked us to."),
    ],
)
def test_what_the_team_does_is_told_to_the_applicants_alone(
    put, closed_for_decisions, tess, abe, other_applicant, state, move, asked, words
):
    expression = put(state)
    closed_for_decisions()
    Mail.objects.all().delete()
    make(expression, move, by=tess, **asked)
    (mail,) = Mail.objects.all()
    assert mail.to == abe
    assert mail.lines[0][0].startswith(words.rstrip("."))


def test_what_an_applicant_does_is_told_to_nobody(put, abe):
    expression = put("sent")
    Mail.objects.all().delete()
    make(expression, "withdraw", by=abe, words="We merge")
    assert not Mail.objects.exists()


def test_once_an_hour_the_team_is_told_what_was_sent_and_nobody_reads_yet(put, tess, abe):
    before = Change.objects.latest("pk").pk
    sent = put("sent")
    sentence = f"“Fens Care” by {sent.applicant} was sent. Please ask somebody to read it."
    assert expressions_sent(before, tess) == ("1 expression of interest to read", [(sentence, sent.get_absolute_url())])
    make(sent, "withdraw", by=abe, words="We merge")
    assert expressions_sent(before, tess)[1] == []


def test_who_is_asked_to_read_is_told(put, tess, tom):
    expression = put("sent")
    Mail.objects.all().delete()
    read_by(expression, tom, tess)
    (mail,) = Mail.objects.all()
    assert mail.to == tom
    assert mail.lines[0][0] == "Tess asks you to read “Fens Care” and to give your scores."


def test_it_is_sent_only_with_nothing_missing(expression, abe):
    with pytest.raises(Refused, match=r"It does not say the care model; .*; how it shows “Health”; how it shows “Quality” yet"):
        make(expression, "send", by=abe)


def test_a_late_one_says_why(put, closed_for_decisions, abe, expression, as_):
    write(expression, by=abe, made_from=expression.version, **answered(expression))
    closed_for_decisions()
    with pytest.raises(Refused, match="Say why this comes late"):
        make(expression, "send", by=abe)
    address = f"{expression.get_absolute_url()}send/"
    assert "Why does this come late?" in as_(abe).get(address).content.decode()
    answer = as_(abe).post(address, {"late_reason": "", "since": "2016-01-01T00:00:00Z"})
    assert "Enter why this comes late" in answer.content.decode()
    make(expression, "send", by=abe, late_reason="Snow", words="")
    assert fresh(expression).lateness(fresh(expression).sent_on).startswith("Sent")
    assert fresh(expression).late_reason == "Snow"


def test_nothing_is_decided_before_the_round_closes(put, tess):
    with pytest.raises(Refused, match=r"The round closes on .* Decide after that"):
        make(put("sent"), "select", by=tess, words="")
