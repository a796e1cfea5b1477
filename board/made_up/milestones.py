"""The life of a made-up milestone: vanguards promise it, move its dates and reach it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from board.made_up import words
from board.made_up.requests import Life
from board.made_up.world import World
from history import clock
from milestones.models import Commitment, CommitmentMove, Forecast, Milestone
from milestones.workflow import Move, Outcome, State
from pages.dates import Precision, last_day


@dataclass
class Promised:
    """One milestone and its commitments."""

    world: World

    def live(self, vanguards: list[Any], share: float) -> Life:
        """Promise it, then give a share of the commitments a new date, reach them, or both."""
        past, random = self.world.past, self.world.random
        commitments = self._promise((yield 0), vanguards)
        moved = random.sample(commitments, round(share * len(commitments)))
        for commitment in moved:
            slips, is_reached = random.choice(((True, False), (False, True), (True, True)))
            if slips:
                forecast = self._slip((yield random.randint(1, 12)), commitment)
                if is_reached and forecast.outcome == Outcome.PROPOSED:
                    self._approve((yield random.randint(1, 6)), commitment, forecast)
                past.let_go(forecast)
            if is_reached:
                self._reach((yield random.randint(1, 12)), commitment)
            past.let_go(commitment)
        past.let_go(*[commitment for commitment in commitments if commitment not in moved])

    def _promise(self, moment: datetime, vanguards: list[Any]) -> list[Any]:
        past, random = self.world.past, self.world.random
        due_on = (clock.in_london(moment).date() + timedelta(days=random.randint(30, 300))).replace(day=1)
        due = {"due_on": due_on, "due_precision": Precision.MONTH, "due_until": last_day(due_on, Precision.MONTH)}
        with past.change(moment, by=random.choice(self.world.team), reason="Agreed with the vanguards"):
            number = past.number(Milestone)
            milestone = past.add(
                Milestone(pk=number, title=f"{random.choice(words.GOALS)} ({number})", is_key=random.random() < 1 / 5, **due)
            )
            promised = {"milestone": milestone, "expected_until": due["due_until"], "invented": True, **due}
            made = [past.add(Commitment(vanguard=each, **promised)) for each in vanguards]
        past.let_go(milestone)
        return made

    def _slip(self, moment: datetime, commitment: Any) -> Forecast:
        """Give a later date: on a key milestone it waits for the team."""
        past, random = self.world.past, self.world.random
        lead = self.world.lead_of(commitment.vanguard)
        until = commitment.due_until + timedelta(days=random.randint(14, 120))
        forecast = Forecast(
            commitment=commitment,
            forecast_on=until,
            outcome=Outcome.PROPOSED if commitment.milestone.is_key else Outcome.RECORDED,
            made_at=moment,
            made_by=lead,
            cause=random.choice(self.world.causes),
            note=random.choice(words.DELAYS),
        )
        forecast.follow(commitment.due)
        with past.change(moment, by=lead, reason=forecast.note):
            past.add(forecast)
            if forecast.outcome == Outcome.RECORDED:
                past.alter(commitment, expected_until=until)
        return forecast

    def _approve(self, moment: datetime, commitment: Any, forecast: Forecast) -> None:
        """Approve the later date of a key milestone."""
        past, agreed, by = self.world.past, "Agreed with the care model lead.", self.world.random.choice(self.world.team)
        with past.change(moment, by=by, reason=agreed):
            past.alter(forecast, outcome=Outcome.APPROVED, decided_by=by, decided_at=moment, decided_words=agreed)
            past.alter(commitment, expected_until=forecast.forecast_until)

    def _reach(self, moment: datetime, commitment: Any) -> None:
        day = clock.in_london(moment).date()
        lead, shown = self.world.lead_of(commitment.vanguard), "Minutes of the board."
        move = CommitmentMove(
            commitment=commitment,
            move=Move.REACH,
            state_before=State.OPEN,
            state_after=State.REACHED,
            words=shown,
            moved_by=lead,
            moved_at=moment,
        )
        with self.world.past.change(moment, by=lead, reason=shown):
            self.world.past.alter(commitment, state=State.REACHED, reached_on=day, reached_until=day, reached_note=shown)
            self.world.past.add(move)
        self.world.past.let_go(move)
