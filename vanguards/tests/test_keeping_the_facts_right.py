"""What the back office types about vanguards is checked, and refused in words that say what to do."""

from datetime import UTC, date, datetime

import pytest

from history.models import NamedMoment
from history.tests.admin_pages import fields_of, form_of
from vanguards.models import Membership, Organisation, Source, Vanguard
from vanguards.tests.stories import change_page, send

pytestmark = [pytest.mark.django_db, pytest.mark.once]

ADD_SOURCE = "/admin/vanguards/source/add/"


def test_a_population_is_never_0(office, salford):
    response = send(office, change_page(salford), patient_population="0")
    assert response.context["adminform"].form.errors["patient_population"] == [
        "Leave the population empty where it is not known; it is never 0."
    ]
    assert Vanguard.objects.get().patient_population is None
    assert send(office, change_page(salford), patient_population="825000").status_code == 302


def test_a_vanguards_number_is_given_once_and_stays(office, salford):
    add = "/admin/vanguards/vanguard/add/"
    values = {"name": "New", "care_model": salford.care_model_id, "cohort": salford.cohort_id}
    assert "There is another vanguard with this already." in send(office, add, number=38, **values).content.decode()
    assert send(office, add, number=0, **values).status_code == 200
    assert send(office, add, number="9" * 30, **values).status_code == 200
    assert send(office, add, number=51, **{"aliases-0-name": "Brand new"}, **values).status_code == 302
    assert Vanguard.objects.get(number=51).aliases.get().name == "Brand new"
    assert "number" not in form_of(office, change_page(salford))
    assert send(office, change_page(salford), number=99, name="Renamed").status_code == 302
    assert set(Vanguard.objects.values_list("number", "name")) == {(38, "Renamed"), (51, "New")}


TYPED = [
    ("15 January 2016", date(2016, 1, 15), "day"),
    ("dec 2015", date(2015, 12, 1), "month"),
    ("Q4 2015/16", date(2016, 1, 1), "quarter"),
    ("2015/16", date(2015, 4, 1), "financial year"),
    ("2016", date(2016, 1, 1), "year"),
    ("Friday, 15th January 2016", date(2016, 1, 15), "day"),
    ("15-01-2016\0\u200b", date(2016, 1, 15), "day"),
]


@pytest.mark.parametrize(("typed", "first", "precision"), TYPED)
def test_a_date_is_typed_as_people_do_and_kept_as_it_was_meant(office, typed, first, precision):
    assert send(office, "/admin/vanguards/source/add/", code="s", title="Package", published_on=typed).status_code == 302
    source = Source.objects.get()
    assert (source.published_on, source.published_precision) == (first, precision)
    assert form_of(office, change_page(source))["published_on"] == source.published.typed
    assert "published_precision" not in form_of(office, change_page(source))
    assert send(office, change_page(source), published_on="").status_code == 302
    source.refresh_from_db()
    assert (source.published_on, source.published_precision) == (None, "day")


def test_the_same_date_typed_in_another_way_is_no_change(office, recording):
    with recording():
        source = Source.objects.create(code="s", title="Package", published_on=date(2015, 12, 1), published_precision="month")
    before = source.version
    assert send(office, change_page(source), published_on="12/2015").status_code == 302
    assert Source.objects.get().version == before


def test_what_is_no_date_is_refused_in_words_that_say_what_is_and_stays_as_it_was_typed(office):
    refused = send(office, "/admin/vanguards/source/add/", code="s", title="Package", published_on="Q4 2015")
    (why,) = refused.context["adminform"].form.errors["published_on"]
    assert why == "“Q4 2015” is unclear. Enter Q4 2015/16 for January to March 2016 or Q3 2015/16 for October to December 2015"
    assert fields_of(refused, "source_form")["published_on"] == "Q4 2015"


@pytest.fixture
def package(recording):
    with recording():
        return Source.objects.create(code="s", title="Package", published_on=date(2015, 10, 1), published_precision="month")


