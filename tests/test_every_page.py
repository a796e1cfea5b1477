"""Every address for every person, by GET and POST, against expectations written by hand. A new page without one fails here."""

import re
from copy import deepcopy
from datetime import date, timedelta
from decimal import Decimal
from urllib.parse import quote

import pytest
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from fund.models import Fund, FundingLine, Instalment, PublishedAmount
from history import clock
from history.models import Change
from history.reading import remembered
from milestones.models import Commitment, Milestone
from pages.dates import MeantDate
from pages.typed_dates import understand
from people.invitations import token_of
from people.models import User
from returns.actions import next_period, open_period
from returns.moves import make
from selection.actions import begin, open_round
from spread.models import Measure, Product
from tests.who_may import ADMIN_GET, PAGES, PEOPLE

pytestmark = pytest.mark.django_db


def every_pattern(patterns=None, namespace=""):
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(pattern, URLResolver):
            yield from every_pattern(pattern.url_patterns, pattern.namespace or namespace)
        elif isinstance(pattern, URLPattern):
            yield namespace, pattern.name


@pytest.fixture
def world(recording, salford, neuro, sal, tess, ask, enabler):
    """One record of each kind; Salford's are not visible to the Neuro Network's lead."""
    support_request = ask("Rotas between sites", salford)
    with recording():
        comment = support_request.comments.create(audience="shared", words="Soon, please", written_by=sal, written_at=clock.now())
        milestone = Milestone.objects.create(title="Common operating model", due=understand("December 2015"))
        commitment = Commitment.objects.create(
            milestone=milestone,
            vanguard=salford,
            due_on=date(2015, 12, 1),
            due_precision="month",
            due_until=date(2015, 12, 31),
            expected_until=date(2015, 12, 31),
        )
        wait = milestone.waits.create(support_request=support_request)
        nia = User.objects.open_account("nia@example.com", name="Nia")
        invitation = nia.invitations.create(email=nia.email, sent_at=clock.now(), sent_by=sal)
    period = open_period(by=tess, **next_period(clock.today()))
    started = make(period.returns.get(vanguard=salford), "start", by=sal)
    with recording():
        risk = started.risks.create(words="Too few nurses", likelihood=3, impact=4)
        asked_in_return = started.asks.create(title="Help with recruiting")
    expression = an_expression(tess, recording)
    with recording():
        fund = Fund.objects.create(name="Transformation fund", code="transformation")
        kept = {"fund": fund, "vanguard": salford, "year": "2025/26"}
        line = FundingLine.objects.create(**kept, state="approved", asked=Decimal(2_000_000), approved=Decimal(1_500_000))
        waits = {"condition": "commitment", "commitment": commitment, "due_on": date(2026, 1, 29)}
        instalment = Instalment.objects.create(line=line, number=1, amount=Decimal(500_000), **waits)
        PublishedAmount.objects.create(**kept, stage="approved", words="Transformation funding", amount=Decimal(1_500_000))
        product = Product.objects.create(name="Rota template", kind="template", summary="A rota for several sites.")
        product.makers.create(vanguard=salford)
        shared_product = Product.objects.create(name="Toolkit", kind="toolkit", summary="A toolkit.", state="checked", is_public=True)
        adoption = shared_product.adoptions.create(vanguard=salford, stage="looking", since_on=date(2016, 1, 4))
        measure = Measure.objects.create(name="Length of stay", unit="days", aim="efficiency", better="lower")
        benefit = measure.benefits.create(vanguard=salford, we_do="Rounds", changes="Earlier plans", is_better="Shorter stays")
        reading = benefit.readings.create(value=12, read_on=date(2016, 1, 4))
    change = Change.objects.filter(entries__record_type="support.supportrequest").latest("made_at")
    return {
        "salford": salford.pk,
        "ask": support_request.pk,
        "written": f"sr{support_request.pk}",
        "enabler": enabler.slug,
        "milestone": milestone.pk,
        "commitment": commitment.pk,
        "wait": wait.pk,
        "reported": "reached",
        "change": change.pk,
        "kind": "population-not-known",
        "move": "decline",
        "comment": comment.pk,
        "act": "accept",
        "period": period.code,
        "edition": started.edition,
        "risk": risk.pk,
        "asked_in_return": asked_in_return.pk,
        "chase": "chase",
        "round": expression.round.cohort.code,
        "expression": expression.pk,
        "withdraw": "withdraw",
        "invite": "invite",
        "fund": fund.code,
        "year": line.year,
        "instalment": instalment.number,
        "approve": "approve",
        "spend": "spend",
        "waive": "waive",
        "product": product.pk,
        "shared_product": shared_product.pk,
        "adoption": adoption.pk,
        "checked": "check",
        "measure": measure.pk,
        "benefit": benefit.pk,
        "reading": reading.pk,
        "agree": "agree",
        "invited": nia.pk,
        "token": token_of(invitation),
    }


