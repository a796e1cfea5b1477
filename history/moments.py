"""Understanding the moment in an address: ?as_at=2016-01-15, ?as_at=2016-01-15T09:30, ?as_at=eight-enablers."""

import re
from datetime import date, datetime

from django.db.models import Subquery
from django.http import HttpRequest
from django.utils.dateparse import parse_datetime

from history import clock
from history.as_at import as_at
from history.models import Change, NamedMoment
from history.remembered import until_the_next_change
from pages.errors import NotUnderstood

EXAMPLES = "Give a date such as 2016-01-15, or a date and time such as 2016-01-15T09:30."


def understand(words: str) -> datetime:
    """The moment that was meant: a date means its end in London (today: now), a time without a zone is London's.

    Raises NotUnderstood, with the sentence for the person, for what is no moment, lies in the future, or before the record began.
    """
    then = _moment(words.strip())
    if then > clock.now():
        raise _in_the_future(words)
    began = Change.objects.order_by("made_at").values_list("made_at", flat=True).first()
    if began is None or then < began:
        since = f"It begins on {clock.in_london(began):%-d %B %Y}." if began else "Nothing is on record yet."
        raise NotUnderstood(f"The record cannot be shown as at {words}: that is before the record began. {since}")
    return then


def settled() -> datetime:
    """Now, once every change that began before it is on record: what is read after this and what was changed after it overlap, and never
    leave a gap.
    """
    now = clock.now()
    with as_at(now):
        return now


def beginning(words: str) -> datetime:
    """The moment from which on is meant: a date means its first, in London. Raises NotUnderstood for what is no date and no moment."""
    words = words.strip()
    try:
        moment = clock.start_of(date.fromisoformat(words)) if re.fullmatch(r"\d{4}-\d{2}-\d{2}", words) else _exact(words)
        clock.in_london(moment)  # what is before the first day or after the last there cannot be shown
    except (ValueError, OverflowError) as error:
        raise NotUnderstood(f"There is no moment {words[:60]}. {EXAMPLES}") from error
    return moment


def named(request: HttpRequest) -> list[NamedMoment]:
    """The moments people come back to since the record began, the latest first.

    All of them, whichever moment is shown: the middleware reads them before it sets one.
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
    return NotUnderstood(f"The record cannot be shown as at {words}: that is in the future.")


def _moment(words: str) -> datetime:
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", words):
        return _end_of_date(words)
    if re.match(r"\d{4}-\d{2}-\d{2}[T ]", words):
        return _exact(words)
    if re.fullmatch(r"[A-Za-z0-9_-]{1,50}", words):
        named: NamedMoment | None = NamedMoment.objects.filter(slug=words).first()
        if named is not None:
            moment: datetime = named.moment
            return moment
    raise NotUnderstood(f"“{words[:60]}” is not a moment this record understands. {EXAMPLES}")


def _end_of_date(words: str) -> datetime:
    try:
        day = date.fromisoformat(words)
    except ValueError as error:
        raise NotUnderstood(f"There is no date {words}. {EXAMPLES}") from error
    if day > clock.today():
        raise _in_the_future(words)
    return min(clock.end_of(day), clock.now())


def _exact(words: str) -> datetime:
    try:
        moment = parse_datetime(words.replace(" ", "+") if re.search(r" \d{2}:\d{2}$", words) and "T" in words else words)
        if moment is None:
            raise ValueError(words)
        return (moment if moment.tzinfo else moment.replace(tzinfo=clock.LONDON)).astimezone(clock.UTC)
    except (ValueError, OverflowError) as error:
        raise NotUnderstood(f"There is no moment {words[:60]}. {EXAMPLES}") from error
