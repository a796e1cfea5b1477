"""A round that is open, and the expression of interest of Abe, who has an account only for it, in any state."""

from datetime import timedelta

import pytest

from history import clock
from pages.dates import MeantDate
from people.models import User
from selection.actions import begin, hand_in, open_round, write
from selection.models import Applicant, Expression, Review
from selection.moves import make
from selection.workflow import State

CRITERIA = ["Health", "Quality"]
WORDS = {
    "name": "Fens Care",
    "applicant": "Fenland NHS Trust",
    "partners": "Fenland CCG\nMarch Practice",
    "area": "The Fens",
    "population": 120_000,
    "population_note": "",
    "vision": "One team for each village.",
    "help_needed": "Somebody who knows contracts.",
    "support_wanted": "A model contract\nA workforce plan",
}


@pytest.fixture
def round_(tess, acc):
    """Open for ten days; it closes in ten."""
    today = clock.today()
    opened, closed = (MeantDate(today + timedelta(days=days)) for days in (-10, 10))
    return open_round(by=tess, name="Rural care 2026", opened=opened, closed=closed, criteria=CRITERIA, invited="Rural trusts")


@pytest.fixture
def closed(round_, recording):
    """The same, closed yesterday."""
    with recording():
        round_.cohort.closed = MeantDate(clock.today() - timedelta(days=1))
        round_.cohort.save()
    return round_


@pytest.fixture
def abe(recording):
    with recording():
        return User.objects.open_account("abe@example.com", "demo-vanguard", name="Abe")


@pytest.fixture
def other_applicant(recording, round_, tess):
    """Bea, who writes another expression of interest."""
    with recording():
        bea = User.objects.open_account("bea@example.com", "demo-vanguard", name="Bea")
    other = begin(round_, by=tess, name="Wolds Care", applicant="Wolds NHS Trust")
    with recording():
        Applicant.objects.create(expression=other, user=bea)
    return bea


@pytest.fixture
def expression(round_, tess, abe, recording):
    begun = begin(round_, by=tess, name="Fens Care", applicant="Fenland NHS Trust")
    with recording():
        Applicant.objects.create(expression=begun, user=abe)
    abe.__dict__.pop("expression_ids", None)
    return fresh(begun)


def fresh(expression):
    return Expression.objects.for_page().get(pk=expression.pk)


def answered(expression, **words):
    """Write all of an expression of interest, as `WORDS` says but for these."""
    care_model = expression.round.cohort.vanguards.model._meta.get_field("care_model").related_model.objects.first()
    answers = {criterion.pk: f"So we do for {criterion}." for criterion in expression.round.criteria.all()}
    return {"words": {**WORDS, "care_model": care_model, **words}, "answers": answers}


@pytest.fixture
def put(expression, abe, tess, closed_for_decisions):
    """Bring the expression into a state, by moves: put("sent")."""

    def into(state):
        if state == State.WRITTEN:
            return fresh(expression)
        write(expression, by=abe, made_from=expression.version, **answered(expression))
        if state == State.WITHDRAWN:
            make(expression, "withdraw", by=abe, words="We merge")
            return fresh(expression)
        make(expression, "send", by=abe)
        if state == State.SENT_BACK:
            make(expression, "send-back", by=tess, words="How many people?")
        if state == State.INVITED:
            make(expression, "invite", by=tess, workshop="9 February, Leeds")
        if state in (State.SELECTED, State.NOT_SELECTED):
            closed_for_decisions()
            make(expression, "select" if state == State.SELECTED else "turn-down", by=tess, words="Well done")
        return fresh(expression)

    return into


@pytest.fixture
def closed_for_decisions(round_, recording):
    def close():
        with recording():
            round_.cohort.closed = MeantDate(clock.today() - timedelta(days=1))
            round_.cohort.save()

    return close


def read_by(expression, reader, by):
    """Ask somebody to read it; return the review."""
    make(expression, "ask-reader", by=by, reader=reader)
    return Review.objects.get(expression=expression, reader=reader)


def score(review, mark=2, words="As they say"):
    """Give the same mark for every criterion."""
    return hand_in(review, by=review.reader, marks={each.pk: (mark, words) for each in review.expression.round.criteria.all()})
