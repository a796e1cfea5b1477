"""A body is known in addresses by a code that was given to it once: bookmarks go on working whatever it is called."""

import re

import pytest
from django.urls import reverse

from history import clock
from history.admin import TrackedAdmin
from history.reading.tracked import TRACKED
from history.recording import bulk
from support.filters import bodies
from vanguards.merging import merge, weigh
from vanguards.models import Cohort, Organisation

pytestmark = pytest.mark.django_db


@pytest.fixture
def england(recording):
    with recording():
        return Organisation.objects.create(name="NHS England", kind="national body")


@pytest.fixture
def answered(recording, ask, salford, england):
    support_request = ask("Rotas", salford)
    ask("Beds", salford)
    with recording():
        support_request.answering_bodies.create(organisation=england)
    return support_request


def listed(client, **query):
    answer = client.get(reverse("request_list"), query)
    assert answer.status_code == 200
    return [row.title for row in answer.context["rows"]]


def rename(client, organisation, **more):
    page = reverse("admin:vanguards_organisation_change", args=[organisation.pk])
    form = client.get(page).context["adminform"].form
    typed = {name: form[name].value() or "" for name in form.fields} | {"change_reason": "Renamed", **more}
    counts = {f"{parts}-{kind}_FORMS": 0 for parts in ("aliases", "successions") for kind in ("TOTAL", "INITIAL")}
    return client.post(page, typed | counts)


def test_a_body_that_is_renamed_is_still_found_by_its_old_address(as_, otto, tess, england, answered):
    assert listed(as_(tess), body="nhs-england") == ["Rotas"]
    assert rename(as_(otto), england, name="NHS Commissioning Board").status_code == 302
    assert listed(as_(tess), body="nhs-england") == ["Rotas"]
    page = as_(tess).get(reverse("request_list"), {"body": "nhs-england"}).content.decode()
    assert "NHS Commissioning Board" in page
    assert as_(tess).get(reverse("request_list"), {"body": "nhs-commissioning-board"}).status_code == 400


def test_and_as_at_a_moment_before_too(as_, otto, tess, england, answered):
    before = clock.now()
    rename(as_(otto), england, name="NHS Commissioning Board")
    assert listed(as_(tess), body="nhs-england", as_at=before.isoformat()) == ["Rotas"]


@pytest.fixture
def merged(recording, otto, england, answered):
    """NHS England was merged into NHS Improvement, which stays."""
    with recording():
        kept = Organisation.objects.create(name="NHS Improvement", kind="national body")
    merge(england, kept, by=otto, reason="One body", seen=weigh(england, kept).seen)
    return kept


def test_the_address_of_a_body_that_was_merged_finds_what_the_one_it_became_answers(as_, tess, merged):
    page = as_(tess).get(reverse("request_list"), {"body": "nhs-england"})
    assert [row.title for row in page.context["rows"]] == ["Rotas"]
    assert re.search(r'value="nhs-improvement"[^>]*checked', page.content.decode())
    assert listed(as_(tess), body=["nhs-england", "nhs-improvement"]) == ["Rotas"]
    assert as_(tess).get(reverse("request_export"), {"body": "nhs-england"}).status_code == 200


def test_and_its_name_and_old_code_find_it_in_the_search(as_, otto, merged):
    for words in ("NHS England", "nhs-england"):
        assert "NHS Improvement" in as_(otto).get(reverse("search"), {"q": words}).content.decode()


def test_a_code_that_no_body_ever_had_is_refused_still(as_, tess, merged):
    for code in ("nhs-wales", "NHS England", "x" * 300, "nhs\0england"):
        assert as_(tess).get(reverse("request_list"), {"body": code}).status_code == 400


def test_two_bodies_whose_names_differ_only_in_their_marks_are_two(as_, tess, recording, answered):
    with recording():
        other = Organisation.objects.create(name="NHS England?", kind="national body")
        third = Organisation.objects.create(name="NHS: England", kind="national body")
        many = bulk.create_all([Organisation(name=name, kind="national body") for name in ("NHS England!", "NHS (England)", "北")])
    codes = [each.code for each in (other, third, *many)]
    assert codes == ["nhs-england-2", "nhs-england-3", "nhs-england-4", "nhs-england-5", "organisation"]
    assert len(bodies()) == 6
    assert listed(as_(tess), body="nhs-england") == ["Rotas"]
    assert listed(as_(tess), body=third.code) == []


def test_a_code_is_not_given_again_when_its_body_is_gone(recording, england):
    with recording():
        england.delete()
    with recording():
        assert Organisation.objects.create(name="NHS England", kind="national body").code == "nhs-england-2"


def test_a_code_stays_when_a_form_sends_another(as_, otto, england):
    assert rename(as_(otto), england, code="elsewhere").status_code == 302
    england.refresh_from_db()
    assert england.code == "nhs-england"


def test_what_stands_in_addresses_can_be_typed_once_and_not_edited(rf, otto):
    """Of every record that the back office keeps."""
    from django.contrib import admin

    known = {model: model_admin for model, model_admin in admin.site._registry.items() if isinstance(model_admin, TrackedAdmin)}
    named = [model for model in TRACKED.values() if {"code", "slug"} & {field.name for field in model._meta.concrete_fields}]
    assert Cohort in named
    for model in named:
        request = rf.get("/")
        request.user = otto
        fixed = {"code", "slug"} & {field.name for field in model._meta.concrete_fields}
        assert fixed <= set(known[model].get_readonly_fields(request, model())), model
