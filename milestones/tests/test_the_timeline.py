"""The timeline: its rows, its time, and what it draws."""

import re
from datetime import date

import pytest
from django.urls import reverse

from history import clock
from milestones import timeline
from milestones.models import Event
from milestones.moves import make
from milestones.tests.stories import says, timeline_rows
from milestones.workflow import Move
from pages.dates import Precision, around
from pages.typed_dates import understand
from vanguards.models import CareModel, Vanguard

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_29_january")]

LIST, TIMELINE = reverse("commitment_list"), reverse("milestone_timeline")


def test_it_has_a_row_for_each_vanguard_with_what_it_promised_and_how_it_stands(as_, tess, three):
    assert timeline_rows(as_(tess)) == {
        "38 Salford and Wigan Foundation Chain": [
            ("Model", "December 2015", "no new date", "overdue"),
            ("Contract", "February 2016", "reached 28 January 2016", "reached"),
            ("Plan", "March 2016", "as promised", "on-time"),
        ],
        "44 The Neuro Network": [("Plan", "March 2016", "expected May 2016", "late")],
    }


def test_or_a_row_for_each_milestone_with_those_of_the_same_dates_as_one(as_, tess, three, promise, salford, neuro):
    promise("Board", "March 2016", salford, neuro)
    shown = timeline_rows(as_(tess), by="milestone", time="Q4 2015/16")
    assert shown["Board"] == [("2 commitments", "March 2016", "as promised", "on-time")]
    assert shown["Plan"] == [
        ("Vanguard 38", "March 2016", "as promised", "on-time"),
        ("Vanguard 44", "March 2016", "expected by 31 May 2016", "late"),
    ]
    client = as_(tess)
    (together,) = next(row for row in client.get(TIMELINE, {"by": "milestone"}).context["rows"] if row.name == "Board").items
    assert client.get(together.address).context["listing"].count == 2


def test_the_time_shown_is_in_the_address(as_, tess, three):
    client = as_(tess)
    assert list(timeline_rows(client, time="Q3 2015/16")) == ["38 Salford and Wigan Foundation Chain"]
    assert timeline_rows(client, time="Q3 2015/16")["38 Salford and Wigan Foundation Chain"][0][0] == "Model"
    assert list(timeline_rows(client, time="May 2016")) == ["44 The Neuro Network"]
    assert timeline_rows(client, time="2013/14") == {}
    zooms = client.get(TIMELINE, {"time": "quarter", "vanguard": "38"}).context["zooms"]
    assert [words for words, _, _ in zooms] == ["Quarter", "Year", "All", "Earlier: Q3 2015/16", "Later: Q1 2016/17"]
    assert [now for _, _, now in zooms] == [True, False, False, False, False]
    assert all("vanguard=38" in address for _, address, _ in zooms)


def test_what_is_overdue_goes_on_until_today(as_, tess, three):
    of_salford = timeline_rows(as_(tess), time="January 2016")["38 Salford and Wigan Foundation Chain"]
    assert ("Model", "December 2015", "no new date", "overdue") in of_salford
    assert "38 Salford and Wigan Foundation Chain" not in timeline_rows(as_(tess), time="April 2016")


@pytest.mark.parametrize(
    "query",
    [
        {"time": ["2015/16", "2016/17"]},
        {"by": ["milestone", "vanguard"]},
        {"time": "Q4 2015"},
        {"time": "soon"},
        {"by": "colour"},
        {"status": "gone"},
        {"page": "x"},
        {"page": "99"},
    ],
)
def test_a_time_or_a_row_nobody_knows_is_said(as_, tess, three, query):
    assert as_(tess).get(TIMELINE, query).status_code == 400


