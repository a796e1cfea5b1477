"""The base of all moves of a request, and of moves of one vanguard's part."""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from history.reading.prepared import filled, prepared
from history.recording.changes import OpenChange
from moves import move
from pages import dates
from people.models import User
from people.verdict import ALLOWED, Verdict, refused
from support import notices
from support.models import Comment, MoveMade, Recipient, SupportRequest
from support.policies import may_change_requests
from support.workflow import ANSWERED, DONE_WITH, State, Who, Word, state_after
from vanguards.news import News, ended


class MoveOfRequest(move.Move):
    """A move that the programme team makes on a whole request. If it `follows`, the vanguards' answers decide the state afterwards.

    Mails go to the leads of its vanguards (`to_leads`) and to its owner (`to_owner`) with the `subject`. Names in braces are the request,
    its owner, its target date, the words written with the move, and what `tells` adds.
    """

    who = Who.TEAM
    follows: ClassVar[bool] = False
    of_recipient: ClassVar[bool] = False
    ABOUT_ONE: ClassVar[bool] = False  # the move's note names that vanguard
    from_words: ClassVar[Sequence[Word]] = ()
    to_word: ClassVar[Word | None] = None
    subject: ClassVar[str] = ""
    to_leads: ClassVar[str] = ""
    to_owner: ClassVar[str] = ""

    TELLS_CHANGED: ClassVar[bool] = False  # tell only vanguards whose part changes
    STILL_SEEN: ClassVar[bool] = True  # whether leads who are told can still see it
    SUCH = "a request that is"
    GONE = "{record.reference} has been removed, or your vanguard is no longer on it."
    SAID = (Comment,)

    def __init__(self, by: User | None, **asked: Any) -> None:
        super().__init__(by, **asked)
        self.on_them: dict[int, list[Recipient]] = {}

    def read(self, numbers: Sequence[int]) -> list[SupportRequest]:
        found: list[Any] = _standing([*numbers], self.by)
        for each in found if len(found) > 1 else ():
            each.made_so = None  # each page asks for this itself; not for thousands at once
        return found

    def recipients(self, support_request: SupportRequest) -> list[Recipient]:
        """Return the vanguards on the request, or those its page has read. Read once for all requests of the move."""
        known = filled(support_request, "recipients")
        if known is not None:
            return known
        if support_request.pk not in self.on_them:
            self.on_them = {each.pk: [] for each in self.records or [support_request]}
            for recipient in _recipients([*self.on_them]):
                self.on_them[recipient.support_request_id].append(recipient)
        return self.on_them[support_request.pk]

    # --- who may make it

    @staticmethod
    def stands_for(by: Any, support_request: SupportRequest) -> str:
        """Return its state in a sentence, with who set it and when if that is on record. Leads read this only if the team set it."""
        state, last = support_request.get_state_display().lower(), support_request.made_so
        sees_everything = by is not None and by.sees_everything
        if last is None or last.moved_by is None or not (last.vanguard_id is None or sees_everything):
            return f"The request is {state}."
        return f"The request has been {state} since {last.day} ({last.moved_by})."

    def stands(self, support_request: SupportRequest) -> str:
        return self.stands_for(self.by, support_request)

    def is_theirs(self, support_request: SupportRequest) -> Verdict:
        if self.by is None:
            return refused("Only people can do this.")
        return may_change_requests(self.by) or refused(f"Only the programme team can {self.label[0].lower()}{self.label[1:]}.")

    # --- what it does

    def changed_parts(self, support_request: SupportRequest) -> list[Recipient]:
        """Return the vanguards whose part changes."""
        return []

    def values_of_part(self, recipient: Recipient) -> dict[str, Any]:
        """Return the values to set on each of those parts."""
        return {}

    def details(self, support_request: SupportRequest) -> str:
        """Return other changes that the move's name does not tell: "Owner: nobody → Helen Marlowe"."""
        return ""

    def change(self, opened: OpenChange, requests: Sequence[SupportRequest]) -> None:
        self.detailed = {each.pk: self.details(each) for each in requests}
        super().change(opened, requests)

    def change_parts(self, opened: OpenChange, requests: Sequence[SupportRequest]) -> None:
        self.changed: Mapping[int, list[Recipient]] = {each.pk: self.changed_parts(each) for each in requests}
        move.set_on_each([recipient for some in self.changed.values() for recipient in some], self.values_of_part)

    def state_then(self, support_request: SupportRequest) -> Any:
        if not self.follows:
            return super().state_then(support_request)
        return state_after(State(support_request.state), [Word(each.word) for each in self.recipients(support_request)])

    def took(self, support_request: SupportRequest) -> int | None:
        """Return how many working days it took, if that is counted."""
        return None

    def note(self, opened: OpenChange, support_request: SupportRequest, before: str) -> MoveMade:
        return MoveMade(
            support_request=support_request,
            move=self.name,
            vanguard=self.changed[support_request.pk][0].vanguard if self.ABOUT_ONE else None,
            state_before=before,
            state_after=support_request.state,
            words=self.said,
            details=self.detailed[support_request.pk],
            moved_by=opened.by,
            moved_at=opened.moment,
            took=self.took(support_request),
        )

    def became(self, support_request: SupportRequest) -> str:
        return f"{support_request.reference} is {support_request.get_state_display().lower()}."

    # --- who is told

    def told(self, support_request: SupportRequest) -> list[Recipient]:
        """Return the vanguards whose leads are told."""
        if self.TELLS_CHANGED:
            return self.changed[support_request.pk]
        return [each for each in self.recipients(support_request) if each.word not in DONE_WITH]

    def tells(self, support_request: SupportRequest) -> dict[str, str]:
        """Return more words for the names in braces."""
        return {}

    def tell(self, opened: OpenChange, requests: Sequence[SupportRequest]) -> None:
        notices.tell(opened, [news for each in requests for news in self.news(each)])

    def news(self, support_request: SupportRequest) -> list[News]:
        """Return the mails about one request."""
        subject, news = f"{support_request}: {self.subject}", []
        if self.to_leads and (vanguards := [each.vanguard_id for each in self.told(support_request)]):
            sentence = self._sentence(self.to_leads, support_request)
            news.append(News(support_request, subject, sentence, vanguards, on_its_page=self.STILL_SEEN))
        if self.to_owner and support_request.owner is not None:
            sentence = self._sentence(self.to_owner, support_request)
            news.append(News(support_request, subject, sentence, people=[support_request.owner]))
        return news

    def _sentence(self, template: str, support_request: SupportRequest) -> str:
        target = dates.on(support_request.target_on) if support_request.target_on else "no date yet"
        said = {"request": support_request, "owner": support_request.owner, "target": target, "words": ended(self.said)}
        return template.format(**said, **self.tells(support_request)).strip()


