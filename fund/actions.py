"""Ask for a new line. Raise Refused, with a sentence for the person, if it cannot be done."""

from decimal import Decimal

from fund.models import Fund, FundingLine, FundingMove
from fund.moves.base import the_team
from fund.policies import may_ask_for, may_keep_funds
from fund.workflow import Move, State
from history.recording.changes import OpenChange, change
from pages.errors import Refused
from pages.money import in_words
from people.models import User
from vanguards import news
from vanguards.models import Vanguard
from vanguards.news import News, ended


def ask_for(*, by: User, fund: Fund, vanguard: Vanguard, year: str, amount: Decimal, purpose: str) -> FundingLine:
    """Add a line with what a vanguard asks for in a year. It has one for each fund and year."""
    may_ask_for(by, vanguard.pk).enforce()
    with change(by=by, reason=purpose) as opened:
        if FundingLine.objects.filter(fund=fund, vanguard=vanguard, year=year).exists():
            raise Refused(f"{vanguard.in_a_sentence} has a line for {year} already. Open it, and ask for another amount there.", "year")
        line: FundingLine = FundingLine.objects.create(fund=fund, vanguard=vanguard, year=year, asked=amount, purpose=purpose)
        FundingMove.objects.create(
            line=line, move=Move.ASK, state_after=State.ASKED, amount=amount, words=purpose, moved_by=by, moved_at=opened.moment
        )
        _tell(opened, line, by)
    return line


def _tell(opened: OpenChange, line: FundingLine, by: User) -> None:
    """Tell the team what a lead asks for."""
    if not may_keep_funds(by):
        asked = in_words(line.asked or Decimal(0))
        sentence = f"{line.vanguard.in_a_sentence} asks for {asked} for {line.year}. {ended(line.purpose)}"
        news.tell(opened, [News(line, f"{line.year}: a vanguard asks for funding", sentence, people=the_team())], things="funding lines")