def test_the_picture_says_what_it_is_and_the_table_says_the_same(as_, tess, three, recording):
    with recording():
        Event.objects.create(title="Package published", happened_on=date(2015, 12, 10), whole_programme=True)
        Event.objects.create(title="Long before", happened_on=date(2014, 10, 23), whole_programme=True)
    page = says(as_(tess).get(TIMELINE))
    assert "Timeline, 2015/16, 2 rows: a picture. The same facts are in the table below." in page
    assert "10 December 2015: Package published" in page
    assert "Long before" not in page
    for kind in ("overdue", "reached", "on-time", "later", "promised", "today", "event"):
        assert f"tracker-line__{kind}" in page, kind
    for words in ("No new date", "Reached 28 January 2016", "Expected May 2016"):
        assert words in page


PICTURE = re.compile(r'<div aria-hidden="true">.*?</figure>', re.DOTALL)
MARK = re.compile(r'<a href="([^"]*)" tabindex="-1"><title>([^<]*)</title>')


def test_each_mark_says_what_it_is_and_leads_there_and_is_not_read_out_or_stopped_at_twice(as_, tess, three):
    page = says(as_(tess).get(TIMELINE, {"vanguard": "38"}))
    (picture,) = PICTURE.findall(page)
    marks = dict(MARK.findall(picture))
    model = three.commitments.model.objects.get(milestone__title="Model")
    assert marks[model.get_absolute_url()] == "Model. Overdue by 20 working days"
    assert set(marks.values()) == {"Model. Overdue by 20 working days", "Contract. Reached", "Plan. On time"}
    assert picture.count("<a ") == picture.count('tabindex="-1"') == len(marks)
    assert all(f'<a href="{address}">' in page.replace(picture, "") for address in marks), "the table leads there too"


def test_a_mark_of_several_says_each_and_leads_to_their_row(as_, tess, promise, salford, neuro):
    promise("Board", "March 2016", neuro)
    for title in ("Plan", "Estate"):
        promise(title, "March 2016", salford)
    page = says(as_(tess).get(TIMELINE))
    assert ("#row-1", "Plan. On time\nEstate. On time") in MARK.findall(page)
    assert re.search(r'<tr class="nhsuk-table__row" id="row-1">\s*<th[^>]*><span[^>]*><a href="/vanguards/38/">', page)


def test_the_key_has_the_signs_that_are_drawn_and_no_others(as_, tess, promise, salford, three):
    def key(**query):
        return set(re.findall(r'tracker-line__key--([a-z]+)"', says(as_(tess).get(TIMELINE, query))))

    assert key(vanguard="44") == {"promised", "beyond", "later", "today"}
    assert key(vanguard="44", time="all") == {"promised", "late", "later", "today"}
    assert key(vanguard="38") == {"promised", "expected", "reached", "overdue", "later", "earlier", "today"} - {"later"}


def test_the_picture_begins_with_the_month_in_which_something_stands(as_, tess, promise, salford, recording):
    with recording():
        Event.objects.create(title="Applications open", happened_on=date(2015, 5, 10), whole_programme=True)
    promise("Plan", "March 2016", salford)
    shown = as_(tess).get(TIMELINE)
    assert (shown.context["line"].first, shown.context["line"].last) == (date(2016, 1, 1), date(2016, 3, 31)), "today is on it"
    assert "10 May 2015: Applications open" in says(shown), "what happened in the year is said, though it is not drawn"
    assert shown.context["flags"] == ()
    promise("Model", "Q3 2015/16", salford)
    assert as_(tess).get(TIMELINE).context["line"].first == date(2015, 10, 1)
    promise("Estate", "2015/16", salford)
    assert as_(tess).get(TIMELINE).context["line"].first == date(2015, 4, 1)


def test_all_of_time_ends_where_what_one_may_see_and_has_selected_ends(as_, tess, nora, promise, salford, neuro):
    promise("Plan", "March 2016", salford, neuro)
    promise("Estate", "2040", salford)

    def ends(person, **query):
        return as_(person).get(TIMELINE, {"time": "all"} | query).context["line"].last

    assert (ends(tess), ends(nora)) == (date(2040, 12, 31), date(2016, 3, 31))
    assert (ends(tess, vanguard="44"), ends(tess, q="plan")) == (date(2016, 3, 31), date(2016, 3, 31))


