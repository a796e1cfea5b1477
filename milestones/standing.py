"""The status of a commitment: in words for every page ("Overdue by 12 working days", "Late by about 3 months") and drawn on a timeline."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from milestones.workflow import Status
from pages import working_days
from pages.counting import several
from pages.date_differences import apart
from pages.dates import LONDON, MeantDate, on

BEHIND = (Status.OVERDUE, Status.LATE)


class Standing(NamedTuple):
    """A status, how far `behind` it is ("" if it is not), and whether a new date `waits` for approval."""

    status: Status
    behind: str = ""
    waits: str = ""

    @property
    def words(self) -> str:
        """Return all of it: "Late by about 3 months. New date waiting for approval since 20 January 2016"."""
        return ". ".join(filter(None, [f"{self.status.label} {self.behind}".strip(), self.waits]))


def standing(status: Status, due: MeantDate, expected: MeantDate, day: date, proposed_at: datetime | None = None) -> Standing:
    """Return the standing on a day; `proposed_at` is when a waiting date was proposed, if there is one."""
    return Standing(status, behind(status, due, expected, day), waiting_since(proposed_at) if proposed_at is not None else "")


def behind(status: Status, due: MeantDate, expected: MeantDate, day: date) -> str:
    """Return how many working days ago the date of an overdue one passed, or how long after the promise a late one is expected."""
    if status == Status.OVERDUE:
        days = working_days.between(expected.last, day)
        return f"by {several(days, 'working day')}" if days else ""
    late_by = apart(due, expected).in_words if status == Status.LATE else ""
    return f"by {late_by}" if late_by else ""


def waiting_since(proposed_at: datetime, many: int = 1) -> str:
    since = on(proposed_at.astimezone(LONDON).date())
    return (
        f"New date waiting for approval since {since}" if many == 1 else f"{many} new dates waiting for approval, the first since {since}"
    )


@dataclass(frozen=True)
class Drawn:
    """What a timeline draws for a commitment, or for `many` with the same dates. `proposed_until` is the last day of a waiting date; `said`
    is the same in words for people who point at it; `address` is the link.
    """

    due_on: date
    due_until: date
    stands_until: date
    status: str
    many: int = 1
    proposed_until: date | None = None
    said: str = ""
    address: str = ""
