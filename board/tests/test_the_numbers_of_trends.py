"""The trends of a programme made at random say what counting record by record says, for each person, filter and months; today and as at."""

from collections import Counter
from contextlib import nullcontext
from datetime import UTC, date, datetime, timedelta
from itertools import count

import pytest

from board.tests.trending import happened, listed, numbers, reached, shown, took
from board.trends.of_requests import MADE_BY
from history import clock
from history.reading.as_at import as_at
from milestones.models import Commitment, Milestone
from milestones.workflow import State as Stands
from pages import working_days
from pages.dates import MeantDate, Precision, around
from pages.typed_dates import understand
from support.models import MoveMade, Recipient, SupportRequest
from support.workflow import Move, State
from vanguards.models import CareModel, Collaboration, CollaborationForm, Membership, Vanguard

pytestmark = pytest.mark.django_db

FIRST, LAST = date(2014, 10, 1), date(2015, 12, 31)
MONTHS = {"from": "November 2014", "to": "October 2015"}
QUERIES = [
    {},
    MONTHS,
    {**MONTHS, "care_model": ["PACS"]},
    {**MONTHS, "form": ["chain", "franchise"], "enabler": ["digital"]},
    {**MONTHS, "enabler": ["workforce-redesign", "digital"]},
    {"from": "March 2015", "care_model": ["ACC"], "form": ["chain"]},
]


@pytest.fixture
def random(chance):
    return chance


@pytest.fixture
def vanguards(recording, random, acc, salford, neuro, sal):
    """Six vanguards of two care models with some forms; Sal leads two of them."""
    with recording():
        pacs = CareModel.objects.create(code="PACS", name="Primary and acute care systems", order=1)
        forms = [CollaborationForm.objects.create(code=code, name=code.title(), order=at) for at, code in enumerate(("chain", "franchise"))]
        more = [Vanguard.objects.create(number=60 + at, name=f"North {at}", care_model=pacs, cohort=acc[1]) for at in range(4)]
        for vanguard in (salford, neuro, *more):
            for form in random.sample(forms, random.randint(0, 2)):
                Collaboration.objects.create(vanguard=vanguard, form=form)
        Membership.objects.create(user=sal, vanguard=more[0], starts_on=date(2014, 9, 25))
    return [salford, neuro, *more]


@pytest.fixture
def live(recording, random, vanguards, ask, digital, tess):
    """Put more on record: requests with moves at any moment of 15 months, and commitments of every kind of date."""

    named = count(1)

    def on():
        asked = [ask(f"Request {at}", *random.sample(vanguards, random.randint(0, 3)), **_raised(random), **DONE) for at in range(12)]
        with recording():
            for one in asked:
                if random.random() < 0.4:
                    one.enabler_links.create(enabler=digital)
                for _ in range(random.randint(0, 7)):
                    _move(random, one, tess)
            milestones = [Milestone.objects.create(title=f"Milestone {next(named)}", due=understand("March 2015")) for _ in range(3)]
            for milestone in milestones:
                for vanguard in [None, *random.sample(vanguards, 4)]:
                    _promise(random, milestone, vanguard)

    return on


DONE = {"state": State.CLOSED}


def _raised(random):
    return {} if random.random() < 0.2 else {"raised_on": _day(random)}


def _day(random):
    return FIRST + timedelta(days=random.randint(0, (LAST - FIRST).days))


def _move(random, support_request, by):
    """Make any move at any moment, most of them near the end of a day, where the month in London may be another one."""
    moment = datetime.combine(_day(random), datetime.min.time(), UTC) + timedelta(hours=random.choice((10, 22, 23)), minutes=30)
    move = random.choice([Move.ACCEPT, Move.DECLINE, Move.MERGE, Move.DELIVER, Move.CONFIRM, Move.CONFIRM, Move.WAIT])
    of = random.choice(list(support_request.recipients.all()) or [None]) if move == Move.CONFIRM else None
    MoveMade.objects.create(
        support_request=support_request,
        move=move,
        vanguard=of and of.vanguard,
        state_before=State.RAISED,
        state_after=State.RAISED,
        moved_by=by,
        moved_at=moment,
    )


def _promise(random, milestone, vanguard):
    due, expected, reached_on = (_date(random) for _ in range(3))
    state = random.choice(list(Stands))
    is_reached = {"reached": reached_on, "reached_until": reached_on.last} if state == Stands.REACHED else {}
    Commitment.objects.create(
        milestone=milestone, vanguard=vanguard, state=state, due=due, due_until=due.last, expected_until=expected.last, **is_reached
    )


def _date(random):
    precision = random.choice([Precision.DAY, Precision.MONTH, Precision.MONTH, Precision.QUARTER])
    return MeantDate(_day(random)) if precision == Precision.DAY else around(_day(random), precision)


# --- the same, counted plainly ------------------------------------------------------------------------------------------------------


