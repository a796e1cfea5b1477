"""Every state of a benefit × every move × every person, against the table as people read it; and who is told."""

from decimal import Decimal

import pytest

from history.models import Change
from mail.models import Mail
from pages.errors import Refused
from spread.benefit_workflow import BenefitState, BenefitStep
from spread.models import Benefit, BenefitMove, Measure
from spread.moves import MOVES_OF_BENEFITS, make_of_benefit

pytestmark = pytest.mark.django_db

# Written by hand, not read from the code.
OPEN = {"proposed", "sent back", "agreed"}
FROM = {"agree": {"proposed"}, "send-back": {"proposed"}, "correct": OPEN, "end": OPEN}
LEADS_FROM = {"correct": {"proposed", "sent back"}, "end": OPEN}
LEADS_TO = {"agree": "agreed", "send-back": "sent back", "end": "ended"}
BEFORE = {"proposed": (), "sent back": ("send-back",), "agreed": ("agree",), "ended": ("end",)}
CORRECTED = {"we_do": "Rounds at eight", "changes": "Plans", "is_better": "Stays", "baseline_source": "", "baseline": None, "target": None}
ASKED = {"correct": {**CORRECTED, "baseline_date": None, "target_date": None}}


@pytest.fixture
def cast(tess, sal, nora, otto, ada):
    return {"team": tess, "lead": sal, "another lead": nora, "back office": otto, "administrator": ada}


def make(benefit, move, by):
    return make_of_benefit(benefit, move, by=by, words="So it is", **ASKED.get(move, {}))


@pytest.mark.parametrize("move", BenefitStep)
@pytest.mark.parametrize("state", BenefitState)
def test_each_person_makes_just_the_moves_of_the_table(cast, benefit, tess, state, move):
    for each in BEFORE[state]:
        make(benefit, each, tess)
    before, who_may = Change.objects.count(), []
    for person, by in cast.items():
        allowed = FROM if person in ("team", "administrator") else LEADS_FROM if person == "lead" else {}
        may = state.value in allowed.get(move.value, ())
        verdict = MOVES_OF_BENEFITS[move](by).may(Benefit.objects.for_page().get())
        assert bool(verdict) == may, (person, verdict.why)
        if may:
            who_may.append(by)
            continue
        assert verdict.why.endswith(".")
        with pytest.raises(Refused):
            make(benefit, move, by)
        assert (Benefit.objects.get().state, Change.objects.count()) == (state, before)
    if not who_may:
        return
    by = who_may[len(who_may) // 2]  # the lead, where they may
    make(benefit, move, by)
    assert Benefit.objects.get().state == ("proposed" if (move, state) == ("correct", "sent back") else LEADS_TO.get(move.value, state))
    made = BenefitMove.objects.latest("pk")
    assert (made.move, made.state_before, made.words, made.moved_by) == (move.value, state.value, "So it is", by)
    assert Change.objects.count() == before + 1


def test_the_table_has_every_move_and_no_other():
    assert {rule.slug: {state.value for state in rule.states} for rule in MOVES_OF_BENEFITS.values()} == FROM


def test_once_it_is_agreed_everybody_can_choose_its_measure_and_nobody_else_sees_its_values(as_, benefit, tess, sal, nora):
    client = as_(nora)
    measure = Measure.objects.get().get_absolute_url()
    assert client.get(measure).status_code == 404
    Mail.objects.all().delete()
    make(benefit, "agree", tess)
    (mail,) = Mail.objects.all()
    assert (mail.to, mail.lines[0][0]) == (sal, f"The programme team agreed “{benefit}”. So it is.")
    page = client.get(measure).content.decode()
    assert "Length of stay" in page
    assert "None that you can see." in page
    assert "Salford" not in page
    assert client.get(benefit.get_absolute_url()).status_code == 404
    assert client.get("/benefits/").context["rows"] == []


def test_a_benefit_is_corrected_on_a_form_that_holds_what_stands(as_, sal, benefit):
    address = f"{benefit.get_absolute_url()}correct/"
    form = as_(sal).get(address).context["form"]
    typed = {name: form[name].value() or "" for name in form.fields}
    assert [typed[name] for name in ("we_do", "baseline", "baseline_date", "target", "target_date")] == [
        "Rounds at eight",
        "12",
        "2014/15",
        "9",
        "March 2017",
    ]
    assert as_(sal).post(address, typed | {"target": "8.5"}).status_code == 302
    now = Benefit.objects.get(pk=benefit.pk)
    assert (now.target, now.baseline, now.we_do) == (Decimal("8.5"), 12, "Rounds at eight")
    assert (str(now.baseline_date), str(now.target_date)) == ("2014/15", "March 2017")