@pytest.fixture
def opened_before(office, as_, ada):
    """The form of a record, opened before Ada changed it."""

    def opened(record, **changed):
        fields = form_of(office, change_page(record))
        send(as_(ada), change_page(record), **changed)
        return fields

    return opened


def test_a_date_that_somebody_made_less_exact_meanwhile_is_not_made_exact_again(office, package, opened_before):
    opened = opened_before(package, published_on="Q3 2015/16")
    refused = office.post(change_page(package), opened | {"title": "The package", "change_reason": "Its whole name"})
    assert "Q3 2015/16" in fields_of(refused, "source_form")["published_on"], "what stands, for it was not touched"
    assert office.post(change_page(package), fields_of(refused, "source_form")).status_code == 302
    package.refresh_from_db()
    assert (package.title, str(package.published)) == ("The package", "Q3 2015/16")


def test_words_that_somebody_emptied_meanwhile_stay_empty(office, package, opened_before):
    send(office, change_page(package), published_words="this autumn")
    opened = opened_before(package, published_words="")
    refused = office.post(change_page(package), opened | {"title": "The package", "change_reason": "Its whole name"})
    assert office.post(change_page(package), fields_of(refused, "source_form")).status_code == 302
    package.refresh_from_db()
    assert (package.title, package.published_words, str(package.published)) == ("The package", "", "October 2015")


def test_another_date_does_not_keep_the_words_of_the_one_before(office, recording):
    with recording():
        source = Source.objects.create(code="s", title="Package", published_on=date(2015, 7, 31), published_words="end of July")
    refused = send(office, change_page(source), published_on="June 2016")
    assert refused.context["adminform"].form.errors["published_words"] == [
        "They still say “end of July”. Correct them, or leave them empty."
    ]
    assert fields_of(refused, "source_form")["published_on"] == "June 2016"
    assert send(office, change_page(source), title="The package").status_code == 302, "as long as the date stays"
    assert send(office, change_page(source), published_on="June 2016", published_words="").status_code == 302
    source.refresh_from_db()
    assert str(source.published) == "June 2016"


def test_a_date_in_the_address_of_a_new_record_stands_in_its_form(office):
    assert form_of(office, "/admin/vanguards/source/add/?published_on=December 2015")["published_on"] == "December 2015"


def test_two_who_give_a_date_at_once_are_shown_both_as_they_are_meant(office, package, opened_before):
    opened = opened_before(package, published_on="Q3 2015/16")
    refused = office.post(change_page(package), opened | {"published_on": "November 2015", "change_reason": "Read again"})
    shown = " ".join(refused.content.decode().split())
    assert '<th scope="row">Published on</th> <td>Q3 2015/16</td> <td>November 2015</td>' in shown
    assert "Nobody but you" not in shown, "it is Ada who made it another"
    assert fields_of(refused, "source_form")["published_on"] == "November 2015"


@pytest.mark.parametrize("day", ["9999-12-01", "0001-01-01", "2101-01-01", "2015-02-30", "x", "Friday 1 January 2015"])
def test_impossible_dates_are_refused_in_words(office, day):
    response = send(office, "/admin/vanguards/source/add/", code="s", title="Package", published_on=day)
    assert response.status_code == 200
    assert response.context["adminform"].form.errors["published_on"]
    assert not Source.objects.exists()


def test_what_is_pasted_is_cleaned_and_a_break_is_a_new_line_only_where_there_are_lines(office, salford):
    assert (
        send(office, change_page(salford), name="Salford\x0band\0 Wigan\u2028Chain", summary="One\x0btwo\0\u2029three").status_code == 302
    )
    salford.refresh_from_db()
    assert (salford.name, salford.summary) == ("Salford and Wigan Chain", "One\ntwo\nthree")


