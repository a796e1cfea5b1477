"""Users, their roles, signing in, and verdicts on what a person may do."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "people"
    verbose_name = "People"

    def ready(self) -> None:
        from history.feed import said as feed
        from people import said

        feed.EDITED.update(said.EDITED)
