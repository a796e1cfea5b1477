"""The history of everything people edit: the clock, changes, versions, as-at."""

from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class HistoryConfig(AppConfig):
    name = "history"
    verbose_name = "History"

    def ready(self) -> None:
        post_migrate.connect(_note_what_older_changes_concern, sender=self)


def _note_what_older_changes_concern(apps: Any = None, **kwargs: Any) -> None:
    """A record that is older than what is kept of its changes is completed when it is migrated, by the rules of its models."""
    if apps is not None and "concern" in apps.all_models["history"]:  # without `apps` it was a flush
        from history.concerns import note_missing

        note_missing()
