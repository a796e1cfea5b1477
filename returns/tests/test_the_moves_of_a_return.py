"""Every state of a return × every move × every person, against the table as people read it; and who is told."""

from itertools import product

import pytest
from django.db import transaction

from history import clock
from history.models import Change
from mail.models import Mail
from moves.making import make_of_many
from pages.errors import Refused
from returns.actions import write
from returns.confidence import computed_for
from returns.models import Return, ReturnMove
from returns.moves import MOVES, make
from returns.notices import returns_sent
from returns.tests.conftest import WORDS, fresh
from returns.workflow import Move, State

pytestmark = pytest.mark.django_db

# Written by hand, not read from the code: from which states a move may be made, and by whom besides the team.
LEADS_TOO = {"start", "send", "correct"}
FROM = {
    "start": {"owed"},
    "send": {"started", "sent back"},
    "sign-off": {"sent"},
    "send-back": {"sent"},
    "chase": {"owed", "started", "sent back"},
    "correct": {"signed off"},
}
LEADS_TO = {"start": "started", "send": "sent", "sign-off": "signed off", "send-back": "sent back"}


@pytest.fixture
def cast(tess, sal, nora, otto, ada):
    return {"team": tess, "lead": sal, "another lead": nora, "back office": otto, "administrator": ada}


@pytest.mark.parametrize("state", State)
def test_each_person_makes_just_the_moves_of_the_table(cast, put, state):
    vanguard_return = put(state)
    for move, (person, by) in product(Move, cast.items()):
        who = person in ("team", "administrator") or (person == "lead" and move.value in LEADS_TOO)
        may = state.value in FROM[move.value] and who
        verdict, before = MOVES[move](by).may(fresh(vanguard_return)), Change.objects.count()
        assert bool(verdict) == may, (person, move, verdict.why)
        if not may:
            assert verdict.why.endswith(".")
            with pytest.raises(Refused):
                make(vanguard_return, move, by=by, words="So it is")
            assert (fresh(vanguard_return).state, Change.objects.count()) == (state, before), (person, move)
            continue
        with transaction.atomic():
            make(vanguard_return, move, by=by, words="So it is")
            assert fresh(vanguard_return).state == LEADS_TO.get(move.value, state)
            assert Change.objects.count() == before + 1
            made = ReturnMove.objects.latest("pk")
            assert (made.move, made.state_before, made.words, made.moved_by) == (move.value, state.value, "So it is", by)
            transaction.set_rollback(True)


def test_the_table_has_every_move_and_no_other():
    assert {rule.slug: {state.value for state in rule.states} for rule in MOVES.values()} == FROM


@pytest.mark.parametrize(
    ("state", "move", "words"),
    [
        ("owed", "chase", "The programme team asks for your return for 2025/26 Q4, which is due on"),
        ("sent", "send-back", "The programme team sent back your return for 2025/26 Q4. What was achieved: how many?"),
        ("sent", "sign-off", "The programme team signed off your return for 2025/26 Q4."),
        ("signed off", "correct", "The programme team began a correction of your return for 2025/26 Q4."),
    ],
)
def test_what_the_team_does_is_told_to_the_leads_of_the_vanguard_alone(put, tess, sal, nora, state, move, words):
    vanguard_return = put(state)
    Mail.objects.all().delete()
    make(vanguard_return, move, by=tess, words="What was achieved: how many?")
    (mail,) = Mail.objects.all()
    assert mail.to == sal
    assert words in mail.lines[0][0]


def test_what_a_lead_does_is_told_to_nobody(put, sal):
    started = put("started")
    Mail.objects.all().delete()
    make(started, "send", by=sal)
    assert not Mail.objects.exists()


