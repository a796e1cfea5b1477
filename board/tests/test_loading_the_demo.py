"""The demonstration opens on 29 January 2016, with an autumn and a winter behind it that are invented and say so."""

from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db.models import F

from board.demo import steps
from board.tests.conftest import concerned_by_entry
from history import clock
from history.feed.lines import latest, lines
from history.feed.said import ADDED, CHANGED
from history.models import Change, ClockOffset, Concern, Entry
from history.reading.as_at import as_at
from history.reading.last_change import last_made_at
from history.recording.changes import change
from history.recording.concerns import note_missing
from milestones.models import Commitment, Forecast
from people.models import User
from support.models import Comment, Enabler, Recipient, SupportRequest
from vanguards.models import Membership, Organisation, Vanguard

pytestmark = pytest.mark.django_db
TODAY = date(2016, 1, 29)


def load(*options):
    out = StringIO()
    call_command("load_demo", *options, stdout=out)
    return out.getvalue()


@pytest.fixture(scope="module", autouse=True)
def said(on_record):
    with on_record():
        yield load()


# --- where it may be loaded -------------------------------------------------------------------------------------------


def test_it_is_refused_where_this_is_no_demonstration(settings):
    settings.DEMO = False
    with pytest.raises(CommandError, match="DEMO=1"):
        load()


def test_it_is_refused_where_later_changes_stand():
    with pytest.raises(CommandError, match="Load the demo into an empty database: it brings the facts with it"):
        load()


def test_again_if_empty_it_keeps_the_data_and_says_who_may_sign_in():
    changes = Change.objects.count()
    assert "lead.salford@example.com" in load("--if-empty")
    assert Change.objects.count() == changes


# --- the clock --------------------------------------------------------------------------------------------------------


def test_it_opens_on_29_january_2016():
    assert clock.today() == TODAY
    assert ClockOffset.objects.count() == 1


def test_nothing_happened_after_that_morning_began():
    assert last_made_at() < clock.start_of(TODAY)


def test_changes_are_numbered_in_the_order_they_were_made_in():
    moments = list(Change.objects.order_by("pk").values_list("made_at", flat=True))
    assert moments == sorted(moments)


def test_its_steps_are_taken_on_weekdays_in_office_hours_one_after_the_other():
    moments = [step.moment for step in steps()]
    assert moments == sorted(set(moments))
    local = [clock.in_london(moment) for moment in moments]
    assert all(moment.weekday() < 5 and 9 <= moment.hour < 17 for moment in local)


def test_the_day_can_go_on_from_here():
    with change(by=User.objects.get(email="team@example.com"), reason="Seen"):
        SupportRequest.objects.create(title="Another", needed="More.")
    assert SupportRequest.objects.order_by("-pk").first().reference == "SR-0050"


# --- what is true and what is invented --------------------------------------------------------------------------------


def test_each_change_is_a_published_fact_or_is_marked_as_invented():
    assert Change.objects.filter(invented=True).count() == 213
    for made in Change.objects.filter(invented=False):
        assert made.reason.startswith("Facts as published on ")
        assert (made.made_by, made.source) == (None, "command")


def test_every_invented_change_has_a_reason_and_someone_who_made_it():
    invented = Change.objects.filter(invented=True)
    without = invented.filter(reason="")
    assert without
    assert all(made.entries.filter(record_type="support.supportrequest", history_type="+").exists() for made in without), (
        "a request says why"
    )
    assert invented.filter(made_by=None).count() == 2
    assert not invented.exclude(source="command").filter(made_by=None).exists()


def test_no_change_is_empty():
    assert set(Change.objects.values_list("pk", flat=True)) == set(Entry.objects.values_list("change", flat=True))


def test_all_published_requests_keep_their_source_and_number():
    published = SupportRequest.objects.filter(source__code="ACC-SUMMARY")
    assert sorted(published.values_list("pk", flat=True)) == list(range(1, 28))


def test_a_request_without_a_source_and_all_that_was_made_up_about_the_others_is_marked():
    assert not SupportRequest.objects.filter(source=None, invented=False).exists()
    untouched = SupportRequest.objects.filter(invented=False)
    assert set(untouched.values_list("state", "owner", "priority", "target_on")) == {("raised", None, "", None)}


def test_comments_memberships_people_and_commitments_are_marked():
    for model in (Comment, Membership, User):
        assert not model.objects.filter(invented=False).exists()
    assert not Commitment.objects.filter(reached_on__isnull=False, invented=False).exists()
    assert not Commitment.objects.filter(forecasts__isnull=False, invented=False).exists()


def test_the_facts_end_up_as_they_were_published():
    out = StringIO()
    call_command("load_programme", "--dated", stdout=out)
    assert "Nothing to add." in out.getvalue()
    assert "Left as people made it" not in out.getvalue()


def test_a_slip_of_the_pen_and_its_correction_are_both_on_record():
    notes = Vanguard.objects.get(pk=40).versions.order_by("history_date").values_list("population_note", flat=True)
    assert list(notes) == [
        "Depends on which partners are identified.",
        "It depends on wich partners are identified.",
        "Depends on which partners are identified.",
    ]


# --- the people -------------------------------------------------------------------------------------------------------


def test_it_says_who_may_sign_in(said):
    assert "the password is demo-vanguard" in said
    for address in ("team", "lead.salford", "lead.neuro", "office", "admin", "new"):
        assert f"{address}@example.com" in said
    assert "Graham Ashworth, leads vanguard 38" in said
    assert "Amy Farrant, no role yet" in said
    assert "former.salford@example.com" not in said


