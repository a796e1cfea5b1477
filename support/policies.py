"""Who may do what on requests, apart from moves; what a move may set. A refusal is a sentence for the person."""

from collections.abc import Iterable

from people.models import User
from people.policies import may_do_the_teams_work
from people.verdict import ALLOWED, Verdict, refused
from support.models import Comment
from vanguards.models import Vanguard

may_change_requests = may_do_the_teams_work


def may_raise(user: User) -> Verdict:
    if not (may_change_requests(user) or user.is_lead):
        return refused("Only leads of a vanguard and the programme team can raise a request.")
    return ALLOWED


def may_raise_for(user: User, vanguards: Iterable[Vanguard]) -> Verdict:
    if may_change_requests(user) or {vanguard.pk for vanguard in vanguards} <= set(user.led_vanguard_ids):
        return ALLOWED
    return refused("You can raise a request only for vanguards that you lead.")


def may_write_on(user: User) -> Verdict:
    """Return whether somebody who sees a request may comment on it."""
    if not (may_change_requests(user) or user.is_lead):
        return refused("Only the programme team and leads of a vanguard can write on requests.")
    return ALLOWED


def may_say_to(user: User, audience: str, vanguard: Vanguard | None) -> Verdict:
    """Return whether somebody may write a comment for these readers."""
    if not may_write_on(user):
        return may_write_on(user)
    if not user.sees_everything and audience == Comment.Audience.INTERNAL:
        return refused("Only the programme team can comment within the team.")
    if (
        not user.sees_everything
        and audience == Comment.Audience.VANGUARD
        and (vanguard is None or vanguard.pk not in user.led_vanguard_ids)
    ):
        return refused("You can write to the team only for a vanguard that you lead.")
    return ALLOWED


def may_edit(user: User, comment: Comment) -> Verdict:
    """Return whether somebody may change the words of a comment."""
    if comment.written_by_id != user.pk:
        return refused("Only the person who wrote a comment can change it.")
    return ALLOWED
