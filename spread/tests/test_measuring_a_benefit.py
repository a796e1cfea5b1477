"""A lead adds a row of their logic model, types readings and pastes them; how it then stands."""

import re
from datetime import date
from decimal import Decimal

import pytest

from history.models import Change
from pages.errors import Refused
from spread import benefit_pictures
from spread.benefit_actions import propose_benefit, write_reading
from spread.benefit_queries import with_readings
from spread.benefit_workflow import Standing
from spread.models import Benefit, Measure, Reading
from spread.moves import make_of_benefit
from spread.pasted import understand
from spread.tests.conftest import BENEFIT
from spread.values import NotAValue, said
from spread.values import understand as understand_value

pytestmark = pytest.mark.django_db
TYPED = {
    "name": "Length of stay",
    "unit": "days",
    "aim": "efficiency",
    "better": "lower",
    "we_do": "Rounds",
    "changes": "Plans",
    "is_better": "Stays",
    "baseline": "12.5",
    "baseline_date": "2014/15",
    "baseline_source": "Hospital statistics",
    "target": "9",
    "target_date": "March 2017",
}
READ = {"read": "January 2016", "value": "1,250.5", "paragraph": "Monthly report", "certainty": "inferred", "certainty_note": "One ward"}


@pytest.mark.parametrize(
    ("words", "value"),
    [("12", "12"), ("1,250", "1250"), (" 12.5 % ", "12.5"), ("£3.20", "3.2"), ("-4", "-4"), ("−0.125", "-0.125"), ("１２", "12")],
)
def test_values_are_read_as_people_type_them(words, value):
    assert understand_value(words) == Decimal(value)


@pytest.mark.parametrize("words", ["", "twelve", "1,25", "12.3456", "1e9", "99999999999999", "12 13", "=1+1", "1.250,5"])
def test_what_is_no_value_is_refused_in_words(words):
    with pytest.raises(NotAValue, match=r"is not a number\. Enter one such as 12\.5 or 1,250"):
        understand_value(words)


@pytest.mark.parametrize("words", ["100,000,000,000", "−100,000,000,000", "999,999,999,999.5"])
def test_what_is_too_large_to_keep_is_refused_in_words(words):
    assert understand_value("99,999,999,999.999") == Decimal("99999999999.999")
    with pytest.raises(NotAValue, match=r"is too large\. Enter a number below 100,000,000,000"):
        understand_value(words)


def test_values_are_said_as_people_read_them():
    assert [said(Decimal(value)) for value in ("12.500", "1250", "0.125", "-3", "100", "0")] == ["12.5", "1,250", "0.125", "-3", "100", "0"]


def test_a_lead_adds_a_row_of_their_logic_model_and_a_measure_of_that_name_is_shared(as_, sal, nora, tess, salford, neuro):
    address = as_(sal).post("/benefits/new/", {**TYPED, "vanguard": "38"}).url
    page = as_(sal).get(address).content.decode()
    for words in (
        "Length of stay",
        "12.5, 2014/15",
        "Source: Hospital statistics",
        "9 by March 2017",
        "Efficiency",
        "No reading yet",
        "Proposed",
    ):
        assert words in page, words
    make_of_benefit(Benefit.objects.get(), "agree", by=tess)
    shared = {**TYPED, "vanguard": "44", "name": "length of STAY", "unit": "", "aim": "", "better": ""}
    assert as_(nora).post("/benefits/new/", shared).status_code == 302
    assert Measure.objects.get().benefits.count() == 2
    page = as_(tess).get(Measure.objects.get().get_absolute_url()).content.decode()
    assert "Salford" in page
    assert "The Neuro Network" in page


def test_a_measure_of_others_that_is_not_shared_is_not_found_by_its_name(sal, nora, benefit, neuro):
    theirs = propose_benefit(by=nora, vanguard=neuro, **BENEFIT)
    assert theirs.measure != benefit.measure


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"name": ""}, "Enter what is measured"),
        ({"unit": ""}, "Enter the unit: this measure is new"),
        ({"aim": ""}, "Choose what it is for"),
        ({"we_do": ""}, "Enter what you do"),
        ({"baseline": "many"}, "“many” is not a number."),
        ({"baseline_date": ""}, "Enter when"),
        ({"target": ""}, "Enter the target too"),
        ({"target_date": "2010"}, "It must not be before the baseline"),
        ({"vanguard": "44"}, "Choose a vanguard that you lead"),
    ],
)
def test_what_is_not_understood_is_said_beside_it_and_nothing_is_written(as_, sal, neuro, typed, words):
    before = Change.objects.count()
    assert words in as_(sal).post("/benefits/new/", {**TYPED, "vanguard": "38", **typed}).content.decode()
    assert Change.objects.count() == before


