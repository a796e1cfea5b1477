"""Asking for access: somebody without a role tells the back office what they do in the programme."""

from django.urls import reverse

from history import clock
from history.recording.changes import change
from mail.posting import post
from pages import dates
from pages.errors import Refused
from people.access import who_gives_it
from people.models import User
from people.policies import may_ask_for_access


def ask(*, by: User, words: str) -> None:
    """Tell the back office, once a day at most. Raise Refused if they were told today."""
    may_ask_for_access(by).enforce()
    with change(by=by, reason="Asked for access") as opened:
        today = clock.today()
        if by.access_asked.filter(asked_on=today).exists():
            raise Refused(f"You asked on {dates.on(today)}; the back office has been told. Ask again tomorrow, or write to it.", "words")
        by.access_asked.create(asked_at=clock.now(), asked_on=today, words=words)
        sentence = f"{by} ({by.email}) asks for access: {words}"
        post(opened, who_gives_it(), f"{by} asks for access", sentence, reverse("admin:people_user_change", args=[by.pk]))
