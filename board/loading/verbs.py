"""What a step of the demonstration can do: one function for each verb in fixtures/demo/."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.apps import apps
from django.contrib.auth.hashers import make_password

from board.loading.reading import value_of
from history import clock
from history.recording.versions import TrackedModel
from milestones import actions
from milestones.models import Cause, Commitment, Milestone
from milestones.moves import make as make_of_commitment
from pages import typed_dates
from people.models import User
from support import unanswered
from support.models import Comment, Enabler, Recipient, SupportRequest
from support.moves import make
from vanguards.models import Membership, Organisation

PASSWORD = "demo-vanguard"  # noqa: S105 - published; it opens only the demonstration


def person(email: str) -> User:
    found: User = User.objects.get(email=email)
    return found


def numbered(reference: str) -> SupportRequest:
    """Return the request with this reference: SR-0012 is 12."""
    found: SupportRequest = SupportRequest.objects.get(pk=int(reference.removeprefix("SR-")))
    return found


def put(record: TrackedModel, values: dict[str, Any]) -> None:
    """Set fields from a fixture's plain values, and save."""
    for name, value in values.items():
        field: Any = type(record)._meta.get_field(name)
        setattr(record, name, person(value) if value and field.related_model is User else value_of(field, value))
    record.save()


# --- people -----------------------------------------------------------------------------------------------------------


def open_accounts(by: User | None, people: list[dict[str, Any]]) -> None:
    """Open accounts with the same password. It is hashed once, because hashing is slow on purpose."""
    hashed = make_password(PASSWORD)
    for one in people:
        user = User.objects.open_account(**one, invented=True)
        user.password = hashed
        user.save(update_fields=["password"])


def lead(by: User | None, email: str, vanguard: int, starts_on: str) -> None:
    Membership.objects.create(user=person(email), vanguard_id=vanguard, starts_on=date.fromisoformat(starts_on), invented=True)


def end_lead(by: User | None, email: str, vanguard: int, ends_on: str) -> None:
    put(Membership.objects.get(user=person(email), vanguard=vanguard, ends_on=None), {"ends_on": ends_on})


def close_account(by: User | None, email: str, closed_on: str) -> None:
    put(person(email), {"closed_on": closed_on})


# --- support ----------------------------------------------------------------------------------------------------------


def raise_request(
    by: User | None, request: str, enablers: list[str], vanguards: list[int], bodies: tuple[str, ...] = (), **values: Any
) -> None:
    """Raise a request with its number from the fixture, above those kept for published requests."""
    support_request = SupportRequest(pk=int(request.removeprefix("SR-")), raised_by=by, raised_on=clock.today(), invented=True)
    put(support_request, values)
    for slug in enablers:
        support_request.enabler_links.create(enabler=Enabler.objects.get(slug=slug))
    for name in bodies:
        support_request.answering_bodies.create(organisation=Organisation.objects.get(name=name))
    for number in vanguards:
        support_request.recipients.create(vanguard_id=number)


def set_request(by: User | None, request: str, to: dict[str, Any]) -> None:
    put(numbered(request), {**to, "invented": True})


def move(by: User, request: str, move: str, **asked: Any) -> None:
    """Make a move as its page does. `owner` is an address, `target_on` a date like 2016-01-15."""
    read: dict[str, Callable[[str], Any]] = {"owner": person, "target_on": date.fromisoformat}
    asked = {name: read[name](value) if name in read else value for name, value in asked.items()}
    _invented(make(numbered(request), move, by=by, **asked))


def count_silence(by: None) -> None:
    """Do what the daily command does."""
    awaited = {recipient.support_request for recipient in Recipient.objects.silent(clock.today()).select_related("support_request")}
    unanswered.count_silence(clock.today())
    for support_request in awaited:
        _invented(support_request)


def _invented(moved: SupportRequest) -> None:
    put(numbered(moved.reference), {"invented": True})
    for made in moved.moves.filter(invented=False):
        put(made, {"invented": True})


def comment(by: User, request: str, audience: str, words: str, vanguard: int | None = None) -> None:
    Comment.objects.create(
        support_request=numbered(request),
        audience=audience,
        vanguard_id=vanguard,
        words=words,
        written_by=by,
        written_at=clock.now(),
        invented=True,
    )


# --- milestones -------------------------------------------------------------------------------------------------------


def commitment_of(milestone: str, vanguard: int) -> Commitment:
    found: Commitment = Commitment.objects.get(milestone__title=milestone, vanguard=vanguard)
    return found


def make_milestone(by: User, title: str, due: str, groups: list[str], words: str, is_key: bool = False) -> None:
    new = actions.NewMilestone(title=title, due=typed_dates.understand(due), groups=groups, is_key=is_key, invented=True)
    actions.make_milestone(new, by=by, words=words)


def watch(by: User | None, milestone: str) -> None:
    """Make it a key milestone."""
    put(Milestone.objects.get(title=milestone), {"is_key": True})


def wait(by: User, milestone: str, awaited: str, words: str) -> None:
    """Make a milestone depend on a request (by reference) or another milestone (by title)."""
    other = numbered(awaited) if awaited.startswith("SR-") else Milestone.objects.get(title=awaited)
    actions.wait_for(Milestone.objects.get(title=milestone), by=by, awaited=other, words=words)


def step(by: User, milestone: str, vanguard: int, move: str, words: str = "", **asked: Any) -> None:
    """Make a move of a commitment as people do; dates as people type them."""
    for name in {"to", "reached"} & set(asked):
        asked[name] = typed_dates.understand(asked[name])
    if "cause" in asked:
        asked["cause"] = Cause.objects.get(code=asked["cause"])
    if "reached" in asked:
        asked.setdefault("link", "")
    make_of_commitment(commitment_of(milestone, vanguard), move, by=by, words=words, **asked)
    put(commitment_of(milestone, vanguard), {"invented": True})


# --- reference data ---------------------------------------------------------------------------------------------------


def alias(by: User | None, organisation: str, name: str) -> None:
    Organisation.objects.get(name=organisation).aliases.create(name=name)


def correct(by: User | None, model: str, number: int, to: dict[str, Any]) -> None:
    put(apps.get_model(model)._base_manager.get(pk=number), to)


VERBS: dict[str, Callable[..., None]] = {
    "open_accounts": open_accounts,
    "lead": lead,
    "end_lead": end_lead,
    "close_account": close_account,
    "raise": raise_request,
    "set": set_request,
    "move": move,
    "count_silence": count_silence,
    "comment": comment,
    "make_milestone": make_milestone,
    "watch": watch,
    "wait": wait,
    "step": step,
    "alias": alias,
    "correct": correct,
}
