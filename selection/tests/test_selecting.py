"""What is selected becomes a vanguard, with its number, partners, leads and requests, in one change; a batch is all or nothing."""

import re

import pytest
from django.urls import reverse

from history import clock
from history.models import Change
from pages.errors import Refused
from selection.actions import begin, write
from selection.deciding import Decided, decide
from selection.models import Applicant, Expression
from selection.moves import make
from selection.tests.conftest import answered, fresh
from selection.workflow import State
from support.models import SupportRequest
from vanguards.models import Organisation, Vanguard

pytestmark = pytest.mark.django_db


@pytest.fixture
def two(put, expression, closed_for_decisions, tess, abe, recording):
    """Fens Care and Dales Care, both sent; the round has closed."""
    put("sent")
    other = begin(expression.round, by=tess, name="Dales Care", applicant="Dales NHS Trust")
    write(other, by=tess, made_from=other.version, **answered(other, name="Dales Care", support_wanted=""))
    make(other, "send", by=tess)
    closed_for_decisions()
    return fresh(expression), fresh(other)


def test_it_becomes_a_vanguard_in_one_change(put, closed_for_decisions, tess, abe, neuro, recording):
    with recording():
        Organisation.objects.create(name="Fenland Clinical Commissioning Group", kind="CCG")
    expression = put("sent")
    closed_for_decisions()
    before = Change.objects.count()
    make(expression, "select", by=tess, words="Well done")
    vanguard = Vanguard.objects.get(pk=45)
    assert fresh(expression).vanguard == vanguard
    assert Change.objects.count() == before + 1
    assert (vanguard.name, vanguard.care_model.code, vanguard.cohort.name) == ("Fens Care", "ACC", "Rural care 2026")
    assert (vanguard.patient_population, vanguard.summary) == (120_000, "One team for each village.")
    partners = [(each.role, each.organisation and each.organisation.name, each.words) for each in vanguard.partnerships.order_by("pk")]
    assert partners == [
        ("lead", None, "Fenland NHS Trust"),
        ("partner", "Fenland Clinical Commissioning Group", ""),
        ("partner", None, "March Practice"),
    ]
    assert [(each.user, each.starts_on) for each in vanguard.memberships.all()] == [(abe, clock.today())]
    asked = SupportRequest.objects.filter(recipients__vanguard=vanguard).order_by("pk")
    assert [(each.title, each.state, each.raised_by) for each in asked] == [
        ("A model contract", "raised", tess),
        ("A workforce plan", "raised", tess),
    ]


def test_its_applicant_leads_it_from_then_on(put, as_, abe):
    put("selected")
    page = as_(type(abe).objects.get(pk=abe.pk)).get("/").content.decode()
    assert "Fens Care" in page
    assert as_(abe).get("/support/").status_code == 200


def test_a_number_is_never_used_again(put, closed_for_decisions, tess, neuro, recording):
    with recording():
        gone = Vanguard.objects.create(number=77, name="Gone", care_model=neuro.care_model, cohort=neuro.cohort)
    with recording():
        gone.delete()
    put("sent")
    closed_for_decisions()
    make(Expression.objects.get(), "select", by=tess, words="")
    assert Vanguard.objects.order_by("pk").last().pk == 78


def test_a_name_that_a_vanguard_has_is_refused(put, closed_for_decisions, tess, neuro, recording):
    put("sent")
    closed_for_decisions()
    with recording():
        neuro.name = "FENS  care"
        neuro.save()
    with pytest.raises(Refused, match="There is a vanguard of that name already"):
        make(Expression.objects.get(), "select", by=tess, words="")


def test_a_batch_is_decided_in_one_change(two, tess):
    fens, dales = two
    before = Change.objects.count()
    decide([Decided(fens, True, ""), Decided(dales, False, "Too small")], by=tess, since=clock.now())
    assert Change.objects.count() == before + 1
    assert fresh(fens).state == State.SELECTED
    assert (fresh(dales).state, fresh(dales).feedback) == (State.NOT_SELECTED, "Too small")
    assert str(fresh(fens).round.cohort.announced.first) == str(clock.today())


def test_a_batch_is_decided_wholly_or_not_at_all(two, tess, recording, neuro):
    fens, dales = two
    with recording():
        neuro.name = "Dales Care"
        neuro.save()
    moment, before = clock.now(), Change.objects.count()
    with pytest.raises(Refused, match=r"Dales Care: There is a vanguard of that name already. .* Nothing was decided"):
        decide([Decided(fens, False, "No"), Decided(dales, True, "")], by=tess, since=moment)
    assert (Change.objects.count(), Vanguard.objects.count()) == (before, 1)
    assert {fresh(each).state for each in two} == {State.SENT}


def test_what_changed_meanwhile_is_not_decided(two, tess, tom):
    fens, dales = two
    moment = clock.now()
    make(dales, "withdraw", by=tom, words="They asked us to")
    with pytest.raises(Refused, match="Dales Care: Tom changed it since you looked at it"):
        decide([Decided(fens, True, ""), Decided(dales, False, "No")], by=tess, since=moment)
    assert fresh(fens).state == State.SENT


