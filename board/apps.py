"""Pages across the whole programme: home, search and the programme itself."""

from django.apps import AppConfig


class BoardConfig(AppConfig):
    name = "board"
