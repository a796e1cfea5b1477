"""The one pattern of what is done to records: a class a move, for one record and for many."""

from django.apps import AppConfig


class MovesConfig(AppConfig):
    name = "moves"
