"""The ledger of dates: earlier at once, later on a key milestone when the team approves, each with its cause and in working days."""

from datetime import date, timedelta

import pytest

from conftest import versions_of
from history import clock
from history.models import Change
from history.reading import as_at
from history.recording.changes import change
from mail.models import Mail
from milestones.models import Forecast
from milestones.moves import make
from milestones.queries import by_status
from milestones.tests.stories import filled, fresh, new_date, page_of, says
from milestones.workflow import Move
from moves import views
from pages.typed_dates import understand

pytestmark = pytest.mark.django_db


def lines(commitment):
    return [(str(line.forecast), line.outcome, line.days_later) for line in commitment.forecasts.order_by("made_at")]


def test_earlier_is_recorded_at_once(as_, sal, of_salford, causes):
    answer = as_(sal).post(page_of(of_salford, Move.FORECAST), new_date(causes, "1 March 2030", "earlier"))
    assert answer.url == of_salford.get_absolute_url()
    assert lines(of_salford) == [("1 March 2030", "recorded", 0)], "a day of the month it was promised for is no other time"
    stands = fresh(of_salford)
    assert (str(stands.expected), stands.expected_until, stands.moved.days) == ("1 March 2030", date(2030, 3, 1), 0)
    assert versions_of(of_salford)[-1].change.reason == "So it is"


def test_later_on_a_key_milestone_waits_for_the_team_and_is_not_expected_until_then(as_, sal, tess, of_salford, causes):
    answer = as_(sal).post(page_of(of_salford, Move.FORECAST), new_date(causes, "June 2030"), follow=True)
    assert "June 2030 is waiting for the programme team to approve it. Until then the forecast is March 2030." in says(answer)
    assert lines(of_salford) == [("June 2030", "proposed", 61)]
    assert fresh(of_salford).expected_until == date(2030, 3, 31)
    team = as_(tess).get("/").context["team"]
    assert (team["proposed"].count, team["proposed"].rows) == (1, [of_salford])
    assert as_(tess).get(team["proposed"].address).context["rows"] == [of_salford]


def test_the_team_rejects_with_a_reason_the_lead_proposes_again_and_the_team_approves(as_, sal, tess, of_salford, causes, mailoutbox):
    as_(sal).post(page_of(of_salford, Move.FORECAST), new_date(causes, "December 2030"))
    as_(tess).post(page_of(of_salford, Move.REJECT), filled(words="Too late for the winter"))
    assert fresh(of_salford).proposal is None
    as_(sal).post(page_of(of_salford, Move.FORECAST), new_date(causes, "June 2030"))
    as_(tess).post(page_of(of_salford, Move.APPROVE), filled(words=""))
    assert [outcome for _, outcome, _ in lines(of_salford)] == ["rejected", "approved"]
    rejected, approved = of_salford.forecasts.order_by("made_at")
    assert (rejected.decided_by, rejected.decided_words) == (tess, "Too late for the winter")
    assert (approved.decided_by, approved.decided_words) == (tess, "")
    assert str(fresh(of_salford).expected) == "June 2030"
    told = [mail.words for mail in Mail.objects.filter(to=sal).order_by("pk")]
    assert "The programme team rejected your new date for Common operating model: December 2030. Too late for the winter." in " ".join(
        told[-2].split()
    )
    assert "approved your new date for Common operating model: June 2030." in " ".join(told[-1].split())


def test_later_on_any_other_milestone_is_recorded_at_once(as_, sal, promise, salford, causes):
    commitment = promise("Local plan", "March 2030", salford).commitments.get()
    as_(sal).post(page_of(commitment, Move.FORECAST), new_date(causes, "Q1 2030/31"))
    assert lines(commitment) == [("Q1 2030/31", "recorded", 61)]
    assert str(fresh(commitment).expected) == "Q1 2030/31"