def month(day):
    return f"{day:%B %Y}"


def chosen_parts(user, query):
    """Return the parts that a person may see, of the vanguards chosen."""
    parts = Recipient.objects.visible_to(user).select_related("vanguard__care_model").prefetch_related("vanguard__collaborations__form")
    return [
        part
        for part in parts
        if ("care_model" not in query or part.vanguard.care_model.code in query["care_model"])
        and ("form" not in query or {one.form.code for one in part.vanguard.collaborations.all()} & {*query["form"]})
    ]


def requests_plainly(user, query):
    """Return how often each step was first made in each month, and how long it took there."""
    parts, narrowed = chosen_parts(user, query), {"care_model", "form"} & {*query}
    many = {step: Counter() for step in ("raised", *MADE_BY)}
    days = {step: {} for step in MADE_BY}
    every_move = list(MoveMade.objects.visible_to(user))
    for one in SupportRequest.objects.visible_to(user).prefetch_related("enabler_links__enabler"):
        under = {each.enabler.slug for each in one.enabler_links.all()}
        own = {part.vanguard_id for part in parts if part.support_request_id == one.pk}
        if ("enabler" in query and not under & {*query["enabler"]}) or (narrowed and not own):
            continue
        many["raised"][one.raised_on and month(one.raised_on)] += 1
        before = one.raised_on
        moves = [each for each in every_move if each.support_request_id == one.pk]
        for step, by in MADE_BY.items():
            whose = {part.vanguard_id for part in parts} if narrowed and step == "confirmed" else None
            made = [each.moved_at for each in moves if each.move in by and (whose is None or each.vanguard_id in whose)]
            first = min(made) if made else None
            on = first and clock.in_london(first).date()
            if on:
                many[step][month(on)] += 1
            if on and before and before <= on:
                days[step].setdefault(month(on), []).append(working_days.between(before, on))
            before = on
    return many, days


def commitments_plainly(user, query):
    """Return when the commitments were promised, when they are expected, and when they were reached."""
    found = []
    for one in (
        Commitment.objects.visible_to(user).select_related("vanguard__care_model").prefetch_related("vanguard__collaborations__form")
    ):
        forms = {each.form.code for each in one.vanguard.collaborations.all()} if one.vanguard else set()
        of_model = "care_model" not in query or (one.vanguard and one.vanguard.care_model.code in query["care_model"])
        if of_model and ("form" not in query or forms & {*query["form"]}):
            found.append((one.due_until, one.expected_until if one.state in ("open", "reached") else None, one.reached_until))
    return list(zip(*found, strict=True)) or [(), (), ()]


def percentiles(days):
    """Return the median, and what the slowest tenth took at least."""
    ordered = sorted(days)
    middle = (ordered[(len(days) - 1) // 2] + ordered[len(days) // 2]) / 2
    return middle, max(day for day in ordered if sum(other >= day for other in ordered) * 10 >= len(ordered))


def check(client, user, query, then=None):
    """Check a page against the plain count; return all it says."""
    answer = shown(client, **query, **({"as_at": then.isoformat()} if then else {}))
    with as_at(then) if then else nullcontext():
        many, days = requests_plainly(user, query)
        promises = commitments_plainly(user, query)
        lengths = [(number, address, listed(user, address)) for number, address in numbers(answer)]
    rows = happened(answer)
    months = [name for name in rows if name != "all"]
    assert rows == {
        **{name: tuple(many[step][name] for step in many) for name in months},
        "all": tuple(sum(many[step][name] for name in months) for step in many),
    }
    assert {name: found for name, found in took(answer).items() if name in months} == {
        name: {step: percentiles(days[step][name]) for step in days if name in days[step]}
        for name in months
        if any(name in days[step] for step in days)
    }
    sums = reached(answer)
    for name in [name for name in sums if not name.startswith("Before")]:
        end = understand(name).last
        assert sums[name] == tuple(sum(bool(day and day <= end) for day in which) for which in promises), name
    assert [one for one in lengths if one[0] != one[2]] == []
    return rows, took(answer), sums, len(lengths)


@pytest.mark.parametrize("person", ["tess", "sal", "nora"])
def test_the_page_says_what_counting_one_by_one_says(as_, request, time_machine, person, nora, otto, live):
    time_machine.move_to(clock.now() + timedelta(minutes=1), tick=True)
    user = request.getfixturevalue(person)
    client = as_(user)
    live()
    before, then = [check(client, user, {**MONTHS, **query}) for query in QUERIES], clock.now()
    assert sum(each[3] for each in before) > 5
    live()
    after = [check(client, user, {**MONTHS, **query}) for query in QUERIES]
    assert after != before
    assert [check(client, user, {**MONTHS, **query}, then) for query in QUERIES] == before
    if person == "tess":
        assert happened(shown(as_(otto), **MONTHS)) == after[1][0], "the back office reads what the team does"
