"""The history of a record in the admin: who changed what, when and why, its parts and its end included."""

import re
from datetime import UTC, date, datetime

import pytest
from django.urls import reverse

from history import clock
from history.feed.differences import EMPTY, NOT_RECORDED, describe, differences
from history.recording import bulk
from history.recording.changes import change
from vanguards.models import Cohort, Organisation, Source, Vanguard

pytestmark = pytest.mark.django_db


def words(response):
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def address(record):
    return reverse(f"admin:{record._meta.app_label}_{record._meta.model_name}_history", args=[record.pk])


def test_the_history_shows_old_and_new_in_words_with_who_when_and_why(office, tess, recording, salford):
    with recording():
        other = Cohort.objects.create(code="first", name="First wave")
    moment = datetime(2030, 7, 1, 9, 5, tzinfo=UTC)
    with clock.set_at(moment), change(by=tess, reason="Moved to the first wave", source="import", invented=True):
        salford.cohort, salford.population_certainty, salford.is_national = other, "inferred", True
        salford.save()
    page = words(office.get(address(salford)))
    assert "1 July 2030, 10:05" in page
    for expected in (
        "Tess Import Invented",
        "Moved to the first wave",
        "Cohort: Acute care collaborations → First wave",
        "Population certainty: Confirmed → Inferred",
        "National reach: No → Yes",
        "Name: empty → Salford and Wigan Foundation Chain",
        "2 changes, newest first",
    ):
        assert expected in page
    assert page.index("First wave") < page.index("Name: empty")


def test_the_history_of_a_record_holds_the_changes_of_its_parts(office, otto, salford):
    with change(by=otto, reason="Known as"):
        alias = salford.aliases.create(name="Salford Royal group")
    with change(by=otto, reason="Not any more"):
        alias.delete()
    page = words(office.get(address(salford)))
    assert "Added: alias of a vanguard: Salford Royal group" in page
    assert "Removed: alias of a vanguard: Salford Royal group" in page
    assert "Name: Salford Royal group → empty" in page


def test_each_change_links_to_its_own_page(office, salford):
    number = salford.versions.get().change_id
    assert f'<a href="/changes/{number}/">Change {number}</a>' in office.get(address(salford)).content.decode()


def test_the_history_of_a_deleted_record_stays(office, recording, otto):
    with recording():
        monitor = Organisation.objects.create(name="Monitor", kind="national body")
    page = address(monitor)
    with change(by=otto, reason="Entered twice"):
        monitor.delete()
    shown = words(office.get(page))
    assert "This organisation has been deleted." in shown
    assert "Monitor" in shown
    assert "Entered twice" in shown


@pytest.mark.parametrize("key", ["999", "x", "9" * 40, "٣"])
def test_the_history_of_what_never_was_leads_away_with_a_message(office, key):
    assert "Perhaps it was deleted?" in words(office.get(f"/admin/vanguards/organisation/{key}/history/", follow=True))


def test_the_history_costs_the_same_with_many_changes_and_comes_in_pages(office, recording, salford, django_assert_max_num_queries):
    for number in range(60):
        with recording(f"Reason {number}."):
            salford.area = f"Area {number}"
            salford.save()
    with django_assert_max_num_queries(32):
        first = words(office.get(address(salford)))
    assert "Page 1 of 2" in first
    assert "Reason 59." in first
    assert "Reason 9." not in first
    assert "Area: Area 8 → Area 9" in words(office.get(address(salford), {"p": 2}))
    assert "Page 2 of 2" in words(office.get(address(salford), {"p": "9" * 30}))


def test_dates_read_in_their_own_precision(recording):
    with recording():
        source = Source.objects.create(code="s", title="Package", published_on=date(2015, 12, 1), published_precision="month")
    found = {difference.field: difference.new for difference in differences(source.versions.get())}
    assert found["published_on"] == "December 2015"
    assert "id" not in found


def test_what_a_version_does_not_know_is_told_from_what_was_empty(recording):
    with recording():
        source = Source.objects.create(code="s", title="Package")
    with recording():
        source.publisher = "NHS England"
        source.save()
    first, second = source.versions.order_by("history_date")
    first.publisher = None
    assert [(found.old, found.new) for found in differences(second, first)] == [(NOT_RECORDED, "NHS England")]
    first.publisher = ""
    assert [(found.old, found.new) for found in differences(second, first)] == [(EMPTY, "NHS England")]


def test_a_related_record_that_is_gone_keeps_its_name(recording, salford):
    with recording():
        source = Source.objects.create(code="s", title="Five Year Forward View")
        salford.source = source
        salford.save()
    with recording():
        salford.source = None
        salford.save()
    with recording():
        source.delete()
    version = Vanguard.versions.get(valid_until=None)
    assert [found.old for found in describe([version])[0].differences] == ["Five Year Forward View (removed)"]


def test_describing_many_versions_costs_a_query_for_each_model(recording, acc, django_assert_num_queries):
    with recording():
        bulk.create_all([Vanguard(number=number, name=f"Vanguard {number}", care_model=acc[0], cohort=acc[1]) for number in range(1, 30)])
    with recording():
        bulk.change_all(Vanguard.objects.all(), area="Somewhere")
    versions = list(Vanguard.versions.filter(valid_until=None))
    with django_assert_num_queries(3):
        found = describe(versions)
    assert {(one.act, one.differences[0].old, one.differences[0].new) for one in found} == {("Changed", "empty", "Somewhere")}
