"""Every state of an instalment × every move × every person; a payment whose condition is not met is refused, or the condition is waived."""

from datetime import date, timedelta
from decimal import Decimal
from itertools import product

import pytest
from django.db import transaction
from django.urls import reverse

from fund.actions import ask_for
from fund.models import FundingMove, Instalment
from fund.moves import MOVES_OF_INSTALMENTS, make, make_of_instalment
from fund.tests.conftest import YEAR, plan
from fund.workflow import InstalmentMove, InstalmentState
from history import clock
from history.models import Change
from mail.models import Mail
from milestones.moves import make as make_of_commitment
from pages.errors import Refused
from pages.typed_dates import understand
from returns.actions import open_period, write
from returns.moves import make as make_of_return
from support.moves import make as make_of_request

pytestmark = pytest.mark.django_db

# Written by hand, of an instalment whose condition is not met: from which states a move may be made, and by whom.
FROM = {"pay": set(), "waive": {"planned"}, "cancel": {"planned"}, "take-back": {"paid"}}
OF_ADMINISTRATORS = {"waive"}
LEADS_TO = {"cancel": "cancelled", "take-back": "planned"}
NOW = {"paid_on": date(2026, 1, 5), "words": "So it is"}


def answers(move):
    return NOW if move == "pay" else {"words": "So it is"}


@pytest.fixture
def cast(tess, sal, nora, otto, ada):
    return {"team": tess, "lead": sal, "another lead": nora, "back office": otto, "administrator": ada}


def now(instalment):
    return Instalment.objects.with_condition().get(pk=instalment.pk)


@pytest.mark.parametrize("state", InstalmentState)
def test_each_person_makes_just_the_moves_of_the_table(cast, instalment, state):
    one = instalment(state)
    for move, (person, by) in product(InstalmentMove, cast.items()):
        may = state.value in FROM[move.value] and (person == "administrator" or (person == "team" and move.value not in OF_ADMINISTRATORS))
        before = Change.objects.count()
        if not may:
            with pytest.raises(Refused):
                make_of_instalment(one, move, by=by, **answers(move.value))
            assert (now(one).state, Change.objects.count()) == (state, before), (person, move)
            continue
        with transaction.atomic():
            make_of_instalment(one, move, by=by, **answers(move.value))
            assert now(one).state == LEADS_TO.get(move.value, state)
            assert Change.objects.count() == before + 1
            made = FundingMove.objects.latest("pk")
            said = (made.instalment, made.move, made.state_before, made.words, made.amount)
            assert said == (one, move.value, state.value, "So it is", one.amount)
            transaction.set_rollback(True)


def test_the_table_has_every_move_and_no_other():
    states = {rule.slug: {state.value for state in rule.states} for rule in MOVES_OF_INSTALMENTS.values()}
    assert states == FROM | {"pay": {"planned"}}


def test_without_a_condition_it_is_paid(instalment, tess, sal, nora):
    one = instalment("planned", condition="none")
    Mail.objects.all().delete()
    paid = make_of_instalment(one, "pay", by=tess, **NOW)
    assert (paid.state, paid.paid_on) == ("paid", date(2026, 1, 5))
    (mail,) = Mail.objects.all()
    assert mail.to == sal
    assert mail.lines[0][0] == "The programme team paid £500,000 to 38 Salford and Wigan Foundation Chain for 2025/26. So it is."


def test_it_waits_until_the_milestone_is_reached(instalment, milestone, tess, sal):
    one = instalment("planned")
    with pytest.raises(
        Refused, match=r"It cannot be paid yet: it waits until “Common operating model” is reached. It is expected March 2030."
    ):
        make_of_instalment(one, "pay", by=tess, **NOW)
    make_of_commitment(milestone, "reached", by=sal, words="Done", reached=understand("5 January 2026"), link="")
    assert make_of_instalment(one, "pay", by=tess, **NOW).state == "paid"


def test_it_waits_until_the_return_is_signed_off(approved, salford, tess, sal):
    days = dict.fromkeys(("starts_on", "ends_on", "opens_on", "due_on", "closes_on"), clock.today())
    period = open_period(by=tess, name="2025/26 Q3", **days)
    one = plan(approved, tess, condition="return", awaited=period)
    with pytest.raises(Refused, match=r"yet: it waits until the return for 2025/26 Q3 is signed off. The return is not started."):
        make_of_instalment(one, "pay", by=tess, **NOW)
    made = make_of_return(period.returns.get(vanguard=38), "start", by=sal)
    write(made, by=sal, made_from=None, words={"confidence": "amber", "confidence_reason": "", "achieved": "All", "next_steps": "More"})
    make_of_return(made, "send", by=sal)
    with pytest.raises(Refused, match=r"The return is sent."):
        make_of_instalment(one, "pay", by=tess, **NOW)
    make_of_return(made, "sign-off", by=tess, words="")
    assert make_of_instalment(one, "pay", by=tess, **NOW).state == "paid"


def test_it_waits_until_the_request_is_delivered_to_this_vanguard_and_not_disputed(approved, ask, salford, neuro, tess, sal):
    request = ask("Rotas", salford, neuro, state="in progress", owner=tess)
    one = plan(approved, tess, condition="request", awaited=request)
    with pytest.raises(Refused, match=r"is delivered. For this vanguard it is not delivered yet."):
        make_of_instalment(one, "pay", by=tess, **NOW)
    make_of_request(request, "deliver", by=tess, words="Here it is")
    make_of_request(request, "dispute", by=sal, vanguard=38, words="Half of it is missing")
    with pytest.raises(Refused, match=r"For this vanguard it is disputed."):
        make_of_instalment(one, "pay", by=tess, **NOW)
    make_of_request(request, "take-back-a-dispute", by=sal, vanguard=38, words="Found it")
    assert make_of_instalment(one, "pay", by=tess, **NOW).state == "paid"


