"""Actions on records: one class for each move, for one record or many."""

from django.apps import AppConfig


class MovesConfig(AppConfig):
    name = "moves"
