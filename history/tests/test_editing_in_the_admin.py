"""The back office keeps the record right: each save is one change with its reason, and nobody overwrites what they have not seen."""

import re
from itertools import product

import pytest

from conftest import versions_of
from history.admin import formsets
from history.models import Change, Entry
from history.recording.changes import change
from history.tests.admin_pages import address, by_tess, fields_of, form_of
from vanguards.models import Organisation, OrganisationAlias, Source

pytestmark = [pytest.mark.django_db, pytest.mark.once]


ADD = "/admin/vanguards/organisation/add/"


def test_an_added_record_and_its_parts_are_one_change_with_the_reason(office, otto):
    fields = form_of(office, ADD) | {
        "name": "Monitor",
        "kind": "national body",
        "change_reason": "Left out at first",
        "aliases-0-name": "M",
    }
    assert office.post(ADD, fields).status_code == 302
    made = Change.objects.latest("made_at")
    assert (made.made_by, made.source, made.reason) == (otto, "admin", "Left out at first")
    assert sorted(made.entries.values_list("history_type", "record_type")) == [
        ("+", "vanguards.organisation"),
        ("+", "vanguards.organisationalias"),
    ]


def test_an_edited_record_and_its_parts_are_one_change_with_the_reason(office, otto, alias):
    monitor = alias.organisation
    fields = form_of(office, address(monitor))
    fields |= {"role": "supervisor", "aliases-0-name": "The supervisor", "aliases-1-name": "M", "change_reason": "New Act"}
    assert office.post(address(monitor), fields).status_code == 302
    made = Change.objects.latest("made_at")
    assert (made.made_by, made.source, made.reason, made.entries.count()) == (otto, "admin", "New Act", 3)
    assert versions_of(monitor)[-1].role == "supervisor"
    assert sorted(OrganisationAlias.objects.values_list("name", flat=True)) == ["M", "The supervisor"]


def test_a_part_can_be_deleted_with_the_same_change(office, alias):
    monitor = alias.organisation
    fields = form_of(office, address(monitor)) | {"aliases-0-DELETE": "on", "change_reason": "Nobody says so"}
    assert office.post(address(monitor), fields).status_code == 302
    assert not OrganisationAlias.objects.exists()
    assert Change.objects.latest("made_at").entries.get().history_type == "-"


def test_a_save_that_changes_nothing_leaves_no_change(office, monitor):
    before = Change.objects.count()
    assert office.post(address(monitor), form_of(office, address(monitor)) | {"change_reason": "Looked at it"}).status_code == 302
    assert Change.objects.count() == before


@pytest.mark.parametrize(
    ("reason", "words"),
    [
        ("", "Give the reason for the change."),
        (" \n\t ", "Give the reason for the change."),
        ("x" * 1_001, "Keep the reason to 1,000 characters or fewer."),
        ("\0 \u2028", "Give the reason for the change."),
        (None, "Give the reason for the change."),
    ],
)
@pytest.mark.parametrize("adding", [True, False])
def test_without_a_proper_reason_nothing_is_saved_and_what_was_typed_stays(office, monitor, reason, words, adding):
    page = ADD if adding else address(monitor)
    fields = form_of(office, page) | {"name": "Typed with care", "kind": "other", "change_reason": reason}
    if reason is None:
        del fields["change_reason"]
    before = Change.objects.count()
    response = office.post(page, fields)
    assert response.status_code == 200
    assert words in response.content.decode()
    assert fields_of(response)["name"] == "Typed with care"
    assert (Change.objects.count(), list(Organisation.objects.values_list("name", flat=True))) == (before, ["Monitor"])


