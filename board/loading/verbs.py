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
from moves.making import make_of_many
from pages import typed_dates
from people.models import User
from returns import actions as returns
from returns.confidence import computed_for
from returns.models import Ask, Return, Risk
from returns.moves import MOVES as MOVES_OF_RETURNS
from support import unanswered
from support.models import Comment, Enabler, Recipient, SupportRequest
from support.moves import make
from vanguards.models import Membership, Organisation

PASSWORD = "demo-vanguard"  # noqa: S105 - published; it opens only the demonstration


FILLED_IN = ("achieved", "next_steps")  # sections of a return that start with what the record knows


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


# --- returns ----------------------------------------------------------------------------------------------------------


def returns_of(period: str, vanguards: list[int]) -> list[Return]:
    """Return the latest returns of these vanguards for a period."""
    return list(Return.objects.latest_editions().for_page().filter(period__name=period, vanguard__in=vanguards).order_by("vanguard"))


def open_period(by: User, name: str, **days: str) -> None:
    period = returns.open_period(by=by, name=name, **{day: date.fromisoformat(value) for day, value in days.items()})
    put(period, {"invented": True})


def write_returns(by: User, period: str, vanguards: list[int], confidence: str = "", **words: str) -> None:
    """Write in returns. What the record filled in stays under new words; the confidence may be as "computed"."""
    for each in returns_of(period, vanguards):
        kept = {name: "\n".join(filter(None, [text, getattr(each, name)])) for name, text in words.items() if name in FILLED_IN}
        declared = computed_for([each.vanguard_id])[each.vanguard_id].confidence.value if confidence == "computed" else confidence
        before = {name: getattr(each, name) for name in returns.WRITTEN}
        said = {**before, **words, **(kept if each.achieved_unchecked or each.next_unchecked else {})}
        returns.write(each, by=by, made_from=None, words={**said, "confidence": declared or each.confidence})


def risk(by: User, period: str, vanguard: int, **values: Any) -> None:
    (of,) = returns_of(period, [vanguard])
    returns.write_part(Risk(vanguard_return=of), by=by, made_from=None, values=values)


def ask_for(by: User, period: str, vanguard: int, **values: str) -> None:
    (of,) = returns_of(period, [vanguard])
    returns.write_part(Ask(vanguard_return=of), by=by, made_from=None, values=values)


def move_returns(by: User, period: str, vanguards: list[int], move: str, **asked: Any) -> None:
    """Make a move of returns as its page does."""
    done = make_of_many(MOVES_OF_RETURNS[move](by, **asked), [each.pk for each in returns_of(period, vanguards)])
    for left in done.left:
        raise ValueError(f"{left.record}: {left.verdict.why}")
    for each in returns_of(period, vanguards):
        put(each, {"invented": True})


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
    "open_period": open_period,
    "write_returns": write_returns,
    "risk": risk,
    "ask_for": ask_for,
    "move_returns": move_returns,
    "alias": alias,
    "correct": correct,
}
