"""Milestones, commitments and forecasts in the admin: what follows from a date is worked out, not typed."""

from datetime import date

import pytest

from history.models import Change
from history.tests.admin_pages import form_of
from milestones.models import Cause, Commitment, Milestone
from milestones.moves import make
from milestones.tests.stories import says
from milestones.workflow import Move
from pages.typed_dates import understand
from vanguards.models import Source

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture
def office(as_, otto):
    return as_(otto)


@pytest.fixture
def milestone(recording):
    with recording():
        return Milestone.objects.create(title="Common operating model", due=understand("December 2015"))


def send(client, address, **values):
    return client.post(address, form_of(client, address) | {"change_reason": "To test"} | values)


def test_the_last_day_of_a_commitment_follows_from_its_date_and_precision(office, milestone, salford):
    values = {"milestone": milestone.pk, "vanguard": 38, "due_on": "December 2015"}
    assert send(office, "/admin/milestones/commitment/add/", **values).status_code == 302
    commitment = Commitment.objects.get()
    assert commitment.due_until == date(2015, 12, 31)
    send(office, f"/admin/milestones/commitment/{commitment.pk}/change/", due_on="Q4 2015/16")
    commitment.refresh_from_db()
    assert commitment.due_until == date(2016, 3, 31)
    send(office, f"/admin/milestones/milestone/{milestone.pk}/change/", **{"commitments-0-due_on": "2016"})
    commitment.refresh_from_db()
    assert commitment.due_until == date(2016, 12, 31)
    assert commitment.versions.get(valid_until=None).due_until == date(2016, 12, 31)


def test_a_commitment_is_added_with_its_milestone(office, salford):
    values = {"title": "Model", "due_on": "January 2016"}
    values |= {"commitments-0-vanguard": 38, "commitments-0-due_on": "January 2016"}
    assert send(office, "/admin/milestones/milestone/add/", **values).status_code == 302
    assert Commitment.objects.get().due_until == date(2016, 1, 31)


@pytest.mark.parametrize("day", ["9999-12-01", "Q4 2015", "soon", ""])
def test_a_commitment_with_a_date_that_cannot_be_is_refused_in_words(office, milestone, salford, day):
    page = "/admin/milestones/commitment/add/"
    response = send(office, page, milestone=milestone.pk, vanguard=38, due_on=day)
    assert response.context["adminform"].form.errors["due_on"]
    page = f"/admin/milestones/milestone/{milestone.pk}/change/"
    response = send(office, page, **{"commitments-0-vanguard": 38, "commitments-0-due_on": day})
    assert response.status_code == 200
    assert not Commitment.objects.exists()


def test_the_programme_has_one_commitment_of_its_own_to_a_milestone(office, milestone):
    values = {"milestone": milestone.pk, "due_on": "December 2015"}
    assert send(office, "/admin/milestones/commitment/add/", **values).status_code == 302
    response = send(office, "/admin/milestones/commitment/add/", **values)
    assert "The programme has its own commitment to this milestone already." in response.content.decode()


def test_where_a_commitment_stands_is_only_read_there(office, milestone, salford):
    values = {"milestone": milestone.pk, "vanguard": 38, "due_on": "December 2015"}
    assert send(office, "/admin/milestones/commitment/add/", **values, state="reached", reached_on="2016-01-05").status_code == 302
    commitment = Commitment.objects.get()
    assert (commitment.state, commitment.reached_on, commitment.expected_until) == ("open", None, date(2015, 12, 31))


def test_who_gives_a_milestone_another_date_is_told_which_promises_stay(office, milestone, salford, recording):
    page = f"/admin/milestones/milestone/{milestone.pk}/change/"
    said = [
        str(message)
        for message in office.post(page, form_of(office, page) | {"due_on": "May 2016", "change_reason": "x"}, follow=True).context[
            "messages"
        ]
    ]
    assert not [words for words in said if "promised" in words], "there are none"
    with recording():
        made = {"milestone": milestone, "vanguard": salford, "due_on": date(2015, 12, 1), "due_precision": "month"}
        Commitment.objects.create(**made, due_until=date(2015, 12, 31), expected_until=date(2015, 12, 31))
    answer = office.post(page, form_of(office, page) | {"due_on": "June 2016", "change_reason": "x"}, follow=True)
    assert "1 commitment to it keeps the date that was promised." in answer.content.decode()
    assert str(Commitment.objects.get().due) == "December 2015"
    answer = office.post(page, form_of(office, page) | {"due_on": "December 2015", "change_reason": "x"}, follow=True)
    assert "the date that was promised" not in answer.content.decode(), "it is the same again"


