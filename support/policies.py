"""Who may do what on requests besides the moves, what a move may set, and why not: the sentence is what the person reads."""

from collections.abc import Iterable
from datetime import date

from people.models import User
from people.verdict import ALLOWED, Verdict, refused
from support.models import Comment, SupportRequest
from vanguards.models import Vanguard


def may_give_to(support_request: SupportRequest, owner: User) -> Verdict:
    """Whether a request can change hands to somebody of the team."""
    return refused(f"{owner} owns it already.", "owner") if support_request.owner_id == owner.pk else ALLOWED


def may_aim_at(support_request: SupportRequest, day: date) -> Verdict:
    """Whether a request can be given this target date."""
    return refused("That is its target date already.", "target_on") if support_request.target_on == day else ALLOWED


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
