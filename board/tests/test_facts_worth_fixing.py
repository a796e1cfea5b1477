"""The back office finds the facts to check: unknown, unconfirmed, without a source, on record twice; each with the form that mends it."""

from urllib.parse import quote

import pytest
from django.urls import reverse

from board import worklist
from history import clock
from history.reading.tracked import TRACKED
from history.tests.admin_pages import form_of
from spread.models import Reading
from vanguards.duplicates import Called, possible_duplicates, same_name
from vanguards.facts import CertainFact, SourcedFact
from vanguards.models import Organisation, Partnership

pytestmark = pytest.mark.django_db


@pytest.fixture
def doubtful(recording, salford, neuro, ask, enabler):
    """One fact of several kinds to check, next to others that need no check."""
    with recording():
        royal = Organisation.objects.create(name="Salford Royal", kind="trust", certainty="unconfirmed", certainty_note="Only in a letter")
        Organisation.objects.create(name="Settled trust", kind="trust")
        Partnership.objects.create(vanguard=salford, organisation=royal, certainty="inferred")
        neuro.patient_population, neuro.population_certainty = 3_000_000, "unconfirmed"
        neuro.save()
        enabler.offers.create(words="Help with rotas")
    support_request = ask("Rotas", salford, neuro)
    with recording():
        recipient = support_request.recipients.get(vanguard=salford)
        recipient.certainty = "unconfirmed"
        recipient.save()
    return {"organisation": royal, "request": support_request}


def shown(client):
    return {found.kind.slug: found.count for found in client.get("/").context["worklist"] if found.count}


def test_home_counts_each_kind_and_its_list_has_as_many_rows_each_with_a_form_that_opens(as_, otto, doubtful):
    client = as_(otto)
    counts = shown(client)
    in_doubt = {f"{what}-not-confirmed" for what in ("population", "organisation", "partnership", "recipient")}
    expected = in_doubt | {"population-not-known", "offer-without-source"}
    assert expected <= set(counts)
    for slug, count in counts.items():
        answer = client.get(reverse("worth_fixing", args=[slug]))
        assert len(answer.context["facts"]) == count
        for row in answer.context["facts"]:
            assert client.get(row.address).status_code == 200, row


def test_a_row_says_what_is_on_record_and_leads_to_the_form_of_the_whole(as_, otto, doubtful):
    (row,) = as_(otto).get(reverse("worth_fixing", args=["organisation-not-confirmed"])).context["facts"]
    assert row.note == "Unconfirmed: Only in a letter"
    (row,) = as_(otto).get(reverse("worth_fixing", args=["partnership-not-confirmed"])).context["facts"]
    assert row.name == "38 Salford and Wigan Foundation Chain: Salford Royal"
    assert row.address == reverse("admin:vanguards_vanguard_change", args=[38])
    (row,) = as_(otto).get(reverse("worth_fixing", args=["recipient-not-confirmed"])).context["facts"]
    assert row.name == f"Vanguard 38 on {doubtful['request'].reference}"


def test_what_is_mended_is_gone_from_the_list(as_, otto, doubtful, recording):
    with recording():
        doubtful["organisation"].certainty = "confirmed"
        doubtful["organisation"].save()
    assert "organisation-not-confirmed" not in shown(as_(otto))
    assert "There is none" in as_(otto).get(reverse("worth_fixing", args=["organisation-not-confirmed"])).content.decode()


def test_a_kind_nobody_knows_is_not_found(as_, otto):
    assert as_(otto).get(reverse("worth_fixing", args=["shoe-size"])).status_code == 404


def test_organisations_that_may_be_one_stand_together(as_, otto, recording):
    with recording():
        for name in ("NHS Salford Clinical Commissioning Group", "NHS Salford CCG", "Salford City Council"):
            Organisation.objects.create(name=name, kind="CCG")
    facts = as_(otto).get(reverse("worth_fixing", args=["on-record-twice"])).context["facts"]
    assert [(row.name, row.note) for row in facts] == [
        ("NHS Salford CCG", "Also on record: NHS Salford Clinical Commissioning Group"),
        ("NHS Salford Clinical Commissioning Group", "Also on record: NHS Salford CCG"),
    ]