def test_everyone_can_sign_in_with_the_password_but_nobody_reads_it():
    for user in User.objects.all():
        assert user.check_password("demo-vanguard")
    assert not User.objects.filter(password__contains="demo-vanguard").exists()


def test_who_led_salford_then_is_still_on_record():
    former = Membership.objects.get(user__email="former.salford@example.com")
    assert former.ends_on == date(2015, 11, 13)
    assert User.objects.get(email="lead.salford@example.com").led_vanguard_ids == [38]
    assert User.objects.get(email="lead.neuro@example.com").led_vanguard_ids == [44]
    assert not User.objects.get(email="former.salford@example.com").is_active


# --- the work ---------------------------------------------------------------------------------------------------------


def test_there_is_something_late_something_due_and_something_new():
    requests, team = SupportRequest.objects, User(is_programme_team=True)
    assert requests.late(team, TODAY).exists()
    assert requests.due(team, TODAY, date(2016, 2, 5)).exists()
    assert requests.new().unowned(date(2016, 1, 29)).filter(raised_on__gte=date(2016, 1, 25)).count() == 2
    assert Commitment.objects.overdue(TODAY).exists()
    assert Commitment.objects.due(TODAY, date(2016, 2, 5)).exists()


def test_recipients_have_given_every_kind_of_word():
    assert set(Recipient.objects.values_list("word", flat=True)) == {
        *("open", "delivered", "confirmed", "disputed", "not confirmed", "withdrawn"),
    }


def test_a_request_is_closed_only_when_every_vanguard_has_given_its_word():
    closed = SupportRequest.objects.filter(state="closed")
    assert closed.count() == 3
    assert not closed.filter(recipients__word__in=["open", "delivered"]).exists()
    assert not SupportRequest.objects.exclude(state__in=["delivered", "closed"]).exclude(recipients__word__in=["open", "disputed"]).exists()


def test_comments_are_for_everyone_for_one_vanguard_and_for_the_team():
    assert set(Comment.objects.values_list("audience", flat=True)) == {"shared", "vanguard", "internal"}
    joint = Comment.objects.get(support_request=33, audience="vanguard")
    assert joint.vanguard_id == 38
    assert joint.support_request.recipients.count() == 2


def test_a_date_that_moved_says_why_and_who_agreed():
    line = Forecast.objects.get(commitment__vanguard=40)
    assert (line.commitment.vanguard_id, str(line.forecast), line.cause.code) == (40, "March 2016", "people-not-in-post")
    assert line.decided_by.email == "team@example.com"
    assert line.decided_at > line.made_at


def test_dates_were_recorded_rejected_approved_and_one_waits():
    outcomes = sorted(Forecast.objects.values_list("outcome", flat=True))
    assert outcomes == ["approved", "proposed", "recorded", "recorded", "rejected"]


def test_no_lead_writes_on_requests_of_others():
    assert (
        not SupportRequest.objects.filter(raised_by__isnull=False).exclude(recipients__vanguard__memberships__user=F("raised_by")).exists()
    )


def test_the_organisation_has_its_new_alias():
    assert Organisation.objects.get(aliases__name="WWL").name.startswith("Wrightington")


@pytest.mark.parametrize(("day", "enablers", "requests"), [(date(2015, 11, 15), 8, 4), (date(2015, 12, 15), 10, 32), (TODAY, 10, 49)])
def test_the_past_reads_as_it_was(day, enablers, requests):
    with as_at(min(clock.end_of(day), clock.now())):
        assert (Enabler.objects.count(), SupportRequest.objects.count()) == (enablers, requests)


def test_what_its_changes_concern_is_what_their_versions_say():
    kept = concerned_by_entry()
    assert {told for *_, told in kept} == {True, False}
    Concern.objects.all().delete()
    assert note_missing() == Change.objects.count()
    assert concerned_by_entry() == kept
    assert note_missing() == 0


def those_that_say_what_was_done(change, entries):
    """Return the entries that say what was done, if there are some; for changes in the back office, all."""
    entries = list(entries)

    def says(act, kinds):
        return [entry for entry in entries if entry.history_type == act and entry.record_type in kinds]

    return entries if change.source == "admin" else says("+", ADDED) or says("~", CHANGED) or entries


@pytest.mark.parametrize("address", ["team@example.com", "lead.salford@example.com", "lead.neuro@example.com"])
def test_the_lines_of_a_feed_tell_what_the_person_may_see_and_no_more(address):
    """The lines are SQL by hand, for speed, and must say what the querysets say: for every change of the demonstration and every person."""
    user = User.objects.get(email=address)
    changes = Change.objects.visible_to(user).saying_if_whole(user).order_by("pk")
    whole = {change.pk: bool(change.is_whole) for change in changes}
    for line in lines(changes, user):
        visible = those_that_say_what_was_done(line.change, line.change.visible_entries(user))
        assert [entry for entry, *_ in line.entries] == visible[:3]
        assert line.more == len(visible[3:])
        assert line.change.is_whole == whole[line.change.pk]


def test_the_latest_changes_of_a_record_are_those_the_querysets_find():
    user, salford = User.objects.get(email="lead.salford@example.com"), Vanguard.objects.get(pk=38)
    for line in latest(salford, user):
        of_salford = Entry.objects.filter(change=line.change).visible_to(user).of_record(salford).order_by("pk")
        visible = those_that_say_what_was_done(line.change, of_salford)
        assert [entry for entry, *_ in line.entries] == visible[:3]
