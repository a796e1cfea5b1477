"""A vanguard for a visit: what somebody who travels there reads on two sides of paper, and what nobody else does."""

import re
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from board.tests.visits import a_period, commit, rows, said, visit
from board.visit import queries
from history import clock
from milestones.models import Cause, Forecast
from returns.models import Return
from returns.moves import make as make_of_return
from support.moves import make
from support.workflow import Move
from vanguards.models import Collaboration, CollaborationForm, Contact, Membership

pytestmark = pytest.mark.django_db


@pytest.fixture
def known(recording, salford, sal):
    """What stands at the head of the page."""
    with recording():
        salford.area = "Greater Manchester"
        salford.save()
        form = CollaborationForm.objects.create(code="foundation-group", name="Foundation group")
        Collaboration.objects.create(vanguard=salford, form=form, certainty="inferred")
        Contact.objects.create(vanguard=salford, kind="e-mail", words="chain@example.com")
    return salford


@pytest.fixture
def lived(recording, known, neuro, nora, tess, sal, ask):
    """Salford has declared for two periods; it has risks, a late, a disputed and a closed request, and four commitments."""
    a_period(tess, "2025/26 Q1", 200, known, neuro)
    later = a_period(tess, "2025/26 Q2", 40, known, state="sent", confidence="red", confidence_reason="")
    with recording():
        own = Return.objects.get(period=later, vanguard=known)
        own.risks.create(words="Too few nurses", likelihood=2, impact=2, mitigation="Adverts", owner="Sal")
        own.risks.create(words="No building", likelihood=5, impact=4)
        own.risks.create(words="Long over", likelihood=5, impact=5, is_closed=True)
        Return.objects.get(period=later, vanguard=neuro).risks.create(words="Risk of Neuro", likelihood=5, impact=5)
        today = clock.today()
        in_days = [today + timedelta(days=days) for days in (-30, 30, 60, 90)]
        commit(known, "Reached", in_days[0], reached=in_days[0])
        commit(known, "On time", in_days[1])
        commit(known, "Put off", in_days[1], expected=in_days[2])
        commit(known, "Overdue", in_days[0])
        commit(neuro, "Of Neuro", in_days[0])
    ask("Closed", known, state="closed", owner=tess)
    ask("Late", known, state="in progress", owner=tess, target_on=today - timedelta(days=9))
    joint = ask("Joint", known, neuro)
    make(joint, Move.ACCEPT, by=tess, owner=tess, priority="high", target_on=today)
    make(joint, Move.START, by=tess)
    make(joint, Move.DELIVER, by=tess, words="Two workshops")
    make(joint, Move.DISPUTE, by=nora, vanguard=44, words="Neuro got nothing")
    make(joint, Move.DISPUTE, by=sal, vanguard=38, words="Not for us")
    return known


# --- what it shows -------------------------------------------------------------------------------------------------------------------


def test_it_begins_with_who_they_are_and_whom_to_call(as_, tess, otto, known):
    for person in (tess, otto):
        answer = visit(as_(person))
        words = said(answer)
        assert answer.status_code == 200
        assert "For a visit 38 Salford and Wigan Foundation Chain" in words
        for fact in ("Acute care collaboration", "Foundation group Inferred", "Greater Manchester", "Sal, sal@example.com"):
            assert fact in words
        assert 'href="mailto:sal@example.com"' in answer.content.decode()
        assert 'href="mailto:chain@example.com"' in answer.content.decode()


def test_who_led_it_before_or_has_left_is_not_called(as_, tess, known, sal, nora, recording):
    today = clock.today()
    with recording():
        Membership.objects.create(user=nora, vanguard=known, starts_on=today - timedelta(days=90), ends_on=today - timedelta(days=1))
        sal.closed_on = today
        sal.save()
    assert "Led by Nobody now" in said(visit(as_(tess)))


def test_it_says_what_was_declared_and_what_the_record_said_then_and_says_now(as_, tess, lived):
    answer = visit(as_(tess))
    assert rows(answer, "Confidence over time") == [
        "2025/26 Q2 Declared Red The record said Green",
        "2025/26 Q1 Declared Amber The record said Green",
    ]
    now = said(answer, "What the record says now")
    assert "Amber" in now
    assert "1 overdue commitment : amber" in now
    assert "1 request where something is missing : amber" in now


