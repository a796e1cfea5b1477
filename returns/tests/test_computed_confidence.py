"""Computed confidence: each rule by its table, worse facts never better, each fact as long as the list behind it, the past by its rules."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from history import clock
from history.reading.as_at import as_at
from milestones.models import Milestone
from pages.typed_dates import understand
from returns.confidence import USUAL, Computed, Fact, computed_for, made_by, thresholds
from returns.models import ConfidenceRule, Measure
from returns.workflow import Confidence, is_better
from support.workflow import Word

pytestmark = pytest.mark.django_db

GREEN, AMBER, RED = Confidence.GREEN, Confidence.AMBER, Confidence.RED


@pytest.mark.parametrize(
    ("count", "amber_from", "red_from", "then"),
    [
        (0, 1, 3, GREEN),
        (1, 1, 3, AMBER),
        (2, 1, 3, AMBER),
        (3, 1, 3, RED),
        (9, None, 3, RED),
        (2, None, 3, GREEN),
        (9, 3, None, AMBER),
        (9, None, None, GREEN),
        (2, 2, 2, RED),
    ],
)
def test_a_count_makes_it_green_amber_or_red(count, amber_from, red_from, then):
    assert made_by(count, amber_from, red_from) == then


limits = st.tuples(st.none() | st.integers(1, 9), st.none() | st.integers(1, 9)).filter(
    lambda pair: None in pair or pair[0] <= pair[1]  # as the database has it
)


@given(
    counts=st.lists(st.integers(0, 12), min_size=6, max_size=6),
    worse=st.integers(0, 5),
    by=st.integers(1, 9),
    limit=st.lists(limits, min_size=6, max_size=6),
)
def test_worse_facts_never_compute_better(counts, worse, by, limit):
    def computed(numbers):
        return Computed([Fact(m, n, made_by(n, *pair), "") for m, n, pair in zip(Measure, numbers, limit, strict=True)]).confidence

    after = [*counts]
    after[worse] += by
    assert not is_better(computed(after), computed(counts))


def put_on_record(random, recording, ask, vanguards, tess):
    """Put commitments and requests on record at random."""
    today = clock.today()
    for number in range(14):
        with recording():
            milestone = Milestone.objects.create(title=f"Milestone {random.random()}", due=understand("1 March 2016"))
            for vanguard in random.sample(vanguards, random.randint(0, 2)):
                until = today + timedelta(days=random.choice((-3, 4)))
                due = min(until, today - timedelta(days=1)) if random.random() < 0.5 else until
                milestone.commitments.create(vanguard=vanguard, due_on=due, due_until=due, expected_until=until)
        late = random.choice((-2, 5))
        asked = ask(
            f"Request {number}",
            *vanguards,
            state=random.choice(("accepted", "in progress", "delivered")),
            owner=tess,
            target_on=today + timedelta(days=late),
        )
        with recording():
            for recipient in asked.recipients.all():
                recipient.word = random.choice(list(Word))
                recipient.save()


def test_each_fact_is_as_long_as_the_list_behind_it_today_and_as_it_was(chance, as_, tess, sal, nora, salford, neuro, ask, recording):
    put_on_record(chance, recording, ask, [salford, neuro], tess)
    before, then = computed_for([38, 44]), clock.now()
    put_on_record(chance, recording, ask, [salford, neuro], tess)
    after = computed_for([38, 44])
    with as_at(then):
        assert {n: [f.count for f in c.facts] for n, c in computed_for([38, 44]).items()} == {
            n: [f.count for f in c.facts] for n, c in before.items()
        }
    for user, numbers in ((tess, (38, 44)), (sal, (38,)), (nora, (44,))):
        client = as_(user)
        for number in numbers:
            for fact in after[number].facts:
                if fact.measure != Measure.QUIET:
                    listing = client.get(fact.address).context["listing"]
                    assert (listing.refusals, listing.count) == ([], fact.count), (user, fact)


@pytest.mark.parametrize(("days", "then"), [(29, GREEN), (30, AMBER), (59, AMBER), (60, RED)])
def test_without_an_update_it_grows_quiet(put, monkeypatch, days, then):
    put("started")
    today = clock.today()
    monkeypatch.setattr("returns.confidence.as_at.today", lambda: today + timedelta(days=days))
    (fact,) = (fact for fact in computed_for([38])[38].facts if fact.measure == Measure.QUIET)
    assert (fact.count, fact.words, fact.confidence) == (days, f"no update for {days} days", then)


def test_who_never_had_an_update_is_not_quiet(salford):
    assert computed_for([38])[38].confidence == GREEN


def test_the_back_office_tunes_the_rules_and_the_past_keeps_its_own(as_, otto, tess, salford, recording, ask):
    ask("Late", salford, state="accepted", owner=tess, target_on=date(2016, 1, 4))
    assert computed_for([38])[38].confidence == GREEN
    then = clock.now()
    answer = as_(otto).post(
        "/admin/returns/confidencerule/add/",
        {"measure": "late-requests", "amber_from": "1", "red_from": "", "change_reason": "One late request is too many"},
    )
    assert answer.status_code == 302, answer.content.decode()[-3000:]
    assert thresholds()[Measure.LATE_REQUESTS] == (1, None)
    assert computed_for([38])[38].confidence == AMBER
    with as_at(then):
        assert thresholds() == USUAL
        assert computed_for([38])[38].confidence == GREEN
    assert "Late support requests" in as_(tess).get("/returns/rules/").content.decode()


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"amber_from": "3", "red_from": "2"}, "Red must not begin before amber."),
        ({"amber_from": "0", "red_from": ""}, "Enter 1 or more"),
    ],
)
def test_rules_that_make_no_sense_are_refused(as_, otto, typed, words):
    answer = as_(otto).post("/admin/returns/confidencerule/add/", {"measure": "overdue", "change_reason": "Try", **typed})
    assert words in answer.content.decode()
    assert not ConfidenceRule.objects.exists()
