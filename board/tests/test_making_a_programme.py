"""A made-up programme is what the app itself would have recorded: versions, changes, entries and all; the same again from the same seed."""

from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db.models import Count, F, Max, Min, OuterRef, Subquery

from board.made_up.programme import Refused, Size, make
from board.made_up.world import DAYS
from board.tests.conftest import concerned_by_entry
from history import clock
from history.models import Change, Concern, Entry
from history.reading.as_at import as_at
from history.reading.tracked import TRACKED
from history.recording.backdated import Past
from history.recording.changes import CannotTrack, change
from history.recording.concerns import note_missing
from milestones.models import Commitment
from people.models import User
from support.models import Recipient, SupportRequest
from support.workflow import State
from vanguards.models import Vanguard

SIZE = Size(vanguards=8, requests=120, commitments=60, versions=1_200)


@pytest.fixture(scope="module")
def made(on_record):
    with on_record():
        yield make(SIZE, seed=7)


pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("made")]


def test_it_has_the_size_asked_for_and_about_the_versions(made):
    assert Vanguard.objects.count() == 8
    assert SupportRequest.objects.count() == 120
    assert Commitment.objects.count() == 60
    assert abs(made - SIZE.versions) < 0.1 * SIZE.versions, "what is still going on at the end was counted on in vain"
    assert made == Entry.objects.exclude(change__reason="What everything refers to").count()


@pytest.mark.parametrize("label", sorted(TRACKED))
def test_every_record_is_as_its_standing_version_says_and_no_version_stands_without_its_record(label):
    model = TRACKED[label]
    version = model.version_model()
    key = model._meta.pk.attname
    names = [field.attname for field in model.version_fields()]
    records = {record[key]: record for record in model._base_manager.values(*names)}
    standing = {row[key]: row for row in version._base_manager.filter(valid_until=None).exclude(history_type="-").values(*names)}
    assert standing == records


@pytest.mark.parametrize("label", sorted(TRACKED))
def test_versions_follow_one_another_without_a_gap_and_each_is_a_line_of_its_change(label):
    model = TRACKED[label]
    key = model._meta.pk.attname
    last = {}
    for row in model.version_model()._base_manager.order_by("change_id").select_related("change"):
        assert row.history_date == row.change.made_at
        number = getattr(row, key)
        assert row.history_type == ("~" if number in last else "+")
        if number in last:
            assert last[number] == row.history_date
        last[number] = row.valid_until
        assert Entry.objects.filter(change=row.change_id, record_type=label, record_id=number, history_type=row.history_type).exists()
    assert set(last.values()) <= {None}


def test_moments_grow_with_the_numbers_of_changes_over_two_years_and_none_is_empty_or_to_come():
    moments = list(Change.objects.order_by("pk").values_list("made_at", flat=True))
    assert moments == sorted(set(moments))
    span = Change.objects.aggregate(first=Min("made_at"), last=Max("made_at"))
    assert timedelta(days=DAYS - 30) < span["last"] - span["first"] <= timedelta(days=DAYS)
    assert span["last"] < clock.now()
    assert not Change.objects.annotate(n=Count("entries")).filter(n=0).exists()


def test_requests_are_in_every_state_their_life_passes_through():
    states = set(SupportRequest.objects.values_list("state", flat=True))
    assert {State.RAISED, State.ACCEPTED, State.DELIVERED, State.CLOSED} <= states
    closed = Recipient.objects.filter(support_request__state=State.CLOSED)
    assert not closed.filter(word__in=["open", "delivered"]).exists(), "closed only when every recipient has had its word"


def test_the_past_reads_as_it_was_then():
    half = clock.now() - timedelta(days=DAYS // 2)
    raised = SupportRequest.objects.filter(raised_on__lte=clock.in_london(half).date()).count()
    first = SupportRequest.version_model()._base_manager.filter(history_type="+", history_date__lte=half).count()
    with as_at(half):
        assert SupportRequest.objects.count() == first
        then = dict(SupportRequest.objects.values_list("pk", "state"))
    assert 0 < first <= raised < 120
    now = dict(SupportRequest.objects.values_list("pk", "state"))
    assert any(now[number] != state for number, state in then.items())


def test_the_app_goes_on_from_there_with_the_next_numbers():
    last = SupportRequest.objects.latest("pk")
    with change(by=User.objects.get(email="team1@example.com"), reason="After it was made"):
        raised = SupportRequest.objects.create(title="The next one", needed="Help")
        last.title = "Told otherwise"
        last.save()
    assert raised.pk == last.pk + 1
    assert SupportRequest.version_model()._base_manager.filter(id=last.pk, valid_until=None).count() == 1


@pytest.mark.parametrize("address", ["/", "/support/", "/vanguards/1/", "/milestones/", "/changes/", "/search/?q=rotas"])
def test_its_people_see_its_pages(as_, address):
    for name in ("team1", "lead1"):
        assert as_(User.objects.get(email=f"{name}@example.com")).get(address).status_code == 200


def test_it_is_made_only_where_nothing_is_on_record():
    with pytest.raises(Refused, match="empty database"):
        make(SIZE, seed=7)
    with pytest.raises(CommandError, match="empty database"):
        call_command("make_programme")


def test_a_past_takes_no_change_before_the_last_and_nothing_outside_a_change():
    past = Past()
    with pytest.raises(CannotTrack, match="cannot come after"), past.change(clock.now() - timedelta(days=DAYS), by=None):
        pass
    with pytest.raises(CannotTrack, match="Open a change"):
        past.add(Vanguard(number=900, name="Out of nothing"))


def test_every_version_but_the_last_ends_when_the_next_begins():
    version = SupportRequest.version_model()._base_manager
    following = version.filter(id=OuterRef("id"), change_id__gt=OuterRef("change_id")).order_by("change_id").values("history_date")[:1]
    ends = version.annotate(next_at=Subquery(following)).exclude(next_at=None)
    assert ends.exists()
    assert not ends.exclude(valid_until=F("next_at")).exists()


def test_what_its_changes_concern_is_what_their_versions_say():
    kept = concerned_by_entry()
    assert {told for *_, told in kept} == {True, False}
    Concern.objects.all().delete()
    assert note_missing() == Change.objects.count()
    assert concerned_by_entry() == kept
    assert note_missing() == 0