def test_a_return_that_is_late_is_said_and_one_that_is_not_sent_declares_nothing(as_, tess, sal, salford):
    period = a_period(tess, "2025/26 Q2", 40)
    make_of_return(period.returns.get(vanguard=38), "start", by=sal)
    (row,) = rows(visit(as_(tess)), "Confidence over time")
    assert re.fullmatch(r"2025/26 Q2 Declared Started Late by \d+ working days The record said Not sent yet", row)


def test_a_return_that_is_being_corrected_still_counts(as_, tess, salford):
    own = a_period(tess, "2025/26 Q2", 40, salford).returns.get(vanguard=38)
    make_of_return(Return.objects.for_page().get(pk=own.pk), "correct", by=tess, words="A slip of the pen")
    assert Return.objects.filter(vanguard=38).count() == 2
    (row,) = rows(visit(as_(tess)), "Confidence over time")
    assert row.startswith("2025/26 Q2 Declared Amber")


def test_why_it_declared_better_than_the_record_is_said(as_, tess, salford, recording):
    with recording():
        commit(salford, "Overdue", clock.today() - timedelta(days=400))
    a_period(tess, "2025/26 Q2", 40, salford, confidence="green")
    words = said(visit(as_(tess)), "Confidence over time")
    assert "Green Better than the record" in words
    assert "Why it declared better for 2025/26 Q2: “The board met”" in words


def test_requests_that_press_come_first_with_what_is_wrong_and_who_owns_them(as_, tess, lived):
    first, second, third = rows(visit(as_(tess)), "Support requests")
    assert re.match(r"SR-\d+ Joint State In progress They dispute it Target date .* Owner Tess", first)
    assert re.match(r"SR-\d+ Late State In progress Target date .* Late by \d working days Owner Tess", second)
    assert re.match(r"SR-\d+ Closed State Closed", third)


def test_a_request_says_until_when_they_answer_and_what_they_answered(as_, tess, sal, salford, ask):
    one, other = ask("One", salford), ask("Other", salford)
    for each in (one, other):
        make(each, Move.ACCEPT, by=tess, owner=tess, priority="high", target_on=clock.today())
        make(each, Move.START, by=tess)
        make(each, Move.DELIVER, by=tess, words="Two workshops")
    make(other, Move.CONFIRM, by=sal, vanguard=38, helped="yes")
    first, second = rows(visit(as_(tess)), "Support requests")
    assert "They answer by" in first
    assert "Their answer: confirmed" in second


def test_overdue_and_late_milestones_come_first(as_, tess, lived):
    titles = [row.partition(" Promised")[0] for row in rows(visit(as_(tess)), "Milestones")]
    assert titles == ["Overdue", "Put off", "On time", "Reached"]


def test_open_risks_of_the_return_sent_last_are_there_the_worst_first(as_, tess, lived):
    answer = visit(as_(tess))
    assert rows(answer, "Risks") == [
        "No building Score 20 What is done about it Nothing written",
        "Too few nurses Score 4 What is done about it Adverts Looked after by Sal",
    ]
    assert "From the return for 2025/26 Q2" in said(answer, "Risks")


def test_a_vanguard_without_anything_says_so(as_, tess, salford):
    answer = visit(as_(tess), since="2100-01-01")
    assert answer.status_code == 400
    words = said(visit(as_(tess), since=clock.today().isoformat()))
    for nothing in (
        *("Area Not known", "Led by Nobody now", "Contacts, as published None published", "No return has been due yet."),
        *("Nothing on record makes it worse than green.", "No return has been sent yet, so no risk is declared."),
        *("There are no requests for this vanguard.", "This vanguard has no milestones."),
    ):
        assert nothing in words


