"""Enablers, offers and support requests, with their vanguards and comments."""

from django.apps import AppConfig


class SupportConfig(AppConfig):
    name = "support"

    def ready(self) -> None:
        from history.feed import said as feed
        from people.leaving import KINDS
        from support import said
        from support.leaving import OpenRequests

        KINDS.append(OpenRequests())
        feed.ADDED.update(said.ADDED)
        feed.CHANGED.update(said.CHANGED)
        feed.TELLS_ALL.update(said.TELLS_ALL)
