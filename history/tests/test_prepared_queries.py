"""A query that is put together once answers for every value as one put together for it would."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext
from datetime import UTC, datetime, timedelta
from functools import lru_cache

import pytest
from django.db import connection
from django.db.models import Count, Min, Model, Prefetch
from django.test.utils import CaptureQueriesContext

from history import clock
from history.models import Change
from history.reading.as_at import as_at
from history.reading.prepared import MOST_KEPT, MOST_VALUES, _Statement, _statement, fill, prepared
from people.models import User
from support.models import Recipient, SupportRequest
from vanguards.models import Vanguard

pytestmark = pytest.mark.django_db


@pytest.fixture
def built():
    """Return what the test's queries were built for."""
    return []


@pytest.fixture
def requests_of(built):
    @prepared
    def ask(vanguards, user):
        built.append((vanguards, user))
        return SupportRequest.objects.visible_to(user).for_vanguards(vanguards).order_by("pk")

    return ask


@pytest.fixture
def afresh(settings):
    """Turn off the comparison that the tests make for each answer."""
    settings.CHECK_PREPARED = ""


@pytest.fixture
def asked(ask, salford, neuro):
    return ask("Theatre rotas", salford), ask("A shared bank", neuro), ask("Both of them", salford, neuro)


def test_it_answers_for_each_value_and_is_put_together_once_for_arguments_alike(asked, requests_of, built, afresh, tess, salford, neuro):
    first, second, both = asked
    assert requests_of([salford.pk], tess) == [first, both]
    assert requests_of([neuro.pk], tess) == [second, both]
    assert requests_of([999], tess) == []
    assert len(built) == 1
    assert requests_of([salford.pk, neuro.pk], tess) == [first, second, both], "another number of numbers is another query"
    assert len(built) == 2


def test_it_is_never_put_together_for_what_is_asked(asked, requests_of, built, afresh, sal, salford):
    requests_of([salford.pk], sal)
    (numbers, reader) = built[0]
    assert salford.pk not in numbers
    assert (reader.pk == sal.pk, reader.led_vanguard_ids == sal.led_vanguard_ids) == (False, False)
    assert reader.roles == sal.roles


def test_two_leads_with_as_many_vanguards_are_shown_each_their_own(asked, requests_of, built, afresh, sal, nora, salford, neuro):
    first, second, both = asked
    assert requests_of([salford.pk, neuro.pk], sal) == [first, both]
    assert requests_of([salford.pk, neuro.pk], nora) == [second, both]
    assert len(built) == 1


def test_who_sees_everything_and_who_does_not_are_asked_for_by_queries_of_their_own(asked, requests_of, built, afresh, sal, tess, neuro):
    assert requests_of([neuro.pk], tess) == [asked[1], asked[2]]
    assert requests_of([neuro.pk], sal) == [asked[2]]
    assert len(built) == 2


def test_somebody_with_nothing_to_see_is_shown_nothing_without_asking(asked, requests_of, afresh, newt, salford):
    newt.read_rights()
    with CaptureQueriesContext(connection) as queries:
        assert requests_of([salford.pk], newt) == []
    assert len(queries) == 0


@pytest.mark.parametrize("many", [False, True])
def test_moments_and_words_are_values_too(asked, afresh, many):
    @prepared
    def found(moment, words):
        return Change.objects.filter(made_at__gte=moment, reason=words).order_by("pk")

    reasons = set(Change.objects.values_list("reason", flat=True))
    for reason in reasons if many else list(reasons)[:1]:
        expected = list(Change.objects.filter(reason=reason).order_by("pk"))
        assert found(datetime(2015, 1, 1, tzinfo=UTC), reason) == expected
        assert found(clock.now() + timedelta(days=1), reason) == []


def test_a_day_is_a_value(afresh, asked):
    @prepared
    def raised_before(day):
        return SupportRequest.objects.filter(raised_on__lte=day).order_by("pk")

    today = clock.today()
    for day in (today, today - timedelta(days=1), today + timedelta(days=1)):
        assert raised_before(day) == list(SupportRequest.objects.filter(raised_on__lte=day).order_by("pk"))


def test_while_a_moment_is_set_the_past_is_read(asked, requests_of, afresh, recording, tess, salford):
    first = asked[0]
    requests_of([salford.pk], tess)
    before = clock.now()
    with recording("Told otherwise"):
        first.title = "Ward rotas"
        first.save()
    with as_at(before):
        assert requests_of([salford.pk], tess)[0].title == "Theatre rotas"
    assert requests_of([salford.pk], tess)[0].title == "Ward rotas"


def test_what_would_depend_on_the_time_it_is_put_together_is_refused():
    @prepared
    def of_today(user):
        return SupportRequest.objects.visible_to(user).late(user, clock.today())

    with pytest.raises(RuntimeError, match="take the day as an argument"):
        of_today(User(pk=1, is_programme_team=True))
    assert clock.now(), "after that, the clock answers again"


def test_what_depends_on_a_value_is_found_in_tests(asked, settings, salford, neuro, tess):
    @prepared
    def wrong(number, user):
        requests = SupportRequest.objects.visible_to(user)
        return requests if number == neuro.pk else requests.for_vanguards([number])

    assert settings.CHECK_PREPARED, "the suite compares"
    settings.CHECK_PREPARED = "values"
    wrong(salford.pk, tess)
    with pytest.raises(AssertionError, match="Compiled for these values"):
        wrong(neuro.pk, tess)


