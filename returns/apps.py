"""Reporting periods, returns and computed confidence."""

from django.apps import AppConfig


class ReturnsConfig(AppConfig):
    name = "returns"

    def ready(self) -> None:
        from history.feed import said as feed
        from returns import said

        feed.ADDED.update(said.ADDED)
        feed.CHANGED.update(said.CHANGED)