def test_a_corrected_promise_straightens_the_ledger(office, milestone, salford, recording, tess):
    with recording():
        made = {"milestone": milestone, "vanguard": salford, "due_on": date(2015, 12, 1), "due_precision": "month"}
        commitment = Commitment.objects.create(**made, due_until=date(2015, 12, 31), expected_until=date(2015, 12, 31))
        cause = Cause.objects.create(code="late", name="People not in post", direction="later")
    make(commitment, Move.FORECAST, by=tess, words="Not in post", to=understand("March 2030"), cause=cause)
    page = f"/admin/milestones/commitment/{commitment.pk}/change/"
    assert send(office, page, due_on="February 2030").status_code == 302
    line = Commitment.objects.get().forecasts.get()
    assert (line.before_until, line.days_later) == (date(2030, 2, 28), 21)
    assert Commitment.objects.get().expected_until == date(2030, 3, 31)


def test_a_cause_is_corrected_on_its_line_and_nothing_else_of_it(office, milestone, salford, recording, tess):
    with recording():
        made = {"milestone": milestone, "vanguard": salford, "due_on": date(2015, 12, 1), "due_precision": "month"}
        commitment = Commitment.objects.create(**made, due_until=date(2015, 12, 31), expected_until=date(2015, 12, 31))
        cause, other = (Cause.objects.create(code=code, name=code, direction="later") for code in ("late", "ill"))
    make(commitment, Move.FORECAST, by=tess, words="Not in post", to=understand("March 2030"), cause=cause)
    line = commitment.forecasts.get()
    page = f"/admin/milestones/forecast/{line.pk}/change/"
    assert send(office, page, cause=other.pk, forecast_on="2031-01-01", outcome="rejected").status_code == 302
    line.refresh_from_db()
    assert (line.cause, line.forecast_on, line.outcome) == (other, date(2030, 3, 1), "recorded")


def test_a_milestone_with_more_commitments_than_a_page_can_take_leads_to_their_own_list(office, recording, milestone, acc):
    from history.recording import bulk
    from vanguards.models import Vanguard

    with recording():
        bulk.create_all([Vanguard(number=number, name=f"Site {number}", care_model=acc[0], cohort=acc[1]) for number in range(100, 201)])
        bulk.create_all(
            [
                Commitment(
                    milestone=milestone,
                    vanguard_id=number,
                    due_on=date(2015, 12, 1),
                    due_precision="month",
                    due_until=date(2015, 12, 31),
                    expected_until=date(2015, 12, 31),
                )
                for number in range(100, 201)
            ]
        )
    page = f"/admin/milestones/milestone/{milestone.pk}/change/"
    fields = form_of(office, page)
    assert not [name for name in fields if name.startswith("commitments-")]
    link = f"/admin/milestones/commitment/?milestone__id__exact={milestone.pk}"
    assert link in office.get(page).content.decode()
    assert "101 commitments" in office.get(link).content.decode()
    assert office.post(page, fields | {"nature": "Organisational", "change_reason": "To test"}).status_code == 302
    assert Commitment.objects.count() == 101


def test_no_circle_of_waiting_is_made_in_the_admin_either(office, milestone, recording):
    with recording():
        other = Milestone.objects.create(title="Contracts", due=understand("January 2016"))
        other.waits.create(awaited=milestone)
    page = f"/admin/milestones/milestone/{milestone.pk}/change/"
    for awaited in (other, milestone):
        answer = send(office, page, **{"waits-0-awaited": awaited.pk})
        assert answer.status_code == 200
        assert "so this one cannot depend on it" in answer.content.decode() or "cannot depend on itself" in answer.content.decode()
    assert not milestone.waits.exists()