def an_expression(tess, recording):
    """An expression of interest that is still written, with Tess as its reader."""
    today = clock.today()
    opened, closed = (MeantDate(today + timedelta(days=days)) for days in (-10, 10))
    taking = open_round(by=tess, name="Rural care 2026", opened=opened, closed=closed, criteria=["Health"], invited="Rural trusts")
    begun = begin(taking, by=tess, name="Fens Care", applicant="Fenland NHS Trust")
    with recording():
        begun.reviews.create(reader=tess, asked_by=tess)
    return begun


@pytest.fixture
def people(newt, nora, sal, tess, otto, ada):
    return dict(zip(PEOPLE, (None, newt, nora, sal, tess, otto, ada), strict=True))


def test_every_address_has_an_expectation():
    names = {name for namespace, name in every_pattern() if namespace != "admin"}
    assert names == set(PAGES)


@pytest.fixture
def asked(people):
    """Ask an address as somebody in their own browser, and undo what that did."""
    browsers = {name: Client() for name in people}
    for name, person in people.items():
        if person is not None:
            browsers[name].force_login(person, backend="people.backends.OpenAccounts")
    cookies = {name: deepcopy(browser.cookies) for name, browser in browsers.items()}

    def ask(person, method, address, query=None):
        browsers[person].cookies = deepcopy(cookies[person])
        with transaction.atomic():
            answer = getattr(browsers[person], method)(address, query)
            answer.changes = Change.objects.count()
            transaction.set_rollback(True)
        remembered.forget()
        return answer

    return ask


def address_of(name, world):
    return reverse(name, kwargs={key: world[value] for key, value in PAGES[name].kwargs.items()})


def test_each_person_sees_each_page_as_expected(asked, world):
    before, wrong = Change.objects.count(), []
    for name, page in PAGES.items():
        for method, expected in (("get", page.get), ("post", page.post)):
            for person, code in zip(PEOPLE, expected, strict=True):
                answer = asked(person, method, address_of(name, world))
                if (answer.status_code, answer.changes) != (code, before):
                    wrong.append(f"{name}, {method} by {person}: {answer.status_code}, not {code}; changes: {answer.changes - before}")
                if person == "signed out" and code == 302 and name != "account_logout":
                    assert answer.url.startswith(reverse("account_login")), (name, method)
    assert wrong == []


def admin_addresses(world):
    yield reverse("admin:index")
    for model, key in [("vanguards_vanguard", world["salford"]), ("support_supportrequest", world["ask"]), ("people_user", 1)]:
        yield reverse(f"admin:{model}_changelist")
        if model != "people_user":  # people are invited
            yield reverse(f"admin:{model}_add")
        yield reverse(f"admin:{model}_change", args=[key])
        yield reverse(f"admin:{model}_history", args=[key])


@pytest.mark.parametrize("person", ADMIN_GET)
@pytest.mark.parametrize("method", ["get", "post"])
def test_the_admin_is_for_the_back_office(client, as_, people, world, person, method):
    if people[person] is not None:
        as_(people[person])
    before = Change.objects.count()
    for address in admin_addresses(world):
        answer = getattr(client, method)(address)
        assert answer.status_code == ADMIN_GET[person], address
        if answer.status_code == 403:
            assert "back office" in answer.content.decode()
    assert Change.objects.count() == before


def test_a_record_that_is_not_ones_own_answers_exactly_as_one_that_does_not_exist(as_, nora, world):
    client, refused = as_(nora), 0
    for name, page in PAGES.items():
        if not page.kwargs or page.get[PEOPLE.index("another lead")] in (400, 403):
            continue
        kwargs = {key: world[value] for key, value in page.kwargs.items()}
        none = client.get(reverse(name, kwargs={key: missing(key, value) for key, value in kwargs.items()}))
        answer = client.get(reverse(name, kwargs=kwargs))
        assert none.status_code == 404, name
        if answer.status_code == 404:
            refused += 1
            assert but_for_its_address(answer) == but_for_its_address(none), name
    assert refused > 5


