"""Events, milestones, commitments, forecasts; their pages."""

from django.apps import AppConfig


class MilestonesConfig(AppConfig):
    name = "milestones"
