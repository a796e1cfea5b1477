"""What people are told by mail about a request: those who lead a vanguard on it what waits for them or came of it, its owner what they say.

Nobody is told of what they did themselves, nor of what they could not read on the page. What a lead does is told to the owner: those who
lead the same vanguard read it on the page, those who lead another read it nowhere. New requests are told to the programme team together.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from history.models import Entry
from history.recording.changes import OpenChange
from mail import posting
from pages import dates
from pages.counting import several
from people.models import User
from support.models import Comment, SupportRequest
from support.workflow import TABLE, Move, State
from vanguards import news as news_of_vanguards
from vanguards.news import News, ended

MANY = 4  # vanguards: so many are counted and not named

# To those who lead a vanguard on the request. What is in braces: the request, the person who moved it, their words, the owner, the day.
TO_LEADS = {
    Move.ACCEPT: "{request} is accepted. {owner} looks after it, and aims at {target}.",
    Move.DECLINE: "{request} is declined. {words}",
    Move.MERGE: "{request} is merged into another request, which goes on in its place. {words}",
    Move.WAIT: "{request} waits for you. {words}",
    Move.DELIVER: (
        "{request} is delivered. {words} Please say whether it helped; without your word it counts as not confirmed from {silent}."
    ),
    Move.SILENCE: "{request} counts as not confirmed for your vanguard: no word came within ten working days.",
    Move.ADD: "Your vanguard is on {request} now. {words}",
    Move.REMOVE: "Your vanguard is no longer on {request}. {words}",
    Move.REOPEN: "{request} is open again. {words}",
    Move.RETARGET: "{request} has another target date, {target}. {words}",
}
TO_THE_OWNER = {
    Move.CONFIRM: "{vanguard} has said whether {request} helped: {helped}. {words}",
    Move.DISPUTE: "{vanguard} disputes what was delivered on {request}. {words}",
    Move.TAKE_BACK: "{vanguard} no longer disputes what was delivered on {request}. Its answer is awaited again. {words}",
    Move.WITHDRAW: "{vanguard} has withdrawn from {request}. {words}",
    Move.REASSIGN: "You look after {request} now. {words}",
    Move.ACCEPT: "You look after {request} now. The target date is {target}.",
}

SUBJECTS = {
    Move.ACCEPT: "accepted",
    Move.DECLINE: "declined",
    Move.MERGE: "merged into another",
    Move.WAIT: "it waits for you",
    Move.DELIVER: "delivered, your word is asked",
    Move.SILENCE: "counted as not confirmed",
    Move.ADD: "your vanguard is on it",
    Move.REMOVE: "your vanguard is no longer on it",
    Move.REOPEN: "open again",
    Move.RETARGET: "another target date",
    Move.CONFIRM: "a vanguard’s word",
    Move.DISPUTE: "disputed",
    Move.TAKE_BACK: "a dispute is taken back",
    Move.WITHDRAW: "a vanguard has withdrawn",
    Move.REASSIGN: "yours to look after",
}


def of_move(support_request: SupportRequest, move: Move, recipients: Sequence[Any], words: str) -> list[News]:
    """What a move has to tell; `recipients`: those whose vanguards it concerns."""
    news = []
    if move in TO_LEADS and recipients:
        said = {"words": words, "silent": dates.on(recipients[0].silent_on) if recipients[0].silent_on else ""}
        sentence = _sentence(TO_LEADS[move], support_request, **said)
        vanguards = [recipient.vanguard_id for recipient in recipients]
        news.append(News(support_request, f"{support_request}: {SUBJECTS[move]}", sentence, vanguards, on_its_page=move != Move.REMOVE))
    if move in TO_THE_OWNER and support_request.owner is not None:
        said = {"words": words}
        if TABLE[move].of_recipient:
            said |= {"vanguard": str(recipients[0].vanguard), "helped": recipients[0].get_helped_display().lower()}
        sentence = _sentence(TO_THE_OWNER[move], support_request, **said)
        news.append(News(support_request, f"{support_request}: {SUBJECTS[move]}", sentence, people=[support_request.owner]))
    return news


def of_comments(comments: Sequence[Comment], recipients: Mapping[int, Sequence[Any]]) -> list[News]:
    """To those who may read them: the leads of their vanguards (`recipients`: of each request), and the owner."""
    return [_of_comment(comment, recipients[comment.support_request_id]) for comment in comments]


def _of_comment(comment: Comment, recipients: Sequence[Any]) -> News:
    support_request = comment.support_request
    everyone = [recipient.vanguard_id for recipient in recipients]
    readers = {Comment.Audience.SHARED: everyone, Comment.Audience.VANGUARD: [comment.vanguard_id], Comment.Audience.INTERNAL: []}
    sentence = f"{comment.written_by} commented on {support_request}: {comment.words}"
    people = [support_request.owner] if support_request.owner is not None else []
    return News(support_request, f"A comment on {support_request}", sentence, readers[Comment.Audience(comment.audience)], people)


def new_requests(since: int, user: User) -> posting.News:
    """What others raised after the change of that number, for a digest of somebody who sees everything."""
    added = Entry.objects.filter(record_type=SupportRequest._meta.label_lower, history_type="+", change__gt=since)
    by_others = added.exclude(change__made_by=user.pk).order_by().values("record_id")
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
    """Write the mails, in the change that is open: one to each person, however much of it is theirs."""
    news_of_vanguards.tell(opened, news, things="support requests")


def _sentence(template: str, support_request: SupportRequest, words: str = "", **said: str) -> str:
    target = dates.on(support_request.target_on) if support_request.target_on else "no date yet"
    return template.format(request=support_request, owner=support_request.owner, target=target, words=ended(words), **said).strip()
