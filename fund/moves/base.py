"""The bases of the moves of a line and of an instalment."""

from abc import abstractmethod
from collections import defaultdict
from collections.abc import Sequence
from decimal import Decimal
from typing import Any, ClassVar

from fund import conditions
from fund.forms import AmountForm
from fund.models import FundingLine, FundingMove, Instalment
from fund.policies import may_keep_funds, may_report_on, may_waive
from fund.workflow import Who
from history.recording.changes import OpenChange
from moves import move
from moves.forms import MoveForm, MoveFormSince
from pages.money import in_words
from people.models import User
from people.verdict import Verdict
from vanguards import news
from vanguards.news import News, ended

READ_BY = "The leads of the vanguard and the programme team can read this."
ZERO = Decimal(0)


def the_team() -> list[User]:
    """Return the programme team, who are told what leads ask for and report."""
    return list(User.objects.open().filter(is_programme_team=True).order_by("pk"))


class MoveOfMoney(move.Move):
    """What moves of lines and of instalments share. The leads are told what the team does, and the team what leads do, if there is a
    `subject`; in braces of `told`: the year, the vanguard, the amount, and the words.
    """

    who = Who.TEAM
    subject: ClassVar[str] = ""
    told: ClassVar[str] = ""

    @abstractmethod
    def line_of(self, record: Any) -> FundingLine:
        """Return the line that the record is, or is part of."""

    @abstractmethod
    def amount_of(self, record: Any) -> Decimal | None:
        """Return the amount that the move is about."""

    def is_theirs(self, record: Any) -> Verdict:
        if self.who == Who.ADMINISTRATOR:
            return may_waive(self.by)
        return may_keep_funds(self.by) if self.who == Who.TEAM else may_report_on(self.by, self.line_of(record))

    @classmethod
    def says(cls, it: Any, words: str, **names: Any) -> Any:
        amount = names.pop("amount", None)
        return super().says(it, words, **names, amount="an amount" if amount is None else in_words(amount))

    def tell(self, opened: OpenChange, records: Sequence[Any]) -> None:
        if not self.told:
            return
        team = [] if may_keep_funds(self.by) else the_team()
        news.tell(opened, [self._news(each, team) for each in records], things="funding lines")

    def _news(self, record: Any, team: list[User]) -> News:
        line = self.line_of(record)
        amount = in_words(self.amount_of(record) or ZERO)
        names = {"year": line.year, "vanguard": line.vanguard.in_a_sentence, "amount": amount, "words": ended(self.said)}
        vanguards = [] if team else [line.vanguard_id]
        return News(line, f"{line.year}: {self.subject}", " ".join(self.told.format(**names).split()), vanguards, team)


class MoveOfLine(MoveOfMoney):
    """A move of a line."""

    asks: ClassVar[type[MoveForm]] = MoveFormSince
    SUCH = "a line that is"
    GONE = "This line has been removed, or you no longer lead the vanguard."

    def read(self, numbers: Sequence[int]) -> list[FundingLine]:
        found = list(FundingLine.objects.visible_to(self.by).for_page().filter(pk__in=numbers).order_by("-year", "vanguard", "pk"))
        self.parts: dict[int, list[Instalment]] = defaultdict(list)
        for each in Instalment.objects.visible_to(self.by).standing().filter(line__in=[line.pk for line in found]).order_by("number"):
            self.parts[each.line_id].append(each)
        return found

    def committed(self, line: FundingLine) -> Decimal:
        """Return what the instalments that are planned or paid add up to."""
        return sum((each.amount for each in self.parts[line.pk]), ZERO)

    def called(self, line: FundingLine) -> str:
        return f"{line.vanguard_id} {line.vanguard}: {line.year}"

    def line_of(self, record: FundingLine) -> FundingLine:
        return record

    def amount_of(self, line: FundingLine) -> Decimal | None:
        amount: Decimal | None = self.asked.get("amount")
        return amount

    def note(self, opened: OpenChange, line: FundingLine, before: str) -> FundingMove:
        stands = {"state_before": before, "state_after": line.state, "words": self.said, "amount": self.amount_of(line)}
        return FundingMove(line=line, move=self.name, moved_by=opened.by, moved_at=opened.moment, **stands)

    def became(self, line: FundingLine) -> str:
        return f"This line is {line.get_state_display().lower()}."


class AmountMove(MoveOfLine):
    """A move that sets an amount of the line to what is typed."""

    asks = AmountForm
    AMOUNT: ClassVar[str]  # the field
    FROM: ClassVar[Sequence[str]] = ()  # the fields that the form starts from
    QUESTION: ClassVar[str]

    def values(self, line: FundingLine) -> dict[str, Any]:
        return {self.AMOUNT: self.amount_of(line)}

    def became(self, line: FundingLine) -> str:
        return f"{in_words(getattr(line, self.AMOUNT))} is on record."


class MoveOfInstalment(MoveOfMoney):
    """A move of an instalment."""

    asks: ClassVar[type[MoveForm]] = MoveFormSince
    SUCH = "an instalment that is"
    GONE = "This instalment has been removed, or you no longer lead the vanguard."

    def read(self, numbers: Sequence[int]) -> list[Instalment]:
        found = list(Instalment.objects.visible_to(self.by).with_condition().filter(pk__in=numbers).order_by("line", "number"))
        conditions.read_where_they_stand(found, self.by)
        return found

    def called(self, record: Instalment) -> str:
        return f"{record.line.vanguard_id} {record.line.vanguard}: {record.line.year}, {str(record).lower()}"

    def line_of(self, record: Instalment) -> FundingLine:
        return record.line

    def amount_of(self, record: Instalment) -> Decimal:
        amount: Decimal = record.amount
        return amount

    def note(self, opened: OpenChange, record: Instalment, before: str) -> FundingMove:
        stands = {"state_before": before, "state_after": record.state, "words": self.said, "amount": record.amount}
        return FundingMove(line=record.line, instalment=record, move=self.name, moved_by=opened.by, moved_at=opened.moment, **stands)

    def became(self, record: Instalment) -> str:
        return f"Instalment {record.number} is {record.get_state_display().lower()}."
