"""Milestones in four rooms: what is to be reached; why dates move; what was promised, is expected and happened; the calendar."""

from milestones.models.calendar import CalendarFeed
from milestones.models.causes import Cause
from milestones.models.commitments import Commitment, CommitmentMove, Forecast
from milestones.models.milestones import Event, EventVanguard, Milestone, MilestoneGroup, MilestoneWait

__all__ = [
    "CalendarFeed",
    "Cause",
    "Commitment",
    "CommitmentMove",
    "Event",
    "EventVanguard",
    "Forecast",
    "Milestone",
    "MilestoneGroup",
    "MilestoneWait",
]
