"""Milestones in three rooms: what is to be reached, and what was promised, is expected and happened, and who reads it in a calendar."""

from milestones.models.calendar import CalendarFeed
from milestones.models.commitments import Cause, Commitment, CommitmentMove, Drawn, Forecast
from milestones.models.milestones import Event, EventVanguard, Milestone, MilestoneGroup, MilestoneWait

__all__ = [
    "CalendarFeed",
    "Cause",
    "Commitment",
    "CommitmentMove",
    "Drawn",
    "Event",
    "EventVanguard",
    "Forecast",
    "Milestone",
    "MilestoneGroup",
    "MilestoneWait",
]