def test_an_alias_that_is_anothers_name_is_found_too(as_, otto, recording):
    with recording():
        tda = Organisation.objects.create(name="NHS Trust Development Authority", kind="national body")
        tda.aliases.create(name="Trust Development Agency")
        Organisation.objects.create(name="The Trust Development Agency", kind="national body")
    assert shown(as_(otto))["on-record-twice"] == 2


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("The Royal Marsden NHS Foundation Trust", "Royal Marsden Foundation Trust", True),
        ("Guy's & St Thomas' NHS Foundation Trust", "Guy’s and St. Thomas’ NHS Foundation Trust", True),
        ("Sheffield Teaching Hospitals", "Sheffield Teaching Hospital", True),
        ("Salford Royal NHS FT", "Salford Royal NHS Foundation Trust", True),
        ("Salford Royal NHSFT", "Salford Royal NHS Foundation Trust", True),
        ("Salford Royal F.T.", "SALFORD\u00a0ROYAL NHS Foundation Trust", True),
        ("Newcastle‑Gateshead CCG", "NHS Newcastle Gateshead Clinical Commissioning Group", True),
        ("Guy＆St Thomas FT", "Guys and St Thomas’ NHS Foundation Trust", True),
        ("Salford Royal NHS FT", "Royal Free NHS FT", False),
        ("Salford FT", "Salford CCG", False),
        ("Healthwatch Nottingham", "Healthwatch Nottinghamshire", False),
        ("Salford City Council", "NHS Salford CCG", False),
        ("Cambridgeshire and Peterborough NHS Foundation Trust", "NHS Cambridgeshire and Peterborough CCG", False),
        ("Riverside Practice 1", "Riverside Practice 2", False),
        ("Age UK", "Age UK Sutton", False),
    ],
)
def test_names_are_alike_however_they_are_written(one, other, alike):
    found = possible_duplicates([Called(1, one), Called(2, other)])
    assert (found == {1: [other], 2: [one]}) is alike


def test_a_name_of_nothing_but_common_words_is_still_a_name():
    assert same_name("The NHS Trust") != ""


def test_the_worklist_is_for_the_back_office(as_, tess, sal, otto):
    address = reverse("worth_fixing", args=["population-not-known"])
    for person in (tess, sal):
        answer = as_(person).get(address)
        assert answer.status_code == 403
        assert "back office" in answer.content.decode()
    assert as_(otto).get(address).status_code == 200


def test_whatever_has_a_certainty_or_a_source_is_looked_at(otto):
    """A new model is noticed without anybody thinking of it."""
    slugs = {kind.slug for kind in worklist.kinds(otto)}
    for model in TRACKED.values():
        if issubclass(model, CertainFact) and model is not Reading:  # which only its leads correct
            assert f"{model._meta.model_name}-not-confirmed" in slugs
        if issubclass(model, SourcedFact) and not model.GIVEN_BY_LEADS:
            assert f"{model._meta.model_name}-without-source" in slugs


def test_a_part_is_called_by_what_it_adds_or_by_its_own_words(as_, otto, salford, recording):
    with recording():
        salford.partnerships.create(words="Two other trusts (not named)", certainty="unconfirmed")
    (row,) = as_(otto).get(reverse("worth_fixing", args=["partnership-not-confirmed"])).context["facts"]
    assert row.name == "38 Salford and Wigan Foundation Chain: Two other trusts (not named)"


def test_home_names_the_kinds_that_have_any_and_no_others(as_, otto, doubtful):
    page = as_(otto).get("/").content.decode()
    assert "Facts to check" in page
    assert "Organisation not confirmed" in page
    assert "organisation that may be on record twice" not in page.lower()
    assert "nothing found" not in page


def test_who_mended_one_is_back_on_the_list(as_, otto, salford):
    client, listed = as_(otto), reverse("worth_fixing", args=["population-not-known"])
    form = f"/admin/vanguards/vanguard/38/change/?next={quote(listed, safe='')}"
    assert f'href="{form}"' in client.get(listed).content.decode()
    fields = form_of(client, form) | {"patient_population": "330000", "change_reason": "As published"}
    assert client.post(form, fields)["Location"] == listed


def test_two_that_may_be_one_can_be_merged_from_the_list(as_, otto, recording):
    with recording():
        gone = Organisation.objects.create(name="NHS Salford Clinical Commissioning Group", kind="CCG")
        kept = Organisation.objects.create(name="NHS Salford CCG", kind="CCG")
    client = as_(otto)
    facts = client.get(reverse("worth_fixing", args=["on-record-twice"])).context["facts"]
    ((words, address),) = next(row.acts for row in facts if row.name == gone.name)
    assert words == "Merge with NHS Salford CCG"
    assert client.get(address).context["merger"].kept == kept


def test_what_is_to_be_done_is_no_question_of_the_past(as_, otto, doubtful):
    page = as_(otto).get("/", {"as_at": clock.now().isoformat()}).content.decode()
    assert "Facts to check" not in page


def test_an_alias_spelt_like_the_name_is_said_once():
    names = [Called(1, "Foo CCG"), Called(1, "FOO CCG"), Called(2, "The Foo CCG")]
    assert possible_duplicates(names)[1] == ["The Foo CCG"]
    assert len(possible_duplicates(names)[2]) == 2
