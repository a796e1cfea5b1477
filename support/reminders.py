"""Remind the leads of a vanguard while its answer to a delivery is awaited."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, timedelta

from django.db import transaction

from history.recording.changes import wait_for_changes_under_way
from mail.models import wanting_reminders
from mail.posting import Line, write_apart
from pages import dates, working_days
from pages.counting import several
from pages.links import path
from people.models import User
from support.models import Recipient
from support.workflow import Move
from vanguards.news import leads_of

DAYS_BEFORE = (5, 1)  # working days before the last day for an answer; the delivery itself sends a mail ten days before
WHY = "You are reminded of this as a lead of the vanguard, five working days and one working day before the last day."


def remind(day: date) -> int:
    """Write one mail to each lead who is due a reminder, with everything of theirs; return how many.

    Each awaited answer keeps the day of its last reminder. After a missed day only the nearest reminder is sent, and none is sent twice. If
    the last day moved, they are reminded of the new one. It keeps changes out while it runs, so that no answer arrives in between.
    """
    with transaction.atomic():
        wait_for_changes_under_way()
        last = working_days.after(day, max(DAYS_BEFORE))
        awaited = Recipient.objects.awaited().filter(silent_on__gt=day, silent_on__lte=last + timedelta(days=1))
        due = [one for one in awaited.select_related("support_request", "vanguard").order_by("silent_on", "pk") if _is_due(one, day)]
        told = _tell(due, day)
        for recipient in due:
            recipient.reminded_on = day
            recipient.save(update_fields=["reminded_on"])
    return told


def _is_due(recipient: Recipient, day: date) -> bool:
    """Return whether a reminder day has come since the last reminder or, before the first, since the delivery."""
    left = working_days.between(day, recipient.last_day)
    nearest = min((days for days in DAYS_BEFORE if left <= days), default=None)
    since = max(filter(None, [recipient.asked_on, recipient.reminded_on]))
    return nearest is not None and since < day and working_days.between(since, recipient.last_day) > nearest


def _tell(recipients: Sequence[Recipient], day: date) -> int:
    leads = leads_of({recipient.vanguard_id for recipient in recipients})
    theirs: dict[User, list[Recipient]] = defaultdict(list)
    for recipient in recipients:
        for lead in dict.fromkeys(leads[recipient.vanguard_id]):
            theirs[lead].append(recipient)
    wanting = wanting_reminders(theirs)
    told = {lead: some for lead, some in theirs.items() if lead.is_active and lead.pk in wanting}
    for lead, some in told.items():
        write_apart(lead, _subject(some), [_line(recipient, day) for recipient in some], why=WHY)
    return len(told)


def _subject(recipients: Sequence[Recipient]) -> str:
    first = recipients[0]
    by = dates.on(first.last_day)
    if len(recipients) > 1:
        return f"{several(len(recipients), 'answer')} to give, the first by {by}"
    return f"{first.support_request}: please answer by {by}"


def _line(recipient: Recipient, day: date) -> Line:
    left = working_days.between(day, recipient.last_day)
    when = f"{dates.on(recipient.last_day)}, in {several(left, 'working day')}" if left else f"today, {dates.on(recipient.last_day)}"
    sentence = (
        f"{recipient.support_request} was delivered to {recipient.vanguard}. Please say by {when}, whether it helped, or dispute it; "
        "after that, no answer counts as not confirmed."
    )
    return sentence, path("request_move", recipient.support_request.reference, Move.CONFIRM.value)
