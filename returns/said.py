"""What was done to returns, in words for feeds and for the page of a return."""

from typing import Any

from history.feed.said import Said, Says, of_numbers
from history.reading.prepared import prepared
from returns.models import Ask, ReportingPeriod, ReturnMove, Risk
from returns.moves import MOVES


def said_by_a_move(made: ReturnMove, act: str = "+") -> Said:
    return MOVES[made.move].says(made.vanguard_return, made.words)


def _period_opened(period: ReportingPeriod, act: str) -> Said:
    return Said("opened {it}", {"it": period})


def _risk(risk: Risk, act: str) -> Said | None:
    """Return what was done to a risk; None if a new return carried it on."""
    if act == "+" and risk.carried_from_id is not None:
        return None
    did = "closed the risk “{risk}” in {it}" if risk.is_closed else "wrote the risk “{risk}” in {it}"
    return Said(did, {"it": risk.vanguard_return, "risk": risk.words})


def _ask(ask: Ask, act: str) -> Said:
    return Said("asked for support in {it}", {"it": ask.vanguard_return}, ask.title)


OF_A_RETURN = [f"vanguard_return__{name}" for name in ("period__name", "period__code", "vanguard__name", "edition")]


@prepared
def _moves(numbers: list[int], user: Any) -> Any:
    return of_numbers(ReturnMove.objects.visible_to(user), numbers, *OF_A_RETURN, "move", "words")


@prepared
def _periods(numbers: list[int], user: Any) -> Any:
    return of_numbers(ReportingPeriod.objects.visible_to(user), numbers, "name", "code")


@prepared
def _risks(numbers: list[int], user: Any) -> Any:
    return of_numbers(Risk.objects.visible_to(user), numbers, *OF_A_RETURN, "words", "is_closed", "carried_from")


@prepared
def _asks(numbers: list[int], user: Any) -> Any:
    return of_numbers(Ask.objects.visible_to(user), numbers, *OF_A_RETURN, "title")


ADDED = {
    "returns.returnmove": Says(_moves, said_by_a_move),
    "returns.reportingperiod": Says(_periods, _period_opened),
    "returns.risk": Says(_risks, _risk),
    "returns.ask": Says(_asks, _ask),
}
CHANGED = {"returns.risk": Says(_risks, _risk)}
