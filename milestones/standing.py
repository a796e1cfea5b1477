"""How a commitment stands: in words that every page says ("Overdue by 12 working days", "Late by about 3 months"), and as it is drawn."""

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
    """Its status, by how much it is `behind` ("" where it is not), and whether a new date `waits` to be approved."""

    status: Status
    behind: str = ""
    waits: str = ""

    @property
    def words(self) -> str:
        """All of it: "Late by about 3 months. New date waiting for approval since 20 January 2016"."""
        return ". ".join(filter(None, [f"{self.status.label} {self.behind}".strip(), self.waits]))


def standing(status: Status, due: MeantDate, expected: MeantDate, day: date, proposed_at: datetime | None = None) -> Standing:
    """How it stands on a day; `proposed_at`: since when a new date waits to be approved, if one does."""
    return Standing(status, behind(status, due, expected, day), waiting_since(proposed_at) if proposed_at is not None else "")


def behind(status: Status, due: MeantDate, expected: MeantDate, day: date) -> str:
    """How long ago the date of what is overdue passed, in working days; how far what is late is expected after what was promised."""
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
    """What a line of time draws of a commitment, or of `many` of the same dates; `proposed_until`: the last day of a date that waits;
    `said`: the same in words, for whoever points at it, and the `address` it leads to.
    """

    due_on: date
    due_until: date
    stands_until: date
    status: str
    many: int = 1
    proposed_until: date | None = None
    said: str = ""
    address: str = ""
