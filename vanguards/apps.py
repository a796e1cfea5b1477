"""Vanguards, their care models, organisations and leads."""

from django.apps import AppConfig


class VanguardsConfig(AppConfig):
    name = "vanguards"
