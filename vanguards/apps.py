"""Vanguards, their care models, organisations and leads."""

from django.apps import AppConfig


class VanguardsConfig(AppConfig):
    name = "vanguards"

    def ready(self) -> None:
        from history.feed import said as feed
        from vanguards import said

        feed.ADDED.update(said.ADDED)
        feed.TELLS_ALL.update(said.TELLS_ALL)
