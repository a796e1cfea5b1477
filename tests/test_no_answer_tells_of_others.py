"""A lead learns nothing about others by asking: every filter of every list, and every other page, answers the same whether or not others
have something on record; and another vanguard's number is answered like a number that nobody has.

Nora leads the Neuro Network (44); the_other_chain.py has the data of the Other Chain.

A new filter is tested with each of its choices; for one that is typed, this file must say what of another vanguard's could be typed.
"""

import re

import pytest
from django.core.management.color import no_style
from django.db import connection
from django.urls import reverse

from board.heat_map.filters import HeatMapFilters
from board.search import BY_KEY
from board.trends.filters import TrendFilters
from fund.filters import FundingFilters, PublishedFilters
from fund.models import Fund
from history.feed.filters import ChangeFilters
from history.models import Concern, Entry
from history.reading.tracked import TRACKED
from history.recording.changes import change
from milestones.filters import CommitmentFilters, MilestoneFilters, SlipFilters, TimelineFilters
from milestones.models import Commitment, Milestone
from milestones.models.calendar import renew
from pages.filters import ListFilters
from people.models import User
from returns.filters import ReturnFilters
from returns.models import ReportingPeriod
from selection.filters import ExpressionFilters
from spread.benefit_filters import BenefitFilters
from spread.filters import AdoptionFilters, ProductFilters
from support.filters import RequestFilters
from support.models import RequestDocument
from tests.the_other_chain import known_to_all, put_on_record, said_by
from vanguards.filters import VanguardFilters

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("numbered_from_1", "on_29_january")]

LISTS = {
    ChangeFilters: ["change_list"],
    RequestFilters: ["request_list", "request_export"],
    MilestoneFilters: ["milestone_list", "milestone_export"],
    CommitmentFilters: ["commitment_list", "commitment_export"],
    TimelineFilters: ["milestone_timeline"],
    SlipFilters: ["milestone_slips"],
    VanguardFilters: ["vanguard_list", "vanguard_export"],
    HeatMapFilters: ["heat_map", "heat_map_export"],
    ExpressionFilters: ["expression_list", "expression_export"],
    ReturnFilters: ["return_list", "return_export"],
    FundingFilters: ["funding_list", "funding_export"],
    PublishedFilters: ["published_list", "published_export"],
    ProductFilters: ["product_list", "product_export"],
    AdoptionFilters: ["adoption_list", "adoption_export"],
    BenefitFilters: ["benefit_list", "benefit_export"],
    TrendFilters: ["trends", "trends_requests_export", "trends_commitments_export"],
}
# What of the Other Chain's could be typed into a filter that has no choices.
TYPED = {
    "q": ["Lighthouse", "lighthouse said", "Parminder", "Windmill", "SR-0003", "Common plan", "Other Chain", "738"],
    "by": ["Parminder", "parminder@example.com", "Tess", "me"],
    "record": ["SR-0003", "SR-0002", "vanguard-738", "vanguard-44", "comment-1", "recipient-4", "commitment-2", "milestone-1", "user-4"],
    "since": ["2016-01-01", "2016-01-29"],
    "vanguard": ["738", "44", "44, 738"],
    "milestone": ["1", "2", "3"],
    **{name: ["1", "2", "44", "738"] for name in ("product", "maker", "adopter", "like", "measure")},
    "expected": ["March 2031", "December 2015", "2030/31"],
    "promised": ["February 2031", "December 2015"],
    "reached": ["5 January 2016", "January 2016"],
    "given": ["January 2016", "2015/16"],
    **{name: ["January 2016", "December 2015", "February 2031"] for name in ("from", "to")},
    "time": ["all", "year", "2030/31"],
    **{name: ["5 January 2016", "29 January 2016", "1 March 2031"] for name in ("raised_from", "raised_to", "target_from", "target_to")},
}


@pytest.fixture
def numbered_from_1(db):
    """PostgreSQL goes on counting from the tests before; what is typed here means records by their numbers."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_by_name_sql(no_style(), connection.introspection.sequence_list()):
            cursor.execute(statement)


@pytest.fixture
def on_29_january(time_machine):
    time_machine.move_to("2016-01-29T10:00:00+00:00", tick=False)


@pytest.fixture
def other(recording, neuro, ask, enabler):
    """What everybody may know; of Nora's a request of her own, and one that the Other Chain is on too; and a promise."""
    return known_to_all(recording, neuro, ask)


@pytest.fixture
def put_others(recording, other, tess, ask):
    """Puts on record what is the Other Chain's alone."""
    return lambda: put_on_record(recording, other, tess, ask)


def every_kind_of_filters(kind=ListFilters):
    for one in kind.__subclasses__():
        yield one
        yield from every_kind_of_filters(one)