def test_the_last_date_that_stands_is_the_one_that_is_said(as_, tess, promise, salford, slip):
    plan = promise("Plan", "March 2016", salford).commitments.get()
    for month in ("April 2016", "June 2016"):
        slip(plan, month)
    assert timeline_rows(as_(tess), time="all") == {
        "38 Salford and Wigan Foundation Chain": [("Plan", "March 2016", "expected June 2016", "late")],
    }


def test_a_lead_is_shown_their_own_and_the_programmes_only(as_, nora, three, promise):
    promise("Everywhere", "2020", programme=True)
    shown = timeline_rows(as_(nora), time="all")
    assert set(shown) == {"The programme itself", "44 The Neuro Network"}
    assert [name for name, *_ in timeline_rows(as_(nora), time="all", by="milestone")["Plan"]] == ["Vanguard 44"]


def test_a_row_says_that_there_is_more_than_it_shows(as_, tess, promise, salford, monkeypatch):
    for number in range(10):
        promise(f"Milestone {number}", "March 2016", salford)
    monkeypatch.setattr(timeline, "MOST", 8)
    (row,) = as_(tess).get(TIMELINE, {"q": "milestone", "time": "2015/16"}).context["rows"]
    assert (len(row.items), row.drawn_as) == (8, "38 Salford and Wigan Foundation Chain, 8 of 10")
    monkeypatch.setattr(timeline, "MOST", 400)
    (alone,) = as_(tess).get(row.more[1]).context["rows"]
    assert (row.more[0], len(alone.items), alone.more) == (2, 10, None)


def test_that_of_the_programme_itself_says_so_too_and_leads_nowhere(as_, tess, promise, salford, neuro, monkeypatch):
    for number in range(21):
        promise(f"Milestone {number}", "March 2016", programme=True)
    promise("Plan", "March 2016", salford, neuro)
    monkeypatch.setattr(timeline, "MOST", 20)
    answer = as_(tess).get(TIMELINE, {"time": "2015/16"})
    programme, of_salford, _of_neuro = answer.context["rows"]
    assert (programme.drawn_as, programme.more) == ("The programme itself, 20 of 21", (1, "")), "it has the room of all, not of a row"
    assert 'class="tracker-quiet">1 more</span>' in says(answer)
    assert of_salford.more is None


def test_where_there_is_too_much_for_a_row_what_is_open_stands_before_what_ended(as_, tess, promise, salford, monkeypatch):
    for number in range(9):
        make(promise(f"Old {number}", "February 2016", salford).commitments.get(), Move.CANCEL, by=tess, words="Merged")
    promise("New", "March 2016", salford)
    monkeypatch.setattr(timeline, "MOST", 8)
    (row,) = as_(tess).get(TIMELINE, {"time": "2015/16"}).context["rows"]
    assert [item.name for item in row.items] == [*(f"Old {number}" for number in range(7)), "New"]


@pytest.mark.parametrize("query", [{}, {"care_model": "ACC"}, {"time": "all"}])
def test_several_of_the_same_dates_lead_to_the_list_of_just_these(as_, tess, promise, salford, neuro, recording, query):
    with recording():
        pacs = CareModel.objects.create(code="PACS", name="Integrated primary and acute care systems")
        called = {"care_model": pacs, "cohort": salford.cohort}
        moor, fen, wold = (Vanguard.objects.create(number=number, name=f"Vanguard {number}", **called) for number in (1, 2, 3))
    plan = promise("Plan", "March 2016", salford, neuro, moor, fen, wold)
    for number, day in ((38, "26 January 2016"), (44, "26 January 2016"), (1, "26 January 2016"), (2, "27 January 2016")):
        make(plan.commitments.get(vanguard=number), Move.REACH, by=tess, words="Done", reached=understand(day), link="")
    (row,) = as_(tess).get(TIMELINE, {"by": "milestone"} | query).context["rows"]
    several = {item.drawn.many: item.address for item in row.items if item.drawn.many > 1}
    assert several
    assert all(as_(tess).get(address).context["listing"].count == many for many, address in several.items())