class MoveOfOneVanguard(MoveOfRequest):
    """A lead's move on their vanguard's part: from one of `from_words` to `to_word`. The owner is told."""

    who = Who.LEAD
    states: ClassVar[Sequence[State]] = ANSWERED
    follows = of_recipient = ABOUT_ONE = TELLS_CHANGED = True

    def own(self, support_request: SupportRequest) -> list[Recipient]:
        """Return the parts of vanguards this person leads; only the chosen one, if one was chosen."""
        own = [each for each in self.recipients(support_request) if self.by is None or each.vanguard_id in self.by.led_vanguard_ids]
        return [each for each in own if each.vanguard_id == self.asked.get("vanguard", each.vanguard_id)]

    def changed_parts(self, support_request: SupportRequest) -> list[Recipient]:
        return [each for each in self.own(support_request) if each.vanguard_id == self.asked["vanguard"]]

    def is_theirs(self, support_request: SupportRequest) -> Verdict:
        if self.by is None:
            return super().is_theirs(support_request)
        if not self.own(support_request):
            return refused("Only the leads of a vanguard on the request can do this, for their own vanguard.")
        return ALLOWED

    def may(self, support_request: SupportRequest) -> Verdict:
        """Return whether the move can be made for any of their parts."""
        verdict = self.is_theirs(support_request)
        verdicts = [self.may_for(support_request, each) for each in self.own(support_request)] if verdict else [verdict]
        gone = refused("The vanguard is no longer on the request.")
        return next((each for each in verdicts if each), verdicts[0] if verdicts else gone)

    def may_for(self, support_request: SupportRequest, recipient: Recipient) -> Verdict:
        """Return whether they can make it now for this vanguard of theirs."""
        if Word(recipient.word) not in self.from_words:
            return refused(self.what_it_says(recipient))
        return super().may(support_request)

    def what_it_says(self, recipient: Recipient) -> str:
        """Return the sentence for a part that is in another state."""
        if recipient.word == Word.OPEN:
            return "Nothing has been delivered yet. You will be asked when it is."
        said = recipient.said_so
        answered = f"Your vanguard’s answer is “{recipient.get_word_display().lower()}”"
        return f"{answered}, given on {said.day} by {said.moved_by}." if said is not None and said.moved_by is not None else f"{answered}."

    def values_of_part(self, recipient: Recipient) -> dict[str, Any]:
        return {"word": self.to_word}

    def tells(self, support_request: SupportRequest) -> dict[str, str]:
        (recipient,) = self.told(support_request)
        return {"vanguard": str(recipient.vanguard), "helped": recipient.get_helped_display().lower()}

    def became(self, support_request: SupportRequest) -> str:
        return f"For your vanguard, {support_request.reference} is now “{str(self.to_word.label if self.to_word else '').lower()}”."


@prepared
def _standing(numbers: list[int], by: User | None) -> Any:
    """Return the requests that this person may see; all of them for the app itself."""
    requests = SupportRequest.objects.all() if by is None else SupportRequest.objects.visible_to(by)
    return requests.for_moving().filter(pk__in=numbers).order_by("pk")


@prepared
def _recipients(numbers: list[int]) -> Any:
    return Recipient.objects.filter(support_request__in=numbers).select_related("vanguard").order_by("support_request", "vanguard")
