"""What is done to a request: each in one change, on the record as it stands when it is done, if the policy allows it then.

All raise Refused, with the sentence for the person, where the move cannot be made now: somebody else may have made one meanwhile.
"""

from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import date
from typing import Any

from history import clock
from pages import dates, working_days
from pages.errors import Refused
from people.models import User
from support import notices, stays
from support.answers import confirm, dispute, take_back_dispute, withdraw
from support.awaited import silence_counts_from
from support.models import AnsweringBody, Recipient, SupportRequest
from support.moving import moving, note
from support.policies import may_aim_at, may_give_to
from support.workflow import DONE_WITH, STILL_OPEN, Move, State, Word, state_after
from vanguards.models import Organisation, Vanguard
from vanguards.news import News

MERGED = "Another request for the same need was merged into this one."


def accept(
    support_request: SupportRequest,
    *,
    by: User,
    owner: User,
    priority: str,
    target_on: date,
    bodies: Iterable[Organisation] = (),
    contact: str = "",
    instead_of: str | None = None,
) -> SupportRequest:
    """Take it on: who looks after it, how pressing it is, until when, and which bodies answer it; `instead_of`: what of that was decided as
    the person saw it, where they did.
    """
    with moving(support_request, Move.ACCEPT, by=by) as under_way:
        fresh = under_way.support_request
        _refuse_unseen(instead_of, fresh.decided, f"it was changed: {fresh.decided_said(clock.today())}", "owner")
        fresh.owner, fresh.priority, fresh.target_on = owner, priority, target_on
        _answered_by(fresh, bodies, contact)
    return under_way.support_request


def _answered_by(support_request: SupportRequest, bodies: Iterable[Organisation], contact: str) -> bool:
    """Put these bodies on it, or the contact with those that answer it already; False where all of that stood."""
    changed = False
    for body in bodies:
        answering, made = AnsweringBody.objects.get_or_create(
            support_request=support_request, organisation=body, defaults={"contact": contact}
        )
        changed = changed or made or (contact != "" and answering.contact != contact)
        if contact and not made:
            answering.contact = contact
            answering.save()
    return changed


def decline(support_request: SupportRequest, *, by: User, words: str) -> SupportRequest:
    with moving(support_request, Move.DECLINE, by=by, words=words) as under_way:
        pass
    return under_way.support_request


def merge(support_request: SupportRequest, *, by: User, into: SupportRequest, words: str) -> SupportRequest:
    """Its recipients go along: those that the other one does not have yet are added to it."""
    with moving(support_request, Move.MERGE, by=by, words=words) as under_way:
        other = SupportRequest.objects.get(pk=into.pk)
        if other.pk == under_way.support_request.pk:
            raise Refused("A request cannot be merged into itself.", "into")
        if not other.is_open:
            raise Refused(f"{other.reference} is {other.get_state_display().lower()}: merge only into a request that is open.", "into")
        under_way.support_request.merged_into = other
        under_way.news = _bring_along(
            other, [recipient.vanguard for recipient in under_way.recipients if recipient.word != Word.WITHDRAWN], by
        )
    return under_way.support_request


def _bring_along(other: SupportRequest, vanguards: Sequence[Vanguard], by: User) -> list[News]:
    """Open the other request for these vanguards, note there that it was, and return what there is to tell of it."""
    before, recipients = other.state, list(other.recipients.all())
    opened = _open_for(other, recipients, vanguards, again=DONE_WITH)
    if opened:
        other.state = state_after(State(before), [Word(recipient.word) for recipient in recipients])
        other.save()
        note(other, Move.ADD, before, by=by, words=MERGED)
    return notices.of_move(other, Move.ADD, opened, MERGED)