def test_an_administrator_waives_the_condition_and_says_why(as_, instalment, ada, tess, sal):
    one = instalment("planned")
    make_of_instalment(one, "waive", by=ada, words="The ward opens without it")
    assert now(one).is_met
    page = as_(sal).get(one.get_absolute_url()).content.decode()
    assert "Ada waived it on" in page
    assert "The ward opens without it" in page
    with pytest.raises(Refused, match=r"Its condition is waived already."):
        make_of_instalment(one, "waive", by=ada, words="Again")
    assert make_of_instalment(one, "pay", by=tess, **NOW).state == "paid"


@pytest.mark.parametrize(
    ("condition", "why"), [("none", "It has no condition."), ("commitment", "Its condition is met, so there is nothing")]
)
def test_what_is_met_is_not_waived(instalment, milestone, ada, sal, condition, why):
    one = instalment("planned", condition=condition)
    make_of_commitment(milestone, "reached", by=sal, words="Done", reached=understand("5 January 2026"), link="")
    with pytest.raises(Refused, match=why):
        make_of_instalment(one, "waive", by=ada, words="Needed")


def test_what_was_paid_of_a_closed_line_is_not_taken_back(instalment, approved, tess):
    one = instalment("paid")
    make(approved, "close", by=tess, words="")
    with pytest.raises(Refused, match=r"The line is closed. Open it again first."):
        make_of_instalment(one, "take-back", by=tess, words="Wrong account")


def test_the_page_says_what_it_waits_for_with_a_link_and_refuses_what_is_sent_all_the_same(as_, instalment, milestone, tess):
    one = instalment("planned")
    address, before = reverse("instalment_move", args=["transformation", YEAR, 38, 1, "pay"]), Change.objects.count()
    for answer in (as_(tess).get(address), as_(tess).post(address, {"paid_on": "5 January 2026", "since": clock.now().isoformat()})):
        page = answer.content.decode()
        assert "It cannot be paid yet: it waits until “Common operating model” is reached." in page
        assert f'href="{milestone.get_absolute_url()}"' in page
    assert (now(one).state, Change.objects.count()) == ("planned", before)


def test_nobody_pays_before_the_day_it_is_paid(as_, instalment, tess):
    one = instalment("planned", condition="none")
    address = reverse("instalment_move", args=["transformation", YEAR, 38, 1, "pay"])
    sent = {"paid_on": "1 January 2040", "since": clock.now().isoformat()}
    assert "it is not paid before then" in as_(tess).post(address, sent).content.decode()
    assert now(one).state == "planned"


@pytest.fixture
def two_lines(fund, approved, neuro, nora, tess, milestone):
    """Salford has an instalment that is due, one that waits, and one for later; the Neuro Network one that is due."""
    other = ask_for(by=nora, fund=fund, vanguard=neuro, year=YEAR, amount=Decimal(400_000), purpose="Video clinics")
    other = make(other, "approve", by=tess, amount=Decimal(400_000), words="")
    plan(approved, tess, 200_000)
    plan(approved, tess, 300_000, "commitment", milestone)
    make(
        approved,
        "plan",
        by=tess,
        amount=Decimal(100_000),
        due_on=clock.today() + timedelta(days=30),
        condition="none",
        awaited=None,
        words="",
    )
    plan(other, tess, 400_000)
    return approved, other


def states():
    return list(Instalment.objects.order_by("line__vanguard", "number").values_list("line__vanguard", "number", "state"))


def test_what_is_due_of_many_lines_is_paid_in_one_change_and_what_waits_is_said(as_, tess, two_lines):
    client, chosen = as_(tess), [line.pk for line in two_lines]
    choose = client.get(reverse("funding_many"), {"chosen": chosen}).content.decode()
    assert "Pay these instalments" in choose
    address, before = reverse("funding_many_do", args=["pay"]), Change.objects.count()
    asked = {"chosen": chosen, "preview": 1, "to-paid_on": clock.today().isoformat()}
    led_to = client.get(address, asked)
    preview = client.get(led_to["Location"]).content.decode()
    assert "2 of 3 instalments will change." in preview
    assert "Salford and Wigan Foundation Chain: 2025/26, instalment 1 of £200,000" in preview
    assert "£100,000" not in preview, "what is planned for later is no part of it"
    assert Change.objects.count() == before
    done = client.post(led_to["Location"], {"words": "The March run"})
    assert "Common operating model" in done.content.decode(), "what waits is said, and for what"
    assert Change.objects.count() == before + 1
    assert states() == [(38, 1, "paid"), (38, 2, "planned"), (38, 3, "planned"), (44, 1, "paid")]


def test_where_nothing_is_due_that_is_said(as_, tess, approved):
    answer = as_(tess).get(
        reverse("funding_many_do", args=["pay"]), {"chosen": approved.pk, "preview": 1, "to-paid_on": "2026-01-05"}, follow=True
    )
    assert answer.status_code == 400
    assert "No instalment of these lines is due." in answer.content.decode()


@pytest.mark.parametrize("method", ["get", "post"])
def test_only_the_team_pays_many(as_, sal, otto, two_lines, method):
    for person in (sal, otto):
        address = f"{reverse('funding_many_do', args=['pay'])}?chosen={two_lines[0].pk}&preview=1&to-paid_on=2026-01-05"
        assert getattr(as_(person), method)(address, {"words": "Now"} if method == "post" else {}).status_code == 403
    assert {state for _, _, state in states()} == {"planned"}
