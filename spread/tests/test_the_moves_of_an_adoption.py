"""Every state of an adoption × every move × every person; every stage × every step; and who is told."""

from datetime import date

import pytest

from history.models import Change
from mail.models import Mail
from pages.errors import Refused
from pages.typed_dates import understand
from spread.models import AdoptionMove
from spread.moves import MOVES_OF_ADOPTIONS, make_of_adoption
from spread.tests.conftest import fresh
from spread.workflow import AdoptionStep, Stage, State

pytestmark = pytest.mark.django_db

# Written by hand, not read from the code.
OPEN = {"to check", "sent back", "checked"}
FROM = {
    **dict.fromkeys(["try", "adopt", "adapt", "drop", "helped", "correct", "withdraw"], OPEN),
    "check": {"to check"},
    "send-back": {"to check", "checked"},
}
LEADS_FROM = {name: states for name, states in FROM.items() if name not in ("check", "send-back")} | {"correct": {"to check", "sent back"}}
LEADS_TO = {"check": "checked", "send-back": "sent back", "withdraw": "withdrawn"}
STAGES = {
    "try": {"looking", "dropped"},
    "adopt": {"looking", "trying", "dropped"},
    "adapt": {"looking", "trying", "adopted", "dropped"},
    "drop": {"looking", "trying", "adopted", "adapted"},
}
STAGE_AFTER = {"try": "trying", "adopt": "adopted", "adapt": "adapted", "drop": "dropped"}
LATER = {"from_when": understand("March 2016")}
ASKED = {
    "try": LATER,
    "adopt": LATER,
    "adapt": {**LATER, "changed": "The hours"},
    "drop": LATER,
    "helped": {"helped": "partly"},
    "correct": {**LATER, "stage": "trying", "use": "Nights", "changed": "", "taken_from": None},
}


@pytest.fixture
def cast(tess, nora, sal, otto, ada):
    return {"team": tess, "lead": nora, "lead of its makers": sal, "back office": otto, "administrator": ada}


def make(adoption, move, by):
    return make_of_adoption(adoption, move, by=by, words="So it is", **ASKED.get(move, {}))


@pytest.mark.parametrize("move", AdoptionStep)
@pytest.mark.parametrize("state", State)
def test_each_person_makes_just_the_moves_of_the_table(cast, put_adoption, state, move):
    adoption, who_may = put_adoption(state, "dropped" if move == "try" else "trying"), []
    before = Change.objects.count()
    for person, by in cast.items():
        allowed = FROM if person in ("team", "administrator") else LEADS_FROM if person == "lead" else {}
        may = state.value in allowed.get(move.value, ())
        verdict = MOVES_OF_ADOPTIONS[move](by).may(adoption)
        assert bool(verdict) == may, (person, verdict.why)
        if may:
            who_may.append(by)
            continue
        assert verdict.why.endswith(".")
        with pytest.raises(Refused):
            make(adoption, move, by)
        assert (fresh(adoption).state, Change.objects.count()) == (state, before)
    if not who_may:
        return
    by = who_may[len(who_may) // 2]  # the lead, where they may
    make(adoption, move, by)
    assert fresh(adoption).state == ("to check" if (move, state) == ("correct", "sent back") else LEADS_TO.get(move.value, state))
    made = AdoptionMove.objects.latest("pk")
    assert (made.move, made.state_before, made.words, made.moved_by) == (move.value, state.value, "So it is", by)
    assert Change.objects.count() == before + 1


def test_the_table_has_every_move_and_no_other():
    assert {rule.slug: {state.value for state in rule.states} for rule in MOVES_OF_ADOPTIONS.values()} == FROM


@pytest.mark.parametrize("address", ["/products/adoptions/many/correct/", "/products/adoptions/many/try/", "/products/many/correct/"])
def test_what_is_made_of_one_alone_has_no_page_for_many(as_, tess, adopt, address):
    adopt()
    client = as_(tess)
    for answer in (client.get(address, {"all": "1"}), client.get(address, {"all": "1", "preview": "1"}), client.post(address)):
        assert answer.status_code == 404


@pytest.mark.parametrize("move", STAGES)
@pytest.mark.parametrize("stage", Stage)
def test_a_site_goes_from_stage_to_stage_as_the_table_says(adopt, nora, stage, move):
    adoption = adopt(stage)
    if stage.value not in STAGES[move]:
        with pytest.raises(Refused, match=f"This site stands at “{stage.label.lower()}” with it already"):
            make(adoption, move, nora)
        return
    make(adoption, move, nora)
    moved = fresh(adoption)
    assert (moved.stage, str(moved.since), moved.use) == (STAGE_AFTER[move], "March 2016", "So it is")
    first = date(2016, 1, 4) if stage in ("trying", "adopted", "adapted") else date(2016, 3, 1) if move != "drop" else None
    assert moved.used_on == first
    adopted = date(2016, 1, 4) if stage in ("adopted", "adapted") else date(2016, 3, 1) if move in ("adopt", "adapt") else None
    assert moved.adopted_on == adopted


def test_whether_it_helped_is_said_once_it_was_tried(adopt, nora):
    looking = adopt("looking")
    with pytest.raises(Refused, match="This site has not tried it yet"):
        make(looking, "helped", nora)
    make(looking, "try", nora)
    assert make(looking, "helped", nora).helped == "partly"


@pytest.mark.parametrize(
    ("move", "words"),
    [
        ("send-back", "The programme team sent back “The Neuro Network: Shared rota”. So it is."),
        ("withdraw", "The programme team withdrew “The Neuro Network: Shared rota”. So it is."),
        ("correct", "The programme team corrected “The Neuro Network: Shared rota”. So it is."),
    ],
)
def test_what_the_team_does_is_told_to_the_leads_of_the_site_alone(put_adoption, tess, nora, move, words):
    adoption = put_adoption("to check", "trying")
    Mail.objects.all().delete()
    make(adoption, move, tess)
    (mail,) = Mail.objects.all()
    assert (mail.to, mail.lines[0][0]) == (nora, words)


def test_the_makers_are_told_too_once_it_is_checked_and_read_no_words_between_the_team_and_the_site(put_adoption, tess, nora, sal):
    adoption = put_adoption("to check", "trying")
    Mail.objects.all().delete()
    make(adoption, "check", tess)
    told = {mail.to: mail.lines[0][0] for mail in Mail.objects.all()}
    assert told == {
        nora: "The programme team checked “The Neuro Network: Shared rota”, so everybody can see it now. So it is.",
        sal: "44 The Neuro Network has “Shared rota”: trying it.",
    }


@pytest.mark.parametrize(
    ("stage", "after"),
    [("adopted", (date(2016, 3, 1), date(2016, 3, 1))), ("trying", (date(2016, 3, 1), None)), ("looking", (None, None))],
)
def test_a_corrected_day_or_stage_leaves_no_day_that_followed_from_the_wrong_one(adopt, nora, stage, after):
    adoption = adopt("adopted")
    corrected = {**ASKED["correct"], "stage": stage}
    moved = make_of_adoption(adoption, "correct", by=nora, words="", **corrected)
    assert (moved.used_on, moved.adopted_on) == after
