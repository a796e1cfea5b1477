"""Every page of the admin answers the back office, and costs the same however many rows it shows."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.contrib import admin
from django.db import connection, transaction
from django.db.models import UniqueConstraint
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from fund.models import Fund, FundingLine, PublishedAmount
from history.admin import LookOnly, LookOnlyAdmin
from history.admin.forms import IN_WORDS, TrackedForm, TrackedRowForm
from history.models import Change, NamedMoment
from history.reading.tracked import TRACKED
from history.tests.admin_pages import fields_of, form_of
from milestones.models import Cause, Commitment, Event, Forecast, Milestone
from people.models import User
from returns.models import ConfidenceRule, Measure, ReportingPeriod, Return
from selection.models import Expression, Round
from spread.models import Measure as Counted
from spread.models import Product
from support.models import Comment, Enabler, Offer, Recipient, SupportRequest
from vanguards.models import (
    CareModel,
    Cohort,
    CollaborationForm,
    Membership,
    Organisation,
    OrganisationSuccession,
    Region,
    Source,
    Statement,
    Vanguard,
    VanguardSuccession,
)

pytestmark = pytest.mark.django_db

REGISTERED = sorted(admin.site._registry, key=lambda model: model._meta.label)
WITH_FORMS = [model for model in REGISTERED if model in TRACKED.values() and not isinstance(admin.site._registry[model], LookOnlyAdmin)]
NOON = datetime(2016, 1, 29, 12, tzinfo=UTC)
DAY = date(2015, 12, 1)


def parts_of_the_first(n, person, vanguards, organisations, enablers, forms, regions, sources):
    """Give the first of each kind n parts of each kind."""
    first, body = vanguards[0], organisations[0]
    for i in range(n):
        body.aliases.create(name=f"Alias {i}")
        first.aliases.create(name=f"Alias {i}")
        first.region_links.create(region=regions[i])
        first.collaborations.create(form=forms[i])
        first.contacts.create(kind="e-mail", words=f"{i}@example.com", source=sources[i])
        first.partnerships.create(organisation=organisations[i])
        first.further_sources.create(source=sources[i])
        Membership.objects.create(user=person[i], vanguard=first, starts_on=DAY)
        VanguardSuccession.objects.create(predecessor=first, successor=vanguards[i + 1], source=sources[i])
        OrganisationSuccession.objects.create(predecessor=body, successor=organisations[i + 1], source=sources[i])
        Offer.objects.create(enabler=enablers[0], words=f"Offer {i}", body=organisations[i], source=sources[i])


def parts_of_requests(n, person, vanguards, organisations, enablers):
    requests = [SupportRequest.objects.create(title=f"Request {i}", needed="Help", owner=person[i]) for i in range(n)]
    for i in range(n):
        requests[0].enabler_links.create(enabler=enablers[i])
        requests[0].answering_bodies.create(organisation=organisations[i])
        requests[0].recipients.create(vanguard=vanguards[i])
        Comment.objects.create(support_request=requests[0], audience="shared", words=f"Word {i}", written_by=person[i], written_at=NOON)


def parts_of_milestones(n, person, vanguards):
    events = [Event.objects.create(title=f"Event {i}", happened_on=DAY) for i in range(n)]
    milestones = [Milestone.objects.create(title=f"Milestone {i}", due_on=DAY, due_until=DAY) for i in range(n)]
    causes = [Cause.objects.create(code=f"cause-{i}", name=f"Cause {i}", direction="later") for i in range(n)]
    for i in range(n):
        events[0].vanguard_links.create(vanguard=vanguards[i])
        Commitment.objects.create(milestone=milestones[0], vanguard=vanguards[i], due_on=DAY, due_until=DAY, expected_until=DAY)
    for i in range(n):
        promised = Commitment.objects.get(vanguard=vanguards[0])
        Forecast.objects.create(
            commitment=promised,
            forecast_on=DAY,
            forecast_until=DAY,
            before_until=DAY,
            days_later=1,
            outcome="approved",
            made_at=NOON,
            made_by=person[i],
            cause=causes[i],
            note="x",
            decided_at=NOON,
            decided_by=person[0],
        )


def parts_of_products(n, vanguards, sources):
    products = [Product.objects.create(name=f"Product {i}", kind="toolkit", summary="Help", source=sources[i]) for i in range(n)]
    for i in range(n):
        products[0].makers.create(vanguard=vanguards[i])
        products[0].released.create(label=f"Version {i}", released_on=DAY)
        products[0].adoptions.create(vanguard=vanguards[i], stage="looking", since_on=DAY)
    counted = {"unit": "days", "aim": "quality", "better": "lower"}
    measures = [Counted.objects.create(name=f"Measure {i}", source=sources[i], **counted) for i in range(n)]
    words = dict.fromkeys(("we_do", "changes", "is_better"), "So it is")
    for i in range(n):
        measures[0].benefits.create(vanguard=vanguards[i], **words).readings.create(value=i, read_on=DAY)


def a_world_of(n):
    """Make n records of everything; all parts of each kind belong to its first record."""
    care_models = [CareModel.objects.create(code=f"C{i}", name=f"Care model {i}") for i in range(n)]
    cohorts = [Cohort.objects.create(code=f"c{i}", name=f"Cohort {i}") for i in range(n)]
    regions = [Region.objects.create(code=f"r{i}", name=f"Region {i}") for i in range(n)]
    forms = [CollaborationForm.objects.create(code=f"f{i}", name=f"Form {i}") for i in range(n)]
    sources = [Source.objects.create(code=f"s{i}", title=f"Source {i}") for i in range(n)]
    organisations = [Organisation.objects.create(name=f"Body {i}", kind="other", source=sources[0]) for i in range(n + 1)]
    vanguards = [
        Vanguard.objects.create(number=i + 1, name=f"Site {i}", care_model=care_models[0], cohort=cohorts[0]) for i in range(n + 1)
    ]
    enablers = [Enabler.objects.create(slug=f"e{i}", name=f"Enabler {i}", introduced_on=DAY) for i in range(n)]
    person = [User.objects.open_account(f"p{i}@example.com", name=f"Person {i}") for i in range(n)]
    for i in range(n):
        NamedMoment.objects.create(slug=f"m{i}", name=f"Moment {i}", moment=NOON)
        Statement.objects.create(kind="value", label=f"Statement {i}")
    parts_of_the_first(n, person, vanguards, organisations, enablers, forms, regions, sources)
    parts_of_requests(n, person, vanguards, organisations, enablers)
    parts_of_milestones(n, person, vanguards)
    for i in range(n):
        days = dict.fromkeys(("starts_on", "ends_on", "opens_on", "due_on", "closes_on"), DAY)
        period = ReportingPeriod.objects.create(name=f"Period {i}", code=f"period-{i}", **days)
        Return.objects.create(period=period, vanguard=vanguards[0])
        taking = Round.objects.create(cohort=cohorts[i])
        Expression.objects.create(round=taking, name=f"Expression {i}", applicant="A trust", written_at=NOON)
        criterion = Round.objects.order_by("pk")[0].criteria.create(name=f"Criterion {i}", source=sources[i])
        first = Expression.objects.order_by("pk")[0]
        first.answers.create(criterion=criterion, words="So we do")
        first.applicants.create(user=person[i])
        first.reviews.create(reader=person[i], asked_by=person[0])
        fund = Fund.objects.create(name=f"Fund {i}", code=f"fund-{i}", source=sources[i])
        kept = {"fund": fund, "vanguard": vanguards[0], "year": "2015/16"}
        PublishedAmount.objects.create(**kept, stage="approved", words="Money", amount=Decimal(1), source=sources[i])
        line = FundingLine.objects.create(**kept)
        line.instalments.create(number=1, amount=Decimal(1), due_on=DAY)
        line.moves.create(move="ask", state_after="asked", moved_by=person[i], moved_at=NOON)
    parts_of_products(n, vanguards, sources)
    for measure in list(Measure)[:n]:
        ConfidenceRule.objects.create(measure=measure, amber_from=1)


def pages_of(model):
    name = f"admin:{model._meta.app_label}_{model._meta.model_name}"
    yield reverse(f"{name}_changelist")
    if not isinstance(admin.site._registry[model], LookOnlyAdmin) and model not in (
        Recipient,
        Forecast,
        User,
        ReportingPeriod,
        Product,
    ):  # made by moves, or by inviting
        yield reverse(f"{name}_add")
    for first in model._default_manager.order_by("pk")[:1]:
        yield reverse(f"{name}_change", args=[first.pk])
        if not isinstance(admin.site._registry[model], LookOnlyAdmin):
            yield reverse(f"{name}_history", args=[first.pk])


def form_page_of(model):
    return next(page for page in pages_of(model) if page.endswith("/change/"))


def costs(client):
    """Return the number of queries of each page; each must answer 200 and show the names of its record's parts."""
    spent = {}
    for model in REGISTERED:
        for page in pages_of(model):
            with CaptureQueriesContext(connection) as queries:
                answer = client.get(page, follow=model._meta.label in ("history.Change", "history.Entry"))
            assert answer.status_code == 200, page
            spent[page] = [query["sql"] for query in queries.captured_queries]
    return spent