def test_a_stale_form_is_refused_with_both_shown_and_saved_when_sent_again(office, otto, tess, monitor):
    fields = form_of(office, address(monitor)) | {"role": "watchdog", "change_reason": "Mine"}
    by_tess(tess, monitor, role="improvement body")
    refused = office.post(address(monitor), fields)
    page = " ".join(refused.content.decode().split())
    assert refused.status_code == 200
    assert "This organisation has been changed since you opened this form" in page
    for words in ("improvement body", "watchdog", "Tess", "The Act says so", "Save again to put yours in its place"):
        assert words in page
    monitor.refresh_from_db()
    assert monitor.role == "improvement body"
    again = fields_of(refused, "organisation_form")
    assert (again["role"], again["change_reason"], again["made_from"]) == ("watchdog", "Mine", str(monitor.version))
    assert office.post(address(monitor), again).status_code == 302
    monitor.refresh_from_db()
    assert monitor.role == "watchdog"


def test_a_stale_form_tells_what_others_changed_from_what_only_the_person_did(office, tess, monitor):
    fields = form_of(office, address(monitor)) | {"name": "NHS Improvement", "change_reason": "Mine"}
    by_tess(tess, monitor, role="improvement body")
    refused = office.post(address(monitor), fields)
    page = " ".join(refused.content.decode().split())
    assert '<th scope="row">Name</th> <td>Monitor</td> <td>NHS Improvement</td> <td>Nobody but you</td>' in page
    assert "What you had not touched shows what stands now: Role." in page
    assert '<th scope="row">Kind</th>' not in page


def test_saving_a_stale_form_again_takes_back_nothing_the_person_did_not_touch(office, tess, recording, monitor):
    with recording():
        monitor.aliases.create(name="Regulator of trusts")
        source = Source.objects.create(code="the-act", title="The Act")
    fields = form_of(office, address(monitor)) | {"name": "NHS Improvement", "change_reason": "Mine"}
    by_tess(tess, monitor, role="improvement body", kind="other", source=source, certainty_note="As the Act says")
    with change(by=tess, reason="Shorter"):
        alias = monitor.aliases.get()
        alias.name = "The regulator"
        alias.save()
    refused = office.post(address(monitor), fields)
    again = fields_of(refused, "organisation_form")
    assert again["aliases-0-name"] == "The regulator"
    assert office.post(address(monitor), again).status_code == 302
    monitor.refresh_from_db()
    assert (monitor.name, monitor.role, monitor.kind) == ("NHS Improvement", "improvement body", "other")
    assert (monitor.source, monitor.certainty_note) == (source, "As the Act says")
    assert monitor.aliases.get().name == "The regulator"


@pytest.mark.parametrize("made_from", [None, "", "x", "0", "-1", "９", "1" * 30, "9223372036854775808", "1\0"])
def test_a_form_that_does_not_say_its_version_is_refused_in_words(office, monitor, made_from):
    fields = form_of(office, address(monitor)) | {"role": "watchdog", "change_reason": "Mine", "made_from": made_from}
    if made_from is None:
        del fields["made_from"]
    response = office.post(address(monitor), fields)
    assert response.status_code == 200
    assert "does not say which version" in response.content.decode()
    monitor.refresh_from_db()
    assert monitor.role == "regulator"
    assert office.post(address(monitor), fields_of(response, "organisation_form")).status_code == 302


def test_a_form_whose_record_was_deleted_meanwhile_says_so(office, recording, monitor):
    fields = form_of(office, address(monitor)) | {"role": "watchdog of trusts", "change_reason": "Mine"}
    page = address(monitor)
    with recording("Entered twice"):
        monitor.delete()
    response = office.post(page, fields)
    assert response.status_code == 404
    page = response.content.decode()
    for words in ("has been deleted", "Entered twice", "watchdog of trusts", "Mine"):
        assert words in page
    assert not Organisation.objects.exists()


def test_a_form_of_a_record_that_never_was_goes_back_to_the_start(office):
    assert "Perhaps it was deleted?" in office.post(address(Organisation(pk=999)), {}, follow=True).content.decode()


