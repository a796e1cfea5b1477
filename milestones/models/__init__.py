"""Models of milestones: milestones and events, causes, commitments and their dates, and calendar feeds."""

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
