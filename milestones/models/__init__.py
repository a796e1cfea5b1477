"""Milestones: what was promised, is expected and happened; why dates move; who reads it in a calendar."""

from milestones.models.calendar import CalendarFeed
from milestones.models.causes import Cause
from milestones.models.commitments import Commitment, CommitmentMove, Drawn, Forecast
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
