"""What a step of the demonstration can do with funding."""

from collections.abc import Callable
from datetime import date
from typing import Any

from board.loading.verbs import commitment_of, numbered, put
from fund import actions as funds
from fund.models import Fund, FundingLine
from fund.moves import make as make_of_line
from fund.moves import make_of_instalment
from pages import money
from people.models import User
from returns.models import ReportingPeriod
from vanguards.models import Vanguard


def line_of(vanguard: int, year: str) -> FundingLine:
    found: FundingLine = FundingLine.objects.for_page().get(vanguard=vanguard, year=year)
    return found


def ask_for_funding(by: User, vanguard: int, year: str, amount: str, purpose: str) -> None:
    """Ask for money from the first fund; amounts as people type them."""
    fund, whose = Fund.objects.order_by("pk")[0], Vanguard.objects.get(pk=vanguard)
    funds.ask_for(by=by, fund=fund, vanguard=whose, year=year, amount=money.understand(amount), purpose=purpose)
    _invented_funding(vanguard, year)


def move_funding(by: User, vanguard: int, year: str, move: str, **asked: Any) -> None:
    """Make a move of a funding line as its page does. `awaited` is a period, a milestone's title, or a request's reference."""
    if "amount" in asked:
        asked["amount"] = money.understand(asked["amount"])
    if move == "plan":
        find: dict[str, Callable[[str], Any]] = {
            "return": lambda name: ReportingPeriod.objects.get(name=name),
            "commitment": lambda title: commitment_of(title, vanguard),
            "request": numbered,
        }
        asked |= {"due_on": date.fromisoformat(asked["due_on"]), "awaited": find[asked["condition"]](asked["awaited"])}
    make_of_line(line_of(vanguard, year), move, by=by, **asked)
    _invented_funding(vanguard, year)


def move_instalment(by: User, vanguard: int, year: str, number: int, move: str, **asked: Any) -> None:
    if "paid_on" in asked:
        asked["paid_on"] = date.fromisoformat(asked["paid_on"])
    make_of_instalment(line_of(vanguard, year).instalments.get(number=number), move, by=by, **asked)
    _invented_funding(vanguard, year)


def _invented_funding(vanguard: int, year: str) -> None:
    line = line_of(vanguard, year)
    for each in (line, *line.instalments.filter(invented=False), *line.moves.filter(invented=False)):
        put(each, {"invented": True})


VERBS: dict[str, Callable[..., None]] = {
    "ask_for_funding": ask_for_funding,
    "move_funding": move_funding,
    "move_instalment": move_instalment,
}
