"""Enablers, offers, support requests, recipients, comments; their pages."""

from django.apps import AppConfig


class SupportConfig(AppConfig):
    name = "support"
