"""Open periods, and write in returns. Each raises Refused, with a sentence for the person, if it cannot be done."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from history.recording.bulk import create_all
from history.recording.changes import change
from pages import working_days
from pages.dates import Precision, around
from pages.errors import Refused
from people.models import User
from people.policies import may_do_the_teams_work
from returns.models import Ask, ReportingPeriod, Return, Risk, code_of
from returns.policies import may_write
from support.actions import raise_request
from support.models import SupportRequest
from vanguards.models import Vanguard

WRITTEN = ("confidence", "confidence_reason", "achieved", "next_steps")  # what the draft's form asks
DUE_AFTER, CLOSES_AFTER = 14, 15  # working days that are proposed from opening to due, and from due to close


def next_period(day: date) -> dict[str, Any]:
    """Return the period to propose: the quarter after the last one, or the current quarter."""
    last = ReportingPeriod.objects.order_by("ends_on").last()
    quarter = around(last.ends_on + timedelta(days=1) if last is not None else day, Precision.QUARTER)
    opens_on = max(day, quarter.first)
    due_on = working_days.after(opens_on, DUE_AFTER)
    name = str(quarter).split(" ")
    return {
        "name": " ".join(reversed(name)) if name[0].startswith("Q") else str(quarter),
        "starts_on": quarter.first,
        "ends_on": quarter.last,
        "opens_on": opens_on,
        "due_on": due_on,
        "closes_on": working_days.after(due_on, CLOSES_AFTER),
    }


def open_period(*, by: User, name: str, **days: date) -> ReportingPeriod:
    """Add a period. Each vanguard that is active owes a return for it."""
    may_do_the_teams_work(by).enforce()
    with change(by=by, reason=f"Returns for {name}"):
        if ReportingPeriod.objects.filter(name=name).exists() or ReportingPeriod.objects.filter(code=code_of(name)).exists():
            raise Refused(f"There is a period {name} already. Choose another name.", "name")
        period: ReportingPeriod = ReportingPeriod.objects.create(name=name, code=code_of(name), **days)
        owe(period)
    return period


def owe(period: ReportingPeriod) -> int:
    """Add the returns that are still missing, in the open change; return how many. Each active vanguard owes one."""
    owing = active(period).exclude(pk__in=Return.objects.filter(period=period).order_by().values("vanguard"))
    return len(create_all([Return(period=period, vanguard=vanguard) for vanguard in owing.order_by("pk")]))


def active(period: ReportingPeriod) -> Any:
    """Return the vanguards that report on a period: those not merged into another before it began."""
    return Vanguard.objects.exclude(successions__succeeded_on__lt=period.starts_on)


@dataclass(frozen=True)
class Clash:
    """A part of a draft that somebody else changed meanwhile: what stands now."""

    name: str
    now: str


class Clashed(Refused):
    """Somebody else changed the same part. `clashes` says what stands now, part by part."""

    def __init__(self, clashes: list[Clash]) -> None:
        super().__init__("Somebody else changed this while you were writing. What they wrote is shown below yours.", clashes[0].name)
        self.clashes = clashes


def write(vanguard_return: Return, *, by: User, made_from: int | None, words: Mapping[str, str]) -> Return:
    """Save a draft. Two people may write in it at once: parts that only one of them changed are kept from both.

    `made_from` is the version that the form showed. Raise Clashed if both changed the same part.
    """
    with change(by=by, reason=""):
        fresh = _standing(vanguard_return, by)
        may_write(by, fresh).enforce()
        shown = _version(fresh, made_from)
        if shown is None and made_from is not None:
            raise Refused("Open this page again: it did not say what it showed")
        mine = {name: text for name, text in words.items() if shown is None or getattr(shown, name) != text}
        clashes = [
            Clash(name, getattr(fresh, name))
            for name, text in mine.items()
            if shown is not None and getattr(fresh, name) not in (getattr(shown, name), text)
        ]
        if clashes:
            raise Clashed(clashes)
        for name, text in mine.items():
            setattr(fresh, name, text)
        fresh.achieved_unchecked = fresh.next_unchecked = False  # a person has seen the form
        fresh.save()
    return fresh


def _standing(vanguard_return: Return, by: User) -> Return:
    fresh: Return | None = Return.objects.visible_to(by).for_page().filter(pk=vanguard_return.pk).first()
    if fresh is None:
        raise Refused("This return has been removed, or you no longer lead the vanguard.")
    return fresh


def _version(vanguard_return: Return, number: int | None) -> Any:
    """Return the version of the return that a form was made from; None if there is no such version."""
    return Return.version_model()._base_manager.filter(pk=number, id=vanguard_return.pk).first() if number is not None else None


def write_part(part: Risk | Ask, *, by: User, made_from: int | None, values: Mapping[str, Any]) -> Risk | Ask:
    """Save a risk or an ask of a draft; a new one has no key. Refuse to write over what somebody else changed meanwhile."""
    with change(by=by, reason=""):
        fresh = _standing(part.vanguard_return, by)
        may_write(by, fresh).enforce()
        if part.pk is not None and part.version != made_from:
            raise Refused("Somebody else changed this while you were writing. Open it again to see what they wrote.")
        for name, value in values.items():
            setattr(part, name, value)
        part.save()
    return part


def remove_ask(ask: Ask, *, by: User) -> None:
    """Remove what a draft asks for, if it is no request yet."""
    with change(by=by, reason=""):
        may_write(by, _standing(ask.vanguard_return, by)).enforce()
        if ask.support_request_id is not None:
            raise Refused("It is a request already, so it stays here.")
        ask.delete()


def raise_ask(ask: Ask, *, by: User, enablers: Any = ()) -> SupportRequest:
    """Make a support request of what a return asks for, and link the two, in one change."""
    with change(by=by, reason=""):
        fresh = Ask.objects.visible_to(by).select_related("vanguard_return__vanguard").filter(pk=ask.pk).first()
        if fresh is None or fresh.support_request_id is not None:
            raise Refused("It is a request already.")
        needed = fresh.needed or fresh.title
        raised = raise_request(by=by, title=fresh.title, needed=needed, vanguards=[fresh.vanguard_return.vanguard], enablers=enablers)
        fresh.support_request = raised
        fresh.save()
    return raised
