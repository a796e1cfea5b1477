"""One move of many requests at once: weighed row by row, and made in one change of what did not move since it was weighed.

`asked`: what the act's form asked for (support/forms/many.py), the same for all.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar

from history.bulk import change_all, create_all
from history.changes import OpenChange, change
from history.models import Concern
from pages import dates
from pages.errors import Refused
from people.models import User
from people.verdict import Verdict, refused
from support import notices
from support.models import AnsweringBody, Comment, MoveMade, Recipient, SupportRequest
from support.policies import may_aim_at, may_give_to, may_move, may_say_to
from support.stays import took_to_accept
from support.workflow import DONE_WITH, Move, State

MOST_AT_ONCE = 5_000

Asked = Mapping[str, Any]


class Act:
    """Something that can be done to many requests: a move of the table, the same for each."""

    move: ClassVar[Move]

    @property
    def label(self) -> str:
        return str(self.move.label)

    def prepare(self, requests: Sequence[SupportRequest], by: User, asked: Asked) -> None:
        """Read at once what weighing them takes."""

    def may(self, by: User, support_request: SupportRequest, asked: Asked) -> Verdict:
        return may_move(by, support_request, self.move)

    def will(self, support_request: SupportRequest, asked: Asked) -> str:
        """What would be so then, as the preview says it."""
        raise NotImplementedError

    def values(self, asked: Asked) -> dict[str, Any]:
        """What is the same on each of them then."""
        return {}

    def add(self, requests: Sequence[SupportRequest], asked: Asked) -> None:
        """What else belongs to each then."""

    def do(self, opened: OpenChange, requests: Sequence[SupportRequest], words: str, asked: Asked) -> None:
        values = self.values(asked)
        if values:
            change_all(SupportRequest.objects.filter(pk__in=[each.pk for each in requests]), **values)
        self.add(requests, asked)
        create_all([self._note(each, values.get("state", each.state), words, opened) for each in requests])
        for each in requests:
            for name, value in values.items():
                setattr(each, name, value)
        notices.tell(opened, _news(requests, self.move, words))

    def _note(self, support_request: SupportRequest, after: str, words: str, opened: OpenChange) -> MoveMade:
        return MoveMade(
            support_request=support_request,
            move=self.move,
            state_before=support_request.state,
            state_after=after,
            words=words,
            moved_by=opened.by,
            moved_at=opened.moment,
            took=took_to_accept(support_request) if self.move == Move.ACCEPT else None,
        )


class WithBodies(Act):
    """What puts bodies on a request, or a contact with those that answer it already."""

    def prepare(self, requests: Sequence[SupportRequest], by: User, asked: Asked) -> None:
        self.on_it: dict[tuple[int, int], AnsweringBody] = {
            (each.support_request_id, each.organisation_id): each
            for each in AnsweringBody.objects.filter(support_request__in=[one.pk for one in requests], organisation__in=asked["bodies"])
        }

    def add(self, requests: Sequence[SupportRequest], asked: Asked) -> None:
        contact = asked["contact"]
        pairs = [(each, body, self.on_it.get((each.pk, body.pk))) for each in requests for body in asked["bodies"]]
        create_all(
            [AnsweringBody(support_request=each, organisation=body, contact=contact) for each, body, on_it in pairs if on_it is None]
        )
        other_contact = [on_it.pk for _, _, on_it in pairs if on_it is not None and contact]
        change_all(AnsweringBody.objects.filter(pk__in=other_contact), contact=contact)  # leaves those that have it


class AddBody(WithBodies):
    move = Move.ADD_BODY

    def may(self, by: User, support_request: SupportRequest, asked: Asked) -> Verdict:
        verdict = super().may(by, support_request, asked)
        on_it = [self.on_it.get((support_request.pk, body.pk)) for body in asked["bodies"]]
        if verdict and all(each is not None and asked["contact"] in ("", each.contact) for each in on_it):
            return refused("That is on the request already.")
        return verdict

    def will(self, support_request: SupportRequest, asked: Asked) -> str:
        contact = f", contact {asked['contact']}" if asked["contact"] else ""
        return f"Answered by {', '.join(str(body) for body in asked['bodies'])}{contact}"


class Accept(WithBodies):
    move = Move.ACCEPT

    def will(self, support_request: SupportRequest, asked: Asked) -> str:
        return f"Accepted, owned by {asked['owner']}, priority {asked['priority']}, due {dates.on(asked['target_on'])}"

    def values(self, asked: Asked) -> dict[str, Any]:
        return {"state": State.ACCEPTED} | {name: asked[name] for name in ("owner", "priority", "target_on")}


class Reassign(Act):
    move = Move.REASSIGN

    def may(self, by: User, support_request: SupportRequest, asked: Asked) -> Verdict:
        verdict = super().may(by, support_request, asked)
        return verdict and may_give_to(support_request, asked["owner"])

    def will(self, support_request: SupportRequest, asked: Asked) -> str:
        return f"Owned by {asked['owner']}, no longer by {support_request.owner}"

    def values(self, asked: Asked) -> dict[str, Any]:
        return {"owner": asked["owner"]}


class Retarget(Act):
    move = Move.RETARGET

    def may(self, by: User, support_request: SupportRequest, asked: Asked) -> Verdict:
        verdict = super().may(by, support_request, asked)
        return verdict and may_aim_at(support_request, asked["target_on"])

    def will(self, support_request: SupportRequest, asked: Asked) -> str:
        before = dates.on(support_request.target_on) if support_request.target_on else "no date"
        return f"Due {dates.on(asked['target_on'])}, not {before}"

    def values(self, asked: Asked) -> dict[str, Any]:
        return {"target_on": asked["target_on"]}


class CommentOn(Act):
    """No move: words, the same on each."""

    label = "Comment"

    def prepare(self, requests: Sequence[SupportRequest], by: User, asked: Asked) -> None:
        said = Comment.objects.filter(written_by=by, audience=asked["audience"], support_request__in=[each.pk for each in requests])
        self.said = set(said.filter(words=asked["words"]).values_list("support_request_id", flat=True)) if "words" in asked else set()

    def may(self, by: User, support_request: SupportRequest, asked: Asked) -> Verdict:
        if support_request.pk in self.said:
            return refused("You have said this already: it stands on the request.")
        return may_say_to(by, asked["audience"], None)

    def will(self, support_request: SupportRequest, asked: Asked) -> str:
        return f"Your comment, read by {Comment.Audience(asked['audience']).label.lower()}"

    def do(self, opened: OpenChange, requests: Sequence[SupportRequest], words: str, asked: Asked) -> None:
        comments = [
            Comment(support_request=each, audience=asked["audience"], words=words, written_by=opened.by, written_at=opened.moment)
            for each in requests
        ]
        create_all(comments)
        notices.tell(opened, notices.of_comments(comments, _recipients(requests)))


ACTS: dict[str, type[Act]] = {
    "accept": Accept,
    "reassign": Reassign,
    "add-a-body": AddBody,
    "change-target-date": Retarget,
    "comment": CommentOn,
}


@dataclass(frozen=True)
class Weighed:
    """A request, and what would become of it: nothing, where the verdict is no."""

    support_request: SupportRequest
    verdict: Verdict
    will: str


@dataclass(frozen=True)
class Done:
    """The change that was made (None where there was nothing to do), how many it moved, and what was left as it was."""

    change: Any
    moved: int
    left: Sequence[Weighed]


def weigh(act: Act, numbers: Iterable[int], *, by: User, asked: Asked, since: datetime | None = None) -> list[Weighed]:
    """What would become of each request, in the order of their numbers; those that changed after `since` are left as they are."""
    numbers = list(numbers)
    requests = list(SupportRequest.objects.visible_to(by).for_moving().filter(pk__in=numbers).order_by("pk"))
    changed = _changed(numbers, since) if since is not None else {}
    act.prepare(requests, by, asked)
    return [_weighed(act, each, changed.get(each.pk), by, asked) for each in requests]


def _weighed(act: Act, support_request: SupportRequest, changed_by: str | None, by: User, asked: Asked) -> Weighed:
    support_request.made_so = None  # who made it so is a question for each page, not for thousands at once
    if changed_by is not None:
        return Weighed(support_request, refused(f"{changed_by} changed it since the preview."), "")
    verdict = act.may(by, support_request, asked)
    return Weighed(support_request, verdict, act.will(support_request, asked) if verdict else "")


def _changed(numbers: Sequence[int], since: datetime) -> dict[int, str]:
    """Who changed something of these after a moment, but for what was said on them, by the request's number."""
    label = SupportRequest._meta.label_lower
    concerns = Concern.objects.filter(record_type=label, record_id__in=numbers, change__made_at__gt=since).order_by("change")
    changes = concerns.exclude(entry__record_type=Comment._meta.label_lower)
    return {number: name or "The app itself" for number, name in changes.values_list("record_id", "change__made_by__name")}


