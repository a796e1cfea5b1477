"""Somebody applies: with an account that sees only their own expression of interest, or on paper, entered by the team."""

import pytest
from django.urls import reverse

from history.models import Change
from mail.models import Mail
from pages.errors import Refused
from people.models import Invitation, User
from selection.actions import Clashed, write
from selection.models import Expression
from selection.tests.conftest import WORDS, answered, fresh
from vanguards.models import Cohort

pytestmark = pytest.mark.django_db
INVITED = {
    "person": "Cara",
    "email": "Cara@example.com",
    "name": "Peak Care",
    "applicant": "Peak NHS Trust",
    "reason": "They wrote to us",
}


def test_the_back_office_invites_an_applicant(as_, otto, round_):
    answer = as_(otto).post(reverse("applicant_invite", args=[round_.cohort.code]), INVITED)
    assert answer.url == round_.get_absolute_url()
    cara = User.objects.get(email="cara@example.com")
    expression = Expression.objects.get()
    assert [each.user for each in expression.applicants.all()] == [cara]
    assert Invitation.objects.get().person == cara
    assert "You write the expression of interest “Peak Care” there." in Mail.objects.get(to=cara).words
    assert not cara.has_a_role


def test_somebody_with_an_account_keeps_it(as_, otto, sal, round_):
    as_(otto).post(reverse("applicant_invite", args=[round_.cohort.code]), {**INVITED, "email": sal.email})
    assert Expression.objects.get().applicants.get().user == sal
    assert not Invitation.objects.exists()
    assert "You write “Peak Care”." in Mail.objects.get(to=sal).words
    assert as_(User.objects.get(pk=sal.pk)).get(Expression.objects.get().get_absolute_url()).status_code == 200


@pytest.mark.parametrize("method", ["get", "post"])
def test_only_the_back_office_invites(as_, tess, sal, round_, method):
    for person in (tess, sal):
        assert getattr(as_(person), method)(reverse("applicant_invite", args=[round_.cohort.code]), INVITED).status_code == 403
    assert not Expression.objects.exists()


def test_an_applicant_sees_nothing_but_their_own(as_, abe, expression, other_applicant, ask, salford):
    theirs = Expression.objects.get(name="Wolds Care")
    home = as_(abe).get("/").content.decode()
    assert "Fens Care" in home
    assert "Wolds Care" not in home
    for address in (
        "/vanguards/", "/vanguards/38/", "/support/", "/changes/", "/programme/", "/milestones/", "/returns/", "/search/?q=Wolds",
        reverse("expression_list"), reverse("expression_export"), reverse("expression_new", args=[expression.round.cohort.code]),
    ):  # fmt: skip
        assert as_(abe).get(address).status_code == 403, address
    for page in ("expression_detail", "expression_write"):
        assert as_(abe).get(reverse(page, args=[theirs.round.cohort.code, theirs.pk])).status_code == 404
        assert as_(abe).get(reverse(page, args=[expression.round.cohort.code, expression.pk])).status_code == 200
    for page in (reverse("round_list"), expression.round.get_absolute_url()):
        said = as_(abe).get(page).content.decode()
        assert "Wolds" not in said
        assert "Salford" not in said


def test_a_lead_who_does_not_apply_sees_the_round_and_no_expression(as_, sal, expression):
    assert as_(sal).get(expression.round.get_absolute_url()).status_code == 200
    assert as_(sal).get(expression.get_absolute_url()).status_code == 404
    assert "Fens" not in as_(sal).get(reverse("expression_list")).content.decode()
    assert "Fens" not in as_(sal).get("/changes/").content.decode()


def test_whoever_has_no_role_and_applies_for_nothing_sees_no_round(as_, newt, expression):
    for address in (reverse("round_list"), expression.round.get_absolute_url(), expression.get_absolute_url()):
        assert as_(newt).get(address).status_code == 403


def test_an_applicant_writes_and_what_is_missing_is_said(as_, abe, expression):
    page = as_(abe).get(expression.get_absolute_url()).content.decode()
    assert "Still missing" in page
    assert "How it shows “Quality”" in page
    address = reverse("expression_write", args=[expression.round.cohort.code, expression.pk])
    typed = {**WORDS, "care_model": "ACC", "population": "120,000", "made_from": expression.version}
    typed |= {f"answer_{criterion.pk}": "So we do." for criterion in expression.round.criteria.all()}
    assert as_(abe).post(address, typed).url == expression.get_absolute_url()
    written = fresh(expression)
    assert (written.population, written.partners, written.care_model.code) == (120_000, "Fenland CCG\nMarch Practice", "ACC")
    assert "Still missing" not in as_(abe).get(expression.get_absolute_url()).content.decode()


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"name": ""}, "Enter a name"),
        ({"population": "many"}, "Enter a number such as 250,000"),
        ({"population": "0"}, "Enter a number such as 250,000"),
        ({"partners": "x" * 201}, "is too long. Keep each line to 200 characters or fewer"),
        ({"care_model": "XYZ"}, "Select a valid choice"),
        ({"made_from": ""}, "Open this page again"),
    ],
)
def test_what_is_wrong_is_said_beside_it_and_nothing_is_lost(as_, abe, expression, typed, words):
    address = reverse("expression_write", args=[expression.round.cohort.code, expression.pk])
    given = {**WORDS, "care_model": "", "population": "", "made_from": expression.version, "vision": "Keep this", **typed}
    page = as_(abe).post(address, given).content.decode()
    assert words in page
    assert "Keep this" in page
    assert fresh(expression).vision == ""


