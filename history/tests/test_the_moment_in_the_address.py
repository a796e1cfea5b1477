"""?as_at=… on any page: what is understood, and what is refused in words."""

import re
from contextlib import suppress
from datetime import UTC, date, datetime
from html import unescape

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from history import clock
from history.models import NamedMoment
from history.past import moments
from history.recording.changes import change
from pages import dates
from pages.errors import NotUnderstood
from people.models import User
from vanguards.models import CareModel, Cohort, Vanguard

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def at(moment):
    return clock.set_at(datetime.fromisoformat(moment).replace(tzinfo=UTC))


@pytest.fixture
def story(db):
    """On record: Salford from 5 January 2016 at noon; renamed on 10 January at noon; today is 20 January."""
    with at("2016-01-05T12:00"), change(by=None, source="command"):
        tess = User.objects.open_account("tess@example.com", "x", name="Tess", is_programme_team=True)
        care_model = CareModel.objects.create(code="ACC", name="Acute care collaboration")
        vanguard = Vanguard.objects.create(
            number=38, name="Salford", care_model=care_model, cohort=Cohort.objects.create(code="acc", name="ACC")
        )
        NamedMoment.objects.create(slug="first-day", name="The first day", moment=datetime(2016, 1, 6, tzinfo=UTC))
    with at("2016-01-10T12:00"), change(by=None, source="command"):
        vanguard.name = "Salford and Wigan"
        vanguard.save()
    with at("2016-01-20T12:00"):
        yield tess


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("2016-01-05", "Salford"),
        ("2016-01-09", "Salford"),
        ("2016-01-10", "Salford and Wigan"),
        ("2016-01-10T11:59", "Salford"),
        ("2016-01-10T12:01", "Salford and Wigan"),
        ("2016-01-10 11:59:30", "Salford"),
        ("2016-01-10T13:59+02:00", "Salford"),
        ("2016-01-20", "Salford and Wigan"),
        ("first-day", "Salford"),
        ("9 January 2016", "Salford"),
        ("Saturday 9th January, 2016", "Salford"),
        ("9/1/2016", "Salford"),
        ("09-01-2016", "Salford"),
        ("9\u00a0January\u200b 2016", "Salford"),
        ("10 January 2016 at 11:59am", "Salford"),
        ("10 January 2016 at 12:01pm", "Salford and Wigan"),
        ("10 January 2016, 11.59am", "Salford"),
        ("10/1/2016 12:01", "Salford and Wigan"),
        ("2016‑01‑10 11:59", "Salford"),
        ("January 2016", "Salford and Wigan"),  # which goes on: now
        ("Q4 2015/16", "Salford and Wigan"),
        ("2016-01-09\x00", "Salford"),
    ],
)
def test_a_page_shows_the_record_as_it_stood(as_, story, words, name):
    answer = as_(story).get(reverse("vanguard_detail", args=[38]), {"as_at": words})
    assert answer.status_code == 200
    assert answer.context["vanguard"].name == name


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ("2016-01-21", "in the future"),
        ("2016-01-20T12:01", "in the future"),
        ("2016-01-04", "before the record began. It begins on 5 January 2016"),
        ("21 January 2016", "in the future"),
        ("February 2016", "in the future"),
        ("December 2015", "before the record began. It begins on 5 January 2016"),
        ("2016-02-30", "There is no such day. Enter one such as 15 January 2016."),
        ("yesterday", "“yesterday” is not a date. Enter one such as 15 January 2016"),
        ("Friday 9 January 2016", "9 January 2016 is a Saturday, not a Friday."),
        ("9/1/16", "Enter the year in four digits"),
        ("10 January 2016 at 25:00", "There is no such time. Enter one such as 15 January 2016 at 9:30am"),
        ("January 2016 at 9am", "Enter the day too, such as 15 January 2016"),
        ("0000-00-00", "There is no such day"),
        ("9999-12-31", "Check the year: it must be between 1900 and 2100"),
        ("2016-01-10T99:99", "There is no date 2016-01-10T99:99. Enter one such as 15 January 2016."),
        ("0001-01-01T00:00Z", "There is no date"),
        ("<script>", "is not a date"),
    ],
)
def test_a_moment_that_makes_no_sense_is_refused_in_words(as_, story, words, why):
    answer = as_(story).get(reverse("vanguard_detail", args=[38]), {"as_at": words})
    assert answer.status_code == 400
    assert why in answer.content.decode()


def test_links_say_in_iso_what_was_typed(as_, story):
    for typed, said in (("9 January 2016", "2016-01-09"), ("first-day", "first-day"), ("2016-01-09T08:00", "2016-01-09T08%3A00")):
        page = as_(story).get(reverse("vanguard_list"), {"as_at": typed}).content.decode()
        assert f"/vanguards/38/?as_at={said}" in page
    page = as_(story).get(reverse("vanguard_list"), {"as_at": "9 January 2016"}).content.decode()
    assert '<input type="hidden" name="as_at" value="2016-01-09" form="search">' in page


def test_a_name_that_reads_like_a_month_is_the_moment_of_that_name(as_, story):
    with at("2016-01-15T12:00"), change(by=None, source="command"):
        NamedMoment.objects.create(slug="january-2016", name="January 2016", moment=datetime(2016, 1, 6, tzinfo=UTC))
    answer = as_(story).get(reverse("vanguard_detail", args=[38]), {"as_at": "january-2016"})
    assert answer.context["vanguard"].name == "Salford"


