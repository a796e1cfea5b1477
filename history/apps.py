"""The history of everything people edit: the clock, changes, versions, as-at."""

from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class HistoryConfig(AppConfig):
    name = "history"
    verbose_name = "History"

    def ready(self) -> None:
        post_migrate.connect(_complete, sender=self)


def _complete(apps: Any = None, **kwargs: Any) -> None:
    """What is kept of the record and follows from it (what changes concern, the index of words) is completed when it is migrated."""
    if apps is not None and "concern" in apps.all_models["history"]:  # without `apps` it was a flush
        from history import word_index
        from history.concerns import note_missing

        note_missing()
        word_index.make()
