"""Pages across the whole programme: home, search and the programme itself."""

from django.apps import AppConfig


class BoardConfig(AppConfig):
    name = "board"

    def ready(self) -> None:
        from board.invitations import said
        from history.feed import said as feed

        feed.ADDED.update(said.ADDED)
