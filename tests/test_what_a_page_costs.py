"""Each page has a budget of queries, and costs the same with seven rows as with twenty-two."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from fund.models import Fund, FundingLine, PublishedAmount
from history import clock
from history.models import Change
from history.reading import remembered
from mail.posting import post
from milestones.models import Cause, Commitment, Forecast, Milestone
from pages.typed_dates import understand
from returns.models import ReportingPeriod, Return
from selection.models import Criterion, Expression, Round
from spread.models import Adoption, Benefit, Measure, Product
from support.models import Comment, SupportRequest
from vanguards.models import Cohort, Collaboration, CollaborationForm, Organisation, Source, Vanguard

pytestmark = [pytest.mark.django_db, pytest.mark.once]  # it counts statements, which are as many on every database

# Statements a page may take the first time after a change, and again before the next (signing in, two, included); and the kilobytes it is
# sent in, compressed, where there are 22 of everything.
BUDGET = {
    "home": (43, 13, 6),  # three for products, adoptions and benefits to check; with the forms of its rows
    "home of a lead": (23, 21, 6),  # one for what the team asked, one for returns, one for funding, and one for each kind in its feed
    "home of the back office": (70, 68, 5.5),  # one for each kind of fact that may be worth fixing
    "programme": (9, 8, 5),
    "vanguard_list": (10, 5, 6),
    "vanguard_detail": (29, 27, 7.5),  # two of them for its money, four for its products and benefits
    "vanguard_visit": (24, 22, 6),  # four for what the record says of its confidence
    "request_list": (12, 4, 9),  # what each queue and state has, and who owns requests, are asked for once after a change
    "request_detail": (13, 12, 6),
    "request_shared": (4, 3, 4),
    "support_numbers": (18, 2, 5),  # two tables of what falls behind, and how long it takes: once after a change
    "heat_map": (16, 4, 7.5),  # its columns, its squares and its totals: once after a change
    "trends": (8, 3, 7),  # three for its filters, two for all it counts: once after a change
    "enabler_list": (4, 3, 4),
    "enabler_detail": (14, 7, 6.5),  # two for its vanguards, once after a change
    "milestone_list": (8, 4, 7),
    "milestone_detail": (14, 13, 7),
    "milestone_timeline": (12, 6, 9),
    "milestone_slips": (12, 4, 6),
    "commitment_list": (9, 5, 8),
    "commitment_detail": (9, 8, 6),  # one of them: who gave the original date, if it is no longer as published
    "period_list": (5, 4, 5),
    "period_detail": (14, 13, 7),
    "return_list": (13, 11, 7.2),
    "return_detail": (26, 25, 6),
    "round_list": (7, 5, 7),
    "round_detail": (8, 7, 5),
    "expression_list": (9, 6, 7),
    "expression_detail": (12, 11, 5),
    "fund_overview": (14, 13, 6),
    "fund_year": (18, 17, 6),
    "funding_list": (16, 14, 8),
    "funding_detail": (12, 11, 6),
    "published_list": (14, 12, 8),
    "product_list": (6, 4, 7),
    "product_detail": (10, 10, 7),
    "adoption_list": (7, 4, 7.5),
    "adoption_detail": (5, 5, 5),
    "product_map": (6, 6, 8),
    "product_reach": (7, 6, 7),
    "benefit_list": (8, 5, 8),
    "benefit_detail": (7, 7, 6),
    "measure_list": (4, 3, 5),
    "measure_detail": (7, 7, 8),
    "search": (18, 17, 5),
    "worth_fixing": (4, 3, 4),
    "change_list": (14, 13, 7),
    "mail_list": (4, 3, 4),
    "change_detail": (148, 145, 8.5),  # a few for each kind of record the change holds; here it holds thirty-one kinds
}
WORDS = {"search": {"q": "num"}, "milestone_timeline": {"time": "all"}}  # what is asked of a page that answers with nothing otherwise
PAST = 5 + (connection.vendor == "postgresql")  # understanding the moment, and seeing (there by its lock) that no change is under way


PUBLIC = {"kind": "toolkit", "summary": "For all.", "state": "checked", "is_public": True}
IN_USE = {"state": "checked", "stage": "trying", "since_on": date(2016, 1, 4), "used_on": date(2016, 1, 4)}


@pytest.fixture
def grow(recording, acc, ask, tess, enabler):
    """Make the record larger: grow(20) adds twenty of everything."""
    numbers = iter(range(100, 10_000))

    def add(many):
        care_model, cohort = acc
        for _ in range(many):
            number = next(numbers)
            with recording(f"Growing {number}") as opened:
                source = Source.objects.create(code=f"source-{number}", title=f"Source {number}")
                organisation = Organisation.objects.create(name=f"Body num {number}", kind="national body", source=source)
                vanguard = Vanguard.objects.create(number=number, name=f"Vanguard num {number}", care_model=care_model, cohort=cohort)
                vanguard.partnerships.create(organisation=organisation)
                form, _made = CollaborationForm.objects.get_or_create(code="foundation-group", name="Foundation group")
                Collaboration.objects.create(vanguard=vanguard, form=form)
                salford, _made = Vanguard.objects.get_or_create(
                    number=38, defaults={"name": "Salford", "care_model": care_model, "cohort": cohort}
                )
                salford.partnerships.create(organisation=organisation)
                salford.aliases.create(name=f"Alias {number}")
                Cohort.objects.create(code=f"cohort-{number}", name=f"Cohort {number}", source=source)
                enabler.offers.create(words=f"Offer {number}", source=source, body=organisation)
                post(opened, [tess], f"Offer {number}", f"There is an offer {number}.", f"/support/enablers/{enabler.slug}/")
                milestone = Milestone.objects.create(title=f"Milestone num {number}", due=understand("1 January 2016"))
                Commitment.objects.create(
                    milestone=milestone,
                    vanguard=vanguard,
                    due_on=date(2016, 1, 1),
                    due_until=date(2016, 1, 1),
                    expected_until=date(2016, 1, 1),
                )
                days = dict.fromkeys(("starts_on", "ends_on", "opens_on", "due_on", "closes_on"), clock.today())
                period, _made = ReportingPeriod.objects.get_or_create(code="q1-2030", defaults={"name": "Q1 2030", **days})
                ReportingPeriod.objects.create(name=f"Q{number} 2031", code=f"q{number}-2031", **days)
                Return.objects.get_or_create(period=period, vanguard=salford, defaults={"state": "started"})
                Return.objects.create(period=period, vanguard=vanguard, state="started", confidence="amber")
                Return.objects.get(vanguard=salford).risks.create(words=f"Risk {number}", likelihood=2, impact=2)
                taking, _made = Round.objects.get_or_create(cohort=Cohort.objects.get(code="acc"), defaults={"takes_expressions": True})
                begun = Expression.objects.create(round=taking, name=f"Expression {number}", applicant="A trust", written_at=clock.now())
                criterion = Criterion.objects.create(round=taking, name=f"Criterion {number}", source=source)
                first = Expression.objects.order_by("pk").first()
                first.answers.create(criterion=criterion, words="So we do")
                begun.reviews.create(reader=tess, asked_by=tess)
                fund, _made = Fund.objects.get_or_create(code="fund", defaults={"name": "Fund"})
                money = {"fund": fund, "year": "2030/31"}
                line, _made = FundingLine.objects.get_or_create(
                    **money, vanguard=salford, defaults={"state": "approved", "approved": Decimal(9_000_000)}
                )
                FundingLine.objects.create(**money, vanguard=vanguard, asked=Decimal(number))
                line.instalments.create(number=number, amount=Decimal(number), due_on=date(2030, 4, 1), condition="return", period=period)
                stands = {"move": "plan", "state_before": "approved", "state_after": "approved", "amount": Decimal(number)}
                line.moves.create(**stands, moved_by=tess, moved_at=clock.now())
                for whose in (vanguard, salford, None):
                    told = {"words": f"Amount {number}", "amount": Decimal(number), "vanguard": whose, "source": source}
                    PublishedAmount.objects.create(**money, stage="approved", is_whole=whose is None, **told)
                toolkit, _made = Product.objects.get_or_create(name="Toolkit", defaults={**PUBLIC, "milestone": milestone})
                toolkit.makers.get_or_create(vanguard=salford)
                toolkit.released.create(label=f"Version {number}", released_on=clock.today())
                first_adoption = toolkit.adoptions.order_by("pk").first()
                toolkit.adoptions.create(vanguard=vanguard, taken_from=first_adoption, **IN_USE)
                another = Product.objects.create(name=f"Template num {number}", **PUBLIC)
                another.adoptions.create(vanguard=salford, **IN_USE)
                measure, _made = Measure.objects.get_or_create(name="Stay", unit="days", aim="quality", better="lower", is_shared=True)
                words = dict.fromkeys(("we_do", "changes", "is_better"), "So it is")
                first_benefit, _made = measure.benefits.get_or_create(vanguard=salford, defaults=words)
                first_benefit.readings.create(value=12, read_on=date(2016, 1, 1) + timedelta(days=number))
                measure.benefits.create(vanguard=vanguard, **words).readings.create(value=9, read_on=date(2016, 1, 1))
                Measure.objects.create(name=f"Measure {number}", unit="days", aim="quality", better="lower")
                cause, _made = Cause.objects.get_or_create(code="late", defaults={"name": "Late", "direction": "later"})
                Forecast.objects.create(
                    commitment=Commitment.objects.order_by("pk").first(),
                    forecast_on=date(2016, 2, 1),
                    forecast_until=date(2016, 2, 1),
                    before_until=date(2016, 1, 1),
                    days_later=21,
                    made_by=tess,
                    made_at=clock.now(),
                    cause=cause,
                    note="Late",
                )
                oldest = Milestone.objects.order_by("pk").first()
                due = date(2016, 1, 1) + timedelta(days=number)
                Commitment.objects.get_or_create(
                    milestone=oldest, vanguard=vanguard, defaults={"due_on": due, "due_until": due, "expected_until": due}
                )
            state = "waiting" if number % 2 else "accepted"
            support_request = ask(f"Request num {number}", salford, vanguard, owner=tess, state=state, target_on=clock.today())
            with recording(f"Answering {number}"):
                support_request.answering_bodies.create(organisation=organisation)
                Comment.objects.create(
                    support_request=support_request, audience="shared", words="Word", written_by=tess, written_at=clock.now()
                )

        with recording(f"Rounding off {number}"):  # so that the latest change is of every kind that has a page, however many there are
            for record, field in (
                (Vanguard.objects.get(pk=38), "area"),
                (SupportRequest.objects.order_by("pk").first(), "note"),
                (enabler, "description"),
                (Milestone.objects.order_by("pk").first(), "note"),
                (ReportingPeriod.objects.get(code="q1-2030"), "name"),
                (Return.objects.get(vanguard=38), "next_steps"),
                (Expression.objects.order_by("pk").first(), "vision"),
                (FundingLine.objects.get(vanguard=38), "purpose"),
                (Product.objects.order_by("pk").first(), "licence"),
                (Benefit.objects.get(measure__name="Stay", vanguard=38), "we_do"),
            ):
                setattr(record, field, f"Rounded off {number}")
                record.save()

    return add


def first(records):
    return records.values_list("pk", flat=True).first()


def address(name):
    record = {
        "vanguard_detail": {"number": 38},
        "vanguard_visit": {"number": 38},
        "request_detail": {"number": first(SupportRequest.objects.order_by("pk"))},
        "enabler_detail": {"slug": "workforce-redesign"},
        "milestone_detail": {"number": first(Milestone.objects.order_by("pk"))},
        "commitment_detail": {"number": first(Commitment.objects.order_by("pk"))},
        "period_detail": {"code": "q1-2030"},
        "return_detail": {"code": "q1-2030", "vanguard": 38, "edition": 1},
        "round_detail": {"code": "acc"},
        "expression_detail": {"code": "acc", "number": first(Expression.objects.order_by("pk"))},
        "fund_year": {"code": "fund", "year": "2030/31"},
        "funding_detail": {"code": "fund", "year": "2030/31", "vanguard": 38},
        "product_detail": {"number": first(Product.objects.order_by("pk"))},
        "adoption_detail": {"number": first(Product.objects.order_by("pk")), "adoption": first(Adoption.objects.order_by("pk"))},
        "benefit_detail": {"number": first(Benefit.objects.order_by("pk"))},
        "measure_detail": {"number": first(Measure.objects.order_by("pk"))},
        "worth_fixing": {"slug": "milestone-without-source"},
        "change_detail": {"number": first(Change.objects.filter(reason__startswith="Growing"))},
    }
    return reverse(name.partition(" of ")[0], kwargs=record.get(name))


@pytest.fixture
def cost(tess, otto, sal):
    """Statements, and kilobytes as sent, of a page asked for three times: the first time after a change, again, as at a moment."""

    def asked(client, page, query):
        with CaptureQueriesContext(connection) as queries:
            answer = client.get(page, query, headers={"Accept-Encoding": "gzip"})
        assert answer.status_code == 200, page
        return len(queries), len(answer.content) / 1024

    def of(name):
        client, words = Client(), WORDS.get(name, {})
        who = otto if name in ("worth_fixing", "home of the back office") else sal if name == "home of a lead" else tess
        client.force_login(who, backend="people.backends.OpenAccounts")
        remembered.forget()
        page, then = address(name), words | {"as_at": clock.now().isoformat()}
        (first, _), (again, kilobytes), (past, _) = [asked(client, page, query) for query in (words, words, then)]
        return first, again, past, kilobytes

    return of


def test_a_page_keeps_its_budget_however_much_is_on_record(cost, grow):
    grow(7)  # so many that what a feed tells last is of the same kinds, however many there are
    few = {name: cost(name)[:3] for name in BUDGET}
    grow(15)
    many = {name: cost(name) for name in BUDGET}
    assert {name: costs[:3] for name, costs in many.items()} == few, "with 7 rows, and with 22: after a change, again, as at a moment"
    most = {name: (first, again, first + PAST, kilobytes) for name, (first, again, kilobytes) in BUDGET.items()}
    dear = [name for name in BUDGET if any(more > less for more, less in zip(many[name], most[name], strict=True))]
    assert {name: (many[name], most[name]) for name in dear} == {}


@pytest.mark.parametrize(
    ("name", "query"),
    [
        ("request_list", {"state": ["raised", "closed"], "enabler": "workforce-redesign"}),
        (
            "request_list",
            {"state": ["raised", "accepted", "closed", "merged"], "care_model": "ACC", "vanguard": "38,100,101,102"},
        ),
        ("vanguard_list", {"care_model": ["ACC"], "form": "foundation-group", "q": "num"}),
    ],
)
def test_filters_cost_the_same_however_many_values_are_chosen(as_, tess, grow, name, query):
    grow(4)
    client = as_(tess)
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(reverse(name), query)
    assert answer.status_code == 200, answer.context["listing"].refusals
    assert len(queries) <= BUDGET[name][0] + 1, "one more to see that the vanguards asked for are there"
