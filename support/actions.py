"""What is done to a request: each in one change, on the record as it stands when it is done, if the policy allows it then.

All raise Refused, with the sentence for the person, where the move cannot be made now: somebody else may have made one meanwhile.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from history import clock
from history.changes import change
from pages import working_days
from pages.errors import Refused
from people.models import User
from support.models import AnsweringBody, MoveMade, Recipient, SupportRequest
from support.policies import may_move
from support.workflow import DONE_WITH, STILL_OPEN, TABLE, Helped, Move, Rule, State, Word, state_after
from vanguards.models import Organisation, Vanguard

DAYS_FOR_A_WORD = 10  # working days; from the day after, silence counts as not confirmed


@dataclass
class Moving:
    """A move under way: the request and the one recipient it is of, read afresh, and what is to be written about it."""

    support_request: Any
    recipient: Any
    recipients: list[Any]
    taken_off: Vanguard | None = None


@contextmanager
def _moving(
    support_request: SupportRequest, move: Move, *, by: User | None, words: str = "", vanguard: int | None = None
) -> Iterator[Moving]:
    """Open the change (it waits for any other to end), read the request as it stands now, ask the policy, move, and note the move."""
    with change(by=by, reason=words, source="page" if by else "command"):
        fresh = SupportRequest.objects.get(pk=support_request.pk)
        recipients = list(fresh.recipients.select_related("vanguard"))
        recipient = next((each for each in recipients if each.vanguard_id == vanguard), None)
        may_move(by, fresh, move, recipient).enforce()
        before = fresh.state
        moving = Moving(fresh, recipient, recipients)
        yield moving
        _move(moving, TABLE[move])
        _note(fresh, move, before, by=by, words=words, vanguard=recipient.vanguard if recipient is not None else moving.taken_off)


def _move(moving: Moving, rule: Rule) -> None:
    """To where the table says, or the words of the recipients."""
    fresh, recipient = moving.support_request, moving.recipient
    if rule.word is not None and recipient is not None:
        recipient.word = rule.word
        recipient.save()
    if rule.to is not None:
        fresh.state = rule.to
    if rule.follows:
        fresh.state = state_after(State(fresh.state), [Word(each.word) for each in moving.recipients])
    fresh.save()


def _note(
    support_request: SupportRequest, move: Move, before: str, *, by: User | None, words: str, vanguard: Vanguard | None = None
) -> None:
    """On record: what was done, and between which states."""
    MoveMade.objects.create(
        support_request=support_request,
        move=move,
        vanguard=vanguard,
        state_before=before,
        state_after=support_request.state,
        words=words,
        moved_by=by,
        moved_at=clock.now(),
    )


def accept(
    support_request: SupportRequest,
    *,
    by: User,
    owner: User,
    priority: str,
    target_on: date,
    bodies: Iterable[Organisation] = (),
    contact: str = "",
) -> SupportRequest:
    """Take it on: who looks after it, how pressing it is, until when, and which bodies answer it."""
    with _moving(support_request, Move.ACCEPT, by=by) as moving:
        fresh = moving.support_request
        fresh.owner, fresh.priority, fresh.target_on = owner, priority, target_on
        for body in bodies:
            answering, made = AnsweringBody.objects.get_or_create(support_request=fresh, organisation=body, defaults={"contact": contact})
            if contact and not made:
                answering.contact = contact
                answering.save()
    return moving.support_request  # type: ignore[no-any-return]


def decline(support_request: SupportRequest, *, by: User, words: str) -> SupportRequest:
    with _moving(support_request, Move.DECLINE, by=by, words=words) as moving:
        pass
    return moving.support_request  # type: ignore[no-any-return]


def merge(support_request: SupportRequest, *, by: User, into: SupportRequest, words: str) -> SupportRequest:
    """Its recipients go along: those that the other one does not have yet are added to it."""
    with _moving(support_request, Move.MERGE, by=by, words=words) as moving:
        other = SupportRequest.objects.get(pk=into.pk)
        if other.pk == moving.support_request.pk:
            raise Refused("A request cannot be merged into itself.")
        if not other.is_open:
            raise Refused(f"{other.reference} is {other.get_state_display().lower()}: merge only into a request that is open.")
        moving.support_request.merged_into = other
        _bring_along(other, [recipient.vanguard for recipient in moving.recipients if recipient.word != Word.WITHDRAWN], by)
    return moving.support_request  # type: ignore[no-any-return]


def _bring_along(other: SupportRequest, vanguards: Sequence[Vanguard], by: User) -> None:
    """Open the other request for these vanguards, and note there that it was."""
    before, recipients = other.state, list(other.recipients.all())
    if _open_for(other, recipients, vanguards):
        other.state = state_after(State(before), [Word(recipient.word) for recipient in recipients])
        other.save()
        _note(other, Move.ADD, before, by=by, words="Another request for the same need was merged into this one.")


def _open_for(support_request: SupportRequest, recipients: list[Any], vanguards: Iterable[Vanguard]) -> bool:
    """Put these vanguards on it, or open it again for those that were done with it; False where it is open for all of them already."""
    on_it = {recipient.vanguard_id: recipient for recipient in recipients}
    opened = False
    for vanguard in vanguards:
        recipient = on_it.get(vanguard.pk)
        if recipient is None:
            recipients.append(Recipient.objects.create(support_request=support_request, vanguard=vanguard))
            opened = True
        elif recipient.word in DONE_WITH:
            _begin_again(recipient)
            opened = True
    return opened


def _begin_again(recipient: Recipient) -> None:
    """Open for this vanguard as on the first day; what it said before is in the history."""
    recipient.word, recipient.helped, recipient.words = Word.OPEN, "", ""
    recipient.asked_on = recipient.silent_on = None
    recipient.save()


def start(support_request: SupportRequest, *, by: User) -> SupportRequest:
    with _moving(support_request, Move.START, by=by) as moving:
        pass
    return moving.support_request  # type: ignore[no-any-return]


def wait(support_request: SupportRequest, *, by: User, words: str) -> SupportRequest:
    """The clock stops while the vanguards are waited for; `words` say what for."""
    with _moving(support_request, Move.WAIT, by=by, words=words) as moving:
        pass
    return moving.support_request  # type: ignore[no-any-return]


def resume(support_request: SupportRequest, *, by: User) -> SupportRequest:
    with _moving(support_request, Move.RESUME, by=by) as moving:
        pass
    return moving.support_request  # type: ignore[no-any-return]


def deliver(support_request: SupportRequest, *, by: User, words: str) -> SupportRequest:
    """Say what was given, and ask the word of each recipient that is still open or disputes it: on a fresh ten working days."""
    with _moving(support_request, Move.DELIVER, by=by, words=words) as moving:
        moving.support_request.outcome = words
        today = clock.today()
        for recipient in moving.recipients:
            if recipient.word in STILL_OPEN:
                recipient.word, recipient.helped, recipient.words = Word.DELIVERED, "", ""
                recipient.asked_on, recipient.silent_on = today, working_days.after(today, DAYS_FOR_A_WORD) + timedelta(days=1)
                recipient.save()
    return moving.support_request  # type: ignore[no-any-return]


def confirm(support_request: SupportRequest, *, by: User, vanguard: int, helped: Helped, words: str = "") -> SupportRequest:
    """A vanguard's word: it was delivered, and whether it helped."""
    with _moving(support_request, Move.CONFIRM, by=by, words=words, vanguard=vanguard) as moving:
        moving.recipient.helped, moving.recipient.words = helped, words
    return moving.support_request  # type: ignore[no-any-return]