def test_long_lists_are_cut_and_say_how_many_more_there_are(as_, tess, salford, ask, recording):
    for number in range(4, -1, -1):
        period = a_period(tess, f"Period {number}", 40 + number, salford)
    with recording():
        own = period.returns.get(vanguard=38)
        for number in range(queries.RISKS + 1):
            own.risks.create(words=f"Risk {number}", likelihood=2, impact=2)
        for number in range(queries.COMMITMENTS + 2):
            commit(salford, f"Milestone {number}", date(2030, 1, 1))
    for number in range(queries.REQUESTS + 3):
        ask(f"Request {number}", salford)
    client = as_(tess)
    answer = visit(client)
    for heading, most, more in (
        ("Confidence over time", queries.PERIODS, "And 1 more period."),
        ("Risks", queries.RISKS, "And 1 more open risk."),
        ("Milestones", queries.COMMITMENTS, "And 2 more milestones."),
        ("Support requests", queries.REQUESTS, "And 3 more requests."),
    ):
        assert len(rows(answer, heading)) == most
        assert more in said(answer, heading)
    changed = answer.context["changed"]
    assert len(changed["lines"]) == queries.CHANGES
    listing = client.get(changed["address"]).context["listing"]
    assert (listing.refusals, listing.count) == ([], changed["in_all"])


# --- who may -------------------------------------------------------------------------------------------------------------------------


def test_a_lead_prints_their_own_and_reads_nothing_of_others(as_, sal, lived):
    answer = visit(as_(sal))
    words = said(answer)
    assert answer.status_code == 200
    assert "They dispute it" in words
    for theirs in ("Neuro", "Nora", "nora@", "44"):
        assert theirs not in re.sub(r"SR-\d+|\d\d? \w+ \d{4}|\d+(:\d\d)?[ap]m", "", words), theirs


def test_a_lead_reads_the_state_of_their_own_part(as_, nora, lived):
    """Salford's dispute is not for Nora to know: once Neuro is done with it, it is over for her."""
    (row,) = rows(visit(as_(nora), 44), "Support requests")
    assert "They dispute it" in row
    assert "Not for us" not in said(visit(as_(nora), 44))


def test_for_another_lead_it_is_a_vanguard_that_does_not_exist(as_, nora, lived, time_machine):
    client = as_(nora)
    time_machine.move_to(clock.now(), tick=False)  # the page names the moment
    for query in ({}, {"since": "rubbish"}, {"as_at": clock.today().isoformat()}):
        theirs, missing = visit(client, 38, **query), visit(client, 99, **query)
        assert (theirs.status_code, missing.status_code) == (404, 404)
        pages = [re.sub(r'nonce="[^"]+"|(?<![0-9])(38|99)(?![0-9])', "", each.content.decode()) for each in (theirs, missing)]
        assert pages[0] == pages[1]


def test_nothing_can_be_sent_to_it(as_, tess, nora, lived):
    for person in (tess, nora):
        assert as_(person).post(reverse("vanguard_visit", args=[38])).status_code == 405


def test_the_page_of_a_vanguard_leads_there_for_those_who_may_read_it(as_, tess, sal, nora, lived):
    address = f'href="{reverse("vanguard_visit", args=[38])}"'
    shown = [address in as_(person).get(reverse("vanguard_detail", args=[38])).content.decode() for person in (tess, sal, nora)]
    assert shown == [True, True, False]


# --- what it costs -----------------------------------------------------------------------------------------------------------------


def test_it_costs_the_same_however_much_there_is_of_everything(as_, tess, lived, ask, recording):
    client = as_(tess)

    def more(first, last):
        for number in range(first, last):
            period = a_period(tess, f"Period {number}", 30 - number, lived)
            ask(f"Request {number}", lived, state="in progress", owner=tess, target_on=date(2026, 1, 1))
            with recording():
                Contact.objects.create(vanguard=lived, kind="website", words=f"www.example.com/{number}")
                period.returns.get(vanguard=38).risks.create(words=f"Risk {number}", likelihood=2, impact=2)
                cause, _made = Cause.objects.get_or_create(code="late", defaults={"name": "Late", "direction": "later"})
                for each in range(3):
                    commitment = commit(lived, f"Milestone {number}, {each}", date(2030, 1, 1))
                    given = {"forecast_on": date(2031, 1, 1), "forecast_until": date(2031, 1, 1), "before_until": date(2030, 1, 1)}
                    Forecast.objects.create(
                        commitment=commitment, **given, days_later=9, made_by=tess, made_at=clock.now(), cause=cause, note="Late"
                    )

    def cost():
        with CaptureQueriesContext(connection) as asked:
            assert visit(client).status_code == 200
        return len(asked)

    more(0, 7)
    few = (cost(), cost())
    more(7, 22)
    assert (cost(), cost()) == few
    assert few[0] <= 25, "forms, contacts, risks and dates are all there, which no vanguard of tests/test_what_a_page_costs.py has"
