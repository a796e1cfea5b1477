"""The facts, each on the day it was published: as the record stood on 29 January 2016, and what people did to it afterwards."""

import json
from datetime import date
from io import StringIO

import pytest
from django.core.management import call_command

from board.loading.facts import FIXTURES, read_facts
from board.loading.reading import read, value_of
from board.programme import nine_on
from history import clock
from history.models import Change, NamedMoment
from history.reading.as_at import as_at
from history.recording.changes import change
from milestones.models import Cause, Commitment, Event, Milestone
from support.models import AnsweringBody, Enabler, Offer, Recipient, SupportRequest
from vanguards.models import (
    Cohort,
    Contact,
    Organisation,
    OrganisationSuccession,
    Partnership,
    Source,
    Statement,
    Vanguard,
    VanguardSuccession,
)

pytestmark = pytest.mark.django_db
TODAY = clock.start_of(date(2016, 1, 29))


def load(*options, at=TODAY):
    out = StringIO()
    with clock.set_at(at):
        call_command("load_programme", *options, stdout=out)
    return out.getvalue()


@pytest.fixture(scope="module", autouse=True)
def first_run(on_record):
    with on_record():
        yield load("--dated")


def edited(record, **values):
    with clock.set_at(TODAY), change(by=None, reason="Put right", source="command"):
        for name, value in values.items():
            setattr(record, name, value)
        record.save()


def removed(record):
    with clock.set_at(TODAY), change(by=None, reason="Not so", source="command"):
        record.delete()


def test_words_of_a_file_are_cleaned_as_those_that_people_type(tmp_path):
    path = tmp_path / "facts.json"
    path.write_text(json.dumps({"sources": [{"title": "The\0 pack\x1bage\u2028of July", "publisher": None, "order": 1}]}), encoding="utf-8")
    (source,) = read(path)["sources"]
    assert source == {"title": "The package\nof July", "publisher": None, "order": 1}
    assert value_of(Source._meta.get_field("title"), source["title"]) == "The package of July"
    assert value_of(Source._meta.get_field("published_on"), "2015-07-31") == date(2015, 7, 31)


# --- how many ---------------------------------------------------------------------------------------------------------


def test_there_are_fifty_vanguards_of_five_care_models():
    counts = {code: Vanguard.objects.filter(care_model__code=code).count() for code in ("PACS", "MCP", "EHCH", "UEC", "ACC")}
    assert counts == {"PACS": 9, "MCP": 14, "EHCH": 6, "UEC": 8, "ACC": 13}
    assert Vanguard.objects.count() == 50
    assert sorted(Vanguard.objects.values_list("number", flat=True)) == list(range(1, 51))


@pytest.mark.parametrize(
    ("model", "number"),
    {
        Cause: 15,
        Cohort: 3,
        Commitment: 14,
        Enabler: 10,
        Event: 20,
        Milestone: 4,
        NamedMoment: 4,
        Offer: 21,
        Organisation: 212,
        Recipient: 187,
        Source: 89,
        Statement: 16,
        SupportRequest: 27,
    }.items(),
)
def test_the_facts_are_all_there(model, number):
    assert model.objects.count() == number


def test_every_fact_says_where_it_comes_from():
    for model in (Vanguard, Organisation, Cohort, Enabler, Offer, SupportRequest, Event, Milestone, Statement, OrganisationSuccession):
        assert not model.objects.filter(source=None).exists(), model


def test_every_request_comes_from_the_summary_and_nothing_is_made_up_about_it():
    for support_request in SupportRequest.objects.select_related("source"):
        assert support_request.source.code == "ACC-SUMMARY"
        assert support_request.paragraph
        assert (support_request.state, support_request.priority, support_request.invented) == ("raised", "", False)
        assert support_request.owner is support_request.raised_on is support_request.target_on is None


def test_no_fixture_is_too_large_to_read():
    assert max(path.stat().st_size for path in FIXTURES.glob("*/*.json")) < 400_000


# --- facts by value ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("number", "population"), [(2, 350_000), (44, 3_000_000), (47, 10_700_000), (1, None), (39, None), (40, None), (43, None)]
)
def test_a_population_is_a_number_or_not_known(number, population):
    vanguard = Vanguard.objects.get(pk=number)
    assert vanguard.patient_population == population
    assert population or vanguard.population_note


def test_a_figure_from_2017_says_that_it_came_later():
    symphony = Vanguard.objects.get(pk=3)
    assert symphony.patient_population == 132_354
    assert symphony.population_note.startswith("Later: population used in NHS England's dashboard")