def test_what_makes_something_else_of_a_value_is_found_in_tests(tess):
    @prepared
    def called(words):
        return Vanguard.objects.filter(name__icontains=words)

    with pytest.raises(AssertionError, match="Compiled for these values"):
        called("Salford")


def test_of_who_sees_everything_it_may_not_ask_what_they_lead(tess):
    @prepared
    def led_by(user):
        return Vanguard.objects.led_by(user)

    with pytest.raises(RuntimeError, match="must not depend"):
        led_by(tess)


def test_a_boolean_and_a_list_are_never_alike(afresh, asked):
    @prepared
    def some(which):
        found = SupportRequest.objects.order_by("pk")
        return found.filter(pk__in=which) if isinstance(which, list) else found if which else found.none()

    assert some([asked[0].pk]) == [asked[0]]
    assert some(True) == list(asked)
    assert some([]) == some(False) == []


def test_no_more_statements_are_kept_than_fit(built, requests_of, afresh, tess, monkeypatch):
    assert _statement.cache_parameters()["maxsize"] == MOST_KEPT
    monkeypatch.setattr("history.reading.prepared._statement", lru_cache(3)(_Statement))
    for many in (1, 2, 3, 4, 1, 4):
        requests_of(list(range(many)), tess)
    assert [len(numbers) for numbers, _ in built] == [1, 2, 3, 4, 1], "the one asked least lately goes"


def test_what_is_read_beforehand_by_a_query_of_its_own_is_refused(tess):
    @prepared
    def with_parts(user):
        recipients = Recipient.objects.visible_to(user)
        return SupportRequest.objects.visible_to(user).prefetch_related(Prefetch("recipients", recipients))

    with pytest.raises(RuntimeError, match="fill"):
        with_parts(tess)


def test_arguments_by_name_are_refused(requests_of, tess):
    with pytest.raises(TypeError, match="by position"):
        requests_of([1], user=tess)


def test_a_number_no_row_can_have_is_answered_as_one_that_none_has(afresh, tess):
    @prepared
    def of_number(number):
        return Vanguard.objects.filter(pk=number)

    assert of_number(2**70) == []
    assert of_number(2**31) == []


def test_hundreds_of_numbers_are_put_together_each_time_and_not_kept(asked, requests_of, built, afresh, tess):
    numbers = list(range(1, MOST_VALUES + 2))
    assert requests_of(numbers, tess) == requests_of(numbers, tess) == list(asked)
    assert [vanguards for vanguards, _ in built] == [numbers, numbers]


@pytest.mark.django_db(transaction=True)
def test_each_thread_asks_over_its_own_connection(requests_of, afresh):
    tess = User(pk=1, is_programme_team=True)
    requests_of([1], tess)

    def elsewhere(_):
        try:
            return requests_of([1], tess), requests_of([1, 2], tess)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        assert list(pool.map(elsewhere, range(4))) == [([], [])] * 4


KINDS = {
    "records": lambda number: SupportRequest.objects.filter(pk__gte=number).order_by("pk"),
    "some of their fields": lambda number: SupportRequest.objects.filter(pk__gte=number).only("title", "target_on").order_by("pk"),
    "with what they point to, or nobody": lambda number: (
        SupportRequest.objects.filter(pk__gte=number).select_related("owner", "offer__enabler").order_by("pk")
    ),
    "with what is worked out": lambda number: (
        SupportRequest.objects.filter(pk__gte=number)
        .annotate(many=Count("recipients"), first=Min("recipients__vanguard__name"))
        .order_by("pk")
    ),
    "values by name": lambda number: SupportRequest.objects.filter(pk__gte=number).values("title", "target_on").order_by("-pk"),
    "values in their order": lambda number: (
        SupportRequest.objects.filter(pk__gte=number)
        .annotate(many=Count("recipients"))
        .values_list("many", "target_on", "pk")
        .order_by("-pk")
    ),
    "values told apart": lambda number: (
        SupportRequest.objects.filter(pk__gte=number).order_by("recipients__vanguard__name").distinct().values_list("state")
    ),
    "single values": lambda number: SupportRequest.objects.filter(pk__gte=number).values_list("target_on", flat=True).order_by("pk"),
}


def all_that_is_in(row):
    if not isinstance(row, Model):
        return row
    own = {name: value for name, value in row.__dict__.items() if name != "_state"}
    related = {name: all_that_is_in(other) for name, other in row._state.fields_cache.items()}
    return type(row), own, row._state.adding, row._state.db, related


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("past", [False, True])
def test_rows_are_read_as_the_queryset_reads_them(asked, recording, kind, past, tess):
    with recording():
        asked[0].owner, asked[0].target_on = tess, clock.today()
        asked[0].save()
    for number in (asked[0].pk, asked[1].pk):
        with as_at(clock.now()) if past else nullcontext():
            rows, expected = prepared(KINDS[kind])(number), list(KINDS[kind](number))
        assert expected
        assert [all_that_is_in(row) for row in rows] == [all_that_is_in(row) for row in expected]


def test_records_are_filled_with_their_parts_and_ask_no_more(asked, django_assert_num_queries):
    requests = list(asked)
    rows = list(Recipient.objects.filter(support_request__in=requests))
    fill(requests, "recipients", rows)
    with django_assert_num_queries(0):
        assert [[part.support_request for part in each.recipients.all()] for each in requests] == [
            [requests[0]],
            [requests[1]],
            [requests[2]] * 2,
        ]
