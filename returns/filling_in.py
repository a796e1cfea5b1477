"""What a return starts with: what the record knows since the last signed-off one, and the risks that are still open."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from history import clock
from history.recording.bulk import create_all
from milestones.models import Commitment
from milestones.workflow import State as CommitmentState
from pages import dates
from returns.models import Return, Risk
from support.models import Recipient
from support.workflow import Word
from vanguards.news import ended


def last_signed_off(vanguard_return: Return) -> Return | None:
    """Return the vanguard's signed-off return before this one."""
    found: Return | None = Return.objects.before(vanguard_return).select_related("period").first()
    return found


def achieved(vanguard_return: Return, since: date) -> str:
    """Return what was reached and delivered since a day, a line each."""
    commitments = Commitment.objects.filter(vanguard=vanguard_return.vanguard_id, reached_until__gte=since).order_by("reached_until", "pk")
    recipients = Recipient.objects.filter(vanguard=vanguard_return.vanguard_id, asked_on__gte=since).order_by("asked_on", "pk")
    reached = [f"Reached: {each.milestone} ({each.reached})." for each in commitments.select_related("milestone")]
    delivered = [
        f"Support delivered: {each.support_request} ({dates.on(each.asked_on)}{_answered(each)})."
        for each in recipients.select_related("support_request")
    ]
    return "\n".join([*reached, *delivered])


def _answered(recipient: Recipient) -> str:
    said = {
        Word.DELIVERED: "not answered yet",
        Word.DISPUTED: "something is missing",
        Word.NOT_CONFIRMED: "not answered in time",
        Word.CONFIRMED: "confirmed",
    }.get(Word(recipient.word))
    return f", {said}" if said else ""


def next_steps(vanguard_return: Return, day: date) -> str:
    """Return the open commitments with their dates, those that moved with why, a line each."""
    commitments = Commitment.objects.filter(vanguard=vanguard_return.vanguard_id, state=CommitmentState.OPEN)
    rows = commitments.order_by("expected_until", "pk").select_related("milestone").prefetch_related("forecasts__cause")
    return "\n".join(_expected(each, day) for each in rows)


def _expected(commitment: Commitment, day: date) -> str:
    line = commitment.forecast
    moved = f", promised {commitment.due}. {line.cause}: {ended(line.note)}" if line is not None else "."
    overdue = " (overdue)" if commitment.expected.is_over(day) else ""
    return f"{commitment.milestone}: expected {commitment.expected}{overdue}{moved}"


def fill_in(vanguard_returns: Sequence[Return]) -> dict[int, dict[str, Any]]:
    """Return what each of these returns starts with, by number; carry on their open risks. Within an open change."""
    filled, risks = {}, []
    for each in vanguard_returns:
        before = last_signed_off(each)
        since = clock.in_london(before.signed_off_at).date() if before is not None and before.signed_off_at else each.period.starts_on
        words = {"achieved": achieved(each, since), "next_steps": next_steps(each, clock.today())}
        filled[each.pk] = {**words, "achieved_unchecked": bool(words["achieved"]), "next_unchecked": bool(words["next_steps"])}
        risks += carried(before, each) if before is not None else []
    create_all(risks)
    return filled


def carried(before: Return, to: Return) -> list[Risk]:
    """Return the open risks of an earlier return as they begin in a later one; not saved."""
    names = ("words", "likelihood", "impact", "mitigation", "owner")
    return [
        Risk(vanguard_return=to, carried_from=risk, **{name: getattr(risk, name) for name in names})
        for risk in before.risks.filter(is_closed=False)
    ]
