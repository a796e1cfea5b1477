"""Milestones as a calendar (iCalendar, RFC 5545): one entry for each commitment, on the last day of its date.

For a month, quarter or year, the title says what was meant.
"""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from icalendar import Calendar, Event

from milestones.models import Commitment
from milestones.queries import with_ledgers
from milestones.querysets import CommitmentQuerySet
from milestones.workflow import State
from pages.dates import MeantDate, Precision
from pages.plain_words import cleaned, on_one_line

MOST = 2_000  # entries; calendars ask again every few hours
DAYS_BACK, YEARS_AHEAD = 366, 5
NAME = "Vanguard milestones"


def calendar(commitments: Iterable[Commitment], *, site: str, host: str, now: datetime) -> bytes:
    """Return the feed of these commitments. `site` is the app's address for links; `host` is the end of each entry's identifier."""
    feed = Calendar()
    feed.add("prodid", "-//NHS England//Vanguard programme tracker//EN")
    feed.add("version", "2.0")
    feed.add("method", "PUBLISH")
    feed.add("name", NAME)
    feed.add("x-wr-calname", NAME)
    feed.add("refresh-interval", timedelta(hours=6), parameters={"value": "DURATION"})
    feed["x-published-ttl"] = "PT6H"
    for commitment in commitments:
        feed.add_component(_entry(commitment, site, host, now))
    written: bytes = feed.to_ical()
    return written


def _entry(commitment: Commitment, site: str, host: str, now: datetime) -> Event:
    entry = Event()
    day = commitment.stands_until
    entry.add("uid", f"commitment-{commitment.pk}@{host}")
    entry.add("dtstamp", now)
    entry.add("dtstart", day)
    entry.add("dtend", day + timedelta(days=1))
    entry.add("summary", on_one_line(_title(commitment)))
    entry.add("description", cleaned(_description(commitment)))
    entry.add("url", f"{site}{commitment.get_absolute_url()}")
    entry.add("status", "CANCELLED" if commitment.state in (State.CANCELLED, State.NOT_OURS) else "CONFIRMED")
    entry.add("transp", "TRANSPARENT")
    return entry


def _title(commitment: Commitment) -> str:
    """Return the title: "Due by the end of December 2015: Common operating model (38 Salford)"."""
    whose = f" ({commitment.whose})"
    if commitment.state == State.REACHED:
        return f"Reached{_in(commitment.reached)}: {commitment.milestone}{whose}"
    if commitment.state != State.OPEN:
        return f"{commitment.get_state_display()}: {commitment.milestone}{whose}"
    return f"Due {_by(commitment.expected)}: {commitment.milestone}{whose}"


def _in(meant: MeantDate) -> str:
    """Return the month, quarter or year in words; "" for a day, because the entry is on that day."""
    return "" if meant.precision == Precision.DAY else f" {meant.typed}"


def _by(meant: MeantDate) -> str:
    return f"on {meant.typed}" if meant.precision == Precision.DAY else f"by the end of {meant.typed}"


def _description(commitment: Commitment) -> str:
    lines = [f"Promised: {commitment.due}."]
    if commitment.reached is not None:
        lines.append(f"Reached: {commitment.reached}.")
    elif commitment.forecast is not None:
        lines.append(f"Forecast: {commitment.expected}. {commitment.forecast.cause}: {commitment.forecast.note}")
    if commitment.reached is not None and commitment.reached.precision != Precision.DAY:
        lines.append(f"The day is not known, only the {commitment.reached.precision.label.lower()}.")
    if commitment.is_open and commitment.expected.precision != Precision.DAY:
        lines.append(f"The day is not known, only the {commitment.expected.precision.label.lower()}. It is due by the end of it.")
    if commitment.proposal is not None:
        lines.append(f"New date waiting for the programme team to approve: {commitment.proposal.forecast}.")
    return "\n".join(lines)


def in_a_calendar(commitments: CommitmentQuerySet, today: date) -> list[Commitment]:
    """Return up to `MOST` commitments for a calendar: those due in the next five years, then those of the last year (latest first), and all
    that are overdue.
    """
    ahead = commitments.due(today, today + timedelta(days=YEARS_AHEAD * 366)).for_page().order_by("expected_until", "pk")[:MOST]
    behind = commitments.behind(today - timedelta(days=DAYS_BACK), today).for_page()[: MOST - len(ahead)]
    return with_ledgers([*ahead, *behind])