def test_a_benefit_by_the_same_measure_is_refused(as_, sal, benefit):
    assert "has a benefit by this measure already" in as_(sal).post("/benefits/new/", {**TYPED, "vanguard": "38"}).content.decode()


@pytest.mark.parametrize(
    ("better", "value", "standing"),
    [
        ("lower", "9", Standing.REACHED),
        ("lower", "10", Standing.BETTER),
        ("lower", "12", Standing.SAME),
        ("lower", "13", Standing.WORSE),
        ("higher", "9", Standing.REACHED),
        ("higher", "8.5", Standing.WORSE),
    ],
)
def test_how_it_stands_is_said_on_its_page_and_found_by_the_filter(as_, sal, benefit, recording, better, value, standing):
    with recording():
        benefit.measure.better = better
        benefit.measure.save()
        if better == "higher":
            benefit.baseline, benefit.target = Decimal("8.75"), Decimal(9)
            benefit.save()
        benefit.readings.create(value=50, read_on=date(2015, 6, 1))
        benefit.readings.create(value=Decimal(value), read_on=date(2016, 1, 1))
    for each in Standing:
        found = as_(sal).get("/benefits/", {"standing": each.value}).context["rows"]
        assert found == ([benefit] if each == standing else []), each
    assert standing.label in as_(sal).get(benefit.get_absolute_url()).content.decode()


def test_without_readings_or_a_target_it_says_so(as_, sal, benefit, recording):
    assert as_(sal).get("/benefits/", {"standing": "no-reading"}).context["rows"] == [benefit]
    with recording():
        benefit.readings.create(value=5, read_on=date(2016, 1, 1))
        benefit.target = benefit.target_on = None
        benefit.save()
    assert as_(sal).get("/benefits/", {"standing": "not-known"}).context["rows"] == [benefit]


def test_a_reading_is_typed_changed_and_removed_and_never_written_over_unseen(as_, sal, tess, benefit):
    new, page = f"{benefit.get_absolute_url()}readings/new/", benefit.get_absolute_url()
    assert as_(sal).post(new, READ).status_code == 302
    shown = as_(sal).get(page).content.decode()
    for words in ("January 2016", "1,250.5", "Monthly report", "Inferred", "One ward"):
        assert words in shown, words
    assert "There is a reading of January 2016 already." in as_(sal).post(new, READ).content.decode()
    reading = Reading.objects.get()
    edit = f"{page}readings/{reading.pk}/"
    seen = as_(sal).get(edit).context["form"]["made_from"].value()
    assert as_(tess).post(edit, {**READ, "value": "11", "made_from": seen}).status_code == 302
    for asked in ({"value": "10"}, {"remove": "1"}):
        assert "Somebody else changed this" in as_(sal).post(edit, {**READ, "made_from": seen, **asked}).content.decode()
    assert Reading.objects.get().value == 11
    assert as_(sal).post(edit, {**READ, "remove": "1", "made_from": Reading.objects.get().version}).status_code == 302
    assert not Reading.objects.exists()


def test_an_ended_benefit_gets_no_more_readings(as_, sal, benefit):
    make_of_benefit(benefit, "end", by=sal, words="Over")
    for part in ("readings/new/", "readings/paste/"):
        assert as_(sal).get(f"{benefit.get_absolute_url()}{part}").status_code == 403
    from pages.typed_dates import understand as when

    with pytest.raises(Refused, match="This benefit is ended"):
        write_reading(Reading(benefit=benefit), by=sal, made_from=None, read=when("2015"), value=Decimal(1))


PASTED = "When\tValue\tSource\nJanuary 2015\t12\tReport\n\nFebruary 2015\t11.5\tReport\nMarch 2015\tmany\n2015-13\t3\n"
PASTED += "January 2015\t9\tReport\nApril 2015\nMay 2090\t3\tReport\nJune 2015\t4\t \n"


