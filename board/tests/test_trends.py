"""The trends: what became of requests and commitments, month by month. Each number with a link opens exactly the records it counts."""

import csv
import io
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from board.tests.trending import happened, listed, numbers, reached, said, shown, took
from board.trends.months import Span, moved, recent, whole
from board.trends.of_requests import Took
from board.trends.pictures import _apart, _scale, bars
from history.reading import remembered
from milestones import actions
from milestones.models import Cause, Commitment
from milestones.moves import make as move
from milestones.workflow import Move as Step
from pages.typed_dates import understand
from support.moves import make
from support.workflow import Helped, Move
from vanguards.models import CareModel, Vanguard

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def on_1_october(time_machine):
    """Begin before anything is on record."""
    time_machine.move_to("2015-10-01T10:00:00+00:00", tick=True)


@pytest.fixture
def at(time_machine):
    """Go on to a moment: at("2015-11-03T10:00")."""
    return lambda moment: time_machine.move_to(f"{moment}+00:00", tick=True)


@pytest.fixture
def accept(tess):
    return lambda one: make(one, Move.ACCEPT, by=tess, owner=tess, priority="high", target_on=date(2016, 2, 1))


@pytest.fixture
def deliver(tess):
    def until_delivered(one):
        make(one, Move.START, by=tess)
        make(one, Move.DELIVER, by=tess, words="Two workshops")

    return until_delivered


@pytest.fixture
def lived(at, ask, accept, deliver, tess, sal, nora, salford, neuro):
    """Rotas of Salford is confirmed in December. Beds is of both: Neuro confirms it, Salford disputes it, and it is delivered again.
    Cars of Neuro is declined. Ours was on record before anybody wrote down when things are raised.
    """
    at("2015-10-05T10:00")
    rotas = ask("Rotas", salford, raised_on=date(2015, 10, 5))
    ask("Ours", salford)
    at("2015-10-30T10:00")
    beds = ask("Beds", salford, neuro, raised_on=date(2015, 10, 30))
    at("2015-11-03T10:00")
    accept(rotas)
    accept(beds)
    at("2015-12-01T10:00")
    deliver(rotas)
    at("2015-12-15T10:00")
    make(rotas, Move.CONFIRM, by=sal, vanguard=38, helped=Helped.YES)
    deliver(beds)
    at("2016-01-05T10:00")
    make(beds, Move.CONFIRM, by=nora, vanguard=44, helped=Helped.YES)
    make(beds, Move.DISPUTE, by=sal, vanguard=38, words="Not for us")
    make(beds, Move.DELIVER, by=tess, words="One more")
    cars = ask("Cars", neuro, raised_on=date(2016, 1, 4))
    make(cars, Move.DECLINE, by=tess, words="Not ours")
    at("2016-01-29T10:00")


@pytest.fixture
def promised(at, recording, tess, sal, salford, neuro, lived):
    """Promised by both for December and for the first quarter, by Salford for March; one of December is reached, one moved to February."""
    with recording():
        late = Cause.objects.create(code="late", name="Late", direction="later")
    for title, due, vanguards in (
        ("Model", "December 2015", (salford, neuro)),
        ("Staff", "Q4 2015/16", (salford, neuro)),
        ("Paper", "20 March 2016", (salford,)),
    ):
        actions.make_milestone(actions.NewMilestone(title=title, due=understand(due), vanguards=vanguards), by=tess, words="Agreed")
    ours, theirs = Commitment.objects.filter(milestone__title="Model").order_by("vanguard")
    move(ours, Step.REACH, by=sal, words="Minutes", reached=understand("22 January 2016"), link="")
    move(theirs, Step.FORECAST, by=tess, words="Ill", to=understand("February 2016"), cause=late)


# --- requests -----------------------------------------------------------------------------------------------------------------------


def test_each_step_counts_once_in_the_month_it_was_first_made(as_, tess, lived):
    answer = shown(as_(tess))
    assert happened(answer) == {
        "October 2015": (2, 0, 0, 0),
        "November 2015": (0, 2, 0, 0),
        "December 2015": (0, 0, 2, 1),
        "January 2016": (1, 1, 0, 1),
        "all": (3, 3, 2, 2),
    }
    assert "October 2015 to January 2016: 3 requests raised, 3 accepted or declined, 2 delivered, 2 confirmed." in said(answer)
    assert "We do not know when 1 request was raised: it is not counted as raised." in said(answer)