def dispute(support_request: SupportRequest, *, by: User, vanguard: int, words: str) -> SupportRequest:
    """A vanguard's word: it was not delivered as it should be. Open again, for this one alone."""
    with _moving(support_request, Move.DISPUTE, by=by, words=words, vanguard=vanguard) as moving:
        moving.recipient.words = words
    return moving.support_request  # type: ignore[no-any-return]


def withdraw(support_request: SupportRequest, *, by: User, vanguard: int, words: str) -> SupportRequest:
    """A vanguard needs it no more; with the last one the request is closed."""
    with _moving(support_request, Move.WITHDRAW, by=by, words=words, vanguard=vanguard) as moving:
        pass
    return moving.support_request  # type: ignore[no-any-return]


def add_vanguards(support_request: SupportRequest, *, by: User, vanguards: Sequence[Vanguard], words: str) -> SupportRequest:
    """Others need it too. What was delivered is open again, for them alone."""
    with _moving(support_request, Move.ADD, by=by, words=words) as moving:
        if not _open_for(moving.support_request, moving.recipients, vanguards):
            raise Refused("They are on the request already.")
    return moving.support_request  # type: ignore[no-any-return]


def take_off(support_request: SupportRequest, *, by: User, vanguard: int, words: str) -> SupportRequest:
    """It is on the request by mistake. The last one cannot be taken off: a request is somebody's."""
    with _moving(support_request, Move.REMOVE, by=by, words=words) as moving:
        recipient = next((each for each in moving.recipients if each.vanguard_id == vanguard), None)
        if recipient is None:
            raise Refused(f"Vanguard {vanguard} is not on the request any more.")
        if len(moving.recipients) == 1:
            raise Refused("It is the only vanguard on the request: decline the request, or add another vanguard first.")
        moving.recipients.remove(recipient)
        moving.taken_off = recipient.vanguard
        recipient.delete()
    return moving.support_request  # type: ignore[no-any-return]