@pytest.mark.parametrize(
    ("number", "leads"),
    [
        (2, {"NHS Mansfield and Ashfield CCG", "NHS Newark and Sherwood CCG"}),
        (6, {"NHS Lancashire North CCG"}),
        (9, set()),
        (15, {"NHS Sunderland CCG", "Sunderland City Council"}),
        (38, {"Salford Royal NHS Foundation Trust"}),
        (47, set()),
    ],
)
def test_each_vanguard_has_the_leads_the_sources_name(number, leads):
    partnerships = Partnership.objects.filter(vanguard=number)
    assert {str(lead) for lead in partnerships.filter(role="lead")} == leads
    assert not partnerships.filter(role="partner", organisation__name__in=leads).exists()


def test_who_leads_salford_and_wigan_is_unconfirmed_and_says_why():
    lead = Partnership.objects.get(vanguard=38, role="lead")
    assert (lead.certainty, lead.certainty_note) == ("unconfirmed", "First-named partner; the contact is at srft.nhs.uk.")


def test_words_stand_where_a_source_names_no_organisation():
    assert Partnership.objects.get(vanguard=1, organisation=None).words == "Wirral GPs"
    assert not Organisation.objects.filter(name__icontains="not named").exists()


def test_an_alias_says_where_it_is_used():
    alias = Vanguard.objects.get(pk=13).aliases.get(name="Vitality")
    assert alias.note == "FIRST-29"


def test_the_neuro_network_is_a_franchise_and_dartford_may_be_anything():
    assert [str(link.form) for link in Vanguard.objects.get(pk=44).collaborations.all()] == ["Specialty franchise"]
    assert {link.certainty for link in Vanguard.objects.get(pk=41).collaborations.all()} == {"unconfirmed"}
    assert Vanguard.objects.get(pk=41).collaborations.count() == 3


def test_a_contact_stands_as_published():
    assert Contact.objects.get(vanguard=44, kind="twitter").words == "@waltoncentre"
    video = Contact.objects.get(kind="video")
    assert (video.vanguard_id, video.words) == (44, "on the page “Acute care collaboration vanguards”")
    assert video.source.code == "ACC-PAGE"


def test_the_cohorts_know_how_many_asked_or_that_nobody_knows():
    assert dict(Cohort.objects.values_list("code", "expressions_of_interest")) == {"first-29": 269, "uec": None, "acc": 65}
    assert Cohort.objects.get(code="acc").closed.words == "end of July 2015"


def test_a_request_points_to_the_promise_instead_of_stating_it_again():
    contracts = SupportRequest.objects.get(title="Contract, joint venture and payment options")
    assert (contracts.paragraph, contracts.kind, str(contracts.starts)) == ("para 40", "support", "January 2016")
    assert contracts.offer.words.startswith("From January 2016: help with contract types")
    promised = SupportRequest.objects.filter(kind="support")
    assert not promised.filter(offer=None).exists()


def test_the_requests_are_numbered_in_the_order_of_the_summary():
    numbers = list(SupportRequest.objects.order_by("pk").values_list("paragraph", flat=True))
    assert (numbers[0], numbers[-1]) == ("para 26 (bullet 1)", "para 47")
    assert SupportRequest.objects.get(pk=27).recipients.get().vanguard_id == 44
    assert SupportRequest.objects.get(pk=12).parent_id == 10


def test_the_next_request_gets_the_next_number():
    with clock.set_at(TODAY), change(by=None, source="command"):
        given = set(SupportRequest.versions.values_list("id", flat=True))
        assert SupportRequest.objects.create(title="Another", needed="More.").pk > max(given) == 27


def test_a_body_that_is_only_inferred_says_so():
    body = AnsweringBody.objects.get(support_request=18)
    assert (str(body.organisation), body.certainty) == ("NHS England", "inferred")
    assert body.certainty_note == "National clinical directors sit in NHS England."


def test_monitor_became_nhs_improvement():
    succession = OrganisationSuccession.objects.get(predecessor__name="Monitor")
    assert (str(succession.successor), str(succession.succeeded)) == ("NHS Improvement", "April 2016")


def test_a_commitment_for_december_is_over_when_december_is():
    commitment = Commitment.objects.get(vanguard=38, milestone__title__startswith="Start: common")
    assert (commitment.due_on, commitment.due_until) == (date(2015, 12, 1), date(2015, 12, 31))
    programmes_own = Commitment.objects.get(vanguard=None)
    assert (str(programmes_own.due), programmes_own.due_until) == ("About 2020", date(2020, 12, 31))


def test_one_fact_from_two_sources_is_one_event_on_its_exact_day():
    announced = Event.objects.get(cohort__code="acc")
    assert (announced.happened_on, announced.happened_precision) == (date(2015, 9, 25), "day")
    assert announced.paragraph == "also the ACC summary, paragraphs 4 and 16; the ACC page, opening (September 2015)"