def test_how_long_a_step_took_is_said_in_working_days_of_the_month_it_ended_in(as_, tess, lived):
    days = took(shown(as_(tess)))
    assert days["November 2015"] == {"decided": (11.5, 21)}, "21 and 2 working days"
    assert days["December 2015"] == {"delivered": (25, 30), "confirmed": (10, 10)}
    assert days["January 2016"] == {"decided": (1, 1), "confirmed": (12, 12)}, "Christmas and New Year are not working days"
    assert days["All 4 months"]["decided"] == (2, 21)


def test_a_moment_counts_in_its_month_in_london(as_, at, ask, accept, tess, salford):
    at("2016-03-31T20:00")
    late, later = (ask(title, salford, raised_on=date(2016, 3, 31)) for title in ("Late", "Later"))
    at("2016-03-31T22:30")
    accept(late)
    at("2016-03-31T23:30")
    accept(later)
    at("2016-04-02T10:00")
    assert happened(shown(as_(tess))) == {"March 2016": (2, 1, 0, 0), "April 2016": (0, 1, 0, 0), "all": (2, 2, 0, 0)}


def test_without_months_in_the_address_it_shows_the_last_twelve(as_, at, ask, tess, salford):
    at("2016-01-29T10:00")
    ask("Old", salford, raised_on=date(2014, 3, 1))
    answer = shown(as_(tess))
    assert [len(answer.context["requests"]["rows"]), answer.context["requests"]["rows"][0].said] == [12, "February 2015"]
    assert "No request was raised, decided, delivered or confirmed from February 2015 to January 2016" in said(answer)
    assert happened(shown(as_(tess), **{"from": "March 2014", "to": "2014-04"})) == {
        "March 2014": (1, 0, 0, 0),
        "April 2014": (0, 0, 0, 0),
        "all": (1, 0, 0, 0),
    }


def test_filters_count_what_the_list_would_show_and_only_the_answers_of_the_vanguards_chosen(
    as_, tess, lived, recording, acc, digital, salford
):
    with recording():
        pacs = CareModel.objects.create(code="PACS", name="Primary and acute", order=1)
        Vanguard.objects.create(number=1, name="Wirral", care_model=pacs, cohort=acc[1])
    client = as_(tess)
    assert happened(shown(client, vanguard="38"))["all"] == (2, 2, 2, 1), "that Neuro confirmed is not Salford's"
    assert happened(shown(client, vanguard="44"))["all"] == (2, 2, 1, 1)
    assert happened(shown(client, care_model="ACC"))["all"] == (3, 3, 2, 2)
    assert happened(shown(client, enabler="workforce-redesign"))["all"] == (3, 3, 2, 2)
    for query in ({"care_model": "PACS"}, {"enabler": "digital"}, {"vanguard": "1"}):
        assert "No request was raised" in said(shown(client, **query))
    assert "Requests each month, ACC, vanguard 38" in said(shown(client, vanguard="38", care_model="ACC"))


def test_a_lead_counts_only_the_share_of_their_own_vanguards(as_, sal, nora, promised):
    of_salford = shown(as_(sal))
    assert happened(of_salford)["all"] == (2, 2, 2, 1)
    assert reached(of_salford)["January 2016"] == (1, 1, 1)
    of_neuro = shown(as_(nora))
    assert happened(of_neuro)["all"] == (2, 2, 1, 1)
    assert reached(of_neuro)["January 2016"] == (1, 0, 0)
    assert "These are the requests of your vanguards" in said(of_neuro)


@pytest.mark.parametrize("person", ["tess", "sal", "nora"])
def test_each_number_is_as_long_as_its_list(as_, request, person, promised):
    user = request.getfixturevalue(person)
    found = [one for query in ({}, {"vanguard": user.led_vanguard_ids}) for one in numbers(shown(as_(user), **query))]
    assert len(found) > 6
    assert [(number, address) for number, address in found if number != listed(user, address)] == []


def test_it_shows_what_stood_at_an_earlier_date(as_, tess, promised):
    client = as_(tess)
    then = shown(client, as_at="2015-12-05")
    assert happened(then) == {
        "October 2015": (2, 0, 0, 0),
        "November 2015": (0, 2, 0, 0),
        "December 2015": (0, 0, 1, 0),
        "all": (2, 2, 1, 0),
    }
    assert "No commitment is on record on that date." in said(then)
    assert all("as_at=2015-12-05" in address for _, address in numbers(then))