def do(act: Act, numbers: Iterable[int], *, by: User, words: str, asked: Asked, since: datetime | None = None) -> Done:
    """Do it to all that allow it, in one change with one reason, and say which were left as they were and why."""
    asked = {**asked, "words": words}
    with change(by=by, reason=words) as opened:
        weighed = weigh(act, numbers, by=by, asked=asked, since=since)
        moving = [each.support_request for each in weighed if each.verdict]
        if moving:
            act.do(opened, moving, words, asked)
    return Done(opened.row if moving else None, len(moving), [each for each in weighed if not each.verdict])


def hand_over(*, by: User, owner: User, to: User, words: str) -> Done:
    """Everything open that somebody owns becomes somebody else's, in one change: for who leaves. Raises Refused where that is nothing."""
    with change(by=by, reason=words):  # what is theirs is read when no other change is under way
        numbers = list(SupportRequest.objects.visible_to(by).open().filter(owner=owner).values_list("pk", flat=True))
        done = do(Reassign(), numbers, by=by, words=words, asked={"owner": to})
        if done.change is None:
            raise Refused(done.left[0].verdict.why if done.left else f"{owner} owns no request that is open.")
    return done


def _recipients(requests: Sequence[SupportRequest]) -> dict[int, list[Recipient]]:
    found: dict[int, list[Recipient]] = {each.pk: [] for each in requests}
    for recipient in Recipient.objects.filter(support_request__in=list(found)).order_by("support_request", "vanguard"):
        found[recipient.support_request_id].append(recipient)
    return found


def _news(requests: Sequence[SupportRequest], move: Move, words: str) -> list[notices.News]:
    recipients = _recipients(requests)
    return [
        news
        for each in requests
        for news in notices.of_move(each, move, [one for one in recipients[each.pk] if one.word not in DONE_WITH], words)
    ]