def test_a_row_changed_meanwhile_is_refused_with_both_shown_and_saved_when_sent_again(office, tess, alias):
    monitor = alias.organisation
    fields = form_of(office, address(monitor)) | {"aliases-0-name": "Watchdog", "change_reason": "Mine"}
    by_tess(tess, alias, name="Sector regulator")
    refused = office.post(address(monitor), fields)
    page = refused.content.decode()
    assert refused.status_code == 200
    assert "This alias of an organisation has been changed since you opened this form" in page
    assert "Sector regulator" in page
    assert "Tess" in page
    assert OrganisationAlias.objects.get().name == "Sector regulator"
    assert office.post(address(monitor), fields_of(refused, "organisation_form")).status_code == 302
    assert OrganisationAlias.objects.get().name == "Watchdog"


def test_a_row_changed_meanwhile_is_not_deleted_unseen(office, tess, alias):
    monitor = alias.organisation
    fields = form_of(office, address(monitor)) | {"aliases-0-DELETE": "on", "change_reason": "Mine"}
    by_tess(tess, alias, name="Sector regulator")
    refused = office.post(address(monitor), fields)
    assert "A row you marked for deletion has been changed since" in refused.content.decode()
    assert OrganisationAlias.objects.exists()
    assert office.post(address(monitor), fields_of(refused, "organisation_form")).status_code == 302
    assert not OrganisationAlias.objects.exists()


def test_a_row_deleted_meanwhile_is_said_and_what_was_typed_in_the_others_stays(office, tess, recording, alias):
    monitor = alias.organisation
    with recording():
        monitor.aliases.create(name="Second")
    fields = form_of(office, address(monitor))
    fields |= {"aliases-0-name": "Typed first", "aliases-1-name": "Typed second", "aliases-2-name": "New", "change_reason": "Mine"}
    with change(by=tess, reason="Never said"):
        alias.delete()
    refused = office.post(address(monitor), fields)
    page = " ".join(refused.content.decode().split())
    assert refused.status_code == 200
    assert "A row of yours has been deleted by Tess" in page
    assert "Never said" in page
    assert "Typed first" in page
    again = fields_of(refused, "organisation_form")
    assert (again["aliases-0-name"], again["aliases-1-name"], again["aliases-INITIAL_FORMS"]) == ("Typed second", "New", "1")
    assert office.post(address(monitor), again).status_code == 302
    assert sorted(OrganisationAlias.objects.values_list("name", flat=True)) == ["New", "Typed second"]


def test_a_row_added_meanwhile_stays_and_does_not_stand_in_the_way(office, tess, alias):
    monitor = alias.organisation
    fields = form_of(office, address(monitor)) | {"aliases-0-name": "Typed", "change_reason": "Mine"}
    with change(by=tess):
        monitor.aliases.create(name="Hers")
    assert office.post(address(monitor), fields).status_code == 302
    assert sorted(OrganisationAlias.objects.values_list("name", flat=True)) == ["Hers", "Typed"]


def test_a_refused_form_lists_its_errors_above_each_with_a_link_to_its_field(office, alias):
    typed = {"name": "", "aliases-0-name": "", "aliases-1-name": "x" * 500, "change_reason": ""}
    page = office.post(address(alias.organisation), form_of(office, address(alias.organisation)) | typed).content.decode()
    assert "<title>Error: " in page
    assert "Please correct" not in page
    links = dict(re.findall(r'<li><a href="#([^"]+)">([^<]+)</a></li>', page))
    assert links == {
        "id_name": "Name: Fill this in.",
        "id_change_reason": "Reason for the change: Give the reason for the change.",
        "id_aliases-0-name": "Aliases, row 1: Name: Fill this in.",
        "id_aliases-1-name": "Aliases, row 2: Name: Keep it to 200 characters or fewer.",
    }
    for field in links:
        assert f'id="{field}"' in page


