"""Funds, what was published of them, funding lines and instalments."""

from django.apps import AppConfig


class FundConfig(AppConfig):
    name = "fund"

    def ready(self) -> None:
        from fund import said
        from history.feed import said as feed

        feed.ADDED.update(said.ADDED)
