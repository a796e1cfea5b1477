"""History of everything people edit: the clock, changes, versions and reading the past."""

from typing import Any

from django.apps import AppConfig
from django.db.backends.signals import connection_created
from django.db.models.signals import post_migrate, pre_migrate

MOST_PLANS = 300  # that PostgreSQL keeps for a connection, some tens of kilobytes each: the pages have as many statements


class HistoryConfig(AppConfig):
    name = "history"
    verbose_name = "History"

    def ready(self) -> None:
        pre_migrate.connect(_prepare, sender=self)
        post_migrate.connect(_complete, sender=self)
        connection_created.connect(_keep_plans)


def _keep_plans(connection: Any, **kwargs: Any) -> None:
    if connection.vendor == "postgresql":
        connection.connection.prepared_max = MOST_PLANS  # of psycopg's own accord 100


def _prepare(plan: Any = (), **kwargs: Any) -> None:
    """Remove the triggers that depend on columns about to change."""
    if plan:
        from history.recording import word_index

        word_index.stop_following()


def _complete(apps: Any = None, **kwargs: Any) -> None:
    """Fill in what follows from the record (what changes concern, plain words, their index) after a migration."""
    if apps is not None and "concern" in apps.all_models["history"]:  # a flush passes no `apps`
        from history.recording import search_words, word_index
        from history.recording.concerns import note_missing

        note_missing()
        search_words.fill_missing(apps)
        word_index.make(apps)
