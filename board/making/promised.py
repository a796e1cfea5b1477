"""The life of a made-up milestone: promised by a group of vanguards, whose dates slip, and who reach it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from board.making import words
from board.making.asked import Life
from history import clock
from milestones.models import Commitment, Forecast, Milestone
from pages.dates import Precision, last_day

if TYPE_CHECKING:
    from board.making.programme import Making


@dataclass
class Promised:
    """One milestone and the commitments to it."""

    making: "Making"

    def live(self, vanguards: list[Any], share: float) -> Life:
        """Promise it, then let something happen to a share of the commitments: a new date, or it is reached."""
        past, random = self.making.past, self.making.random
        commitments = self._promise((yield 0), vanguards)
        moved = random.sample(commitments, round(share * len(commitments)))
        for commitment in moved:
            moment = yield random.randint(1, 12)
            if random.random() < 1 / 3:
                self._slip(moment, commitment)
            else:
                self._reach(moment, commitment)
            past.let_go(commitment)
        past.let_go(*[commitment for commitment in commitments if commitment not in moved])

    def _promise(self, moment: datetime, vanguards: list[Any]) -> list[Any]:
        past, random = self.making.past, self.making.random
        due_on = (clock.in_london(moment).date() + timedelta(days=random.randint(30, 300))).replace(day=1)
        due = {"due_on": due_on, "due_precision": Precision.MONTH}
        with past.change(moment, by=random.choice(self.making.team), reason="Agreed with the vanguards"):
            number = past.number(Milestone)
            milestone = past.add(Milestone(pk=number, title=f"{random.choice(words.GOALS)} ({number})", **due))
            until = last_day(due_on, Precision.MONTH)
            made = [past.add(Commitment(milestone=milestone, vanguard=each, due_until=until, invented=True, **due)) for each in vanguards]
        past.let_go(milestone)
        return made

    def _slip(self, moment: datetime, commitment: Any) -> None:
        past, random = self.making.past, self.making.random
        lead = self.making.lead_of(commitment.vanguard)
        forecast = Forecast(
            commitment=commitment,
            forecast_on=last_day(commitment.due_on, Precision.MONTH) + timedelta(days=random.randint(14, 120)),
            made_at=moment,
            made_by=lead,
            cause=random.choice(self.making.causes),
            note=random.choice(words.DELAYS),
        )
        with past.change(moment, by=lead, reason=forecast.note):
            past.add(forecast)
        past.let_go(forecast)

    def _reach(self, moment: datetime, commitment: Any) -> None:
        with self.making.past.change(moment, by=self.making.lead_of(commitment.vanguard), reason="Reached"):
            self.making.past.alter(commitment, reached_on=clock.in_london(moment).date(), reached_note="Minutes of the board.")