def test_what_the_team_says_itself_stands_at_once(as_, tess, sal, of_salford, causes):
    as_(tess).post(page_of(of_salford, Move.FORECAST), new_date(causes, "June 2030"))
    assert lines(of_salford) == [("June 2030", "recorded", 61)]
    assert "moved the forecast for Common operating model to June 2030." in Mail.objects.filter(to=sal).latest("pk").words.replace(
        "\n", " "
    )


def test_a_newer_proposal_closes_the_older(as_, sal, of_salford, causes):
    for to in ("June 2030", "July 2030"):
        as_(sal).post(page_of(of_salford, Move.FORECAST), new_date(causes, to))
    assert [outcome for _, outcome, _ in lines(of_salford)] == ["overtaken", "proposed"]
    as_(sal).post(page_of(of_salford, Move.FORECAST), new_date(causes, "February 2030", "earlier"))
    assert [outcome for _, outcome, _ in lines(of_salford)] == ["overtaken", "overtaken", "recorded"]


def test_a_proposal_is_overtaken_when_it_is_reached(as_, sal, of_salford, causes):
    as_(sal).post(page_of(of_salford, Move.FORECAST), new_date(causes, "June 2030"))
    as_(sal).post(page_of(of_salford, Move.REACH), filled(reached="5 January 2016", link=""))
    assert lines(of_salford) == [("June 2030", "overtaken", 61)]


def test_slips_are_counted_from_the_last_date_and_from_the_first(as_, tess, of_salford, causes):
    for to in ("June 2030", "30 September 2030"):
        as_(tess).post(page_of(of_salford, Move.FORECAST), new_date(causes, to))
    assert [days for _, _, days in lines(of_salford)] == [61, 65]
    assert fresh(of_salford).moved.days == 126
    page = says(as_(tess).get(of_salford.get_absolute_url()))
    assert "About 3 months later" in page
    assert "forecast 30 September 2030: about 6 months late" in page
    assert "working days" not in page, "no day of March or June is known"
    as_(tess).post(page_of(of_salford, Move.FORECAST), new_date(causes, "16 October 2030"))
    assert "12 working days later" in says(as_(tess).get(of_salford.get_absolute_url())), "both are known to the day"


@pytest.mark.parametrize(
    ("to", "direction", "said"),
    [
        ("Q4 2029", "later", "“Q4 2029” is unclear. Enter Q4 2029/30"),
        ("when it is ready", "later", "is not a date. Enter one such as 15 January 2016"),
        ("", "later", "Enter the new date"),
        ("March 2030", "later", "The forecast is March 2030 already."),
        ("31 March 2030", "later", "The forecast is March 2030 already."),
        (
            "June 2030",
            "earlier",
            "June 2030 is later than March 2030, but “Work brought forward” is a reason for earlier dates. Choose another.",
        ),
        (
            "January 2030",
            "later",
            "January 2030 is earlier than March 2030, but “People not in post” is a reason for later dates. Choose another.",
        ),
        ("December 2015", "earlier", "December 2015 has passed. Enter a date still to come, or report the milestone as reached."),
    ],
)
def test_a_date_that_cannot_be_is_refused_beside_it_and_what_was_typed_stays(as_, sal, of_salford, causes, to, direction, said):
    before = Change.objects.count()
    answer = as_(sal).post(page_of(of_salford, Move.FORECAST), new_date(causes, to, direction, words="We had a flood"))
    assert answer.status_code == 200
    page = says(answer)
    assert said in page
    assert "We had a flood" in page
    assert page.startswith("<!DOCTYPE html>")
    assert "<title>Error: " in " ".join(page.split())
    assert Change.objects.count() == before


def test_a_cause_is_asked_and_one_that_is_not_on_the_list_is_refused(as_, sal, of_salford, causes):
    for cause in ("", "999999", "x"):
        answer = as_(sal).post(page_of(of_salford, Move.FORECAST), filled(to="June 2030", cause=cause))
        assert answer.context["form"].errors["cause"]
    assert not Forecast.objects.exists()