# --- commitments --------------------------------------------------------------------------------------------------------------------


def test_the_burn_up_says_what_is_promised_expected_and_reached_by_the_end_of_each_month(as_, tess, promised):
    answer = shown(as_(tess))
    assert reached(answer) == {
        "December 2015": (2, 1, 0),
        "January 2016": (2, 1, 1),
        "February 2016": (2, 2, None),
        "March 2016": (5, 5, None),
    }
    assert "By the end of January 2016: 2 promised, 1 expected and 1 reached. In all, 5 commitments promised." in said(answer)


def test_a_month_with_a_quarter_in_it_has_no_list_and_is_plain_text(as_, tess, promised):
    rows = {row.said: row.cells for row in shown(as_(tess)).context["commitments"]["rows"]}
    assert (rows["March 2016"]["promised"].many, rows["March 2016"]["promised"].address) == (3, "")
    assert rows["December 2015"]["promised"].address.startswith("/milestones/commitments/?promised=December")


def test_what_was_cancelled_stays_promised_and_is_no_longer_expected(as_, tess, promised):
    move(Commitment.objects.get(milestone__title="Paper"), Step.CANCEL, by=tess, words="Not needed")
    answer = shown(as_(tess))
    assert reached(answer)["March 2016"] == (5, 4, None)
    assert "1 cancelled or withdrawn . These count as promised, not as expected." in said(answer)


def test_earlier_months_are_summed_in_a_row_before_the_first(as_, tess, promised):
    answer = shown(as_(tess), **{"from": "February 2016", "to": "February 2016"})
    assert reached(answer) == {"Before February 2016": (2, 1, 1), "February 2016": (2, 2, None)}
    assert "After these months: 3 promised, 3 expected." in said(answer)


def test_an_enabler_selects_requests_only_and_the_page_says_so(as_, tess, promised):
    answer = shown(as_(tess), enabler="workforce-redesign", vanguard="44")
    assert reached(answer)["December 2015"] == (1, 0, 0)
    assert "An enabler selects requests only." in said(answer)


def test_an_empty_record_is_said_in_words(as_, tess):
    words = said(shown(as_(tess)))
    assert "No request was raised, decided, delivered or confirmed" in words
    assert "No commitment is on record." in words


# --- files, refusals, cost ----------------------------------------------------------------------------------------------------------


def lines(client, name, **query):
    answer = client.get(reverse(name), query)
    assert answer.status_code == 200
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    return answer["Content-Disposition"], list(csv.DictReader(io.StringIO(text)))


def test_each_table_is_a_file(as_, tess, promised):
    name, rows = lines(as_(tess), "trends_requests_export", vanguard="38")
    assert 'filename="trends-requests-vanguard-38-2016-01-29.csv"' in name
    assert [row["Month"] for row in rows] == ["2015-10", "2015-11", "2015-12", "2016-01"]
    assert [rows[1][heading] for heading in ("Raised", "Accepted or declined", "To accept or decline: median", "Link")] == [
        "0",
        "2",
        "11.5",
        "",
    ]
    assert rows[0]["Link"] == "http://testserver/support/?vanguard=38&raised_from=2015-10-01&raised_to=2015-10-31"
    name, rows = lines(as_(tess), "trends_commitments_export", **{"from": "January 2016"})
    assert 'filename="trends-commitments-from-month-january-2016-2016-01-29.csv"' in name
    assert [(row["Month"], row["Promised by its end"], row["Reached by its end"]) for row in rows] == [
        ("Before January 2016", "2", "0"),
        ("2016-01", "2", "1"),
        ("2016-02", "2", ""),
        ("2016-03", "5", ""),
    ]


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ({"from": "yesterday"}, "From month: “yesterday” is not a date."),
        ({"from": "2015/16"}, "From month: Enter a month, such as April 2015"),
        ({"to": "29 January 2016"}, "To month: Enter a month, such as April 2015"),
        ({"from": "March 2016", "to": "February 2016"}, "To month: Enter a month that is not before the first"),
        ({"from": "March 2010", "to": "February 2016"}, "To month: Choose 36 months at most"),
        ({"from": ["March 2016", "May 2016"]}, "From month: choose one, not several."),
        ({"care_model": "NONE"}, "“NONE” is not one of the values this list knows"),
        ({"enabler": "none"}, "“none” is not one of the values this list knows"),
        ({"vanguard": "7"}, "7 is not the number of a vanguard whose record you can see"),
        ({"colour": "red"}, "This list has no filter “colour”."),
        ({"page": "2"}, "There is no page 2: all months are on the first."),
        ({"sort": "month"}, "This page has no “sort”."),
    ],
)
@pytest.mark.parametrize("name", ["trends", "trends_requests_export", "trends_commitments_export"])
def test_what_it_does_not_know_is_said_on_the_page(as_, tess, name, query, sentence):
    answer = as_(tess).get(reverse(name), query)
    assert answer.status_code == 400
    assert sentence in said(answer)