def test_the_timeline_is_drawn_as_at_a_moment(as_, tess, three, slip, time_machine):
    then = clock.now().isoformat()
    slip(three.commitments.get(vanguard=38), "July 2016")
    assert timeline_rows(as_(tess), as_at=then)["38 Salford and Wigan Foundation Chain"][-1] == (
        "Plan",
        "March 2016",
        "as promised",
        "on-time",
    )
    assert timeline_rows(as_(tess))["38 Salford and Wigan Foundation Chain"][-1][2] == "expected July 2016"
    links = re.findall(r'<a href="(/(?:milestones|vanguards)/[^"]*)"', says(as_(tess).get(TIMELINE, {"as_at": then})).partition("<main")[2])
    assert links
    assert all("as_at=" in link for link in links), "whoever walks through the past stays in it"


def test_this_quarter_is_the_nhs_financial_quarter_of_today():
    assert str(around(clock.today(), Precision.QUARTER)) == "Q4 2015/16"


@pytest.mark.parametrize("time", ["2100", "1 January 1900", "31 December 2100", "1901/02"])
def test_every_time_that_is_offered_is_one_the_timeline_knows(as_, tess, time):
    client = as_(tess)
    for _, address, _ in client.get(TIMELINE, {"time": time}).context["zooms"]:
        assert client.get(address).status_code == 200, address


def test_what_is_cancelled_is_shown_so_at_once(as_, tess, three):
    client = as_(tess)
    before = client.get(TIMELINE, {"time": "all"}).content.decode()
    make(three.commitments.get(vanguard=44), Move.CANCEL, by=tess, words="Merged")
    after = client.get(TIMELINE, {"time": "all"}).content.decode()
    of_the_filters, outcome_status_and_mark = 1, 3
    assert [page.count("Cancelled") - of_the_filters for page in (before, after)] == [0, outcome_status_and_mark]


def test_what_is_cancelled_has_not_slipped(as_, tess, three):
    make(three.commitments.get(vanguard=44), Move.CANCEL, by=tess, words="Merged")
    drawn = next(row for row in as_(tess).get(TIMELINE, {"time": "all"}).context["drawn"] if row.name.startswith("44"))
    assert [(mark.status, mark.slipped, mark.leaves) for mark in drawn.marks] == [("cancelled", None, "")]


def test_what_is_overdue_is_seen_in_every_time_since_and_what_was_reached_in_all_of_its_time(as_, tess, promise, salford, slip):
    promise("Old", "June 2015", salford)
    commitment = promise("Long", "October 2015", salford).commitments.get()
    make(commitment, Move.REACH, by=tess, words="Done", reached=understand("January 2016"), link="")
    seen = {
        time: {name for name, *_ in timeline_rows(as_(tess), time=time).get("38 Salford and Wigan Foundation Chain", [])}
        for time in ("Q2 2015/16", "November 2015", "February 2016")
    }
    assert seen == {"Q2 2015/16": {"Old"}, "November 2015": {"Old", "Long"}, "February 2016": set()}


def test_milestones_are_in_the_order_of_when_they_are_due(as_, tess, promise, salford):
    for due in ("2015/16", "2016", "15 January 2016", "December 2015"):
        promise(f"Due {due}", due, salford)
    in_order = ["Due December 2015", "Due 15 January 2016", "Due 2015/16", "Due 2016"]
    assert [each.title for each in as_(tess).get(reverse("milestone_list")).context["rows"]] == in_order
    assert list(timeline_rows(as_(tess), by="milestone", time="all")) == in_order
