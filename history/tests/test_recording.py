"""Whatever is written leaves a version in a change; what would leave none is refused."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.db import IntegrityError, models, transaction

from conftest import versions_of
from history import clock
from history.clock import ClockBehind
from history.models import Change, Entry
from history.reading.last_change import refuse_clock_behind
from history.recording import bulk
from history.recording.changes import CannotTrack, NoOpenChange, change
from vanguards.models import Organisation, OrganisationAlias

pytestmark = pytest.mark.django_db


def make(name: str = "Monitor", **fields):
    return Organisation.objects.create(name=name, kind="national body", **fields)


def test_a_record_written_with_no_change_open_is_refused_and_not_written():
    with pytest.raises(NoOpenChange, match=r"vanguards\.Organisation"):
        make()
    assert not Organisation.objects.exists()


def test_a_save_and_a_deletion_with_no_change_open_are_refused_and_nothing_happens(recording):
    with recording():
        monitor = make()
    monitor.name = "NHS Improvement"
    with pytest.raises(NoOpenChange), transaction.atomic():
        monitor.save()
    with pytest.raises(NoOpenChange), transaction.atomic():
        monitor.delete()
    monitor.refresh_from_db()
    assert monitor.name == "Monitor"


def test_a_change_says_who_did_what_when_and_why(otto):
    with change(by=otto, reason="Renamed by the Act"):
        monitor = make()
    made = Change.objects.latest("made_at")
    assert (made.made_by, made.reason, made.source) == (otto, "Renamed by the Act", "page")
    entry = made.entries.get()
    assert (entry.record_type, entry.record_id, entry.history_type, entry.name) == ("vanguards.organisation", monitor.pk, "+", "Monitor")


def test_each_save_closes_the_version_before_it(recording):
    with recording():
        monitor = make()
    with recording():
        monitor.name = "NHS Improvement"
        monitor.save()
    first, second = versions_of(monitor)
    assert (first.name, first.valid_until, second.name, second.valid_until) == ("Monitor", second.history_date, "NHS Improvement", None)


def test_a_save_that_changes_nothing_leaves_neither_version_nor_change(recording):
    with recording():
        monitor = make()
    before = Change.objects.count()
    with recording():
        monitor.save()
    assert len(versions_of(monitor)) == 1
    assert Change.objects.count() == before


def test_a_record_written_twice_in_one_change_keeps_one_version_the_last(recording):
    with recording():
        monitor = make()
        monitor.name = "NHS Improvement"
        monitor.save()
    assert [(version.name, version.history_type) for version in versions_of(monitor)] == [("NHS Improvement", "+")]
    assert Entry.objects.filter(record_type="vanguards.organisation").get().name == "NHS Improvement"


def test_a_record_added_and_removed_in_one_change_leaves_nothing(recording):
    with recording():
        make().delete()
    assert not Organisation.versions.exists()
    assert not Entry.objects.filter(record_type="vanguards.organisation").exists()


def test_a_removed_record_keeps_its_versions_and_its_parts_are_removed_with_it(recording):
    with recording():
        monitor = make()
        monitor.aliases.create(name="The regulator")
    with recording():
        monitor.delete()
    kept = Organisation.versions.get(valid_until=None)
    assert (kept.history_type, kept.name) == ("-", "Monitor")
    assert OrganisationAlias.versions.get(valid_until=None).history_type == "-"


def test_only_the_fields_that_were_saved_are_recorded(recording):
    with recording():
        monitor = make(role="regulator")
    monitor.name, monitor.role = "NHS Improvement", "never saved"
    with recording():
        monitor.save(update_fields=["name"])
    assert [(version.name, version.role) for version in versions_of(monitor)][-1] == ("NHS Improvement", "regulator")


def test_what_only_the_database_could_work_out_is_refused(recording):
    with recording():
        monitor = make()
    monitor.name = models.functions.Upper("name")
    with pytest.raises(CannotTrack, match="expression"), recording():
        monitor.save()


@pytest.mark.parametrize("write", ["update", "bulk_create", "bulk_update"])
def test_writes_that_would_leave_no_version_are_refused(recording, write):
    with recording(), pytest.raises(CannotTrack):
        {
            "update": lambda: Organisation.objects.update(name="x"),
            "bulk_create": lambda: Organisation.objects.bulk_create([Organisation(name="x", kind="other")]),
            "bulk_update": lambda: Organisation.objects.bulk_update([], ["name"]),
        }[write]()


def test_many_records_are_added_at_once_with_a_version_each(recording):
    with recording():
        made = bulk.create_all([Organisation(name=f"Body {number}", kind="other") for number in range(600)])
    assert all(record.pk for record in made)
    assert Organisation.versions.filter(valid_until=None, history_type="+").count() == 600
    assert Change.objects.latest("made_at").entries.count() == 600


def test_many_records_are_changed_at_once_and_those_that_had_the_values_are_left(recording):
    with recording():
        bulk.create_all([Organisation(name=f"Body {number}", kind="other" if number else "council") for number in range(5)])
    with recording():
        assert bulk.change_all(Organisation.objects.all(), kind="council") == 4
    assert Organisation.objects.filter(kind="council").count() == 5
    assert Organisation.versions.filter(valid_until=None).count() == 5
    assert Organisation.versions.filter(history_type="~").count() == 4


@pytest.mark.parametrize("many", [1, 3])
def test_records_in_hand_are_changed_too_each_with_its_version(recording, many):
    with recording():
        made = bulk.create_all([Organisation(name=f"Body {number}", kind="other") for number in range(many)])
    with recording():
        assert bulk.change_all(made, kind="council") == many
        assert bulk.change_all(made, kind="council") == 0, "they know what they are now"
        assert bulk.change_all([], kind="council") == 0
    assert {record.kind for record in made} == {"council"}
    assert Organisation.objects.filter(kind="council").count() == many
    assert Organisation.versions.filter(history_type="~", kind="council", valid_until=None).count() == many
    assert Change.objects.latest("pk").entries.count() == many


def test_a_change_that_fails_leaves_nothing(recording):
    def fail_half_way():
        with recording():
            make()
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail_half_way()
    assert not Organisation.objects.exists()
    assert not Change.objects.exists()


def test_a_change_inside_a_change_is_part_of_it_and_must_be_the_same_persons(otto, tess):
    with change(by=otto, reason="Outer"):
        with change(by=otto, reason="Inner"):
            make()
        with pytest.raises(CannotTrack), change(by=tess):
            pass
    assert Change.objects.latest("made_at").reason == "Outer"


def test_moments_strictly_grow_even_where_the_clock_stands_still(recording):
    with clock.set_at(datetime(2016, 1, 1, tzinfo=UTC)):
        for number in range(3):
            with recording():
                make(f"Body {number}")
    moments = list(Change.objects.order_by("pk").values_list("made_at", flat=True))
    assert moments == sorted(set(moments))
    assert len(moments) == 3


def test_a_clock_earlier_than_the_last_change_is_refused(recording):
    with clock.set_at(datetime(2016, 1, 2, tzinfo=UTC)), recording():
        make()
    with clock.set_at(datetime(2016, 1, 1, tzinfo=UTC)):
        with pytest.raises(ClockBehind), recording():
            make("Other")
        with pytest.raises(ClockBehind, match="clock right"):
            refuse_clock_behind()


def test_the_demo_clock_opens_on_its_day_and_runs_on(db):
    clock.open_on(date(2016, 1, 29))
    assert clock.today() == date(2016, 1, 29)
    assert clock.offset() % timedelta(days=1) == timedelta()


def test_the_demo_opens_on_its_day_even_after_midnight_in_summer(db):
    with time_machine.travel(datetime(2026, 7, 1, 23, 30, tzinfo=UTC), tick=False):
        clock.open_on(date(2016, 1, 29))
        assert clock.today() == date(2016, 1, 29)


def test_the_database_itself_holds_one_standing_version_per_record(recording):
    with recording():
        monitor = make()
    standing = versions_of(monitor)[0]
    standing.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        standing.save()


def test_moving_a_part_through_its_wholes_manager_is_refused_too(recording):
    with recording():
        monitor, trust = make(), make("NHS Improvement")
        alias = monitor.aliases.create(name="The regulator")
    with recording(), pytest.raises(CannotTrack), transaction.atomic():
        trust.aliases.add(alias)
    with pytest.raises(CannotTrack):
        Organisation._base_manager.filter(pk=monitor.pk).update(name="x")
    with pytest.raises(CannotTrack):
        Organisation._base_manager.filter(pk=monitor.pk)._raw_delete("default")
    alias.refresh_from_db()
    assert alias.organisation == monitor


def test_a_change_inside_a_change_that_fails_leaves_nothing_of_itself(otto):
    def fail_half_way():
        with change(by=otto, reason="Inner"):
            make("Half")
            raise ZeroDivisionError

    with change(by=otto, reason="Outer"):
        make("Whole")
        with pytest.raises(ZeroDivisionError):
            fail_half_way()
    assert [organisation.name for organisation in Organisation.objects.all()] == ["Whole"]
    assert [entry.name for entry in Change.objects.latest("made_at").entries.all()] == ["Whole"]


def test_a_first_write_that_is_rolled_back_does_not_spoil_the_change(otto):
    def fail_half_way():
        with transaction.atomic():
            make("Half")
            make("Half")

    with change(by=otto, reason="Outer"):
        with pytest.raises(IntegrityError):
            fail_half_way()
        make("Whole")
    assert Change.objects.latest("made_at").entries.get().name == "Whole"


def test_a_removed_record_is_kept_as_it_stood_not_as_somebody_had_begun_to_change_it(recording):
    with recording():
        monitor = make()
    monitor.name = "Never saved"
    with recording():
        monitor.delete()
    assert Organisation.versions.get(valid_until=None).name == "Monitor"


@pytest.mark.parametrize("values", [{"no_such": 1}, {"id": 9}])
def test_many_at_once_refuses_fields_it_cannot_change(recording, values):
    with recording():
        make()
    with recording(), pytest.raises(CannotTrack, match="cannot change"):
        bulk.change_all(Organisation.objects.all(), **values)
