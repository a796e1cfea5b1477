"""Every state of a product × every move × every person, against the table as people read it; and who is told."""

import pytest

from history.models import Change
from mail.models import Mail
from moves.making import make_of_many
from pages.errors import Refused
from spread.models import ProductMove
from spread.moves import MOVES_OF_PRODUCTS, make_of_product
from spread.tests.conftest import WORDS, fresh
from spread.workflow import ProductStep, State

pytestmark = pytest.mark.django_db

# Written by hand, not read from the code: from which states a move may be made, and by whom besides the team.
OPEN = {"to check", "sent back", "checked"}
FROM = {"check": {"to check"}, "send-back": {"to check"}, "correct": OPEN, "mature": OPEN, "withdraw": OPEN}
LEADS_FROM = {"correct": {"to check", "sent back"}, "mature": OPEN, "withdraw": OPEN}
LEADS_TO = {"check": "checked", "send-back": "sent back", "withdraw": "withdrawn"}
ASKED = {
    "correct": {"name": "Another name", "kind": "toolkit", "summary": "More.", "licence": "Free"},
    "mature": {"maturity": "evaluated"},
}


@pytest.fixture
def cast(tess, sal, nora, otto, ada):
    return {"team": tess, "lead": sal, "another lead": nora, "back office": otto, "administrator": ada}


@pytest.mark.parametrize("move", ProductStep)
@pytest.mark.parametrize("state", State)
def test_each_person_makes_just_the_moves_of_the_table(cast, put_product, state, move):
    product, who_may = put_product(state), []
    before = Change.objects.count()
    for person, by in cast.items():
        allowed = FROM if person in ("team", "administrator") else LEADS_FROM if person == "lead" else {}
        may = state.value in allowed.get(move.value, ())
        verdict = MOVES_OF_PRODUCTS[move](by).may(product)
        assert bool(verdict) == may, (person, verdict.why)
        if may:
            who_may.append(by)
            continue
        assert verdict.why.endswith(".")
        with pytest.raises(Refused):
            make_of_product(product, move, by=by, words="So it is", **ASKED.get(move, {}))
        assert (fresh(product).state, Change.objects.count()) == (state, before)
    if not who_may:
        return
    by = who_may[len(who_may) // 2]  # the lead, where they may
    make_of_product(product, move, by=by, words="So it is", **ASKED.get(move, {}))
    after = "to check" if (move, state) == ("correct", "sent back") else LEADS_TO.get(move.value, state)
    assert (fresh(product).state, fresh(product).is_public) == (after, state == "checked" or move == "check")
    made = ProductMove.objects.latest("pk")
    assert (made.move, made.state_before, made.words, made.moved_by) == (move.value, state.value, "So it is", by)
    assert Change.objects.count() == before + 1


def test_the_table_has_every_move_and_no_other():
    assert {rule.slug: {state.value for state in rule.states} for rule in MOVES_OF_PRODUCTS.values()} == FROM


@pytest.mark.parametrize(
    ("move", "words"),
    [
        ("check", "The programme team checked “Shared rota”, so everybody can see it now. So it is."),
        ("send-back", "The programme team sent back “Shared rota”. So it is."),
        ("withdraw", "The programme team withdrew “Shared rota”. So it is."),
        ("correct", "The programme team corrected “Another name”. So it is."),
    ],
)
def test_what_the_team_does_is_told_to_the_leads_of_its_makers_alone(offered, tess, sal, move, words):
    Mail.objects.all().delete()
    make_of_product(offered, move, by=tess, words="So it is", **ASKED.get(move, {}))
    (mail,) = Mail.objects.all()
    assert (mail.to, mail.lines[0][0]) == (sal, words)


def test_what_a_lead_does_waits_on_the_home_of_the_team_and_is_mailed_to_nobody(as_, tess, offered):
    assert not Mail.objects.exists()
    page = as_(tess).get("/").content.decode()
    assert "1 product\n  to check" in page or "1 product to check" in " ".join(page.split())


def test_a_product_is_corrected_on_a_form_that_holds_what_stands_and_replaces_nothing_unseen(as_, sal, tess, offered):
    address = f"{offered.get_absolute_url()}correct/"
    form = as_(sal).get(address).context["form"]
    assert [form.fields[name].initial for name in ("name", "kind", "summary")] == [WORDS[name] for name in ("name", "kind", "summary")]
    typed = {**ASKED["correct"], "since": form["since"].value(), "words": ""}
    make_of_product(offered, "mature", by=tess, maturity="idea", words="Not tried yet")
    refused = as_(sal).post(address, typed)
    assert "Tess changed it since you looked at it." in refused.content.decode()
    assert fresh(offered).name == WORDS["name"]
    again = {**typed, "since": refused.context["form"]["since"].value()}
    assert as_(sal).post(address, again).status_code == 302
    assert (fresh(offered).name, fresh(offered).licence, fresh(offered).maturity) == ("Another name", "Free", "idea")


def test_many_are_checked_in_one_change(as_, tess, offered, sal, salford):
    from spread.actions import offer_product

    another = offer_product(by=sal, vanguards=[salford], **{**WORDS, "name": "Second"})
    before = Change.objects.count()
    assert make_of_many(MOVES_OF_PRODUCTS["check"](tess), [offered.pk, another.pk]).moved == 2
    assert Change.objects.count() == before + 1
    assert fresh(another).is_public
