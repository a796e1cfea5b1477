"""How every move is made: in one change, on the record as it stands when it is made, if the policy allows it then, and on record."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from history import clock
from history.reading.prepared import prepared
from history.recording.changes import change
from pages.errors import Refused
from people.models import User
from support import notices, stays
from support.models import MoveMade, SupportRequest
from support.policies import may_move
from support.workflow import DONE_WITH, TABLE, Move, Rule, State, Word, state_after
from vanguards.models import Vanguard
from vanguards.news import News


@dataclass
class Moving:
    """A move under way: the request and the one recipient it is of, read afresh, and what is to be written about it."""

    support_request: SupportRequest
    recipient: Any
    recipients: list[Any]
    taken_off: Vanguard | None = None
    news: Sequence[News] = ()  # what else there is to tell
    told: list[Any] | None = None  # the recipients whose leads are told of it, where not all that are open are


@contextmanager
def moving(
    support_request: SupportRequest, move: Move, *, by: User | None, words: str = "", vanguard: int | None = None
) -> Iterator[Moving]:
    """Open the change (it waits for any other to end), read the request as it stands now, ask the policy, move, and note the move."""
    with change(by=by, reason=words, source="page" if by else "command") as opened:
        fresh = standing(support_request)
        recipients = list(fresh.recipients.select_related("vanguard"))
        recipient = next((each for each in recipients if each.vanguard_id == vanguard), None)
        may_move(by, fresh, move, recipient).enforce()
        before = fresh.state
        under_way = Moving(fresh, recipient, recipients)
        yield under_way
        _move(under_way, TABLE[move])
        note(fresh, move, before, by=by, words=words, vanguard=recipient.vanguard if recipient is not None else under_way.taken_off)
        notices.tell(opened, [*notices.of_move(fresh, move, _told(under_way), words), *under_way.news])


def standing(support_request: SupportRequest, user: User | None = None) -> SupportRequest:
    """The request as it stands now; raises Refused where it was removed, or is not for this person to see any more."""
    fresh: SupportRequest | None = next(iter(_standing(support_request.pk, user)), None)
    if fresh is None:
        raise Refused(f"{support_request.reference} was removed meanwhile{', or your vanguard taken off it' if user else ''}.")
    return fresh


@prepared
def _standing(number: int, user: User | None) -> Any:
    requests = SupportRequest.objects.all() if user is None else SupportRequest.objects.visible_to(user)
    return requests.filter(pk=number)


def _told(under_way: Moving) -> list[Any]:
    if under_way.told is not None:
        return under_way.told
    if under_way.recipient is not None:
        return [under_way.recipient]
    return [recipient for recipient in under_way.recipients if recipient.word not in DONE_WITH]


def _move(under_way: Moving, rule: Rule) -> None:
    """To where the table says, or the words of the recipients."""
    fresh, recipient = under_way.support_request, under_way.recipient
    if rule.word is not None and recipient is not None:
        recipient.word = rule.word
        recipient.save()
    if rule.to is not None:
        fresh.state = rule.to
    if rule.follows:
        fresh.state = state_after(State(fresh.state), [Word(each.word) for each in under_way.recipients])
    fresh.save()


def note(
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
        took=stays.took(support_request, move),
    )