@pytest.mark.once
def test_every_list_and_form_costs_the_same_with_2_rows_as_with_22(as_, ada, recording):
    client = as_(ada)
    spent = {}
    for rows in (2, 22):
        with transaction.atomic():
            with recording():
                a_world_of(rows)
            client.get("/admin/")
            spent[rows] = costs(client)
            transaction.set_rollback(True)
    for (page, many), few in zip(spent[22].items(), spent[2].values(), strict=True):
        assert len(many) <= len(few), (page, len(few), "\n".join(many))
        assert len(many) <= 45, page


def test_every_form_asks_for_the_reason_carries_its_version_and_saved_as_it_stands_leaves_no_change(as_, ada, recording):
    with recording():
        a_world_of(2)
    client, before = as_(ada), Change.objects.count()
    for model in WITH_FORMS:
        page, label = form_page_of(model), model._meta.label
        fields = form_of(client, page)
        assert fields["change_reason"] == "", label
        assert fields["made_from"] == str(model._default_manager.order_by("pk").first().version), label
        refused = client.post(page, fields)
        assert "Give the reason for the change." in refused.content.decode(), label
        assert fields_of(refused, f"{model._meta.model_name}_form") == fields, label
        response = client.post(page, fields | {"change_reason": "Looked at it"})
        assert response.status_code == 302, (label, list(response.context["errors"]))
        assert Change.objects.count() == before, label