@given(st.dates(date(1901, 1, 1), date(2099, 12, 31)), st.times())
def test_a_moment_is_read_as_the_pages_write_it(day, hour):
    moment = datetime.combine(day, hour, UTC)
    written = dates.at(moment)
    assert dates.at(moments.beginning(written)) == written
    assert moments.beginning(clock.in_london(moment).isoformat()) == moment


@given(
    st.one_of(st.text(max_size=30), st.from_regex(r"[0-9]{1,4}[-/ ][0-9]{1,2}[-/ ][0-9]{1,4}[T ,]( at )?[0-9]{1,2}[:.]?[0-9]{0,2}(am|pm)?"))
)
def test_whatever_is_typed_is_a_moment_or_is_refused_in_words(words):
    with suppress(NotUnderstood):
        assert moments.beginning(words).tzinfo is not None


def test_nothing_can_be_sent_to_a_page_of_the_past(as_, story):
    answer = as_(story).post(reverse("vanguard_detail", args=[38]) + "?as_at=2016-01-10")
    assert answer.status_code in (400, 405)


def test_a_signed_out_person_is_sent_to_sign_in_before_any_moment_is_read(client, story):
    assert client.get("/vanguards/", {"as_at": "yesterday"}).status_code == 302


def test_links_keep_the_moment_and_the_banner_leads_back(as_, story):
    page = as_(story).get(reverse("vanguard_list"), {"as_at": "2016-01-09", "care_model": "ACC"}).content.decode()
    assert "You are viewing the past: 9 January 2016 at 11:59pm" in page
    assert "/vanguards/38/?from=care_model%3DACC&amp;at=0&amp;as_at=2016-01-09" in page
    assert 'href="/vanguards/?care_model=ACC"' in page


def choices(client, address, **query):
    picker = re.search(r'<section class="tracker-moment.*?</section>', client.get(address, query).content.decode(), re.DOTALL)[0]
    return {name: unescape(link) for link, name in re.findall(r'<li><a href="([^"]+)">([^<]+)</a>', picker)}


def test_the_picker_offers_every_named_moment_of_the_record_whichever_moment_is_shown(as_, story):
    with at("2016-01-15T12:00"), change(by=None, source="command"):
        NamedMoment.objects.create(slug="renamed", name="Renamed", moment=datetime(2016, 1, 15, tzinfo=UTC))
        NamedMoment.objects.create(slug="too-early", name="Before the record began", moment=datetime(2015, 1, 1, tzinfo=UTC))
        NamedMoment.objects.create(slug="to-come", name="Still to come", moment=datetime(2016, 5, 1, tzinfo=UTC))
    client = as_(story)
    now = choices(client, "/vanguards/", care_model="ACC", page="1")
    assert now == {
        "Renamed": "/vanguards/?care_model=ACC&as_at=renamed",
        "The first day": "/vanguards/?care_model=ACC&as_at=first-day",
    }
    past = choices(client, "/vanguards/", care_model="ACC", as_at="2016-01-07")
    assert past == now, "one can go on from the past to what was not named yet"


def test_the_search_of_the_header_stays_at_the_moment_shown(as_, story):
    page = as_(story).get("/vanguards/", {"as_at": "2016-01-07"}).content.decode()
    assert '<input type="hidden" name="as_at" value="2016-01-07" form="search">' in page
    assert 'form="search"' not in as_(story).get("/vanguards/").content.decode()


def test_pages_that_are_always_todays_offer_no_moment(as_, story):
    assert "The moment shown" not in as_(story).get(reverse("account_change_password")).content.decode()


def test_what_was_not_yet_on_record_is_said_before_anything_else_with_the_way_to_it(as_, story):
    with at("2016-01-15T12:00"), change(by=None, source="command"):
        salford = Vanguard.objects.get(pk=38)
        Vanguard.objects.create(number=44, name="The Neuro Network", care_model=salford.care_model, cohort=salford.cohort)
    answer = as_(story).get(reverse("vanguard_detail", args=[44]), {"as_at": "2016-01-14"})
    assert answer.status_code == 404
    page = answer.content.decode()
    assert "<p>Vanguard 44 was not yet on record on 14 January 2016. " in page
    assert '<a href="/vanguards/44/">See it as it is today</a>' in page
    assert "The address may be wrong" not in page
    assert "You are viewing the past: 14 January 2016" in page
    assert "at 9:30am" in as_(story).get(reverse("vanguard_detail", args=[44]), {"as_at": "2016-01-14T09:30"}).content.decode()


def test_what_is_not_on_record_today_either_is_simply_not_there(as_, story):
    page = as_(story).get(reverse("vanguard_detail", args=[45]), {"as_at": "2016-01-14"}).content.decode()
    assert "The address may be wrong" in page
    assert "not yet on record" not in page


def test_nobody_learns_from_the_past_that_there_is_something_today_which_is_not_theirs(as_, sal, neuro, ask):
    before = clock.now()
    foreign = ask("Rotas", neuro)
    client = as_(sal)
    answers = [client.get(reverse("request_detail", args=[number]), {"as_at": before.isoformat()}) for number in (foreign.pk, 999)]
    pages = [re.sub(r'nonce="[^"]+"|/SR-[0-9]+/', "", answer.content.decode()) for answer in answers]
    assert [answer.status_code for answer in answers] == [404, 404]
    assert pages[0] == pages[1]
    assert "not yet on record" not in pages[0]