def carried(page):
    """What a preview carries to the next step."""
    return {name: re.search(rf'name="{name}" value="([^"]+)"', page)[1] for name in ("since", "previewed")}


def test_only_what_the_preview_showed_is_decided(two, as_, tess, tom):
    fens, dales = two
    address = reverse("round_decide", args=[fens.round.cohort.code])
    typed = {f"decision_{each.pk}": "select" for each in two}
    shown = carried(as_(tess).post(address, typed).content.decode())
    other = as_(tess).post(address, {**typed, f"decision_{dales.pk}": "", **shown, "decide": "1"}).content.decode()
    assert "Something is different now from what the preview showed" in other
    make(dales, "turn-down", by=tom, words="Too small")  # so that the page has no field for it any more
    page = as_(tess).post(address, {**typed, **shown, "decide": "1"}).content.decode()
    assert "Something is different now from what the preview showed" in page
    assert fresh(fens).state == State.SENT
    assert as_(tess).post(address, {**typed, **carried(page), "decide": "1"}).status_code == 302
    assert fresh(fens).state == State.SELECTED


def test_a_round_is_announced_once_nothing_that_was_sent_is_left(two, tess):
    fens, dales = two
    make(fens, "send-back", by=tess, words="How many people?")
    make(dales, "turn-down", by=tess, words="Too small")
    assert fresh(fens).round.cohort.announced is None
    make(fens, "withdraw", by=tess, words="They asked us to")
    assert fresh(fens).round.cohort.announced is not None


def test_the_team_decides_on_one_page_with_a_preview(two, as_, tess):
    fens, dales = two
    address = reverse("round_decide", args=[fens.round.cohort.code])
    page = as_(tess).get(address).content.decode()
    assert "Fens Care, Fenland NHS Trust" in page
    typed = {f"decision_{fens.pk}": "select", f"decision_{dales.pk}": "turn-down", f"feedback_{dales.pk}": "Too small"}
    preview = as_(tess).post(address, typed).content.decode()
    assert "A new vanguard, with 3 partners, 1 lead and 2 support requests" in preview
    assert Vanguard.objects.count() == 0
    answer = as_(tess).post(address, {**typed, **carried(preview), "decide": "1"})
    assert answer.url == Change.objects.latest("pk").get_absolute_url()
    assert {fresh(each).state for each in two} == {State.SELECTED, State.NOT_SELECTED}


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({}, "Decide about at least one"),
        ({"decision": "turn-down"}, "Say what Fens Care should know"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(two, as_, tess, typed, words):
    fens, _ = two
    address = reverse("round_decide", args=[fens.round.cohort.code])
    page = as_(tess).post(address, {f"{name}_{fens.pk}": value for name, value in typed.items()}).content.decode()
    assert words in page
    assert fresh(fens).state == State.SENT


@pytest.mark.parametrize("method", ["get", "post"])
def test_only_the_team_decides(two, as_, sal, otto, abe, method):
    address = reverse("round_decide", args=[two[0].round.cohort.code])
    for person in (sal, otto, abe):
        typed = {f"decision_{two[0].pk}": "select", "decide": "1"}
        assert getattr(as_(person), method)(address, typed).status_code == 403
    assert fresh(two[0]).state == State.SENT


def test_the_numbers_of_a_round_add_up(two, as_, tess, abe, recording):
    fens, dales = two
    make(fens, "invite", by=tess, workshop="Leeds")
    make(fens, "select", by=tess, words="")
    make(dales, "withdraw", by=tess, words="They asked us to")
    from selection.queries import cohorts, funnels

    found = [cohort for cohort in cohorts(tess) if cohort.pk == fens.round.cohort_id]
    funnel = funnels(found, tess)[fens.round.cohort_id]
    assert [(step.words, step.count) for step in funnel.steps] == [
        ("Expressions of interest", 2),
        ("Invited to the workshop", 1),
        ("Selected", 1),
    ]
    assert [(step.words, step.count) for step in funnel.elsewhere if step.count] == [("Withdrawn", 1)]
    assert funnel.difference == ""
    for step in [*funnel.steps, *funnel.elsewhere]:
        listed = as_(tess).get(step.address).content.decode()
        counted = (
            f"{step.count} expression{'s' if step.count != 1 else ''} of interest" if step.count else "No expressions of interest match"
        )
        assert counted in listed


def test_an_applicant_who_wrote_two_leads_both(two, tess, abe, recording):
    fens, dales = two
    with recording():
        Applicant.objects.create(expression=dales, user=abe)
    decide([Decided(fens, True, ""), Decided(dales, True, "")], by=tess, since=clock.now())
    assert sorted(abe.memberships.values_list("vanguard__name", flat=True)) == ["Dales Care", "Fens Care"]
