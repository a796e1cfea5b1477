"""Who may make which move, and why not: the sentence is what the person reads beside the move, and when they try it all the same."""

from collections.abc import Iterable, Sequence
from datetime import date

from people.models import User
from people.verdict import ALLOWED, Offered, Verdict, possible_first, refused
from support.models import Comment, Recipient, SupportRequest
from support.workflow import TABLE, Move, Rule, State, Who, Word
from vanguards.models import Vanguard

DONE = {
    Move.ACCEPT: "accepted",
    Move.DECLINE: "declined",
    Move.MERGE: "merged into another",
    Move.START: "started",
    Move.WAIT: "set to wait",
    Move.RESUME: "resumed",
    Move.DELIVER: "delivered",
    Move.CONFIRM: "confirmed",
    Move.DISPUTE: "disputed",
    Move.TAKE_BACK: "no longer disputed",
    Move.WITHDRAW: "withdrawn from",
    Move.SILENCE: "counted as not confirmed",
    Move.ADD: "given further vanguards",
    Move.REMOVE: "for fewer vanguards",
    Move.REOPEN: "reopened",
    Move.REASSIGN: "given to somebody else",
    Move.RETARGET: "given another target date",
    Move.ADD_BODY: "given another answering body",
    Move.SHARE: "shared with other vanguards",
    Move.UNSHARE: "kept from other vanguards",
}


def may_move(user: User | None, support_request: SupportRequest, move: Move, recipient: Recipient | None = None) -> Verdict:
    """Whether this person (None: the app itself) may make this move now; a move of one recipient, whether for that one."""
    rule = TABLE[move]
    verdict = _is_theirs(user, rule, recipient)
    if verdict and recipient is not None and Word(recipient.word) not in rule.words:
        return refused(_what_it_says(recipient, move))
    if verdict and State(support_request.state) not in rule.states:
        return refused(f"{_where_it_stands(support_request, user)} Only a request that is {_one_of(rule)} can be {DONE[move]}.")
    if verdict and move == Move.SHARE and support_request.shared:
        return refused("It is shared already.")
    if verdict and move == Move.UNSHARE and not support_request.shared:
        return refused("It is not shared: only the vanguards on it and the team read it.")
    return verdict


def may_give_to(support_request: SupportRequest, owner: User) -> Verdict:
    """Whether a request can change hands to somebody of the team."""
    return refused(f"{owner} owns it already.", "owner") if support_request.owner_id == owner.pk else ALLOWED


def may_aim_at(support_request: SupportRequest, day: date) -> Verdict:
    """Whether a request can be given this target date."""
    return refused("That is its target date already.", "target_on") if support_request.target_on == day else ALLOWED


def offered_to(user: User, support_request: SupportRequest, recipients: Iterable[Recipient]) -> tuple[Offered, ...]:
    """The moves that are this person's to make on a request, those they can make now first; the others say why they cannot."""
    own = [recipient for recipient in recipients if recipient.vanguard_id in user.led_vanguard_ids]
    offered = (Offered(move, may_make(user, support_request, move, own)) for move in TABLE if is_theirs_to_make(user, move, own))
    return possible_first(offered)


def is_theirs_to_make(user: User, move: Move, own: Sequence[Recipient]) -> bool:
    """Whether such a move is this person's at all, whatever the state."""
    rule = TABLE[move]
    return any(_is_theirs(user, rule, recipient) for recipient in own) if rule.of_recipient else bool(_is_theirs(user, rule, None))


def may_make(user: User, support_request: SupportRequest, move: Move, own: Sequence[Recipient]) -> Verdict:
    """Whether they can make it now: of a move of one recipient, for any of their own vanguards on the request."""
    if not TABLE[move].of_recipient:
        return may_move(user, support_request, move)
    verdicts = [may_move(user, support_request, move, recipient) for recipient in own]
    return next((verdict for verdict in verdicts if verdict), verdicts[0] if verdicts else may_move(user, support_request, move))


def may_raise(user: User) -> Verdict:
    if not (may_change_requests(user) or user.is_lead):
        return refused("Requests are raised by those who lead a vanguard, and by the programme team.")
    return ALLOWED


def may_raise_for(user: User, vanguards: Iterable[Vanguard]) -> Verdict:
    if may_change_requests(user) or {vanguard.pk for vanguard in vanguards} <= set(user.led_vanguard_ids):
        return ALLOWED
    return refused("You can raise a request only for vanguards that you lead.")


def may_write_on(user: User) -> Verdict:
    """Whether somebody who sees a request may say something on it."""
    if not (may_change_requests(user) or user.is_lead):
        return refused("Only the programme team and those who lead a vanguard write on requests.")
    return ALLOWED


def may_say_to(user: User, audience: str, vanguard: Vanguard | None) -> Verdict:
    """Whether somebody may write a comment for these readers."""
    if not may_write_on(user):
        return may_write_on(user)
    if not user.sees_everything and audience == Comment.Audience.INTERNAL:
        return refused("Only the programme team comments within the team.")
    if (
        not user.sees_everything
        and audience == Comment.Audience.VANGUARD
        and (vanguard is None or vanguard.pk not in user.led_vanguard_ids)
    ):
        return refused("You can write to the team only for a vanguard that you lead.")
    return ALLOWED


def may_edit(user: User, comment: Comment) -> Verdict:
    """Whether somebody may change the words of a comment."""
    if comment.written_by_id != user.pk:
        return refused("Only who wrote a comment changes its words.")
    return ALLOWED


def may_change_requests(user: User) -> Verdict:
    if not (user.is_programme_team or user.is_administrator):
        return refused("Only the programme team can do this.")
    return ALLOWED


def _is_theirs(user: User | None, rule: Rule, recipient: Recipient | None) -> Verdict:
    if rule.who == Who.APP:
        return ALLOWED if user is None else refused("This is done by the app itself, when nothing was said for ten working days.")
    if user is None:
        return refused("This is done by people, not by the app itself.")
    if rule.who == Who.TEAM:
        verdict = may_change_requests(user)
        return verdict if verdict else refused(f"Only the programme team can say that a request is {DONE[rule.move]}.")
    if recipient is None or recipient.vanguard_id not in user.led_vanguard_ids:
        return refused("Only those who lead a vanguard on the request can do this, for their own vanguard.")
    return ALLOWED


def _where_it_stands(support_request: SupportRequest, user: User | None) -> str:
    """In words; with who made it so and when, where that is on record: for those who do not see everything, only if it was the team."""
    stands = f"The request is {support_request.get_state_display().lower()}"
    last = support_request.made_so
    if last is None or last.moved_by is None or not (last.vanguard_id is None or (user is not None and user.sees_everything)):
        return f"{stands}."
    return f"{stands}, since {last.when}; {last.moved_by} made it so."


def _one_of(rule: Rule) -> str:
    return " or ".join([", ".join(state.label.lower() for state in rule.states[:-1]), rule.states[-1].label.lower()]).removeprefix(" or ")


def _what_it_says(recipient: Recipient, move: Move) -> str:
    if move == Move.TAKE_BACK:
        now = " It was delivered, and your answer is awaited." if recipient.word == Word.DELIVERED else ""
        return f"Your vanguard disputes nothing on this request now.{now}"
    if recipient.word == Word.OPEN:
        return "Nothing was delivered yet: when it is, you will be asked for your word."
    said = recipient.said_so
    by_whom = f", since {said.when}; {said.moved_by} said so" if said is not None and said.moved_by is not None else ""
    return f"Your vanguard’s word is “{recipient.get_word_display().lower()}”{by_whom}. It can no longer be {DONE[move]}."
