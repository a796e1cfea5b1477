"""What can be done to many requests at once; what each asks stands in support/forms/many.py."""

from collections.abc import Sequence
from datetime import date
from typing import Any, ClassVar

from history import clock
from history.recording.bulk import change_all, create_all
from history.recording.changes import OpenChange, change
from pages import dates
from pages.errors import Refused
from people.acts import Act, Asked, Done, do
from people.models import User
from people.verdict import Verdict, refused
from support import notices
from support.models import AnsweringBody, Comment, MoveMade, Recipient, SupportRequest
from support.policies import may_aim_at, may_give_to, may_move, may_say_to
from support.stays import took_to_accept
from support.workflow import DONE_WITH, Move, State
from vanguards.news import News


def becomes(what: str, before: str, after: str) -> str:
    """What stands and what would stand: "Owner: nobody → Helen Marlowe"."""
    return f"{what}: {before} → {after}" if before != after else f"{what}: {after}, as it is"


def _owner(support_request: SupportRequest) -> User | None:
    owner: User | None = support_request.owner_on(clock.today())
    return owner


def _said(owner: User | None) -> str:
    return str(owner) if owner is not None else "nobody"


def _day(day: date | None) -> str:
    return dates.on(day) if day is not None else "none"


class RequestAct(Act):
    """Something that can be done to many requests: a move of the table, the same for each."""

    SAID = (Comment,)

    move: ClassVar[Move]

    def records(self, numbers: Sequence[int], by: User) -> list[SupportRequest]:
        found = list(SupportRequest.objects.visible_to(by).for_moving().filter(pk__in=numbers).order_by("pk"))
        for each in found:
            each.made_so = None  # who made it so is a question for each page, not for thousands at once
        return found

    def __init__(self) -> None:
        self.label = str(self.move.label)

    def may(self, by: User, support_request: SupportRequest, asked: Asked) -> Verdict:
        return may_move(by, support_request, self.move)

    def values(self, support_request: SupportRequest, asked: Asked) -> dict[str, Any]:
        """What is so on it then."""
        return {}

    def add(self, requests: Sequence[SupportRequest], asked: Asked) -> None:
        """What else belongs to each then."""

    def do(self, opened: OpenChange, requests: Sequence[SupportRequest], words: str, asked: Asked) -> None:
        before = {each.pk: each.state for each in requests}
        for values, alike in self._alike(requests, asked):
            change_all(SupportRequest.objects.filter(pk__in=[each.pk for each in alike]), **values)
            for each in alike:
                for name, value in values.items():
                    setattr(each, name, value)
        self.add(requests, asked)
        create_all([self._note(each, before[each.pk], words, opened) for each in requests])
        notices.tell(opened, _news(requests, self.move, words))

    def _alike(self, requests: Sequence[SupportRequest], asked: Asked) -> list[tuple[dict[str, Any], list[SupportRequest]]]:
        """Those that get the same values, with these; a record is changed once."""
        alike: list[tuple[dict[str, Any], list[SupportRequest]]] = []
        for each in requests:
            values = self.values(each, asked)
            of_it = next((these for known, these in alike if known == values), None)
            if of_it is not None:
                of_it.append(each)
            elif values:
                alike.append((values, [each]))
        return alike

    def _note(self, support_request: SupportRequest, before: str, words: str, opened: OpenChange) -> MoveMade:
        return MoveMade(
            support_request=support_request,
            move=self.move,
            state_before=before,
            state_after=support_request.state,
            words=words,
            moved_by=opened.by,
            moved_at=opened.moment,
            took=took_to_accept(support_request) if self.move == Move.ACCEPT else None,
        )


class WithBodies(RequestAct):
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
        return ". ".join(self._will_answer(support_request, body, asked["contact"]) for body in asked["bodies"])

    def _will_answer(self, support_request: SupportRequest, body: Any, contact: str) -> str:
        answering = self.on_it.get((support_request.pk, body.pk))
        if answering is None:
            return f"Answered by {body} too{f', contact {contact}' if contact else ''}"
        return becomes(f"Contact at {body}", answering.contact or "none", contact or answering.contact or "none")


