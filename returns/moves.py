"""Every move of a return: what it asks, what it does and who is told."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django.core.exceptions import ValidationError

from history import clock
from history.recording.bulk import create_all
from history.recording.changes import OpenChange
from moves import move
from moves.forms import MoveForm, MoveFormSince
from moves.making import make_of_one
from pages import dates
from pages.fields import words_field
from people.models import User
from people.verdict import ALLOWED, Verdict, refused
from returns.confidence import computed_for
from returns.filling_in import carried, fill_in
from returns.models import Ask, Return, ReturnMove
from returns.policies import may_be_sent, may_fill_in, may_keep_periods, may_start
from returns.workflow import WITH_THE_LEADS, WRITABLE, Move, Section, State, Who
from vanguards import news
from vanguards.news import News, ended, leads_of

READ_BY = "The leads of the vanguard and the programme team can read this."


class MoveOfReturn(move.Move):
    """A move of a return. When the programme team makes it, the vanguard's leads get a mail (`subject`, `told`). When a lead makes it
    nobody gets one: it is in the team's list.
    """

    who = Who.LEAD
    asks: ClassVar[type[MoveForm]] = MoveFormSince
    subject: ClassVar[str] = ""
    told: ClassVar[str] = ""  # in braces: the period, its due date, and the words

    SUCH = "a return that is"
    GONE = "This return has been removed, or you no longer lead the vanguard."

    def read(self, numbers: Sequence[int]) -> list[Return]:
        return list(Return.objects.visible_to(self.by).for_page().filter(pk__in=numbers).order_by("vanguard", "pk"))

    def called(self, vanguard_return: Return) -> str:
        return f"{vanguard_return.vanguard_id} {vanguard_return.vanguard}: {vanguard_return.period}"

    def do(self, opened: OpenChange, vanguard_returns: Sequence[Return]) -> None:
        self.moment = opened.moment
        super().do(opened, vanguard_returns)

    def is_theirs(self, vanguard_return: Return) -> Verdict:
        return may_keep_periods(self.by) if self.who == Who.TEAM else may_fill_in(self.by, vanguard_return)

    def note(self, opened: OpenChange, vanguard_return: Return, before: str) -> ReturnMove:
        stands = {"state_before": before, "state_after": vanguard_return.state, "words": self.said}
        return ReturnMove(vanguard_return=vanguard_return, move=self.name, moved_by=opened.by, moved_at=opened.moment, **stands)

    def tell(self, opened: OpenChange, vanguard_returns: Sequence[Return]) -> None:
        if self.told and may_keep_periods(self.by):
            news.tell(opened, [self._news(each) for each in vanguard_returns], things="returns")

    def _news(self, vanguard_return: Return) -> News:
        period = vanguard_return.period
        sentence = self.told.format(period=period, due=dates.on(period.due_on), words=ended(self.said)).strip()
        return News(vanguard_return, f"{period}: {self.subject}", sentence, [vanguard_return.vanguard_id])

    def became(self, vanguard_return: Return) -> str:
        return f"This return is {vanguard_return.get_state_display().lower()}."


class Start(MoveOfReturn):
    name, done, states, to = Move.START, "started", (State.OWED,), State.STARTED
    asks = MoveForm

    def may(self, vanguard_return: Return) -> Verdict:
        verdict = super().may(vanguard_return)
        return may_start(vanguard_return, clock.today()) if verdict else verdict

    def change_parts(self, opened: OpenChange, vanguard_returns: Sequence[Return]) -> None:
        self.filled = fill_in(vanguard_returns)

    def values(self, vanguard_return: Return) -> dict[str, Any]:
        return self.filled[vanguard_return.pk]

    def became(self, vanguard_return: Return) -> str:
        return "This return is started. What the record knows is filled in: check it, and add to it."


class MoveThatKeepsWhatTheRecordSaid(MoveOfReturn):
    """A move that keeps the computed confidence of that moment; worked out once for all the returns that it is made on."""

    def change_parts(self, opened: OpenChange, vanguard_returns: Sequence[Return]) -> None:
        self.computed = computed_for([each.vanguard_id for each in vanguard_returns])

    def computed_then(self, vanguard_return: Return) -> dict[str, str]:
        return {"computed_then": self.computed[vanguard_return.vanguard_id].confidence.value}


class Send(MoveThatKeepsWhatTheRecordSaid):
    name, done, did, states, to = Move.SEND, "sent", "sent {it}", WRITABLE, State.SENT
    words = words_field("Anything the programme team should know? (optional)", "", required=False, hint=READ_BY)

    def may(self, vanguard_return: Return) -> Verdict:
        verdict = super().may(vanguard_return)
        if not verdict:
            return verdict
        return may_be_sent(vanguard_return, computed_for([vanguard_return.vanguard_id])[vanguard_return.vanguard_id])

    def values(self, vanguard_return: Return) -> dict[str, Any]:
        return {"sent_by": self.by, "sent_at": self.moment, **self.computed_then(vanguard_return)}


class Chase(MoveOfReturn):
    name, done, did, who, states = Move.CHASE, "chased", "chased {it}", Who.TEAM, WITH_THE_LEADS
    IS_MAIN = False
    words = words_field("What do you want to say? (optional)", "", required=False, hint="The leads of the vanguard get this by mail.")
    subject = "please send your return"
    told = "The programme team asks for your return for {period}, which is due on {due}. {words}"

    def read(self, numbers: Sequence[int]) -> list[Return]:
        found = super().read(numbers)
        self.leads = leads_of({each.vanguard_id for each in found})
        return found

    def fits(self, vanguard_return: Return) -> Verdict:
        led = self.leads[vanguard_return.vanguard_id]
        return ALLOWED if led else refused("Nobody who leads this vanguard has an account, so nobody would get a mail.")

    def may(self, vanguard_return: Return) -> Verdict:
        verdict = super().may(vanguard_return)
        return may_start(vanguard_return, clock.today()) if verdict else verdict

    def will(self, vanguard_return: Return) -> str:
        return f"Its leads get a mail. {vanguard_return.lateness(clock.today())}".strip()

    def became(self, vanguard_return: Return) -> str:
        return "The leads of the vanguard get a mail."


class SendBackForm(MoveFormSince):
    """A reason for each section that is sent back."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for section in Section:
            self.fields[section.value] = words_field(f"{section.label} (optional)", "", required=False)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        said = [f"{section.label}: {cleaned.get(section.value)}" for section in Section if cleaned.get(section.value)]
        if not said and not self.errors:
            raise ValidationError("Write beside at least one section what is missing or wrong")
        kept = {name: value for name, value in cleaned.items() if name not in Section.values}
        return {**kept, "words": "\n".join(said)}


