"""Enablers, offers, support requests, recipients, comments; their pages."""

from django.apps import AppConfig


class SupportConfig(AppConfig):
    name = "support"

    def ready(self) -> None:
        from people.leaving import KINDS
        from support.leaving import OpenRequests

        KINDS.append(OpenRequests())