def test_a_form_that_comes_back_with_other_ends_of_lines_changes_nothing(office, salford, recording):
    with recording():
        salford.summary = "One\ntwo"
        salford.save()
    before = salford.version
    assert send(office, change_page(salford), summary="One\r\ntwo").status_code == 302
    assert salford.version == before


@pytest.mark.parametrize(
    "typed", ["15th March 2030", "Friday 15 March 2030", "15-03-2030", "15/3/2030", "2030-03-15", "15\u00a0March\u200b 2030"]
)
def test_a_day_is_typed_as_people_do(office, sal, salford, typed):
    led = Membership.objects.get()
    assert send(office, change_page(led), ends_on=typed).status_code == 302
    led.refresh_from_db()
    assert led.ends_on == date(2030, 3, 15)


def test_a_month_is_no_day(office, sal):
    response = send(office, change_page(Membership.objects.get()), ends_on="March 2030")
    assert response.context["adminform"].form.errors["ends_on"] == ["Enter the day too, such as 15 January 2016"]


def test_a_named_moment_is_typed_as_people_do(office):
    values = {"name": "Mid March", "slug": "mid-march", "moment_0": "Tuesday 15th March, 2016", "moment_1": "09:30"}
    assert send(office, "/admin/history/namedmoment/add/", **values).status_code == 302
    assert NamedMoment.objects.get().moment == datetime(2016, 3, 15, 9, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("(https://example.org/a).", "https://example.org/a"), ("https://intranet/x", "https://intranet/x"), ("", "")],
)
def test_where_a_source_stands_is_taken_as_it_is_pasted(office, typed, kept):
    assert (
        office.post(
            ADD_SOURCE, form_of(office, ADD_SOURCE) | {"code": "s", "title": "Package", "address": typed, "change_reason": "New"}
        ).status_code
        == 302
    )
    assert Source.objects.get().address == kept


@pytest.mark.parametrize(("kind", "typed", "kept"), [("website", "(www.emrad.org).", "www.emrad.org"), ("twitter", "@emrad.", "@emrad.")])
def test_a_website_of_a_vanguard_is_kept_as_published_without_what_stands_around_it(office, salford, kind, typed, kept):
    send(office, change_page(salford), **{"contacts-0-kind": kind, "contacts-0-words": typed})
    assert salford.contacts.get().words == kept


def test_a_website_that_is_none_is_refused_by_its_field(office, salford):
    response = send(office, change_page(salford), **{"contacts-0-kind": "website", "contacts-0-words": "ftp://emrad.org"})
    assert "“ftp://emrad.org” begins with ftp:." in response.content.decode()
    assert not salford.contacts.exists()


def test_a_partnership_names_an_organisation_or_has_words(office, salford):
    response = send(office, change_page(salford), **{"partnerships-0-detail": "Both", "partnerships-0-role": "lead"})
    assert "Choose the organisation; or, where the source names none, give words instead." in response.content.decode()
    assert send(office, change_page(salford), **{"partnerships-0-words": "Wirral GPs"}).status_code == 302
    assert salford.partnerships.get().words == "Wirral GPs"


def test_no_organisation_is_its_own_successor(office, recording):
    with recording():
        monitor = Organisation.objects.create(name="Monitor", kind="national body")
    row = {"successor": monitor.pk, "certainty": "confirmed"}
    added = {"successions-TOTAL_FORMS": "1"} | {f"successions-0-{name}": value for name, value in row.items()}
    response = send(office, change_page(monitor), **added)
    assert "none is its own successor" in response.content.decode()


def test_a_new_vanguard_is_offered_the_next_number_and_never_one_that_was_taken_back(office, salford, neuro, recording):
    add = "/admin/vanguards/vanguard/add/"
    assert form_of(office, add)["number"] == "45"
    with recording():
        sixty = Vanguard.objects.create(number=60, name="Sixty", care_model=salford.care_model, cohort=salford.cohort)
    with recording():
        sixty.delete()
    assert form_of(office, add)["number"] == "61"