class SendBack(MoveOfReturn):
    name, done, did, who, states, to = Move.SEND_BACK, "sent back", "sent back {it}", Who.TEAM, (State.SENT,), State.SENT_BACK
    IS_MAIN = False
    asks = SendBackForm
    subject, told = "your return was sent back", "The programme team sent back your return for {period}. {words}"


class SignOff(MoveThatKeepsWhatTheRecordSaid):
    """Sign it off. Its page shows the record as at this moment from then on."""

    name, done, did, who, states, to = Move.SIGN_OFF, "signed off", "signed off {it}", Who.TEAM, (State.SENT,), State.SIGNED_OFF
    words = words_field("What do you want to say? (optional)", "", required=False, hint=READ_BY)
    subject, told = "your return was signed off", "The programme team signed off your return for {period}. {words}"

    def values(self, vanguard_return: Return) -> dict[str, Any]:
        return {"signed_off_by": self.by, "signed_off_at": self.moment, **self.computed_then(vanguard_return)}


class Correct(MoveOfReturn):
    """Begin another edition with the same words. The signed-off one stays as it is."""

    name, done, states = Move.CORRECT, "corrected", (State.SIGNED_OFF,)
    did = "began a correction of {it}"
    IS_MAIN = False
    words = words_field("What is wrong in it?", "Enter what is wrong in it", hint=READ_BY)
    subject, told = "a correction of your return", "The programme team began a correction of your return for {period}. {words}"

    def may(self, vanguard_return: Return) -> Verdict:
        verdict = super().may(vanguard_return)
        later = Return.objects.filter(replaces=vanguard_return.pk).exists() if verdict else False
        return refused("A correction of it has been started already.") if later else verdict

    def will(self, vanguard_return: Return) -> str:
        return f"Edition {vanguard_return.edition + 1} is started"

    def change_parts(self, opened: OpenChange, vanguard_returns: Sequence[Return]) -> None:
        for each in vanguard_returns:
            names = ("confidence", "confidence_reason", "achieved", "next_steps", "invented")
            kept = {name: getattr(each, name) for name in names}
            edition = Return.objects.create(
                period=each.period, vanguard=each.vanguard, edition=each.edition + 1, replaces=each, state=State.STARTED, **kept
            )
            create_all(carried(each, edition))
            asked = [Ask(vanguard_return=edition, title=ask.title, needed=ask.needed) for ask in each.asks.filter(support_request=None)]
            create_all(asked)

    def became(self, vanguard_return: Return) -> str:
        return f"Edition {vanguard_return.edition + 1} is started. It replaces this one once it is signed off; both are kept."


MOVES: dict[str, type[MoveOfReturn]] = move.workflow(Start, Send, SignOff, SendBack, Chase, Correct)
OF_MANY = (Chase, SignOff)  # moves that the list offers for many


def make(vanguard_return: Return, name: str, *, by: User, since: Any = None, **asked: Any) -> Return:
    """Make a move on one return. Raise Refused if it cannot be made now, or if somebody changed it after `since`."""
    made: Return = make_of_one(MOVES[name](by, **asked), vanguard_return, since=since)
    return made
