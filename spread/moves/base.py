"""What the moves of products and of adoptions share."""

from abc import abstractmethod
from collections.abc import Iterable, Sequence
from typing import Any, ClassVar

from history.recording.changes import OpenChange
from moves import move
from moves.forms import MoveForm, MoveFormSince
from people.verdict import Verdict, refused
from spread.policies import may_check
from spread.workflow import State, Who
from vanguards import news
from vanguards.news import News, ended

READ_BY = "The leads of the vanguard and the programme team can read this."
ALREADY_CHECKED = "The programme team has checked this already. Ask the team to correct it."


class MoveOfSpread(move.Move):
    """A move that the programme team tells to the leads by mail (`subject`, `told`). When a lead makes it nobody gets one: what they
    change waits in the team's list.
    """

    who = Who.LEAD
    asks: ClassVar[type[MoveForm]] = MoveFormSince
    subject: ClassVar[str] = ""
    told: ClassVar[str] = ""  # in braces: the record, and the words
    THINGS: ClassVar[str]

    @abstractmethod
    def leads_of(self, record: Any) -> Iterable[int]:
        """Return the numbers of the vanguards whose leads are told."""

    def tell(self, opened: OpenChange, records: Sequence[Any]) -> None:
        if self.told and may_check(self.by):
            news.tell(opened, [self._news(each) for each in records], things=self.THINGS)

    def _news(self, record: Any) -> News:
        sentence = self.told.format(it=record, words=ended(self.said)).strip()
        return News(record, f"{record}: {self.subject}", sentence, self.leads_of(record))


class Correcting(MoveOfSpread):
    """Correct what is written. What was sent back is to be checked again; what was checked only the team corrects, and it stays so."""

    def may(self, record: Any) -> Verdict:
        verdict = super().may(record)
        if verdict and record.state == State.CHECKED and not may_check(self.by):
            return refused(ALREADY_CHECKED)
        return verdict

    def state_then(self, record: Any) -> Any:
        return State.CHECKED if record.state == State.CHECKED else State.TO_CHECK
