"""Products that vanguards make, and who adopts them."""

from django.apps import AppConfig


class SpreadConfig(AppConfig):
    name = "spread"

    def ready(self) -> None:
        from history.feed import said as feed
        from spread import said

        feed.ADDED.update(said.ADDED)
        feed.CHANGED.update(said.CHANGED)