class Accept(WithBodies):
    move = Move.ACCEPT

    def may(self, by: User, support_request: SupportRequest, asked: Asked) -> Verdict:
        verdict = super().may(by, support_request, asked)
        if verdict and _owner(support_request) is None and asked["owner"] is None:
            return refused("Nobody owns it: enter an owner for those that nobody owns.", "owner")
        return verdict

    def will(self, support_request: SupportRequest, asked: Asked) -> str:
        priority = support_request.get_priority_display().lower() or "not set"
        said = [
            "Accepted",
            becomes("Owner", _said(_owner(support_request)), _said(_owner(support_request) or asked["owner"])),
            becomes("Priority", priority, asked["priority"]),
            becomes("Target date", _day(support_request.target_on), _day(asked["target_on"])),
        ]
        return ". ".join(said)

    def values(self, support_request: SupportRequest, asked: Asked) -> dict[str, Any]:
        """The owner stays who it is."""
        owner = {"owner": asked["owner"]} if _owner(support_request) is None else {}
        return {"state": State.ACCEPTED, "priority": asked["priority"], "target_on": asked["target_on"]} | owner


class Reassign(RequestAct):
    move = Move.REASSIGN

    def may(self, by: User, support_request: SupportRequest, asked: Asked) -> Verdict:
        verdict = super().may(by, support_request, asked)
        return verdict and may_give_to(support_request, asked["owner"])

    def will(self, support_request: SupportRequest, asked: Asked) -> str:
        return becomes("Owner", _said(_owner(support_request)), _said(asked["owner"]))

    def values(self, support_request: SupportRequest, asked: Asked) -> dict[str, Any]:
        return {"owner": asked["owner"]}


class Retarget(RequestAct):
    move = Move.RETARGET

    def may(self, by: User, support_request: SupportRequest, asked: Asked) -> Verdict:
        verdict = super().may(by, support_request, asked)
        return verdict and may_aim_at(support_request, asked["target_on"])

    def will(self, support_request: SupportRequest, asked: Asked) -> str:
        return becomes("Target date", _day(support_request.target_on), _day(asked["target_on"]))

    def values(self, support_request: SupportRequest, asked: Asked) -> dict[str, Any]:
        return {"target_on": asked["target_on"]}


class CommentOn(RequestAct):
    """No move: words, the same on each."""

    def __init__(self) -> None:
        self.label = "Comment"

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


ACTS: dict[str, type[RequestAct]] = {
    "accept": Accept,
    "reassign": Reassign,
    "add-a-body": AddBody,
    "change-target-date": Retarget,
    "comment": CommentOn,
}


class GoesWithAnAccount(Reassign):
    """What somebody owned whose account is closed, or who leaves the team: whoever may do that hands it over."""

    def may(self, by: User, support_request: SupportRequest, asked: Asked) -> Verdict:
        return may_give_to(support_request, asked["owner"])


def owned_by(owner: User) -> list[int]:
    """The numbers of the open requests that somebody owns."""
    return list(SupportRequest.objects.open().filter(owner=owner).order_by("pk").values_list("pk", flat=True))


def hand_over(*, by: User, owner: User, to: User, words: str) -> Done:
    """Everything open that somebody owns becomes somebody else's, in one change: for who leaves. Raises Refused where that is nothing."""
    with change(by=by, reason=words):  # what is theirs is read when no other change is under way
        done = do(Reassign(), owned_by(owner), by=by, words=words, asked={"owner": to})
        if done.change is None:
            raise Refused(done.left[0].verdict.why if done.left else f"{owner} owns no request that is open.")
    return done


def _recipients(requests: Sequence[SupportRequest]) -> dict[int, list[Recipient]]:
    found: dict[int, list[Recipient]] = {each.pk: [] for each in requests}
    for recipient in Recipient.objects.filter(support_request__in=list(found)).order_by("support_request", "vanguard"):
        found[recipient.support_request_id].append(recipient)
    return found


def _news(requests: Sequence[SupportRequest], move: Move, words: str) -> list[News]:
    recipients = _recipients(requests)
    return [
        news
        for each in requests
        for news in notices.of_move(each, move, [one for one in recipients[each.pk] if one.word not in DONE_WITH], words)
    ]
