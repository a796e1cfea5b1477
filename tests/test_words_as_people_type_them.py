"""What is typed finds what was pasted, and the other way round: in every list that has a search, in the search of everything, by the names
of people and in the back office; on both databases, today and as at a moment, for two letters too.
"""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st

from board.heat_map.filters import HeatMapFilters
from board.search import BY_KEY
from board.tests.conftest import on_record  # noqa: F401 - a record for the whole file
from fund.filters import FundingFilters, PublishedFilters
from fund.models import Fund, FundingLine, PublishedAmount
from history import clock
from history.feed.filters import ChangeFilters
from history.reading.tracked import TRACKED
from history.recording import word_index
from history.recording.changes import change
from milestones import actions
from milestones.filters import CommitmentFilters, MilestoneFilters, SlipFilters, TimelineFilters
from milestones.models import Cause, Commitment, Forecast, Milestone
from milestones.moves import make
from milestones.workflow import Move
from pages.filters import ListFilters
from pages.plain_words import plain
from pages.search import Sought, having, mentioning
from pages.typed_dates import understand
from people.fields import NameField
from people.models import User
from returns.filters import ReturnFilters
from returns.models import ReportingPeriod, Return
from selection.filters import ExpressionFilters
from selection.models import Expression, Round
from spread.benefit_filters import BenefitFilters
from spread.filters import AdoptionFilters, ProductFilters
from spread.models import Measure, Product
from support.filters import RequestFilters
from support.models import Comment, Enabler, SupportRequest
from support.similar import similar_requests
from vanguards.filters import VanguardFilters
from vanguards.models import CareModel, Cohort, Organisation, Vanguard

PASTED = "Élan of Guy’s: nurse‑led care (GP) and IT"
TYPED = [
    "Élan",
    "élan",
    "ÉLAN",
    "E\u0301lan",
    "e\u0301lan of",
    "Guy's",
    "Guy’s",
    "GUYʼS",
    "guy`s",
    "nurse-led",
    "nurse‑led",
    "NURSE–LED",
    "nurse−led",
    "nu\u00adrse-l\u200bed",
    "\u200ecare\u202c",
    "ｃａｒｅ",
    "care\u00a0guy's",
    "IT",
    "it",
    "GP",
    "(gp)",
    "ＧＰ and it",
]
NOT_IN_IT = ["guys", "elan", "nurseled", "ro", "gx", "it’s", "carex"]


def make_records(name, number, person):
    """A record of every kind that is searched, each called so; all in one change with it as the reason."""
    with change(by=person, reason=name):
        vanguard = Vanguard.objects.create(number=number, name=name, care_model=CareModel.objects.get(), cohort=Cohort.objects.get())
        asked = SupportRequest.objects.create(title=name, needed="Help.", raised_by=person)
        asked.recipients.create(vanguard=vanguard)
        Enabler.objects.create(slug=f"enabler-{number}", name=name, introduced_on=clock.today())
        Organisation.objects.create(name=name, kind="other")
        Comment.objects.create(support_request=asked, audience="shared", words=name, written_by=person, written_at=clock.now())
        new = actions.NewMilestone(title=name, due=understand("March 2030"), vanguards=[vanguard])
        commitment = actions.make_milestone(new, by=person, words="Agreed").commitments.get()
        Return.objects.create(period=ReportingPeriod.objects.get(), vanguard=vanguard)
        Expression.objects.create(round=Round.objects.get(), name=name, applicant="A trust", written_at=clock.now())
        money = {"fund": Fund.objects.get(), "vanguard": vanguard, "year": "2029/30"}
        FundingLine.objects.create(**money)
        PublishedAmount.objects.create(**money, stage="approved", words="Money", amount=Decimal(1))
        product = Product.objects.create(name=name, kind="toolkit", summary="Help.")
        product.adoptions.create(vanguard=vanguard, stage="looking", since_on=clock.today())
        measure = Measure.objects.create(name=name, unit="days", aim="quality", better="lower")
        measure.benefits.create(vanguard=vanguard, we_do="Rounds", changes="Plans", is_better="Stays")
    make(commitment, Move.FORECAST, by=person, words=name, to=understand("May 2030"), cause=Cause.objects.get())