def test_two_who_write_at_once_do_not_overwrite_each_other(abe, tess, expression, as_):
    shown = expression.version
    write(expression, by=tess, made_from=shown, **answered(expression, vision="Of Tess"))
    with pytest.raises(Clashed) as clashed:
        write(expression, by=abe, made_from=shown, **answered(expression, vision="Of Abe"))
    assert [(each.name, each.now) for each in clashed.value.clashes] == [("vision", "Of Tess")]
    address = reverse("expression_write", args=[expression.round.cohort.code, expression.pk])
    typed = {**WORDS, "care_model": "ACC", "population": "120,000", "made_from": shown, "vision": "Of Abe"}
    page = as_(abe).post(address, typed).content.decode()
    assert "Of Tess" in page
    assert "Of Abe" in page
    assert fresh(expression).vision == "Of Tess"


def test_a_script_keeps_a_draft(as_, abe, expression):
    address = reverse("expression_write", args=[expression.round.cohort.code, expression.pk])
    typed = {**WORDS, "care_model": "", "population": "", "made_from": expression.version}
    answer = as_(abe).post(address, typed, headers={"X-Draft": "1"})
    assert answer.json()["version"] == fresh(expression).version
    assert as_(abe).post(address, {**typed, "name": ""}, headers={"X-Draft": "1"}).status_code == 409


def test_the_team_enters_one_that_came_on_paper(as_, tess, sal, round_):
    address = reverse("expression_new", args=[round_.cohort.code])
    answer = as_(tess).post(address, {"name": "Peak Care", "applicant": "Peak NHS Trust"})
    expression = Expression.objects.get()
    assert answer.url == reverse("expression_write", args=[round_.cohort.code, expression.pk])
    twice = as_(tess).post(address, {"name": "Peak Care", "applicant": "Another"}).content.decode()
    assert "There is an expression of interest of that name already." in twice
    assert as_(sal).post(address, {"name": "Mine", "applicant": "Me"}).status_code == 403
    assert Expression.objects.count() == 1


def test_nothing_is_written_once_it_is_sent(put, abe, as_):
    expression = put("sent")
    address = reverse("expression_write", args=[expression.round.cohort.code, expression.pk])
    assert as_(abe).get(address).status_code == 403
    before = Change.objects.count()
    typed = {**WORDS, "care_model": "", "population": "", "made_from": expression.version}
    assert "so it cannot be written in" in as_(abe).post(address, typed).content.decode()
    assert Change.objects.count() == before


def test_two_rounds_with_like_names_have_codes_of_their_own(round_, tess, as_):
    typed = {"opened": "1 March 2026", "closed": "30 April 2026", "invited": "Trusts", "criteria": "Health"}
    for name in ("Acute care collaborations 2026", "Ambulatory care collaborations 2026"):
        assert as_(tess).post(reverse("round_new"), {**typed, "name": name}).status_code == 302, name
    codes = set(Cohort.objects.filter(name__contains="collaborations 2026").values_list("code", flat=True))
    assert codes == {"acc-2026", "acc-2026-2"}
    assert "Put the year into the name" in as_(tess).post(reverse("round_new"), {**typed, "name": "Care ٢٠١٦"}).content.decode()


@pytest.mark.parametrize("move", ["select", "turn-down", "withdraw"])
def test_many_are_not_decided_from_the_list(as_, tess, expression, move):
    assert as_(tess).get(f"/rounds/expressions/many/{move}/", {"chosen": expression.pk}).status_code == 404


def test_a_closed_account_cannot_be_made_an_applicant(round_, otto, newt, recording, as_):
    with recording():
        newt.closed_on = "2015-01-01"
        newt.save()
    page = as_(otto).post(reverse("applicant_invite", args=[round_.cohort.code]), {**INVITED, "email": newt.email}).content.decode()
    assert "The account of Newt is closed." in page
    assert not Expression.objects.exists()


def test_a_round_that_does_not_take_them_refuses(round_, tess, recording):
    from selection.actions import begin

    with recording():
        round_.takes_expressions = False
        round_.save()
    with pytest.raises(Refused, match="No expressions of interest are written here"):
        begin(round_, by=tess, name="Peak Care", applicant="Peak NHS Trust")