def test_a_line_keeps_a_cause_of_its_own_direction(office, milestone, salford, recording, tess):
    with recording():
        made = {"milestone": milestone, "vanguard": salford, "due_on": date(2015, 12, 1), "due_precision": "month"}
        commitment = Commitment.objects.create(**made, due_until=date(2015, 12, 31), expected_until=date(2015, 12, 31))
        later, earlier = (Cause.objects.create(code=code, name=code, direction=code) for code in ("later", "earlier"))
    make(commitment, Move.FORECAST, by=tess, words="Not in post", to=understand("March 2030"), cause=later)
    page = f"/admin/milestones/forecast/{commitment.forecasts.get().pk}/change/"
    assert "is a cause for earlier dates" in send(office, page, cause=earlier.pk).content.decode()
    send(office, f"/admin/milestones/cause/{later.pk}/change/", name="Renamed", direction="earlier")
    later.refresh_from_db()
    assert (later.name, later.direction) == ("Renamed", "later")


def test_whose_it_is_stays_once_they_gave_a_date_and_a_correction_stands_in_its_story(
    office, as_, milestone, salford, neuro, recording, tess
):
    with recording():
        made = {"milestone": milestone, "vanguard": salford, "due_on": date(2015, 12, 1), "due_precision": "month"}
        commitment = Commitment.objects.create(**made, due_until=date(2015, 12, 31), expected_until=date(2015, 12, 31))
        cause = Cause.objects.create(code="late", name="People not in post", direction="later")
    page = f"/admin/milestones/commitment/{commitment.pk}/change/"
    make(commitment, Move.FORECAST, by=tess, words="Our chief executive has left", to=understand("March 2030"), cause=cause)
    assert "it stays whose it is" in send(office, page, vanguard=44).content.decode()
    send(office, page, due_on="2016-02-01", change_reason="A slip of the pen")
    assert Commitment.objects.get().vanguard == salford
    story = as_(tess).get(commitment.get_absolute_url()).context["story"]
    assert "A slip of the pen" in [line.change.reason for _, kind, line in story if kind == "change"]


def test_the_note_of_a_line_is_corrected_whichever_way_it_moved(office, milestone, salford, recording, tess):
    """From a Friday to the Sunday after is later, and no working day."""
    with recording():
        made = {"milestone": milestone, "vanguard": salford, "due_on": date(2030, 3, 29), "due_precision": "day"}
        commitment = Commitment.objects.create(**made, due_until=date(2030, 3, 29), expected_until=date(2030, 3, 29))
        cause = Cause.objects.create(code="late", name="People not in post", direction="later")
    make(commitment, Move.FORECAST, by=tess, words="Ill", to=understand("31 March 2030"), cause=cause)
    line = commitment.forecasts.get()
    assert line.days_later == 0
    assert send(office, f"/admin/milestones/forecast/{line.pk}/change/", note="Ill for a weekend").status_code == 302


def test_the_ledger_says_as_published_only_of_what_stands_as_it_was_loaded(office, otto, as_, sal, tess, milestone, salford, recording):
    """Loaded from its source; then typed by the back office."""
    with recording():
        milestone.source = Source.objects.create(code="PLAN", title="The plan")
        milestone.save()
        made = {"milestone": milestone, "vanguard": salford, "due_on": date(2015, 12, 1), "due_precision": "month"}
        commitment = Commitment.objects.create(**made, due_until=date(2015, 12, 31), expected_until=date(2015, 12, 31))
    assert "As published" in says(as_(tess).get(commitment.get_absolute_url()))
    loaded = Change.objects.latest("made_at").made_at
    page = f"/admin/milestones/commitment/{commitment.pk}/change/"
    assert send(as_(otto), page, due_on="January 2030", change_reason="The plan was misread").status_code == 302
    read_by_the_team = says(as_(tess).get(commitment.get_absolute_url()))
    assert "As published" not in read_by_the_team
    assert "Recorded by Otto" in read_by_the_team
    assert "The plan was misread" in read_by_the_team
    read_by_a_lead = says(as_(sal).get(commitment.get_absolute_url()))
    assert "Recorded by the back office" in read_by_a_lead
    assert "As published" in says(as_(tess).get(commitment.get_absolute_url(), {"as_at": loaded.isoformat()})), "so it stood then"


def test_a_date_that_came_with_a_milestone_of_ours_is_not_as_published(as_, tess, promise, salford):
    commitment = promise("Plan", "March 2030", salford).commitments.get()
    assert "With the milestone" in says(as_(tess).get(commitment.get_absolute_url()))