def missing(key, value):
    """Return what no record has in the place of what one has; a move is one."""
    if key == "move":
        return value
    if key == "year":
        return "2001/02"
    return "no-such" if isinstance(value, str) else 9_999


def test_a_number_has_one_address_and_every_other_way_to_write_it_is_not_found_or_leads_there(as_, ada, world):
    client = as_(ada)
    for name in [name for name, page in PAGES.items() if {"number", "comment", "wait"} & set(page.kwargs)]:
        address = address_of(name, world)
        for number in re.findall(r"(?<=/)(?:SR-)?[0-9]+(?=/)", address):
            before, digits = ("SR-", number[3:]) if number.startswith("SR-") else ("", number)
            for odd in ("0", "00", f"0{digits}", f"00{digits}", f"+{digits}", f"{digits}.0", f"{digits} ", f" {digits}"):
                answer = client.get(quote(address.replace(f"/{number}/", f"/{before}{odd}/")))
                assert answer.status_code == 404 or (name == "request_detail" and leads_to_its_one_address(answer)), (name, odd)


def leads_to_its_one_address(answer):
    """Check that a reference as people write it leads to its address: /support/sr-12/ to /support/SR-0012/."""
    return answer.status_code == 302 and re.fullmatch(r"/support/SR-([0-9]{4}|[1-9][0-9]{4,})/", answer.url)


def but_for_its_address(answer):
    page = re.sub(r'nonce="[^"]+"', "", answer.content.decode())
    return page.replace(answer.request["PATH_INFO"], "")


CHANGE_THE_RECORD = (
    "access_ask",
    "invite",
    "invite_again",
    "request_new",
    "request_move",
    "request_comment",
    "comment_edit",
    "request_document",
    "request_many",
    "request_many_do",
    "request_hand_over",
    "milestone_new",
    "milestone_add_vanguards",
    "milestone_wait",
    "milestone_stop_waiting",
    "commitment_move",
    "commitment_many",
    "commitment_many_do",
    "period_new",
    "return_many",
    "return_many_do",
    "return_write",
    "return_risk_new",
    "return_risk",
    "return_ask_new",
    "return_ask",
    "return_move",
    "round_new",
    "round_decide",
    "expression_new",
    "applicant_invite",
    "expression_write",
    "expression_move",
    "expression_scores",
    "expression_conflict",
    "expression_many",
    "expression_many_do",
    "funding_new",
    "funding_many",
    "funding_many_do",
    "funding_move",
    "instalment_move",
    "product_new",
    "benefit_new",
    "benefit_move",
    "reading_new",
    "reading_paste",
    "reading_edit",
    "product_many",
    "product_many_do",
    "product_version_new",
    "product_move",
    "adoption_new",
    "adoption_many",
    "adoption_many_do",
    "adoption_move",
    "calendar_feed",
    "mail_choices",
)
READ = {
    name: readers
    for name, page in PAGES.items()
    if (readers := [person for person in ("team", "lead", "back office") if page.get[PEOPLE.index(person)] == 200])
    if not name.startswith("account_") and not name.endswith("_export")  # a file has no banner
    if name not in ("health", "ready", "owner_names", *CHANGE_THE_RECORD)
}


def test_each_page_can_be_read_as_at_a_moment_with_a_banner_and_no_forms(asked, world):
    for name, person in [(name, person) for name, readers in READ.items() for person in readers]:
        answer = asked(person, "get", address_of(name, world), {"as_at": clock.now().isoformat()})
        assert answer.status_code == 200, (name, person)
        page = answer.content.decode()
        assert "You are viewing the past:" in page, (name, person)
        assert 'method="post"' not in page, (name, person)
        assert "as_at=" in page, f"{name}, {person}: the links do not keep the moment"


@pytest.mark.parametrize("method", ["get", "post"])
def test_what_changes_the_record_is_not_done_in_the_past_and_says_so(as_, tess, world, method):
    client = as_(tess)
    for name in CHANGE_THE_RECORD:
        answer = getattr(client, method)(f"{address_of(name, world)}?as_at={clock.today()}")
        assert answer.status_code == 400, name
        assert "The past cannot be changed" in answer.content.decode(), name