def test_every_list_is_asked_here():
    stands = {kind for kind in every_kind_of_filters() if "Meta" in vars(kind) or not kind.__subclasses__()}
    assert stands == set(LISTS)


def values_of(kind, name, form):
    choices = getattr(form.fields[name], "choices", None)
    return [value for value, _ in choices if value] if choices is not None else TYPED[name]


def every_question(user, rf):
    """Each list as it is, and with each filter in each of its values; as a file, which has the same rows, with one value of each filter."""
    for kind, (page, *files) in LISTS.items():
        request = rf.get("/")
        request.user = user
        form = kind({}, kind._meta.model.objects.visible_to(user), request=request).form
        values = {name: values_of(kind, name, form) for name in kind.base_filters}
        yield from ((page, query) for query in [{}, *({name: value} for name in values for value in values[name])])
        yield from ((file, query) for file in files for query in [{}, *({name: values[name][0]} for name in values if values[name])])


def other_pages(user):
    """Every other page that says something of what is on record."""
    records = {"request_detail": ["SR-0001", "SR-0002"], "enabler_detail": ["workforce-redesign", "other-enabler"]}
    for name in ("home", "programme", "support_numbers", "enabler_list", "request_shared", "request_new", "calendar_feed", "mail_list"):
        yield reverse(name), {}
    for name in ("period_list", "confidence_compared", "confidence_rules", "round_list"):
        yield reverse(name), {}
    yield from ((reverse(name), {}) for name in ("product_map", "product_reach", "product_new", "measure_list", "benefit_new"))
    for name, args in (
        ("product_detail", [1]),
        ("product_detail", [2]),
        ("adoption_detail", [1, 1]),
        ("adoption_new", [2]),
        ("benefit_detail", [1]),
        ("measure_detail", [1]),
    ):
        yield reverse(name, args=args), {}
    yield reverse("period_detail", args=["2015-16-q4"]), {}
    yield from ((reverse(name, args=args), {}) for name, args in (("fund_overview", []), ("fund_year", ["fund", "2015/16"])))
    yield from ((reverse("funding_detail", args=["fund", "2015/16", vanguard]), {}) for vanguard in (44, 738))
    for vanguard in (44, 738):
        yield reverse("return_latest", args=["2015-16-q4", vanguard]), {}
        yield from ((reverse(name, args=["2015-16-q4", vanguard, 1]), {}) for name in ("return_detail", "return_write", "return_risk_new"))
    yield reverse("round_detail", args=["rc-2016"]), {}
    for number in (1, 2):
        yield from ((reverse(name, args=["rc-2016", number]), {}) for name in ("expression_detail", "expression_write"))
    records |= {"vanguard_detail": [44, 738], "vanguard_visit": [44, 738], "milestone_detail": [1, 2, 3], "commitment_detail": [1]}
    for name, args in records.items():
        yield from ((reverse(name, args=[arg]), {}) for arg in args)
    for words in TYPED["q"]:
        kinds = ("", *BY_KEY)
        yield from ((reverse("search"), {"q": words, "kind": kind}) for kind in kinds)
    yield reverse("milestone_calendar"), {"token": renew(user).token}
    for name, address in (("request_many", ""), ("commitment_many", "all=1&vanguard=738"), ("commitment_many", "all=1&cause=other-cause")):
        yield f"{reverse(name)}?{address}", {}
    yield reverse("commitment_many"), {"chosen": "2"}


def said(client, address, query):
    answer = client.get(address, query)
    page = b"".join(answer.streaming_content) if answer.streaming else answer.content
    page = re.sub(r'nonce="[^"]+"|name="csrfmiddlewaretoken" value="[^"]+"', "", page.decode())
    return answer.status_code, page


def test_nothing_that_others_put_on_record_changes_any_answer_a_lead_gets(as_, nora, put_others, rf):
    client = as_(nora)
    questions = [(reverse(page), query) for page, query in every_question(nora, rf)]
    typed = [(address, query) for address, query in questions if {*query} <= {*TYPED}]
    questions += [(address, {**query, "as_at": "2016-01-29T10:00"}) for address, query in typed]
    questions += other_pages(nora)
    before = [said(client, *question) for question in questions]
    assert sum(status == 200 for status, _ in before) > 200, "most questions are good ones"
    put_others()
    for question, answer in zip(questions, before, strict=True):
        assert said(client, *question) == answer, question


@pytest.mark.once
def test_the_team_is_told_all_of_it(as_, tess, put_others, rf):
    """So that the test above asks for something."""
    lists = {pages[0] for pages in LISTS.values()}
    questions = [(reverse(page), query) for page, query in every_question(tess, rf) if query and page in lists]
    client = as_(tess)
    before = [said(client, *question) for question in questions]
    put_others()
    told = set()
    for (address, query), answer in zip(questions, before, strict=True):
        if (address, *query) not in told and said(client, address, query) != answer:
            told.add((address, *query))
    # Others' records are no part of these, nor of how the first changes were made; and what was published is known to all.
    unmoved = {"source", "region", "cohort", "like"}
    asked = {
        (address, *query)
        for address, query in questions
        if not {*query} & unmoved and not address.startswith(("/vanguards/", "/fund/published/"))
    }
    assert told >= asked, asked - told