def _open_for(
    support_request: SupportRequest, recipients: list[Any], vanguards: Iterable[Vanguard], *, again: Collection[Word]
) -> list[Recipient]:
    """Put these vanguards on it, or open it again for those whose word is one of `again`; none where there is nothing to open."""
    on_it = {recipient.vanguard_id: recipient for recipient in recipients}
    opened = []
    for vanguard in vanguards:
        recipient = on_it.get(vanguard.pk)
        if recipient is None:
            recipients.append(Recipient.objects.create(support_request=support_request, vanguard=vanguard))
            opened.append(recipients[-1])
        elif recipient.word in again:
            _begin_again(recipient)
            opened.append(recipient)
    return opened


def _begin_again(recipient: Recipient) -> None:
    """Open for this vanguard as on the first day; what it said before is in the history."""
    recipient.word, recipient.helped, recipient.words = Word.OPEN, "", ""
    recipient.asked_on = recipient.silent_on = None
    recipient.save()


def start(support_request: SupportRequest, *, by: User) -> SupportRequest:
    with moving(support_request, Move.START, by=by) as under_way:
        pass
    return under_way.support_request


def wait(support_request: SupportRequest, *, by: User, words: str) -> SupportRequest:
    """The clock stops while the vanguards are waited for; `words` say what for."""
    with moving(support_request, Move.WAIT, by=by, words=words) as under_way:
        pass
    return under_way.support_request


def resume(support_request: SupportRequest, *, by: User) -> SupportRequest:
    """The clock goes on: the target date comes later by the working days that the vanguards were waited for."""
    with moving(support_request, Move.RESUME, by=by) as under_way:
        fresh = under_way.support_request
        if fresh.target_on is not None:
            fresh.target_on = working_days.after(fresh.target_on, stays.days_waited(fresh))
    return under_way.support_request


def deliver(support_request: SupportRequest, *, by: User, words: str) -> SupportRequest:
    """Say what was given, and ask the word of each recipient that is still open or disputes it: on a fresh ten working days."""
    with moving(support_request, Move.DELIVER, by=by, words=words) as under_way:
        today = clock.today()
        under_way.told = [recipient for recipient in under_way.recipients if recipient.word in STILL_OPEN]
        is_for_all = len(under_way.told) == sum(recipient.word != Word.WITHDRAWN for recipient in under_way.recipients)
        given = under_way.support_request.outcome
        under_way.support_request.outcome = words if is_for_all or not given else f"{given}\n{words}"
        for recipient in under_way.told:
            recipient.word, recipient.helped, recipient.words = Word.DELIVERED, "", ""
            recipient.asked_on, recipient.silent_on = today, silence_counts_from(today)
            recipient.save()
    return under_way.support_request


def add_vanguards(support_request: SupportRequest, *, by: User, vanguards: Sequence[Vanguard], words: str) -> SupportRequest:
    """Others need it too, or need it after all. What was delivered is open for them alone: who has confirmed has confirmed."""
    with moving(support_request, Move.ADD, by=by, words=words) as under_way:
        under_way.told = _open_for(under_way.support_request, under_way.recipients, vanguards, again=(Word.WITHDRAWN,))
        if not under_way.told:
            raise Refused("They are on the request already.", "vanguards")
    return under_way.support_request


def take_off(support_request: SupportRequest, *, by: User, vanguard: int, words: str) -> SupportRequest:
    """It is on the request by mistake. The last one cannot be taken off: a request is somebody's."""
    with moving(support_request, Move.REMOVE, by=by, words=words) as under_way:
        recipient = next((each for each in under_way.recipients if each.vanguard_id == vanguard), None)
        if recipient is None:
            raise Refused(f"Vanguard {vanguard} is not on the request any more.", "vanguard")
        if len(under_way.recipients) == 1:
            raise Refused("It is the only vanguard on the request: decline the request, or add another vanguard first.", "vanguard")
        under_way.recipients.remove(recipient)
        under_way.taken_off, under_way.told = recipient.vanguard, [recipient]
        recipient.delete()
    return under_way.support_request


