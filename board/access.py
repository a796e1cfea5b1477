"""Asking for access: somebody without a role tells the back office what they do in the programme."""

from django.urls import reverse

from history import clock
from history.changes import change
from history.remembered import until_the_next_change
from mail.posting import post
from pages import dates
from pages.errors import Refused
from people.models import AccessAsked, User
from people.policies import may_ask_for_access

MOST_WAITING = 100  # that the home page of the back office reads


def ask(*, by: User, words: str) -> AccessAsked:
    """Tell the back office, once a day; raises Refused, with the sentence for the person, where they were told today."""
    may_ask_for_access(by).enforce()
    with change(by=by, reason="Asked for access") as opened:
        today = clock.today()
        if AccessAsked.objects.filter(asked_by=by, asked_on=today).exists():
            raise Refused(f"You asked on {dates.on(today)}; the back office has been told. Ask again tomorrow, or write to it.", "words")
        asked: AccessAsked = AccessAsked.objects.create(asked_by=by, asked_at=clock.now(), asked_on=today, words=words)
        sentence = f"{by} ({by.email}) asks for access: {words}"
        post(opened, _who_gives_it(), f"{by} asks for access", sentence, reverse("admin:people_user_change", args=[by.pk]))
    return asked


def _who_gives_it() -> list[User]:
    """The back office; the administrators where nobody is in it."""
    people = User.objects.open().order_by("pk")
    return list(people.filter(is_back_office=True)) or list(people.filter(is_administrator=True))


@until_the_next_change
def waiting(user: User) -> list[AccessAsked]:
    """Who waits for access, the longest first, each with what they said last."""
    asked = AccessAsked.objects.visible_to(user).waiting().select_related("asked_by").order_by("asked_at")[:MOST_WAITING]
    last = {each.asked_by_id: each for each in asked}
    return list(last.values())
