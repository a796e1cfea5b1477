"""How vanguards are chosen: rounds, expressions of interest, and what readers think of them."""

from django.apps import AppConfig


class SelectionConfig(AppConfig):
    name = "selection"

    def ready(self) -> None:
        from history.feed import said as feed
        from selection import said

        feed.ADDED.update(said.ADDED)
        feed.CHANGED.update(said.CHANGED)