def test_every_form_is_one_of_ours():
    for model in WITH_FORMS:
        assert issubclass(admin.site._registry[model].form, TrackedForm), model
        for inline in admin.site._registry[model].inlines:
            assert issubclass(inline.form, TrackedRowForm), (model, inline)


def test_a_browser_is_told_where_the_icon_is(as_, ada):
    assert 'rel="icon" href="/assets/images/favicon' in as_(ada).get("/admin/").content.decode()


def test_long_selects_are_autocompleted():
    """No select box lists what can grow."""
    grows = {Organisation, Vanguard, SupportRequest, Source, User, Enabler, Milestone, Commitment, Offer, Product}
    for model_admin in admin.site._registry.values():
        for each in [model_admin, *(inline(model_admin.model, admin.site) for inline in model_admin.inlines)]:
            typed = [field for field in each.opts.concrete_fields if field.editable and field.name not in each.readonly_fields]
            for field in [] if isinstance(each, LookOnly) else typed:
                is_the_parent = each is not model_admin and field.related_model is model_admin.model
                assert field.related_model not in grows or field.name in each.autocomplete_fields or is_the_parent, (each, field.name)


# What a form cannot come to break: the choice of a select, a text that is asked for, and what only moves write.
OUT_OF_REACH = (
    "return_sent_by_somebody",  # returns, with what is in them, are only read there
    "return_signed_off_by_somebody",
    "return_edition_replaces_one",
    *("expression_says_who", "expression_population_never_0", "expression_sent_by_somebody", "expression_selected_is_a_vanguard"),
    *("expression_decided_at_a_moment", "expression_turned_down_with_feedback", "review_no_scores_with_a_conflict"),  # so are these
    *("expression_move_between_states",),
    "ask_says_what",
    "funding_year",  # lines and instalments are only read there too
    "funding_approved_has_its_amount",
    "funding_offered_has_its_amount",
    "funding_closed_says_what_was_spent",
    "asked_not_below_zero",
    "offered_not_below_zero",
    "approved_not_below_zero",
    "matched_not_below_zero",
    "spent_not_below_zero",
    "move_not_below_zero",
    "instalment_of_some_money",
    "instalment_waits_for_one_thing",
    "instalment_paid_on_its_day",
    "instalment_waived_by_somebody",
    "product_public_once_checked",  # products are checked, and adoptions recorded, on their own pages
    "adoption_of_one_site",
    "adoption_not_taken_from_itself",
    "adoption_helped_once_tried",
    "adoption_in_use_since",
    "adoption_adopted_since",
    "benefit_baseline_has_its_date",
    "benefit_target_has_its_date",
    "benefit_target_after_baseline",
    "risk_says_what",
    "risk_of_five",
    "move_between_states",
    "move_by_someone_or_silence",
    "request_merged_into_another",  # what follows from moves is only read there
    "request_not_merged_into_itself",
    "recipient_asked_until_silent",
    "comment_edited_after_it_is_written",
    "_known",
    "_has_a_title",
    "_has_a_name",
    "_says_something",
    "_in_words",  # it is only read there
    "request_says_what_is_needed",
    "commitment_due_until_after_due",
    "commitment_reached_has_its_date",
    "_first_day",  # dates are typed as they are meant
    "commitment_reached_until_after_reached",
    "commitment_reached_shown",
    "forecast_decided_at_and_by",
    "forecast_decided_or_not",
    "forecast_one_waits",
)


def test_every_rule_of_the_database_that_a_form_can_break_is_said_in_words():
    silent = set()
    for model in TRACKED.values():
        for constraint in model._meta.constraints:
            said_by_django = isinstance(constraint, UniqueConstraint) and not constraint.condition and not constraint.expressions
            if constraint.name not in IN_WORDS and not said_by_django and not constraint.name.endswith(OUT_OF_REACH):
                silent.add(constraint.name)
    assert silent == set()
    assert set(IN_WORDS) <= {constraint.name for model in TRACKED.values() for constraint in model._meta.constraints}
