"""Understand the moment in an address: ?as_at=2016-01-15, ?as_at=2016-01-15T09:30, ?as_at=eight-enablers, and what people type: "15 January
2016", "15 January 2016 at 9:30am", "January 2016".
"""

import re
from datetime import datetime, time

from django.db import transaction
from django.db.models import Subquery
from django.http import HttpRequest

from history import clock
from history.models import Change, NamedMoment
from history.reading.last_change import last_made_at
from history.reading.remembered import until_the_next_change
from history.recording.changes import wait_for_changes_under_way
from pages.dates import MeantDate
from pages.errors import NotUnderstood
from pages.plain_words import cleaned, plain
from pages.typed_dates import A_DAY, NotADate, understand_day
from pages.typed_dates import understand as understand_date

AS_ADDRESSES_SAY = re.compile(r"[A-Za-z0-9_-]{1,50}|[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]+(?:Z|[+ -][0-9:]+)?")
ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
ISO_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}[t ]\d{2}:.*", re.ASCII)
WITH_A_TIME = re.compile(r"(.*?),?(?: at)? (\d{1,2})(?:[:.](\d{2}))? ?(am|pm)?", re.ASCII)


def understand(words: str) -> datetime:
    """Return the moment that the words mean. A date or month means its end in London (now, if it is not over); a time without a zone is
    London's.

    Raise NotUnderstood if the words name no moment, or one in the future or before the record began.
    """
    then = _moment(words.strip())
    if then > clock.now():
        raise _in_the_future(words)
    began = Change.objects.order_by("made_at").values_list("made_at", flat=True).first()
    if began is None or then < began:
        since = f"It begins on {clock.in_london(began):%-d %B %Y}." if began else "Nothing is on record yet."
        raise NotUnderstood(f"We cannot show {words}: that is before the record began. {since}")
    return then


def settled() -> datetime:
    """Return the current moment once every earlier change is on record: reading now and asking for later changes leaves no gap."""
    now = clock.now()
    wait_for_changes_before(now)
    return now


def wait_for_changes_before(then: datetime) -> None:
    """Wait for a change under way that may carry an earlier moment, so that what is shown as at `then` stays true."""
    last = last_made_at()
    if last is None or then >= last:
        with transaction.atomic():
            wait_for_changes_under_way()


def beginning(words: str) -> datetime:
    """Return the first moment of a date or month in London. Raise NotUnderstood for any other words."""
    meant = _date_or_moment(words)
    return clock.start_of(meant.first) if isinstance(meant, MeantDate) else meant


def in_addresses(words: str, then: datetime) -> str:
    """Return the moment as our links write it: the typed words if links could have written them, otherwise an exact form."""
    if AS_ADDRESSES_SAY.fullmatch(words):
        return words
    day = clock.in_london(then).date()
    return day.isoformat() if then == clock.end_of(day) else then.isoformat()


def named(request: HttpRequest) -> list[NamedMoment]:
    """Return the named moments since the record began, latest first.

    Call this before a moment is set, so that it returns all of them.
    """
    known: list[NamedMoment] | None = getattr(request, "named_moments", None)
    if known is not None:
        return known
    return _since_the_record_began()


@until_the_next_change
def _since_the_record_began() -> list[NamedMoment]:
    began = Change.objects.order_by("made_at").values("made_at")[:1]
    return list(NamedMoment.objects.filter(moment__gte=Subquery(began)).order_by("-moment"))


def _in_the_future(words: str) -> NotUnderstood:
    return NotUnderstood(f"We cannot show {words[:60]}: that is in the future.")


def _moment(words: str) -> datetime:
    if re.fullmatch(r"[A-Za-z0-9_-]{1,50}", words) and not ISO_DAY.fullmatch(words):
        named: NamedMoment | None = NamedMoment.objects.filter(slug=words).first()
        if named is not None:
            moment: datetime = named.moment
            return moment
    meant = _date_or_moment(words)
    if not isinstance(meant, MeantDate):
        return meant
    if meant.first > clock.today():
        raise _in_the_future(words)
    return min(clock.end_of(meant.last), clock.now())


def _date_or_moment(words: str) -> MeantDate | datetime:
    """Return a date as people type it, or a moment as computers and our own pages write it."""
    typed = plain(cleaned(words))
    if ISO_MOMENT.fullmatch(typed):
        return _exact(typed)
    timed = WITH_A_TIME.fullmatch(typed)
    try:
        if timed is not None and (timed[3] or timed[4]):
            return datetime.combine(understand_day(timed[1]), _time(*timed.groups()[1:]), clock.LONDON).astimezone(clock.UTC)
        return understand_date(words)
    except NotADate as unclear:
        raise NotUnderstood(f"{unclear}.") from unclear


def _time(hour: str, minute: str | None, half: str | None) -> time:
    """Return the time for "9:30am", "2pm" or "14:05"."""
    try:
        if half and not 1 <= int(hour) <= 12:
            raise ValueError(hour)
        return time(int(hour) % 12 + (12 if half == "pm" else 0) if half else int(hour), int(minute or 0))
    except ValueError as error:
        raise NotADate("There is no such time. Enter one such as 15 January 2016 at 9:30am") from error


def _exact(typed: str) -> datetime:
    """Return the moment written in ISO 8601; a space stands for a plus, as browsers read addresses."""
    try:
        moment = datetime.fromisoformat(re.sub(r"(?<=:\d\d) (?=\d\d:\d\d$)|(?<=\.\d{6}) (?=\d\d:\d\d$)", "+", typed).upper())
        moment = (moment if moment.tzinfo else moment.replace(tzinfo=clock.LONDON)).astimezone(clock.UTC)
        clock.in_london(moment)  # raises an error for moments that London time cannot show
    except (ValueError, OverflowError) as error:
        raise NotUnderstood(f"There is no date {typed[:60].upper()}. Enter one such as {A_DAY}.") from error
    return moment