def test_pasted_readings_are_shown_before_they_are_written_with_what_is_left_out_and_why(as_, sal, benefit, recording):
    with recording():
        benefit.readings.create(value=12, read_on=date(2015, 2, 1), read_precision="month")
    address = f"{benefit.get_absolute_url()}readings/paste/"
    shown = as_(sal).post(address, {"pasted": PASTED})
    page = " ".join(shown.content.decode().split())
    assert "1 of 8 lines will be added." in page
    for words in (
        "There is a reading of then already",
        "“many” is not a number.",
        "January 2015 is in an earlier line already.",
        "Put the date first",
        "May 2090 has not begun. Enter a day that is today or earlier",
        "Put where it comes from in a third cell",
    ):
        assert words in page, words
    assert Reading.objects.count() == 1, "nothing is written yet"
    before = Change.objects.count()
    assert as_(sal).post(address, {"pasted": PASTED, "write": "1", "seen": seen(shown)}).status_code == 302
    added = Reading.objects.latest("pk")
    assert (str(added.read), added.value, added.paragraph) == ("January 2015", 12, "Report")
    assert (Reading.objects.count(), Change.objects.count()) == (2, before + 1)


def seen(shown):
    return re.search(r'name="seen" value="(\w+)"', shown.content.decode())[1]


def test_what_is_written_is_what_was_seen_and_anything_else_is_shown_first(as_, sal, benefit, recording):
    client, address = as_(sal), f"{benefit.get_absolute_url()}readings/paste/"
    first, other = {"pasted": "May 2015\t3\tReport"}, {"pasted": "May 2015\t30\tReport"}
    preview = seen(client.post(address, first))
    shown = client.post(address, {**other, "write": "1", "seen": preview})
    for answer in (shown, client.post(address, {**other, "write": "1"})):
        assert "this is not what you saw before" in answer.content.decode()
    assert not Reading.objects.exists()
    with recording():
        benefit.readings.create(value=5, read_on=date(2015, 5, 1), read_precision="month")
    assert "this is not what you saw before" in client.post(address, {**other, "write": "1", "seen": seen(shown)}).content.decode()
    assert Reading.objects.get().value == 5


@pytest.mark.parametrize(
    ("pasted", "words"), [("", "Paste at least one line"), (" \n", "Paste at least one line"), ("1\n" * 501, "Paste 500 lines at most")]
)
def test_nothing_or_too_much_is_refused(as_, sal, benefit, pasted, words):
    assert words in as_(sal).post(f"{benefit.get_absolute_url()}readings/paste/", {"pasted": pasted}).content.decode()


def test_cells_may_be_apart_by_semicolons_and_a_date_among_them_is_no_heading():
    lines = understand("1 January 2015; 12; Report", set())
    assert [(str(line.read), line.value, line.source) for line in lines] == [("1 January 2015", 12, "Report")]


def test_another_lead_sees_none_of_it(as_, nora, benefit, sal):
    as_(sal).post(f"{benefit.get_absolute_url()}readings/new/", READ)
    client, reading = as_(nora), Reading.objects.get()
    for part in ("", "readings/new/", "readings/paste/", f"readings/{reading.pk}/", "end/"):
        assert client.get(f"{benefit.get_absolute_url()}{part}").status_code == 404, part
        if part:
            assert client.post(f"{benefit.get_absolute_url()}{part}", READ).status_code == 404, part
    assert b"Salford" not in b"".join(client.get("/benefits/export.csv").streaming_content)
    assert "Length of stay" not in client.get("/vanguards/38/").content.decode()


def test_the_picture_keeps_within_its_frame_and_says_in_words_what_it_shows(benefit, recording, sal):
    with recording():
        for month, value in ((1, 12), (2, 11), (3, 14)):
            benefit.readings.create(value=value, read_on=date(2016, month, 1))
    (shown,) = with_readings([Benefit.objects.for_page().get()], sal)
    drawn = benefit_pictures.picture(shown)
    assert drawn.said == "Length of stay: baseline 12, then 12, 11, 14; target 9"
    assert all(0 <= x <= drawn.width and 0 <= y <= drawn.height for x, y in [*drawn.points, drawn.baseline])
    assert [x for x, _ in drawn.points] == sorted(x for x, _ in drawn.points)
    assert drawn.points[1][1] > drawn.points[2][1], "more is higher up"
