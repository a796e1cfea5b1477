"""Mails about comments and new requests; moves write their own (support/moves/).

Nobody is told about what they did themselves or could not read on the page. What a lead does is told to the owner only: leads of the same
vanguard read it on the page, and leads of other vanguards may not read it. New requests reach the programme team in one digest.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from history.recording.changes import OpenChange
from mail import posting
from mail.digests import added_by_others
from pages import dates
from pages.counting import several
from people.models import User
from support.models import Comment, SupportRequest
from support.workflow import State
from vanguards import news as news_of_vanguards
from vanguards.news import News

MANY = 4  # more vanguards than this are counted, not named


def of_comments(comments: Sequence[Comment], recipients: Mapping[int, Sequence[Any]]) -> list[News]:
    """Return mails about comments for those who may read them: leads of their vanguards and the owner. `recipients` are by request."""
    return [_of_comment(comment, recipients[comment.support_request_id]) for comment in comments]


def _of_comment(comment: Comment, recipients: Sequence[Any]) -> News:
    support_request = comment.support_request
    everyone = [recipient.vanguard_id for recipient in recipients]
    readers = {Comment.Audience.SHARED: everyone, Comment.Audience.VANGUARD: [comment.vanguard_id], Comment.Audience.INTERNAL: []}
    sentence = f"{comment.written_by} commented on {support_request}: {comment.words}"
    people = [support_request.owner] if support_request.owner is not None else []
    return News(support_request, f"A comment on {support_request}", sentence, readers[Comment.Audience(comment.audience)], people)


def new_requests(since: int, user: User) -> posting.News:
    """Return requests that others raised after this change, for the digest of somebody who sees everything."""
    by_others = added_by_others(SupportRequest, since, user)
    raised = SupportRequest.objects.visible_to(user).filter(pk__in=by_others).select_related("raised_by").order_by("pk")
    lines = [(_raised(each), each.get_absolute_url()) for each in raised.prefetch_related("recipients__vanguard")]
    return several(len(lines), "new request"), lines


def _raised(support_request: SupportRequest) -> str:
    vanguards = [str(recipient.vanguard) for recipient in support_request.recipients.all()]
    whose = " and ".join(vanguards) if len(vanguards) < MANY else several(len(vanguards), "vanguard")
    by_whom, for_whom = (f" {word} {who}" if who else "" for word, who in (("by", support_request.raised_by), ("for", whose)))
    needed = f" Needed by {dates.on(support_request.needed_on)}." if support_request.needed_on else ""
    since_then = "" if support_request.state == State.RAISED else f" It is {support_request.get_state_display().lower()} already."
    return f"{support_request} is raised{by_whom}{for_whom}.{needed}{since_then}"


def tell(opened: OpenChange, news: Iterable[News]) -> None:
    """Write the mails in the open change, one for each person."""
    news_of_vanguards.tell(opened, news, things="support requests")
