"""Load the programme's facts: all now, or each on the day it was published."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import partial
from itertools import groupby

from django.db import transaction

from board.loading.adding import Loading
from board.loading.facts import Fact, read_facts
from history import clock
from history.reading.last_change import last_made_at
from history.recording.changes import change
from pages import dates

NINE = time(9)


@dataclass(frozen=True)
class Step:
    """Something to record, and the moment it happened."""

    moment: datetime
    perform: Callable[[], None]


def load(*, dated: bool) -> Loading:
    """Add the missing facts: all of them now or, if `dated`, each on its day, leaving out days still to come."""
    loading = Loading(read_facts())
    with transaction.atomic():
        if dated:
            perform(steps(loading))
        else:
            with change(by=None, source="command", reason="Facts of the programme, as its published sources have them"):
                loading.add(loading.facts)
    return loading


def steps(loading: Loading) -> list[Step]:
    """Return a step for each day up to today on which facts were published; note the facts of later days."""
    in_order = sorted(loading.facts, key=lambda fact: fact.known_on)
    loading.later = [fact for fact in in_order if fact.known_on > clock.today()]
    until_today = in_order[: len(in_order) - len(loading.later)]
    return [
        Step(nine_on(day), partial(_add, loading, day, list(facts))) for day, facts in groupby(until_today, key=lambda fact: fact.known_on)
    ]


def nine_on(day: date) -> datetime:
    """Return nine in the morning on that day, London time."""
    return datetime.combine(day, NINE, clock.LONDON).astimezone(clock.UTC)


def _add(loading: Loading, day: date, facts: list[Fact]) -> None:
    with change(by=None, source="command", reason=f"Facts as published on {dates.on(day)}"):
        loading.add(facts)


def perform(steps: Iterable[Step]) -> None:
    """Perform the steps, each with the clock set to its moment. Use the current time if that moment is in the future or earlier than an
    existing change.
    """
    for step in steps:
        last = last_made_at()
        if step.moment > clock.now() or (last is not None and last - step.moment > clock.TOLERANCE):
            step.perform()
        else:
            with clock.set_at(step.moment):
                step.perform()


def report(loading: Loading) -> Iterator[str]:
    """Yield lines that say what a run did."""
    names = {record._meta.label: record._meta for record in loading.added}
    for label, number in Counter(record._meta.label for record in loading.added).items():
        yield f"Added {number} {names[label].verbose_name if number == 1 else names[label].verbose_name_plural}."
    if not loading.added:
        yield "Nothing to add."
    if loading.later:
        yield "Not added, as they became known later:"
        yield from (f"  {fact} ({dates.on(fact.known_on)})" for fact in loading.later)
    if loading.left_out:
        yield "Not added:"
        yield from (f"  {line}" for line in loading.left_out)
    if loading.differences:
        yield "Left as people made it (in the fixtures → on record):"
        yield from (f"  {line}" for line in loading.differences)
