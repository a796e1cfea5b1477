"""The history of everything people edit: the clock, changes, versions, as-at."""

from django.apps import AppConfig


class HistoryConfig(AppConfig):
    name = "history"
    verbose_name = "History"
