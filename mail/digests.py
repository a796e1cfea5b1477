"""What the programme team is told of together: one mail an hour at most to each, of what others did since the one before.

A change is looked at once for each person, for it is remembered up to which; all that is done while no change is under way, so that none
comes to stand behind one looked at already, and two who write digests at once do it one after the other.
"""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.module_loading import import_string

from history import clock
from history.models import Change
from history.recording.changes import wait_for_changes_under_way
from mail.models import MailChoice, State
from mail.posting import News, write_apart
from people.models import User

EVERY = timedelta(hours=1)
WHY = "You get this once an hour at most, because you are in the programme team."

Source = Callable[[int, User], News]  # what is new for somebody after the change of a number


def write_digests() -> int:
    """Write those that are due; returns how many. They are sent as all mails are."""
    if not any(_due(clock.now(), _last_change())):  # so that most minutes wait for nobody
        return 0
    with transaction.atomic():
        wait_for_changes_under_way()
        last = _last_change()
        return sum(_write(choice, last) for choice in list(_due(clock.now(), last)))


def _last_change() -> int:
    return Change.objects.order_by("-pk").values_list("pk", flat=True).first() or 0


def _due(now: datetime, last: int) -> Iterator[MailChoice]:
    """Of the programme team those who may be written to again, and for whom not every change was looked at."""
    team = User.objects.filter(is_programme_team=True).select_related("mail_choice__last_digest").order_by("pk")
    for user in team:
        choice = getattr(user, "mail_choice", None) or MailChoice(user=user, told_change=_an_hour_ago(now))
        is_news = choice.pk is None or choice.told_change < last
        if user.is_active and choice.digests and is_news and _may_be_written(choice, now):
            yield choice


def _an_hour_ago(now: datetime) -> int:
    """The number of the last change that was made by then: whoever is new in the team is told of nothing older."""
    return Change.objects.filter(made_at__lte=now - EVERY).order_by("-pk").values_list("pk", flat=True).first() or 0


def _may_be_written(choice: MailChoice, now: datetime) -> bool:
    """An hour after the last one left; while that still waits for the mail server, what is new goes into the next."""
    last = choice.last_digest
    return last is None or (last.state not in (State.WAITING, State.SENDING) and (last.sent_at or last.written_at) <= now - EVERY)


def _write(choice: MailChoice, last: int) -> bool:
    """Whether there was anything to tell them; what was looked at is not looked at again."""
    user = choice.user
    looked_at: dict[str, Any] = {"told_change": last}
    news = [(subject, lines) for subject, lines in (source(choice.told_change, user) for source in _sources()) if lines]
    if news:
        subject = "; ".join(subject for subject, _ in news)
        digest = write_apart(user, subject, [line for _, lines in news for line in lines], why=WHY)
        looked_at |= {"last_digest": digest}
    MailChoice.objects.update_or_create(user=user, defaults=looked_at)
    return bool(news)


def _sources() -> list[Source]:
    return [import_string(name) for name in settings.DIGESTS]


@transaction.atomic
def choose(user: User, wanted: dict[str, bool]) -> None:
    """What somebody wants to be mailed of from now on; what was done while they had turned the digests off is not told afterwards."""
    before = MailChoice.objects.filter(user=user).first()
    fresh: dict[str, Any] = {"told_change": _last_change()} if wanted.get("digests") and before is not None and not before.digests else {}
    begun: dict[str, Any] = {"told_change": _an_hour_ago(clock.now())}
    MailChoice.objects.update_or_create(user=user, defaults=wanted | fresh, create_defaults=begun | wanted)
