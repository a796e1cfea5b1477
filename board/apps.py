"""The pages that look across: home, the programme."""

from django.apps import AppConfig


class BoardConfig(AppConfig):
    name = "board"