def call_otherwise(person):
    called = [
        (Vanguard, "name"),
        (SupportRequest, "title"),
        (Enabler, "name"),
        (Organisation, "name"),
        (Milestone, "title"),
        (Expression, "name"),
        (Product, "name"),
        (Measure, "name"),
    ]
    with change(by=person, reason="Called otherwise"):
        for model, name in [*called, (Comment, "words")]:
            for record in model.objects.filter(word_index.has(model, plain("Guy's"))):
                setattr(record, name, "Royal Garden")
                record.save()


@pytest.fixture(scope="module", autouse=True)
def stands(on_record):  # noqa: F811
    """As it stands now; a day later all that was called so is called otherwise."""
    with on_record():
        with change(by=None, source="command"):
            person = User.objects.open_account("oneil@example.com", name="Zoë O’Neil", is_programme_team=True, is_back_office=True)
            CareModel.objects.create(code="ACC", name="Acute care", order=1)
            Round.objects.create(cohort=Cohort.objects.create(code="acc", name="Acute"))
            Cause.objects.create(code="people-not-in-post", name="People not in post", direction="later")
            days = dict.fromkeys(("starts_on", "ends_on", "opens_on", "due_on", "closes_on"), clock.today())
            ReportingPeriod.objects.create(name="Q1 2030", code="q1-2030", **days)
            Fund.objects.create(name="Fund", code="fund")
        make_records(PASTED, 70, person)
        make_records("Royal Orchard", 71, person)
        yield person


pytestmark = pytest.mark.django_db


def rows(answer):
    return {str(row) for row in answer.context["rows"]}


def named(answer):
    """Of commitments, the vanguards they are of."""
    return {str(row.vanguard) for row in answer.context["rows"]}


def of_the_search(answer):
    groups = answer.context["groups"]
    assert not groups or {group.kind.key for group in groups} == set(BY_KEY)
    return {str(hit).removeprefix(getattr(hit, "reference", "")).strip() for group in groups for hit in group.hits}


# Each list's page, and the names of what it shows; a list that is not here fails below.
LISTS = {
    VanguardFilters: ("vanguard_list", rows),
    HeatMapFilters: ("heat_map", lambda answer: {str(row.subject) for _, those in answer.context["groups"] for row in those}),
    RequestFilters: ("request_list", lambda answer: {row.title for row in answer.context["rows"]}),
    MilestoneFilters: ("milestone_list", rows),
    CommitmentFilters: ("commitment_list", named),
    ExpressionFilters: ("expression_list", rows),
    ReturnFilters: ("return_list", named),
    FundingFilters: ("funding_list", named),
    PublishedFilters: ("published_list", named),
    ProductFilters: ("product_list", rows),
    AdoptionFilters: ("adoption_list", named),
    BenefitFilters: ("benefit_list", named),
    TimelineFilters: ("milestone_timeline", lambda answer: {row.name.lstrip("0123456789 ") for row in answer.context["rows"]}),
    SlipFilters: ("milestone_slips", lambda answer: {row.name for row in answer.context["vanguards"]}),
    ChangeFilters: ("change_list", lambda answer: {line.change.reason for line in answer.context["lines"] if line.change.made_by}),
}
SEARCHES = [*LISTS.values(), ("search", of_the_search)]


def searched(client, search, words, **query):
    name, shown = search
    answer = client.get(reverse(name), {"q": words, **({"time": "all"} if name == "milestone_timeline" else {}), **query})
    assert answer.status_code == 200, f"{name} {words}"
    return shown(answer)


def test_every_list_with_a_search_is_walked():
    def below(kind):
        return [kind, *(each for one in kind.__subclasses__() for each in below(one))]

    with_search = {kind for kind in below(ListFilters) if "q" in getattr(kind, "base_filters", {}) and kind._meta.model is not None}
    assert with_search == set(LISTS)


@pytest.mark.parametrize("search", SEARCHES, ids=lambda search: search[0])
def test_what_is_typed_finds_what_was_pasted_today_and_as_at_a_moment(as_, stands, search):
    client = as_(stands)
    for words in TYPED:
        assert searched(client, search, words) == {PASTED}, words
    for words in NOT_IN_IT:
        assert PASTED not in searched(client, search, words), words
    then = clock.now()
    with clock.set_at(then + timedelta(days=1)):
        call_otherwise(stands)
        client = as_(stands)  # a session ends before the next day
        if search[0] != "change_list":  # what was done stays done
            assert searched(client, search, "guy's") == set()
        for words in TYPED:
            assert searched(client, search, words, as_at=then.isoformat()) == {PASTED}, words
        assert PASTED not in searched(client, search, "elan", as_at=then.isoformat())