# --- each on its day --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "vanguards", "enablers", "requests"),
    [
        (date(2015, 3, 10), 29, 0, 0),
        (date(2015, 7, 24), 37, 0, 0),
        (date(2015, 7, 31), 37, 8, 0),
        (date(2015, 11, 15), 50, 8, 0),
        (date(2015, 12, 15), 50, 10, 27),
    ],
)
def test_the_record_reads_as_it_stood_on_a_day(day, vanguards, enablers, requests):
    with as_at(clock.end_of(day)):
        assert (Vanguard.objects.count(), Enabler.objects.count(), SupportRequest.objects.count()) == (vanguards, enablers, requests)


def test_each_day_is_one_change_at_nine_in_the_morning():
    first = Change.objects.order_by("made_at").first()
    assert (first.made_at, first.reason, first.source) == (nine_on(date(2015, 3, 10)), "Facts as published on 10 March 2015", "command")
    assert Change.objects.count() == 13
    assert not Change.objects.filter(invented=True).exists()


def test_the_named_moments_are_the_ends_of_their_days():
    assert NamedMoment.objects.get(slug="eight-enablers").moment == clock.end_of(date(2015, 7, 31))
    assert NamedMoment.objects.get(slug="ten-enablers").moment == clock.end_of(date(2015, 12, 10))


def test_what_became_known_later_is_left_out_and_said(first_run):
    assert "Not added, as they became known later:" in first_run
    assert "event National evaluation strategy published, 2016-05-01 (31 May 2016)" in first_run
    assert not VanguardSuccession.objects.exists()
    assert not Offer.objects.filter(later=True).exists()


def test_it_comes_on_record_on_its_own_day_once_that_has_come():
    load("--dated", at=clock.start_of(date(2016, 6, 15)))
    evaluation = Event.objects.get(title="National evaluation strategy published")
    assert evaluation.versions.get().change.made_at == nine_on(date(2016, 5, 31))


def test_where_changes_later_than_its_day_stand_it_is_recorded_now():
    now = clock.start_of(date(2016, 6, 15))
    with clock.set_at(clock.start_of(date(2016, 6, 10))), change(by=None, source="command"):
        Cause.objects.create(code="strike", name="A strike", direction="later")
    load("--dated", at=now)
    assert Event.objects.get(title="National evaluation strategy published").versions.get().change.made_at >= now


def test_without_dates_nothing_is_left_out():
    said = load()
    assert "Added 17 events." in said
    assert "became known later" not in said
    assert (Event.objects.count(), Offer.objects.count(), Source.objects.count()) == (37, 24, 105)
    merged = VanguardSuccession.objects.get()
    assert (merged.predecessor_id, merged.successor_id, str(merged.succeeded), merged.certainty) == (24, 14, "April 2017", "inferred")


def test_every_fact_is_on_record_after_a_full_run():
    load()
    counted = {}
    for fact in read_facts():
        counted[fact.model] = counted.get(fact.model, 0) + 1
    assert {model: model.objects.count() for model in counted} == counted


# --- again ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("options", [["--dated"], []])
def test_a_second_run_adds_nothing(options):
    load(*options)
    changes = Change.objects.count()
    said = load(*options)
    assert "Nothing to add." in said
    assert "Left as people made it" not in said
    assert Change.objects.count() == changes


def test_what_people_edited_is_left_and_said():
    edited(Vanguard.objects.get(pk=38), patient_population=1_900_000)
    said = load("--dated")
    assert Vanguard.objects.get(pk=38).patient_population == 1_900_000
    assert "vanguard 38, patient population: “2000000” → “1900000”" in said


def test_what_people_renamed_is_not_added_under_its_old_name():
    edited(Organisation.objects.get(name="NHS Wirral Clinical Commissioning Group"), name="NHS Wirral CCG")
    said = load("--dated")
    assert Organisation.objects.filter(name__startswith="NHS Wirral").count() == 1
    assert "Nothing to add." in said
    assert "name: “NHS Wirral Clinical Commissioning Group” → “NHS Wirral CCG”" in said


def test_what_people_removed_stays_removed_and_is_said():
    removed(Vanguard.objects.get(pk=1).aliases.get(name="Healthy Wirral"))
    said = load("--dated")
    assert not Vanguard.objects.get(pk=1).aliases.filter(name="Healthy Wirral").exists()
    assert "Nothing to add." in said
    assert "alias of a vanguard 1, Healthy Wirral: removed from the record; it stays so." in said


def test_the_parts_of_what_people_removed_stay_removed_too():
    removed(Event.objects.get(title="Seven-trust partnership formed"))
    said = load("--dated")
    assert not Event.objects.filter(title="Seven-trust partnership formed").exists()
    assert "Nothing to add." in said


def test_an_emptied_field_is_not_filled_again():
    edited(Enabler.objects.get(slug="workforce-redesign"), description="")
    said = load("--dated")
    assert Enabler.objects.get(slug="workforce-redesign").description == ""
    assert "enabler workforce-redesign, description: “Helps to plan roles" in said