def test_nobody_decides_about_a_date_they_have_not_seen(as_, sal, tess, of_salford, causes):
    as_(sal).post(page_of(of_salford, Move.FORECAST), new_date(causes, "June 2030"))
    seen = filled(words="Agreed")
    as_(sal).post(page_of(of_salford, Move.FORECAST), new_date(causes, "December 2031"))
    answer = as_(tess).post(page_of(of_salford, Move.APPROVE), seen)
    assert "Sal changed it since you looked at it." in says(answer)
    assert "asked for December 2031" in says(answer)
    assert fresh(of_salford).proposal is not None
    again = {"words": "Agreed", "since": answer.context["form"]["since"].value()}
    assert as_(tess).post(page_of(of_salford, Move.APPROVE), again).status_code == 302
    assert str(fresh(of_salford).expected) == "December 2031"


@pytest.mark.parametrize("since", ["", "yesterday", "2999-01-01", "\x00"])
def test_a_form_that_does_not_say_when_it_was_opened_is_not_taken(as_, sal, of_salford, causes, since):
    answer = as_(sal).post(page_of(of_salford, Move.FORECAST), new_date(causes, "June 2030") | {"since": since})
    assert answer.status_code == 200
    assert "Open this page again" in says(answer) or "Null characters" in says(answer)
    assert not Forecast.objects.exists()


def test_a_page_sent_twice_is_done_once(as_, sal, of_salford, causes):
    sent = new_date(causes, "June 2030")
    client = as_(sal)
    client.post(page_of(of_salford, Move.FORECAST), sent)
    assert "Sal changed it since you looked at it." in says(client.post(page_of(of_salford, Move.FORECAST), sent))
    assert Forecast.objects.count() == 1


def test_what_was_expected_then_is_read_as_at_then(as_, tess, of_salford, causes):
    client = as_(tess)
    client.post(page_of(of_salford, Move.FORECAST), new_date(causes, "June 2030"))
    then = clock.now()
    client.post(page_of(of_salford, Move.FORECAST), new_date(causes, "December 2030"), follow=True)
    page = says(client.get(of_salford.get_absolute_url(), {"as_at": then.isoformat()}))
    assert "forecast June 2030" in page
    assert "December 2030" not in page
    with as_at.as_at(then):
        assert fresh(of_salford).expected == understand("June 2030")


def test_the_day_it_is_overdue_is_the_day_after_all_of_it_is_over(as_, tess, of_salford, causes, time_machine):
    """ "March 2030" is due until the month ends in London, and overdue from 1 April on: summer time has begun by then."""
    for moment, status in (("2030-03-31T22:59:00+00:00", "on-time"), ("2030-03-31T23:00:00+00:00", "overdue")):
        time_machine.move_to(moment, tick=False)
        assert fresh(of_salford).status(clock.today()) == status
        counted = by_status(of_salford.milestone_id, tess, clock.today())
        assert {word.value: many for word, many in counted.items() if many} == {status: 2}


def test_what_is_kept_beside_the_dates_is_what_follows_from_them(as_, tess, sal, of_salford, causes):
    from milestones.ledger import straighten

    for to, direction in (("June 2030", "later"), ("May 2030", "earlier"), ("Q2 2030/31", "later")):
        as_(tess).post(page_of(of_salford, Move.FORECAST), new_date(causes, to, direction))
    before = list(of_salford.forecasts.values()), fresh(of_salford).expected_until
    with change(by=None, source="command", reason="To see"):
        straighten(fresh(of_salford))
    assert (list(of_salford.forecasts.values()), fresh(of_salford).expected_until) == before
    assert timedelta(0) < of_salford.forecasts.latest("made_at").forecast_until - of_salford.due_until


