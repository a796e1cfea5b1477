"""One's milestones in one's own calendar, read by another library than the one that wrote them."""

import unicodedata
from datetime import date

import pytest
import vobject
from django.urls import reverse

from history.recording.changes import change
from milestones.models import CalendarFeed, Commitment
from milestones.moves import make
from milestones.tests.stories import says
from milestones.workflow import Move
from pages.typed_dates import understand
from vanguards.models import Membership

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_29_january"), pytest.mark.once]

PAGE, FEED = reverse("calendar_feed"), reverse("milestone_calendar")


@pytest.fixture
def address(as_):
    """Return the address that somebody's page shows."""

    def of(user):
        answer = as_(user).post(PAGE, follow=True)
        return answer.context["address"].partition("token=")[2]

    return of


def entries(client, token):
    """Return the feed of a token, as a person reads it without signing in."""
    client.logout()
    answer = client.get(FEED, {"token": token})
    assert answer.status_code == 200
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    return {event.uid.value: event for event in vobject.readOne(answer.content.decode()).contents.get("vevent", [])}


def titles(client, token):
    return sorted(event.summary.value for event in entries(client, token).values())


def test_what_no_calendar_may_hold_is_not_passed_on(client, sal, address, promise, salford):
    promise("Pl\x07an\x1b of\u2028ours", "15 March 2016", salford)
    text = client.get(FEED, {"token": address(sal)}).content.decode()
    assert "Plan of ours" in text.replace("\r\n ", "")
    assert not [letter for letter in text if unicodedata.category(letter) in ("Cc", "Zl", "Zp") and letter not in "\r\n"]


def test_each_commitment_is_an_entry_on_the_day_its_time_ends(client, sal, address, promise, salford, neuro):
    promise("Plan", "15 March 2016", salford)
    promise("Not theirs", "March 2016", neuro)
    promise("Everywhere", "2020", programme=True)
    (plan, everywhere) = sorted(entries(client, address(sal)).values(), key=lambda event: event.dtstart.value)
    assert plan.summary.value == "Due on 15 March 2016: Plan (38 Salford and Wigan Foundation Chain)"
    assert (plan.dtstart.value, plan.dtend.value) == (date(2016, 3, 15), date(2016, 3, 16))
    assert plan.transp.value == "TRANSPARENT"
    assert plan.url.value.endswith(Commitment.objects.get(milestone__title="Plan").get_absolute_url())
    assert everywhere.summary.value == "Due by the end of 2020: Everywhere (The programme itself)"
    assert everywhere.dtstart.value == date(2020, 12, 31)


def test_a_month_says_that_it_is_a_month(client, sal, address, promise, salford):
    promise("Model", "February 2016", salford)
    (event,) = entries(client, address(sal)).values()
    assert event.dtstart.value == date(2016, 2, 29)
    assert event.summary.value.startswith("Due by the end of February 2016: ")
    assert "The day is not known, only the month. It is due by the end of it." in event.description.value


def test_a_new_date_moves_the_entry_and_says_why(client, sal, tess, address, promise, salford, causes):
    commitment = promise("Plan, contract; and model", "15 March 2016", salford).commitments.get()
    token = address(sal)
    (before,) = entries(client, token)
    make(commitment, Move.FORECAST, by=tess, words="Ill\nfor weeks", to=understand("Q1 2016/17"), cause=causes["later"])
    ((after, event),) = entries(client, token).items()
    assert after == before, "the calendar knows it by the same name"
    assert event.dtstart.value == date(2016, 6, 30)
    assert event.summary.value == "Due by the end of Q1 2016/17: Plan, contract; and model (38 Salford and Wigan Foundation Chain)"
    assert "Promised: 15 March 2016.\nForecast: Q1 2016/17. People not in post: Ill\nfor weeks" in event.description.value


def test_what_is_reached_or_cancelled_says_so(client, tess, sal, address, promise, salford):
    reached, cancelled = (promise(title, "March 2016", salford).commitments.get() for title in ("A", "B"))
    make(reached, Move.REACH, by=tess, words="Done", reached=understand("January 2016"), link="")
    make(cancelled, Move.CANCEL, by=tess, words="Merged")
    first, second = sorted(entries(client, address(sal)).values(), key=lambda event: event.summary.value)
    assert (first.summary.value, first.status.value) == ("Cancelled: B (38 Salford and Wigan Foundation Chain)", "CANCELLED")
    assert second.summary.value == "Reached January 2016: A (38 Salford and Wigan Foundation Chain)"
    assert second.dtstart.value == date(2016, 1, 29)