def reopen(support_request: SupportRequest, *, by: User, words: str) -> SupportRequest:
    """Everything begins again for those on it who have not withdrawn: in progress where it has an owner, raised where it was declined."""
    with _moving(support_request, Move.REOPEN, by=by, words=words) as moving:
        fresh = moving.support_request
        left = [recipient for recipient in moving.recipients if recipient.word != Word.WITHDRAWN]
        if moving.recipients and not left:
            raise Refused("Every vanguard has withdrawn from it: there is nobody to reopen it for.")
        fresh.state = State.RAISED if fresh.state == State.DECLINED or fresh.owner_id is None else State.IN_PROGRESS
        for recipient in left:
            if recipient.word in DONE_WITH:
                _begin_again(recipient)
    return moving.support_request  # type: ignore[no-any-return]


def reassign(support_request: SupportRequest, *, by: User, owner: User, words: str) -> SupportRequest:
    with _moving(support_request, Move.REASSIGN, by=by, words=words) as moving:
        if moving.support_request.owner_id == owner.pk:
            raise Refused(f"{owner} owns it already.")
        moving.support_request.owner = owner
    return moving.support_request  # type: ignore[no-any-return]


def change_target_date(support_request: SupportRequest, *, by: User, target_on: date, words: str) -> SupportRequest:
    with _moving(support_request, Move.RETARGET, by=by, words=words) as moving:
        if moving.support_request.target_on == target_on:
            raise Refused("That is its target date already.")
        moving.support_request.target_on = target_on
    return moving.support_request  # type: ignore[no-any-return]


def count_silence(day: date) -> int:
    """Every word awaited whose ten working days are over counts as not confirmed, each as a change of its own; returns how many."""
    silent = Recipient.objects.silent(day).order_by("support_request_id", "vanguard_id")
    counted = 0
    for number, vanguard in list(silent.values_list("support_request_id", "vanguard_id")):
        words = f"No word within {DAYS_FOR_A_WORD} working days"
        try:
            with _moving(SupportRequest(pk=number), Move.SILENCE, by=None, words=words, vanguard=vanguard):
                counted += 1
        except Refused:  # they gave their word meanwhile
            continue
    return counted


ACTIONS: dict[Move, Callable[..., SupportRequest]] = {
    Move.ACCEPT: accept,
    Move.DECLINE: decline,
    Move.MERGE: merge,
    Move.START: start,
    Move.WAIT: wait,
    Move.RESUME: resume,
    Move.DELIVER: deliver,
    Move.CONFIRM: confirm,
    Move.DISPUTE: dispute,
    Move.WITHDRAW: withdraw,
    Move.ADD: add_vanguards,
    Move.REMOVE: take_off,
    Move.REOPEN: reopen,
    Move.REASSIGN: reassign,
    Move.RETARGET: change_target_date,
}
