"""Care models, cohorts, organisations, vanguards, who leads them; their pages."""

from django.apps import AppConfig


class VanguardsConfig(AppConfig):
    name = "vanguards"
