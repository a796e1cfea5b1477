"""After anything several people did, the record reads as at each moment what it was then."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection, models, transaction
from django.db.models import Count, Exists, OuterRef
from hypothesis import given, settings
from hypothesis import strategies as st

from history import clock
from history.reading.as_at import PastIsReadOnly, as_at
from history.recording.changes import CannotTrack, change
from vanguards.models import CareModel, Cohort, Organisation, Partnership, Vanguard

pytestmark = pytest.mark.django_db

START = datetime(2015, 9, 1, tzinfo=UTC)
names = st.sampled_from(["Salford", "Wigan", "Northumbria", "Royal Free", "Moorfields"])
steps = st.lists(
    st.tuples(
        st.sampled_from(["add", "rename", "link", "relink", "unlink", "remove", "many", "nothing"]),
        st.integers(0, 5),
        st.integers(0, 5),
        names,
        st.integers(0, 1),
    ),
    max_size=14,
)


def what_is_read():
    """Rows, joins both ways, prefetches, counts, subqueries, unions and iterators over the record."""
    partnerships = Partnership.objects.select_related("organisation", "vanguard")
    return {
        "rows": list(Organisation.objects.order_by("pk").values_list("pk", "name", "kind")),
        "joins": [(link.pk, link.vanguard.name, link.organisation.name) for link in partnerships.order_by("pk")],
        "prefetches": [
            (vanguard.pk, sorted(link.organisation.name for link in vanguard.partnerships.all()))
            for vanguard in Vanguard.objects.prefetch_related("partnerships__organisation").order_by("pk")
        ],
        "counts": list(Organisation.objects.annotate(n=Count("partnerships")).order_by("pk").values_list("pk", "n")),
        "whole counts": [(o.name, o.n) for o in Organisation.objects.annotate(n=Count("partnerships")).order_by("pk")],
        "number": (Organisation.objects.count(), Partnership.objects.filter(organisation__name__contains="a").count()),
        "exists": sorted(
            Organisation.objects.filter(Exists(Partnership.objects.filter(organisation=OuterRef("pk")))).values_list("pk", flat=True)
        ),
        "union": Organisation.objects.filter(name="Wigan").order_by().union(Organisation.objects.filter(kind="other").order_by()).count(),
        "iterated": [o.pk for o in Organisation.objects.order_by("-name", "pk").iterator(chunk_size=2)],
        "grouped": list(Partnership.objects.order_by("vanguard_id").values("vanguard_id").annotate(n=models.Count("pk"))),
    }


def take(step, serial):
    act, one, other, name, _ = step
    organisations, links = list(Organisation.objects.order_by("pk")), list(Partnership.objects.order_by("pk"))
    vanguard = Vanguard.objects.get(number=38 + other % 2)
    if act == "add":
        Organisation.objects.create(name=f"{name} {serial}", kind="other")
    elif act == "many":
        from history.recording import bulk

        bulk.change_all(Organisation.objects.filter(pk__gt=one), kind="council")
    elif organisations and act == "rename":
        organisation = organisations[one % len(organisations)]
        organisation.name = f"{name} {serial}"
        organisation.save()
    elif organisations and act == "link":
        organisation = organisations[one % len(organisations)]
        Partnership.objects.get_or_create(vanguard=vanguard, organisation=organisation, role="partner")
    elif organisations and act == "remove":
        organisation = organisations[one % len(organisations)]
        organisation.partnerships.all().delete()
        organisation.delete()
    elif links and act == "unlink":
        links[one % len(links)].delete()
    elif links and act == "relink":
        link = links[one % len(links)]
        if not Partnership.objects.filter(vanguard=vanguard, organisation=link.organisation).exists():
            link.vanguard = vanguard
            link.save()


@settings(max_examples=40)
@given(changes=st.lists(steps, max_size=6))
def test_as_at_each_moment_the_record_is_what_it_was_then(tess, otto, changes):
    with transaction.atomic():
        moment = clock.now() + timedelta(days=1)
        with clock.set_at(moment), change(by=otto):
            care_model = CareModel.objects.create(code="ACC", name="Acute care collaboration")
            cohort = Cohort.objects.create(code="acc", name="Acute")
            for number in (38, 39):
                Vanguard.objects.create(number=number, name=f"Vanguard {number}", care_model=care_model, cohort=cohort)
        remembered = [(moment, what_is_read())]
        for serial, acts in enumerate(changes):
            moment += timedelta(hours=1)
            with clock.set_at(moment):
                for number, step in enumerate(acts):
                    with change(by=(tess, otto)[step[4]]):
                        take(step, serial * 100 + number)
                remembered.append((clock.now() + timedelta(minutes=1), what_is_read()))
        for then, was in remembered:
            with as_at(then):
                assert what_is_read() == was
        transaction.set_rollback(True)


def test_while_a_moment_is_set_nothing_can_be_written(otto, recording):
    with recording():
        monitor = Organisation.objects.create(name="Monitor", kind="national body")
    with as_at(clock.now()):
        with pytest.raises(PastIsReadOnly), change(by=otto):
            pass
        with pytest.raises(CannotTrack):
            monitor.save()
        with pytest.raises(PastIsReadOnly), connection.cursor() as cursor:
            cursor.execute('UPDATE "vanguards_organisation" SET name = %s', ["Changed"])


def test_a_removed_record_is_still_there_as_at_a_moment_before(recording):
    with recording():
        monitor = Organisation.objects.create(name="Monitor", kind="national body")
    before = clock.now()
    with recording():
        monitor.delete()
    with as_at(before):
        assert Organisation.objects.get().name == "Monitor"
    assert not Organisation.objects.exists()


def test_as_at_the_very_moment_of_a_change_stands_what_it_made_and_nothing_of_before(recording):
    with recording():
        monitor = Organisation.objects.create(name="Monitor", kind="national body")
    with recording() as renamed:
        monitor.name = "NHS Improvement"
        monitor.save()
    for moment, name in ((renamed.moment - timedelta(microseconds=1), "Monitor"), (renamed.moment, "NHS Improvement")):
        with as_at(moment):
            assert [each.name for each in Organisation.objects.all()] == [name]


def test_passwords_are_in_no_version_and_read_empty_in_the_past(tess):
    before = clock.now()
    assert "password" not in {field.name for field in type(tess).version_model()._meta.get_fields()}
    with as_at(before):
        assert type(tess).objects.get().password is None