def reopen(support_request: SupportRequest, *, by: User, words: str) -> SupportRequest:
    """Everything begins again for those on it who have not withdrawn: in progress where it has an owner whose account is open, raised
    where it has none or was declined.
    """
    with moving(support_request, Move.REOPEN, by=by, words=words) as under_way:
        fresh = under_way.support_request
        left = [recipient for recipient in under_way.recipients if recipient.word != Word.WITHDRAWN]
        if under_way.recipients and not left:
            raise Refused("Every vanguard has withdrawn from it: there is nobody to reopen it for.")
        fresh.owner = fresh.owner if fresh.owner is None or fresh.owner.is_active else None
        fresh.state = State.RAISED if fresh.state == State.DECLINED or fresh.owner is None else State.IN_PROGRESS
        for recipient in left:
            if recipient.word in DONE_WITH:
                _begin_again(recipient)
    return under_way.support_request


def _refuse_unseen(seen: str | None, stands: Any, became: str, field: str) -> None:
    """What somebody else wrote since is not replaced unseen."""
    if seen is not None and seen != str(stands or ""):
        raise Refused(f"Since you opened this page {became}. Send yours again if it should replace that.", field)


def reassign(support_request: SupportRequest, *, by: User, owner: User, words: str, instead_of: str | None = None) -> SupportRequest:
    """Another owner; `instead_of`: the number of the one it replaces as the person saw it, where they saw one."""
    with moving(support_request, Move.REASSIGN, by=by, words=words) as under_way:
        may_give_to(under_way.support_request, owner).enforce()
        _refuse_unseen(
            instead_of, under_way.support_request.owner_id, f"it was given to {under_way.support_request.owner or 'nobody'}", "owner"
        )
        under_way.support_request.owner = owner
    return under_way.support_request


def change_target_date(
    support_request: SupportRequest, *, by: User, target_on: date, words: str, instead_of: str | None = None
) -> SupportRequest:
    """Another target date; `instead_of`: the one it replaces as the person saw it, where they saw one."""
    with moving(support_request, Move.RETARGET, by=by, words=words) as under_way:
        may_aim_at(under_way.support_request, target_on).enforce()
        stands = under_way.support_request.target_on
        _refuse_unseen(instead_of, stands, f"its target date became {dates.on(stands) if stands else 'none'}", "target_on")
        under_way.support_request.target_on = target_on
    return under_way.support_request


def add_body(
    support_request: SupportRequest,
    *,
    by: User,
    bodies: Iterable[Organisation],
    words: str,
    contact: str = "",
    instead_of: str | None = None,
) -> SupportRequest:
    """Another body answers it too, or has another contact; `instead_of`: who answers it as the person saw it, where they did."""
    with moving(support_request, Move.ADD_BODY, by=by, words=words) as under_way:
        stands = under_way.support_request.answered_by
        _refuse_unseen(instead_of, stands, f"it is answered by {stands or 'nobody'}", "bodies")
        if not _answered_by(under_way.support_request, bodies, contact):
            raise Refused("That is on the request already.", "bodies")
    return under_way.support_request


def share(support_request: SupportRequest, *, by: User) -> SupportRequest:
    """Leads of other vanguards may read what was asked and what was given, without names, words or comments."""
    with moving(support_request, Move.SHARE, by=by) as under_way:
        under_way.support_request.shared = True
    return under_way.support_request


def stop_sharing(support_request: SupportRequest, *, by: User) -> SupportRequest:
    with moving(support_request, Move.UNSHARE, by=by) as under_way:
        under_way.support_request.shared = False
    return under_way.support_request


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
    Move.TAKE_BACK: take_back_dispute,
    Move.WITHDRAW: withdraw,
    Move.ADD: add_vanguards,
    Move.REMOVE: take_off,
    Move.REOPEN: reopen,
    Move.REASSIGN: reassign,
    Move.RETARGET: change_target_date,
    Move.ADD_BODY: add_body,
    Move.SHARE: share,
    Move.UNSHARE: stop_sharing,
}