def test_a_lead_asks_only_for_their_own_vanguards(as_, sal, neuro):
    answer = as_(sal).get(reverse("trends"), {"vanguard": "44"})
    assert answer.status_code == 400
    assert "44 is not the number of a vanguard whose record you can see" in said(answer)


def test_it_takes_eight_statements_however_many_filters_are_set(as_, tess, promised):
    client = as_(tess)
    for query, most in (({}, 8), ({"vanguard": "38", "care_model": "ACC", "enabler": "workforce-redesign", "from": "October 2015"}, 9)):
        remembered.forget()
        with CaptureQueriesContext(connection) as queries:
            shown(client, **query)
        assert len(queries) <= most, "one more to see that the vanguards asked for are there"


def test_it_is_found_where_the_heat_map_is_found(as_, tess, lived):
    client = as_(tess)
    for name, args, address in (
        ("home", [], "/trends/"),
        ("request_list", [], "/trends/"),
        ("milestone_list", [], "/trends/"),
        ("support_numbers", [], "/trends/"),
        ("enabler_detail", ["workforce-redesign"], "/trends/?enabler=workforce-redesign"),
        ("vanguard_detail", [38], "/trends/?vanguard=38"),
    ):
        assert f'href="{address}"' in client.get(reverse(name, args=args)).content.decode(), name


# --- months and pictures ------------------------------------------------------------------------------------------------------------

JANUARY, TODAY = date(2016, 1, 1), date(2016, 1, 29)


def test_months_that_are_not_asked_for_are_the_latest_of_at_most_36():
    assert str(recent(None, None, TODAY)) == "February 2015 to January 2016"
    assert str(recent(moved(JANUARY, -99), None, TODAY)) == "October 2007 to September 2010"
    assert str(recent(moved(JANUARY, 3), None, TODAY)) == "April 2016"
    assert str(recent(None, moved(JANUARY, -12), TODAY)) == "February 2014 to January 2015"
    known = {moved(JANUARY, by) for by in (-40, -1, 2, 60)}
    assert str(whole(known, None, None, TODAY)) == "April 2013 to March 2016", "up to the last month with anything in the year ahead"
    assert str(whole(known - {moved(JANUARY, 60)}, None, moved(JANUARY, 1), TODAY)) == "March 2013 to February 2016"
    assert str(whole({moved(JANUARY, -1), moved(JANUARY, 20)}, None, None, TODAY)) == "December 2015 to September 2017"
    assert str(whole(known, moved(JANUARY, 1), None, TODAY)) == "February 2016 to January 2019"
    assert str(whole([], None, None, TODAY)) == "January 2016"


@pytest.mark.parametrize(
    ("days", "middle", "slowest"),
    [([4], 4, 4), ([1, 2], 1.5, 2), ([3, 1, 2], 2, 3), (list(range(1, 11)), 5.5, 10), (list(range(1, 21)), 10.5, 19), ([7] * 30, 7, 7)],
)
def test_the_slowest_tenth_is_what_one_in_ten_took_or_more(days, middle, slowest):
    assert (Took.of(days).middle, Took.of(days).slowest) == (middle, slowest)
    assert sum(day >= slowest for day in days) >= len(days) / 10


@pytest.mark.parametrize("most", [0, 1, 3, 4, 5, 9, 26, 40, 41, 999, 1_000, 20_001])
def test_a_scale_has_a_few_round_numbers_and_room_for_the_most(most):
    scale = _scale(most)
    assert scale[0] == 0
    assert scale[-1] >= most
    assert 2 <= len(scale) <= 6


def test_names_of_lines_do_not_stand_on_each_other():
    assert _apart({"promised": 40, "expected": 42, "reached": 200}) == {"promised": 40, "expected": 58, "reached": 200}


def test_a_picture_of_nothing_can_be_drawn():
    assert bars([], Span(JANUARY, JANUARY)).height > 0
