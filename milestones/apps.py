"""Events, milestones, commitments and forecasts."""

from django.apps import AppConfig


class MilestonesConfig(AppConfig):
    name = "milestones"

    def ready(self) -> None:
        from history.feed import said as feed
        from milestones import said

        feed.ADDED.update(said.ADDED)
        feed.CHANGED.update(said.CHANGED)