def test_what_is_said_beside_a_refused_date_stands_by_the_field_it_is_about(as_, sal, of_salford, causes):
    for to, direction, field in (("March 2030", "later", "to"), ("June 2030", "earlier", "cause"), ("December 2015", "earlier", "to")):
        answer = as_(sal).post(page_of(of_salford, Move.FORECAST), new_date(causes, to, direction))
        assert list(answer.context["form"].errors) == [field]
        assert f'href="#id_{field}' in says(answer), "the summary leads there"
    still_to_come = as_(sal).post(page_of(of_salford, Move.REACH), filled(reached="June 2030", link=""))
    assert list(still_to_come.context["form"].errors) == ["reached"]


def test_who_asks_for_the_date_that_stands_while_another_waits_is_told_what_to_do(as_, sal, of_salford, causes):
    asked = as_(sal).post(page_of(of_salford, Move.FORECAST), new_date(causes, "March 2030"))
    assert "waits still" not in says(asked)
    as_(sal).post(page_of(of_salford, Move.FORECAST), new_date(causes, "June 2030"))
    asked = as_(sal).post(page_of(of_salford, Move.FORECAST), new_date(causes, "March 2030"))
    assert "The new date you asked for is still waiting: give another one, or ask the team to reject it." in says(asked)


def test_a_commitment_of_a_number_that_no_column_can_hold_is_not_there(as_, tess, of_salford):
    for address in (f"/milestones/commitments/{2**63}/", f"/milestones/commitments/{2**63}/new-date/", f"/milestones/{10**40}/"):
        assert as_(tess).get(address).status_code == 404, address


def test_who_proposed_is_told_when_the_team_gives_another_date(as_, sal, tess, of_salford, causes):
    as_(sal).post(page_of(of_salford, Move.FORECAST), new_date(causes, "June 2030"))
    as_(tess).post(page_of(of_salford, Move.FORECAST), new_date(causes, "April 2030"))
    told = " ".join(Mail.objects.filter(to=sal).latest("pk").words.split())
    assert "to April 2030. So it is. This replaces the new date you asked for, June 2030." in told


def test_a_cause_that_is_no_longer_offered_is_on_no_form_and_stays_on_its_lines(as_, sal, tess, of_salford, causes):
    as_(tess).post(page_of(of_salford, Move.FORECAST), new_date(causes, "June 2030"))
    with change(by=None, source="command", reason="Too wide"):
        causes["later"].retired = True
        causes["later"].save()
    assert "People not in post" not in says(as_(sal).get(page_of(of_salford, Move.FORECAST)))
    assert "People not in post" in says(as_(sal).get(of_salford.get_absolute_url()))


def test_a_proposed_date_that_is_over_meanwhile_cannot_be_approved(as_, sal, tess, of_salford, causes, time_machine):
    as_(sal).post(page_of(of_salford, Move.FORECAST), new_date(causes, "June 2030"))
    time_machine.move_to("2030-07-01T10:00:00+00:00")
    assert "June 2030 has passed" in says(as_(tess).post(page_of(of_salford, Move.APPROVE), filled()))
    assert as_(tess).post(page_of(of_salford, Move.REJECT), filled()).status_code == 302


def test_a_refused_form_shows_what_stands_when_it_is_shown_again(as_, sal, tess, of_salford, causes, monkeypatch):
    """The lead proposes another date while the team's form is sent: the page must show the new one."""
    as_(sal).post(page_of(of_salford, Move.FORECAST), new_date(causes, "June 2030"))
    seen, make_of_one = filled(words="Agreed"), views.make_of_one

    def meanwhile(*args, **kwargs):
        monkeypatch.setattr(views, "make_of_one", make_of_one)
        make(of_salford, Move.FORECAST, by=sal, words="Worse", to=understand("December 2031"), cause=causes["later"])
        return make_of_one(*args, **kwargs)

    client = as_(tess)
    monkeypatch.setattr(views, "make_of_one", meanwhile)
    answer = client.post(page_of(of_salford, Move.APPROVE), seen)
    assert "Sal changed it since you looked at it." in says(answer)
    assert "asked for December 2031" in says(answer)
