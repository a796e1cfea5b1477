"""Prepared queries for the pages of milestones (history/reading/prepared.py)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.apps import apps
from django.db.models import Count, Q

from history.models import Source
from history.reading import as_at
from history.reading.prepared import fill, prepared
from milestones.models import Commitment, CommitmentMove, Forecast, Milestone, MilestoneWait
from milestones.querysets import is_status
from milestones.workflow import STANDING, Outcome, State, Status
from pages import dates
from pages.dates import MeantDate
from people.models import User
from support.own_part import state_for

NOT_MOVED = (None, None, None)  # for a commitment without forecasts


@prepared
def milestone_of_number(number: int, user: User) -> Any:
    return Milestone.objects.visible_to(user).select_related("source").filter(pk=number)


@prepared
def milestones_of_numbers(numbers: list[int], user: User, day: date) -> Any:
    """Return milestones with what a list shows on a day."""
    return Milestone.objects.visible_to(user).with_tally(Commitment.objects.visible_to(user), day).filter(pk__in=numbers)


def _awaited(numbers: list[int], user: User, day: date) -> Any:
    """Return milestones with what is shown where another one depends on them."""
    commitments = Commitment.objects.visible_to(user)
    tallied = Milestone.objects.visible_to(user).with_tally(commitments, day).with_those_late(commitments, day)
    return tallied.filter(pk__in=numbers)


def by_status(number: int, user: User, day: date) -> dict[Status, int]:
    """Return how many commitments of a milestone have each status on a day."""
    counted = _by_status(number, user, day)
    return dict(zip(Status, counted[0], strict=True)) if counted else dict.fromkeys(Status, 0)


@prepared
def _by_status(number: int, user: User, day: date) -> Any:
    commitments = Commitment.objects.visible_to(user).filter(milestone=number).order_by().values("milestone")
    counts = {status.name: Count("pk", filter=is_status(status, day)) for status in Status}
    return commitments.annotate(**counts).values_list(*counts)


def waiting(number: int, user: User, day: date) -> dict[str, Any]:
    """Return what a milestone depends on (`waits`), with the status of milestones, what depends on it (`held_up`), and what money does."""
    found = _waits(number, user)
    waits = [wait for wait in found if wait.milestone_id == number]
    numbers = [wait.awaited_id for wait in waits if wait.awaited_id is not None]
    awaited = {milestone.pk: milestone for milestone in _awaited(numbers, user, day)} if numbers else {}
    for wait in waits:
        wait.awaited = awaited.get(wait.awaited_id)
        if wait.support_request is not None:
            wait.support_request.stands = wait.stands
    held_up = [wait for wait in found if wait.milestone_id != number]
    return {"waits": waits, "held_up": held_up, "money": money_waiting(number, None, user)}


@prepared
def _waits(number: int, user: User) -> Any:
    either = MilestoneWait.objects.visible_to(user).filter(Q(milestone=number) | Q(awaited=number))
    read = either.select_related("support_request", "milestone").annotate(stands=state_for(user, "support_request__"))
    return read.order_by("pk")


def commitment_of_number(number: int, user: User) -> list[Commitment]:
    """Return the commitment with its ledger, and who gave and decided each date."""
    found = _commitments([number], user)
    fill(found, "forecasts", ledger(number, user) if found else [])
    return found


def commitments_of_numbers(numbers: list[int], user: User) -> list[Commitment]:
    """Return commitments in the order of their numbers, with their ledgers; those removed meanwhile are missing."""
    found = {commitment.pk: commitment for commitment in _commitments(numbers, user)}
    return with_ledgers(found[number] for number in numbers if number in found)


@prepared
def _commitments(numbers: list[int], user: User) -> Any:
    return Commitment.objects.visible_to(user).for_page().filter(pk__in=numbers).order_by()


def with_ledgers(commitments: Iterable[Commitment]) -> list[Commitment]:
    """Give each commitment its ledger of dates. The person must be allowed to see them."""
    commitments = list(commitments)
    fill(commitments, "forecasts", _forecasts([commitment.pk for commitment in commitments]) if commitments else [])
    return commitments


@prepared
def _forecasts(numbers: list[int]) -> Any:
    return Forecast.objects.filter(commitment__in=numbers).select_related("cause")


def dates_given(vanguards: list[int], programme: bool) -> dict[int, tuple[MeantDate | None, MeantDate | None, datetime | None]]:
    """Return for open commitments of these vanguards and the programme itself: the current date if it has moved, the date that waits for
    the team, and since when it waits.
    """
    given: dict[int, tuple[MeantDate | None, MeantDate | None, datetime | None]] = {}
    for number, outcome, made_at, *date_given in _dates_given(vanguards, programme):
        stands, proposed, proposed_at = given.get(number, NOT_MOVED)
        meant = dates.as_meant(*date_given)
        given[number] = (stands, meant, made_at) if outcome == Outcome.PROPOSED else (meant, proposed, proposed_at)
    return given


@prepared
def _dates_given(vanguards: list[int], programme: bool) -> Any:
    of_these = Q(commitment__vanguard__in=vanguards) | Q(commitment__vanguard=None) if programme else Q(commitment__vanguard__in=vanguards)
    lines = Forecast.objects.filter(of_these, commitment__state=State.OPEN, outcome__in=[*STANDING, Outcome.PROPOSED])
    columns = ("commitment_id", "outcome", "made_at", "forecast_on", "forecast_precision", "forecast_words")
    return lines.order_by("made_at", "pk").values_list(*columns)


@prepared
def ledger(number: int, user: User) -> Any:
    """Return the dates of one commitment, with who gave and decided each."""
    return Forecast.objects.visible_to(user).filter(commitment=number).select_related("cause", "made_by", "decided_by")


@prepared
def moves(number: int, user: User) -> Any:
    return CommitmentMove.objects.visible_to(user).filter(commitment=number).select_related("moved_by")


@dataclass(frozen=True)
class Given:
    """Where the current original date of a commitment came from: the change that last set it, and whether that was its first version."""

    source: str
    made_at: datetime
    made_by: str | None
    reason: str
    is_the_first: bool

    @property
    def is_as_loaded(self) -> bool:
        """Return whether it is still as loaded from what was published."""
        return self.is_the_first and self.source == Source.COMMAND

    @property
    def is_corrected(self) -> bool:
        """Return whether the back office typed it."""
        return self.source == Source.ADMIN


def original_date(commitment: Commitment) -> Given:
    """Return where its original date came from, as far as the moment shown can tell."""
    moment = as_at.moment()
    versions = [row for row in _versions(commitment.pk) if moment is None or row[3] <= moment]
    dates_of_it = [row[:3] for row in versions]
    first = max((place for place in range(1, len(versions)) if dates_of_it[place] != dates_of_it[place - 1]), default=0)
    source, made_at, made_by, reason = versions[first][4:]
    return Given(source, made_at, made_by, reason, is_the_first=first == 0)


@prepared
def _versions(number: int) -> Any:
    made = [f"change__{name}" for name in ("source", "made_at", "made_by__name", "reason")]
    versions = Commitment.version_model()._base_manager.filter(id=number).order_by("history_date")
    return versions.values_list("due_on", "due_precision", "due_words", "history_date", *made)


@prepared
def money_waiting(milestone: int | None, commitment: int | None, user: User) -> Any:
    """Return the instalments that wait for any part of a milestone, or for one; the app above is asked by name."""
    instalments: Any = apps.get_model("fund", "Instalment").objects
    waiting = instalments.visible_to(user).waiting().select_related("line__fund", "line__vanguard").order_by("line__vanguard", "pk")
    return waiting.filter(commitment__milestone=milestone) if commitment is None else waiting.filter(commitment=commitment)
