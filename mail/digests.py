"""Digests for the programme team: one mail an hour at most, about what others did since the last one.

For each person the app remembers the last change it looked at, so that it looks at each change once. No other change may run meanwhile:
none can slip in behind, and two processes that write digests take turns.
"""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils.module_loading import import_string

from history import clock
from history.models import Change, Entry
from history.recording.changes import wait_for_changes_under_way
from mail.models import MailChoice, State
from mail.posting import News, write_apart
from people.models import User

EVERY = timedelta(hours=1)
WHY = "You get this once an hour at most, because you are in the programme team."

Source = Callable[[int, User], News]  # returns what is new for somebody after the change with this number


def write_digests() -> int:
    """Write the digests that are due; return how many. They are sent as all mails are."""
    if not any(_due(clock.now(), _last_change())):  # checked first, so that most runs wait for no lock
        return 0
    with transaction.atomic():
        wait_for_changes_under_way()
        last = _last_change()
        return sum(_write(choice, last) for choice in list(_due(clock.now(), last)))


def added_by_others(model: type[Any], since: int, user: User) -> QuerySet[Any]:
    """Return the keys of records of this kind that others added after the change with this number."""
    added = Entry.objects.filter(record_type=model._meta.label_lower, history_type="+", change__gt=since)
    return added.exclude(change__made_by=user.pk).order_by().values("record_id")


def _last_change() -> int:
    return Change.objects.order_by("-pk").values_list("pk", flat=True).first() or 0


def _due(now: datetime, last: int) -> Iterator[MailChoice]:
    """Yield those of the programme team who may get another digest and for whom there are new changes."""
    team = User.objects.filter(is_programme_team=True).select_related("mail_choice__last_digest").order_by("pk")
    for user in team:
        choice = getattr(user, "mail_choice", None) or MailChoice(user=user, told_change=_an_hour_ago(now))
        is_news = choice.pk is None or choice.told_change < last
        if user.is_active and choice.digests and is_news and _may_be_written(choice, now):
            yield choice


def _an_hour_ago(now: datetime) -> int:
    """Return the number of the last change made an hour ago: new people on the team are not told about anything older."""
    return Change.objects.filter(made_at__lte=now - EVERY).order_by("-pk").values_list("pk", flat=True).first() or 0


def _may_be_written(choice: MailChoice, now: datetime) -> bool:
    """Return whether an hour has passed since the last digest was sent. While one waits for the mail server, what is new goes into the
    next.
    """
    last = choice.last_digest
    return last is None or (last.state not in (State.WAITING, State.SENDING) and (last.sent_at or last.written_at) <= now - EVERY)


def _write(choice: MailChoice, last: int) -> bool:
    """Write a digest if there is anything to tell; return whether there was. Remember how far it looked."""
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
    """Keep what somebody wants mails about. They are not told later about what happened while digests were off."""
    before = MailChoice.objects.filter(user=user).first()
    fresh: dict[str, Any] = {"told_change": _last_change()} if wanted.get("digests") and before is not None and not before.digests else {}
    begun: dict[str, Any] = {"told_change": _an_hour_ago(clock.now())}
    MailChoice.objects.update_or_create(user=user, defaults=wanted | fresh, create_defaults=begun | wanted)