def test_what_was_changed_meanwhile_is_in_the_list_in_one_line_and_in_full_beside_its_row(office, tess, alias):
    monitor = alias.organisation
    fields = form_of(office, address(monitor)) | {"aliases-0-name": "Mine", "change_reason": "Mine"}
    by_tess(tess, alias, name="Hers")
    page = office.post(address(monitor), fields).content.decode()
    (line,) = re.findall(r'<li><a href="#aliases-0">([^<]+)</a></li>', page)
    assert line.endswith("has been changed since you opened this form, so nothing was saved.")
    assert 'id="aliases-0"' in page


def test_a_form_that_is_not_refused_has_no_list_of_errors(office, monitor):
    page = office.get(address(monitor)).content.decode()
    assert "There is a problem" not in page
    assert "<title>Error" not in page


NO_NUMBER_OF_ROWS = ["9223372036854775807", "-1", "x", "", "1e9", "٣", "9" * 400]


@pytest.mark.parametrize(("which", "number"), [*product(["TOTAL_FORMS", "INITIAL_FORMS"], NO_NUMBER_OF_ROWS), ("TOTAL_FORMS", "1")])
def test_rows_that_are_miscounted_are_shown_again_and_none_is_saved_lost_or_made_up(office, alias, number, which):
    """However many rows the form claims, those sent are shown with what was typed, and the page is no slower."""
    typed = {"change_reason": "Mine", "role": "typed above", "aliases-0-name": "Typed first", "aliases-1-name": "Typed second"}
    fields = form_of(office, address(alias.organisation)) | typed
    before = Change.objects.count()
    refused = office.post(address(alias.organisation), fields | {f"aliases-{which}": number})
    assert refused.status_code == 200
    assert formsets.MISCOUNTED in refused.content.decode()
    again = fields_of(refused, "organisation_form")
    assert {name: again[name] for name in typed} == typed
    assert (again["aliases-TOTAL_FORMS"], again["aliases-INITIAL_FORMS"]) == ("2", "1")
    assert Change.objects.count() == before
    assert office.post(address(alias.organisation), again).status_code == 302
    assert sorted(OrganisationAlias.objects.values_list("name", flat=True)) == ["Typed first", "Typed second"]


def test_more_rows_than_anybody_adds_are_cut_off_and_it_says_so(office, alias, monkeypatch):
    monkeypatch.setattr(formsets, "MOST_ROWS", 3)
    rows = {f"aliases-{number}-name": f"Name {number}" for number in range(1, 50)} | {"aliases-TOTAL_FORMS": "50"}
    refused = office.post(address(alias.organisation), form_of(office, address(alias.organisation)) | rows | {"change_reason": "Mine"})
    assert formsets.MISCOUNTED in refused.content.decode()
    assert fields_of(refused, "organisation_form")["aliases-TOTAL_FORMS"] == "4"
    assert OrganisationAlias.objects.count() == 1


@pytest.mark.parametrize("number", ["9223372036854775807", "-1", "x"])
@pytest.mark.parametrize("which", ["MIN_NUM_FORMS", "MAX_NUM_FORMS"])
def test_what_else_the_form_says_of_its_rows_decides_nothing(office, alias, number, which):
    fields = form_of(office, address(alias.organisation)) | {"aliases-0-name": "Typed", "change_reason": "Mine", f"aliases-{which}": number}
    assert office.post(address(alias.organisation), fields).status_code in (200, 302)
    assert OrganisationAlias.objects.count() == 1


def test_a_row_sent_with_a_key_that_is_none_is_refused_in_words(office, alias):
    fields = form_of(office, address(alias.organisation)) | {"change_reason": "Mine", "aliases-0-id": "x"}
    assert office.post(address(alias.organisation), fields).status_code == 200


def test_djangos_own_log_is_not_kept_for_the_changes_are_the_log(office, monitor):
    from django.contrib.admin.models import LogEntry

    office.post(address(monitor), form_of(office, address(monitor)) | {"role": "x", "change_reason": "Because"})
    assert not LogEntry.objects.exists()
    assert Entry.objects.filter(change__source="admin").exists()
    assert "Because" in office.get("/admin/").content.decode()