def like_nobodys(client, address, query, another, missing):
    """That an address answers for another's as for what nobody has, but for what was typed."""

    def answer(value):
        status, page = said(client, address, {name: words.replace("#", value) for name, words in query.items()})
        return status, re.sub(rf"(?<![0-9])({another}|{missing})(?![0-9])", "…", page)

    return answer(another) == answer(missing)


def test_the_changes_of_anothers_record_are_those_of_one_that_nobody_has(as_, nora, put_others):
    put_others()
    client, told = as_(nora), set(Entry.objects.visible_to(nora).values_list("record_type", "record_id"))
    own = {("vanguards.vanguard", 44), ("milestones.milestone", Milestone.objects.get(title="Common plan").pk)}
    own |= {("returns.reportingperiod", ReportingPeriod.objects.get().pk), ("fund.fund", Fund.objects.get().pk)}  # where she has a part
    records = set(Concern.objects.values_list("record_type", "record_id"))
    assert {label for label, _ in records - told - own} > {"vanguards.vanguard", "support.supportrequest", "people.user"}
    for label, number in records - told - own:
        query = {"record": f"{TRACKED[label]._meta.model_name}-#"}
        assert like_nobodys(client, reverse("change_list"), query, str(number), "88888"), (label, number)


def test_the_number_of_another_vanguard_answers_as_one_that_nobody_has(as_, nora, put_others):
    put_others()
    private = [kind for kind in LISTS if "vanguard" in kind.base_filters and kind is not PublishedFilters]
    client, pages = as_(nora), [page for kind in private for page in LISTS[kind]]
    assert len(pages) >= 8
    for page in pages:
        for typed in ("#", "44,#", "#,44"):
            assert like_nobodys(client, reverse(page), {"vanguard": typed}, "738", "799"), (page, typed)


@pytest.mark.parametrize("query", [{"care_model": "OTH"}, {"form": "other-form"}])
def test_a_joint_request_is_not_found_by_the_groups_of_the_others_on_it(as_, nora, tess, other, query):
    """That would say who they are."""
    found = [[row.title for row in as_(person).get(reverse("request_list"), query).context["rows"]] for person in (nora, tess)]
    assert found == [[], ["Joint rotas"]]


def test_what_is_chosen_of_anothers_answers_as_what_does_not_exist(as_, nora, put_others):
    put_others()
    theirs = str(Commitment.objects.filter(vanguard=738).first().pk)
    assert like_nobodys(as_(nora), reverse("commitment_many"), {"chosen": "#"}, theirs, "88888")


def test_asking_for_something_for_another_vanguard_is_refused_as_for_one_that_does_not_exist(as_, nora, put_others):
    put_others()
    asked = {"title": "Rotas", "needed": "Rotas", "seen": "on"}

    def refused(number):
        page = as_(nora).post(reverse("request_new"), {**asked, "vanguards": number}).content.decode()
        return re.sub(r'nonce="[^"]+"|name="csrfmiddlewaretoken" value="[^"]+"|738|799', "", page)

    assert refused("738") == refused("799")


def test_who_of_another_vanguard_acted_on_a_joint_request_is_neither_named_nor_found(as_, nora, put_others, other):
    put_others()
    joint = other.recipients.get(support_request__title="Joint rotas").support_request
    with change(by=User.objects.get(name="Parminder"), reason="A plan for both"):
        RequestDocument.objects.create(support_request=joint, title="Plan for both", address="https://example.com/both")
    feed = as_(nora).get(reverse("change_list"), {"record": joint.reference})
    assert "A plan for both" in feed.content.decode(), "she sees all that the change holds"
    assert "Another vanguard" in feed.content.decode()
    assert "Parminder" not in feed.content.decode()
    page = as_(nora).get(feed.context["lines"][0].change.get_absolute_url()).content.decode()
    assert "Parminder" not in page
    assert like_nobodys(as_(nora), reverse("change_list"), {"by": "#"}, "Parminder", "Quartermaine")


def test_whom_a_line_of_the_feed_names_is_whom_the_filter_finds(as_, nora, tess, other, neuro):
    joint = other.recipients.get(support_request__title="Joint rotas").support_request
    with change(by=tess, reason="For the other alone"):
        said_by(joint, other, "open")
        joint.priority = "high"
        joint.save()
    feed = as_(nora).get(reverse("change_list"), {"by": "Tess"})
    assert [line.change.tells_who for line in feed.context["lines"]] == [True]
    assert "For the other alone" not in feed.content.decode()