def test_it_is_sent_back_with_a_reason_beside_at_least_one_section(as_, put, tess):
    sent, client = put("sent"), as_(tess)
    address = f"{sent.get_absolute_url()}send-back/"
    since = client.get(address).context["form"]["since"].value()
    refused = client.post(address, {"since": since, "achieved": "", "next": ""}).content.decode()
    assert "Write beside at least one section what is missing or wrong" in refused
    assert fresh(sent).state == "sent"
    assert client.post(address, {"since": since, "achieved": "How many rotas?"}).status_code == 302
    assert fresh(sent).state == "sent back"
    assert ReturnMove.objects.latest("pk").words.endswith(": How many rotas?")


def test_once_an_hour_the_team_is_told_what_was_sent_as_long_as_it_waits(put, tess, sal):
    before = Change.objects.latest("pk").pk
    sent = put("sent")
    sentence = f"Sal sent {fresh(sent).in_a_sentence}. Please sign it off or send it back."
    assert returns_sent(before, tess) == ("1 return to sign off", [(sentence, sent.get_absolute_url())])
    assert returns_sent(Change.objects.latest("pk").pk, tess)[1] == []
    make(sent, Move.SIGN_OFF, by=tess, words="")
    assert returns_sent(before, tess)[1] == []


def test_before_the_period_opens_it_is_not_started_and_nobody_is_chased(put, tess, sal, period, recording):
    with recording():
        period.opens_on = period.due_on
        period.save()
    owed = put("owed")
    for move, by in (("start", sal), ("chase", tess)):
        with pytest.raises(Refused, match=r"2025/26 Q4 opens on"):
            make(owed, move, by=by)


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ({"confidence": ""}, "It does not say your confidence yet."),
        ({"achieved": "", "next_steps": ""}, "It does not say what was achieved or what is next yet."),
        ({"confidence": "green"}, None),
    ],
)
def test_it_is_sent_only_with_nothing_missing(put, sal, words, why):
    started = put("started", **words)
    if why is None:
        assert make(started, "send", by=sal).state == State.SENT
    else:
        with pytest.raises(Refused, match=why):
            make(started, "send", by=sal)


def test_to_declare_better_than_the_record_asks_for_a_reason(put, sal, ask, salford, tess):
    for number in range(2):
        ask(f"Late {number}", salford, state="accepted", owner=tess, target_on=clock.today().replace(year=2025))
    started = put("started", confidence="green")
    with pytest.raises(Refused, match="You declare green, but the record says amber"):
        make(started, "send", by=sal)


def test_with_a_reason_it_is_sent_and_keeps_what_the_record_said_then(put, ask, salford, tess):
    for number in range(2):
        ask(f"Late {number}", salford, state="accepted", owner=tess, target_on=clock.today().replace(year=2025))
    sent = put("sent", confidence="green", confidence_reason="They are done but for a signature.")
    assert (sent.confidence, sent.computed_then, sent.is_better_than_the_record) == ("green", "amber", True)


def test_a_correction_is_another_edition_and_both_are_kept(put, sal, tess):
    signed = put("signed off")
    make(signed, "correct", by=sal, words="A number was wrong")
    first, second = Return.objects.filter(vanguard=38).order_by("edition")
    assert (first.state, first.achieved) == ("signed off", "The first rota runs.")
    assert (second.state, second.edition, second.replaces, second.achieved) == ("started", 2, first, "The first rota runs.")
    assert list(Return.objects.latest_editions().filter(vanguard=38)) == [second]
    with pytest.raises(Refused, match="A correction of it has been started already"):
        make(first, "correct", by=tess, words="Again")


def test_the_record_is_read_once_however_many_are_signed_off(put, period, sal, nora, tess, monkeypatch):
    put("sent")
    of_neuro = make(period.returns.get(vanguard=44), "start", by=nora)
    write(of_neuro, by=nora, made_from=None, words=WORDS)
    make(of_neuro, "send", by=nora)
    asked = []
    monkeypatch.setattr("returns.moves.computed_for", lambda numbers: asked.append(list(numbers)) or computed_for(numbers))
    assert make_of_many(MOVES["sign-off"](tess), list(Return.objects.values_list("pk", flat=True))).moved == 2
    assert asked == [[38, 44]]
    assert set(Return.objects.values_list("computed_then", flat=True)) == {"green"}