@pytest.mark.parametrize("words", ["zoë", "ZOË O'NEIL", "Zoe\u0308", "o’neil", "ONEIL@example.com"])
def test_people_are_found_by_their_names_however_they_are_typed(client, stands, words):
    client.force_login(stands, backend="people.backends.OpenAccounts")
    assert len(client.get(reverse("change_list"), {"by": words}).context["rows"]) >= 2
    assert client.get(reverse("change_list"), {"by": words + "x"}).context["rows"] == []


@pytest.mark.parametrize("words", ["Zoë O’Neil", "ZOË  O'NEIL", "Zoe\u0308 O`Neil", "OneIl@Example.com"])
def test_an_owner_is_named_however_it_is_typed(stands, words):
    assert NameField("Owner").clean(words) == stands
    with pytest.raises(ValidationError):
        NameField("Owner").clean("Zoe O’Neil")


@pytest.mark.parametrize("words", ["ÉLAN nurse-led", "E\u0301lan of GUY'S", "Guy′s nurse—led care"])
def test_a_request_like_it_is_found_however_it_is_typed(stands, words):
    assert [each.title for each in similar_requests(words, stands)] == [PASTED]


def searchable():
    return [model for model, its in admin.site._registry.items() if its.search_fields]


@pytest.mark.parametrize("model", searchable(), ids=lambda model: model._meta.model_name)
def test_the_back_office_searches_in_the_plain_form_too(client, stands, model):
    client.force_login(stands, backend="people.backends.OpenAccounts")
    address = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
    for words in ("guy's", "ÉLAN", "NURSE–led", "gp it", "38"):
        assert client.get(address, {"q": words}).status_code == 200
    if model in (Vanguard, SupportRequest, Enabler, Organisation, Milestone, Comment, Commitment, Forecast):
        for words in ("guy's", "ÉLAN", "nurse–led guy′s", "gp it"):
            found = client.get(address, {"q": words}).context["cl"].result_list
            assert len(found) == 1, words


WORD = st.text(alphabet="abYZßéÅﬁΣ'’-‑1&", min_size=1, max_size=6)
OTHERWISE = [
    str.upper,
    str.lower,
    str.title,
    lambda word: word.replace("’", "'").replace("‑", "-"),
    lambda word: word.replace("'", "′").replace("-", "—"),
    lambda word: "\u200b".join(word),
    lambda word: word.translate({0xE9: "e\u0301", 0xC5: "A\u030a"}),
]


SEARCHED = [model for model in TRACKED.values() if model.SEARCHED]


@settings(max_examples=100)
@given(words=st.lists(WORD, min_size=1, max_size=4), otherwise=st.sampled_from(OTHERWISE), data=st.data())
def test_a_word_of_any_searched_field_is_among_the_words_of_its_record_in_any_form(words, otherwise, data):
    """Asked of what a model keeps of its words, without the rest of a record: that the databases find what is there comes next."""
    model = data.draw(st.sampled_from(SEARCHED))
    record = model(**{data.draw(st.sampled_from(model.SEARCHED)): " ".join(words)})
    word = otherwise(data.draw(st.sampled_from(words)))
    sought = Sought.of(word)
    assert all(each in record.plain_words for each in (*sought.words, *sought.short))
    assert not plain(word) or having([" ".join(words)], word)


@settings(max_examples=15)
@given(title=st.lists(WORD, min_size=1, max_size=4), needed=st.lists(WORD, min_size=1, max_size=4), otherwise=st.sampled_from(OTHERWISE))
def test_the_databases_agree_with_that(stands, title, needed, otherwise):
    with change(by=stands):
        asked = SupportRequest.objects.create(title=" ".join(title), needed=" ".join(needed))
    for word in filter(plain, map(otherwise, [*title, *needed])):
        found = SupportRequest.objects.filter(mentioning(Sought.of(word), lambda *one: word_index.has(SupportRequest, *one)))
        assert asked in found