def test_lines_are_as_long_as_the_standard_allows_and_end_as_it_says(client, sal, address, promise, salford):
    promise("Ä" * 190, "March 2016", salford)
    body = client.get(FEED, {"token": address(sal)}).content
    assert body.startswith(b"BEGIN:VCALENDAR\r\n")
    assert max(len(line) for line in body.split(b"\r\n")) <= 75
    assert b"\n" not in body.replace(b"\r\n", b"")


def test_the_team_has_all_of_them(client, tess, address, promise, salford, neuro):
    promise("Plan", "March 2016", salford, neuro)
    assert len(entries(client, address(tess))) == 2


def test_a_renewed_address_kills_the_one_before_and_a_revoked_one_is_dead(client, as_, sal, address, promise, salford):
    promise("Plan", "March 2016", salford)
    first = address(sal)
    second = address(sal)
    assert first != second
    client.logout()
    assert client.get(FEED, {"token": first}).status_code == 404
    assert len(entries(client, second)) == 1
    page = as_(sal).post(PAGE, {"revoke": "1"}, follow=True)
    assert "You do not have a calendar address yet." in says(page)
    client.logout()
    assert client.get(FEED, {"token": second}).status_code == 404
    assert not CalendarFeed.objects.exists()


@pytest.mark.parametrize("token", ["", "x", "x.y", "\x00", "ä" * 500, "a.b:c"])
def test_what_is_no_token_opens_nothing_and_says_what_to_do(client, sal, token):
    answer = client.get(FEED, {"token": token})
    assert answer.status_code == 404
    assert "Sign in to get your address" in answer.content.decode()


def test_a_token_cannot_be_made_from_the_database_alone(client, sal, address, promise, salford):
    promise("Plan", "March 2016", salford)
    token = address(sal)
    key = CalendarFeed.objects.get().key
    client.logout()
    for forged in (key, f"{key}.", f"{key}.{token.rpartition('.')[2][::-1]}", f"x{token}"):
        assert client.get(FEED, {"token": forged}).status_code == 404


def test_who_no_longer_leads_or_whose_account_is_closed_has_nothing_in_it(client, sal, address, promise, salford, ada):
    promise("Plan", "March 2016", salford)
    token = address(sal)
    with change(by=None, source="command", reason="Left"):
        membership = Membership.objects.get(user=sal)
        membership.ends_on = date(2016, 1, 28)
        membership.save()
    client.logout()
    assert client.get(FEED, {"token": token}).status_code == 404
    with change(by=None, source="command", reason="Back, and gone"):
        membership.ends_on = None
        membership.save()
        sal.closed_on = date(2016, 1, 1)
        sal.save()
    assert client.get(FEED, {"token": token}).status_code == 404


def test_whoever_is_signed_in_besides_reads_what_the_tokens_owner_may_see(as_, tess, sal, address, promise, salford, neuro):
    promise("Plan", "March 2016", salford, neuro)
    token = address(sal)
    assert as_(tess).get(FEED, {"token": token}).content.count(b"BEGIN:VEVENT") == 1


def test_what_is_years_ahead_is_left_out_and_what_is_overdue_is_not(client, sal, address, promise, salford):
    for due in ("2013", "March 2016", "2030"):
        promise(f"Due {due}", due, salford)
    assert [title.partition(":")[0] for title in titles(client, address(sal))] == ["Due by the end of 2013", "Due by the end of March 2016"]


def test_the_page_shows_ones_own_address_and_nobody_elses(as_, sal, nora, address):
    token = address(sal)
    assert token in says(as_(sal).get(PAGE))
    assert token not in says(as_(nora).get(PAGE))


def test_looking_at_it_makes_nothing(as_, sal):
    as_(sal).get(PAGE)
    assert not CalendarFeed.objects.exists()


def test_rights_that_have_ended_are_not_found_in_the_past(as_, tess, sal, address, promise, salford, time_machine):
    promise("Plan", "March 2016", salford)
    token = address(sal)
    time_machine.move_to("2016-02-05T10:00:00+00:00")
    with change(by=None, source="command", reason="Left"):
        membership = Membership.objects.get(user=sal)
        membership.ends_on = date(2016, 2, 4)
        membership.save()
    for reader in (tess, sal):
        assert as_(reader).get(FEED, {"token": token, "as_at": "2016-01-30"}).status_code == 404


def test_a_full_calendar_keeps_what_is_still_to_come(client, tess, address, promise, salford, monkeypatch):
    monkeypatch.setattr("milestones.calendar.MOST", 3)
    for due in ("October 2015", "November 2015", "December 2015", "March 2016", "April 2016"):
        promise(f"Due {due}", due, salford)
    days = sorted(event.dtstart.value for event in entries(client, address(tess)).values())
    assert days == [date(2015, 12, 31), date(2016, 3, 31), date(2016, 4, 30)]
