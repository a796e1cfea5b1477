"""What is done for returns each day: returns that new vanguards owe are added, and leads are reminded before and after the day due."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from django.db import transaction

from history.recording.changes import change, wait_for_changes_under_way
from mail.models import wanting_reminders
from mail.posting import Line, write_apart
from pages import dates, working_days
from pages.counting import several
from people.models import User
from returns.actions import owe
from returns.models import ReportingPeriod, Return
from returns.workflow import WITH_THE_LEADS
from vanguards.news import leads_of

BEFORE = (5, 1)  # working days before the day due
AFTER = (1, 5, 10)  # working days after it
WHY = "You are reminded of this as a lead of the vanguard, before and after the day a return is due."


def owe_what_is_missing(day: date) -> int:
    """Add returns for vanguards that joined since their period was opened; return how many. Only for periods that are not closed."""
    with change(by=None, reason="Vanguards that joined since the period was opened", source="command"):
        return sum(owe(period) for period in ReportingPeriod.objects.filter(closes_on__gte=day))


def remind(day: date) -> int:
    """Write one mail to each lead with a return that is due to be reminded of, with all of theirs; return how many.

    Each return keeps the day of its last reminder. After missed days only the nearest reminder is sent, and none is sent twice.
    """
    with transaction.atomic():
        wait_for_changes_under_way()
        owed = Return.objects.filter(state__in=WITH_THE_LEADS, period__opens_on__lte=day)
        due = [each for each in owed.select_related("period", "vanguard").order_by("period__due_on", "pk") if _is_due(each, day)]
        told = _tell(due, day)
        for each in due:
            each.reminded_on = day
            each.save(update_fields=["reminded_on"])
    return told


def _is_due(vanguard_return: Return, day: date) -> bool:
    """Return whether a day for a reminder has come since the last one or, before the first, since the period opened."""
    due_on = vanguard_return.period.due_on
    since = vanguard_return.reminded_on or vanguard_return.period.opens_on
    days = [*(-before for before in BEFORE), *AFTER]
    return any(_moved(since, due_on) < each <= _moved(day, due_on) for each in days)


def _moved(day: date, due_on: date) -> int:
    """Return how many working days a day is after the day due; negative if it is before."""
    return working_days.between(due_on, day)


def _tell(returns: Sequence[Return], day: date) -> int:
    leads = leads_of({each.vanguard_id for each in returns})
    theirs: dict[User, list[Return]] = defaultdict(list)
    for each in returns:
        for lead in dict.fromkeys(leads[each.vanguard_id]):
            theirs[lead].append(each)
    wanting = wanting_reminders(theirs)
    told = {lead: some for lead, some in theirs.items() if lead.is_active and lead.pk in wanting}
    for lead, some in told.items():
        write_apart(lead, _subject(some), [_line(each, day) for each in some], why=WHY)
    return len(told)


def _subject(returns: Sequence[Return]) -> str:
    first = returns[0]
    return f"{first.period}: please send your return" if len(returns) == 1 else f"{several(len(returns), 'return')} to send"


def _line(vanguard_return: Return, day: date) -> Line:
    period = vanguard_return.period
    late = vanguard_return.lateness(day)
    when = f"was due on {dates.on(period.due_on)}. {late}." if late else f"is due on {dates.on(period.due_on)}."
    return f"The return of {vanguard_return.vanguard.in_a_sentence} for {period} {when}", vanguard_return.get_absolute_url()
