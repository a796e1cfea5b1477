"""The demonstration: each published fact on its day, with invented people and their work from September 2015 to January 2016."""

from collections.abc import Iterator
from datetime import date, datetime
from functools import partial
from typing import Any

from django.conf import settings
from django.db import transaction

from board import programme
from board.loading import verbs, verbs_of_selection, verbs_of_spread, verbs_of_the_fund
from board.loading.adding import Loading, catch_up_numbers
from board.loading.facts import FIXTURES, read_facts
from board.loading.reading import read
from board.loading.verbs import PASSWORD, person
from history import clock
from history.models import Change, ClockOffset
from history.recording.changes import change
from people.models import User

OPENS_ON = date(2016, 1, 29)
VERBS = {**verbs.VERBS, **verbs_of_selection.VERBS, **verbs_of_the_fund.VERBS, **verbs_of_spread.VERBS}


class Refused(RuntimeError):
    """The demonstration cannot be loaded here; the message says why."""


def is_empty() -> bool:
    """Return whether the record is empty and the clock was never moved."""
    return not Change.objects.exists() and not ClockOffset.objects.exists()


def load() -> None:
    """Set the clock to 29 January 2016 and record everything up to then, in the order it happened.

    Raise Refused if this is not a demonstration, or if the record is not empty.
    """
    if not settings.DEMO:
        raise Refused("The demo cannot be loaded here. DEMO=1 in the environment allows it, but never use it where real work is on record.")
    if not is_empty():
        raise Refused("Load the demo into an empty database: it brings the facts with it.")
    try:
        with transaction.atomic():
            clock.open_on(OPENS_ON)
            facts = programme.steps(Loading(read_facts()))
            programme.perform(sorted([*facts, *steps()], key=lambda step: step.moment))
            catch_up_numbers()
    finally:
        clock.offset.cache_clear()  # a value read in a failed transaction is wrong


def steps() -> Iterator[programme.Step]:
    """Yield the demonstration's own steps, from fixtures/demo/."""
    for path in sorted((FIXTURES / "demo").glob("steps-*.json")):
        for step in _read(path.name):
            moment = datetime.fromisoformat(step["at"]).replace(tzinfo=clock.LONDON).astimezone(clock.UTC)
            yield programme.Step(moment, partial(_perform, step))


def _read(name: str) -> list[dict[str, Any]]:
    records: list[dict[str, Any]] = read(FIXTURES / "demo" / name)
    return records


def _perform(step: dict[str, Any]) -> None:
    by = person(step["by"]) if step["by"] else None
    with change(by=by, reason=step["reason"], source=step["source"], invented=True):
        for act in step["do"]:
            verb, rest = act["verb"], {name: value for name, value in act.items() if name != "verb"}
            if verb == "open_accounts":
                rest.setdefault("people", _read("people.json"))
            VERBS[verb](by, **rest)


def who_may_sign_in() -> Iterator[str]:
    """Yield a line for each person who can sign in."""
    people = [user for user in User.objects.filter(invented=True).order_by("pk") if user.is_active]
    if people:
        yield f"Sign in as one of these people; the password is {PASSWORD}"
    for user in people:
        yield f"  {user.email:<28} {user.name}, {role_of(user)}"


def role_of(user: User) -> str:
    """Return a person's roles in words."""
    roles = [
        *(["programme team"] if user.is_programme_team else []),
        *(["back office"] if user.is_back_office else []),
        *(["administrator"] if user.is_administrator else []),
        *(f"leads vanguard {number}" for number in user.led_vanguard_ids),
        *(["applies to be a vanguard"] if user.is_applicant else []),
    ]
    return ", ".join(roles) or "no role yet"
