"""The mails the app wrote, and whether they were sent."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any, ClassVar, Self
from urllib.parse import parse_qsl

from django.db import models
from django.db.models import Q

from history import clock
from history.models import Change
from history.reading import as_at
from history.recording.search_words import PlainWords
from pages.links import with_query
from people.models import User

# How long to wait before each new attempt at a mail that was refused; after the last one it is given up.
RESTS = [timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=30), timedelta(hours=2), timedelta(hours=8), timedelta(hours=24)]
MOST_ATTEMPTS = len(RESTS) + 1
MOST_LINES = 20  # listed in one mail; the rest is only counted
LONGEST_SUBJECT = 200
LINK_LEFT_OUT = "(The link is in the e-mail itself.)"  # stands in what is kept for a link with which anybody could choose a password
HANDING_OVER = timedelta(minutes=10)  # longest time to send one mail; a sender that takes longer has died


class State(models.TextChoices):
    """What became of a mail."""

    WAITING = "waiting", "Waiting"
    SENDING = "sending", "Being sent"
    SENT = "sent", "Sent"
    NOT_ACCEPTED = "not accepted", "Could not be sent"
    UNCERTAIN = "uncertain", "Not known whether it arrived"


class MailQuerySet(models.QuerySet["Mail"]):
    def visible_to(self, user: User) -> Self:
        """Return the person's own mails; while a moment is set, those written by then."""
        own, moment = self.filter(to=user.pk), as_at.moment()
        return own if moment is None else own.filter(written_at__lte=moment)

    def sent(self) -> Self:
        """Return mails that the mail server accepted."""
        return self.filter(sent_at__isnull=False)

    def waiting(self) -> Self:
        """Return mails that are still to be sent."""
        return self.filter(claimed_at=None, sent_at=None, attempts__lt=MOST_ATTEMPTS)

    def due(self, now: datetime) -> Self:
        """Return waiting mails that may be tried now, oldest first."""
        return self.waiting().filter(Q(try_again_at=None) | Q(try_again_at__lte=now)).order_by("pk")

    def not_accepted(self) -> Self:
        """Return mails that are given up."""
        return self.filter(claimed_at=None, sent_at=None, attempts__gte=MOST_ATTEMPTS)

    def sending(self, now: datetime) -> Self:
        """Return mails that a sender is probably sending now."""
        return self.filter(claimed_at__gt=now - HANDING_OVER, sent_at=None, refused="")

    def uncertain(self, now: datetime) -> Self:
        """Return mails whose sender died while sending. They may have arrived, so they are never sent again; a person has to look."""
        ended = Q(claimed_at__lte=now - HANDING_OVER) | ~Q(refused="")
        return self.filter(ended, claimed_at__isnull=False, sent_at=None)


class Mail(models.Model):
    """A mail to one person about one change or, with `change` empty, about several, or about a day that comes closer.

    It has no history: the app writes it once, like a change's entries.
    """

    SEARCHED: ClassVar[tuple[str, ...]] = ("subject",)

    change = models.ForeignKey(Change, models.PROTECT, null=True, blank=True, related_name="mails", db_index=False)
    to = models.ForeignKey(User, models.PROTECT, related_name="mails", db_index=False)
    subject = models.CharField(max_length=LONGEST_SUBJECT)
    lines = models.JSONField(default=list, help_text="What it tells: each a sentence, and the path of the page that is about.")
    more = models.PositiveIntegerField(default=0, help_text="How many lines there were besides.")
    words = models.TextField(help_text="The whole of it, as it is sent.")
    written_at = models.DateTimeField()
    claimed_at = models.DateTimeField(null=True, blank=True, help_text="When a process began to hand it over: no other does.")
    sent_at = models.DateTimeField(null=True, blank=True, help_text="When the mail server took it.")
    attempts = models.PositiveSmallIntegerField(default=0)
    try_again_at = models.DateTimeField(null=True, blank=True, help_text="Not before this moment.")
    refused = models.TextField(blank=True, help_text="Why it was not accepted, the last time; or how the handing over of it ended.")
    plain_words = PlainWords()

    objects = MailQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["change", "to"], name="one_mail_per_person_and_change"),
            models.CheckConstraint(condition=Q(sent_at=None) | Q(claimed_at__isnull=False), name="mail_sent_was_claimed"),
        ]
        indexes = [
            models.Index(fields=["to", "-written_at"], name="mails_of_a_person"),
            models.Index(fields=["claimed_at", "id"], condition=Q(sent_at=None), name="mails_not_sent"),
        ]

    def __str__(self) -> str:
        return self.subject

    @property
    def state(self) -> State:
        """Return what became of it; while a moment is set, by then. Earlier attempts are not kept."""
        then = as_at.moment()
        if self.sent_at is not None and (then is None or self.sent_at <= then):
            return State.SENT
        if self.claimed_at is not None and (then is None or self.claimed_at <= then):
            over = self.claimed_at <= (then or clock.now()) - HANDING_OVER
            return State.UNCERTAIN if over or (self.refused and then is None) else State.SENDING
        return State.NOT_ACCEPTED if self.attempts >= MOST_ATTEMPTS and then is None else State.WAITING

    @property
    def linked_lines(self) -> list[tuple[str, str]]:
        """Return its sentences, each with the address of its page at the moment shown."""
        return [(sentence, _address(path)) for sentence, path in self.lines]

    def add(self, lines: Sequence[tuple[str, str]]) -> bool:
        """Add these lines, each once, as far as there is room; return whether any was new."""
        fresh: Sequence[Any] = [line for line in lines if list(line) not in self.lines] if self.lines else lines
        room = MOST_LINES - len(self.lines)
        self.lines = [*self.lines, *(list(line) for line in fresh[:room])]
        self.more += max(0, len(fresh) - room)
        return bool(fresh)


class MailChoiceQuerySet(models.QuerySet["MailChoice"]):
    def visible_to(self, user: User) -> Self:
        """Return the person's own."""
        return self.filter(user=user.pk)


class MailChoice(models.Model):
    """What somebody wants mails about, and the last change that their digests covered. Without a row they have chosen nothing yet.

    It has no history: it is private, and no fact about the programme.
    """

    user = models.OneToOneField(User, models.CASCADE, related_name="mail_choice")
    digests = models.BooleanField("new requests, and dates that wait for the programme team", default=True)
    reminders = models.BooleanField("reminders that an answer of my vanguard is awaited", default=True)
    told_change = models.PositiveBigIntegerField(default=0, editable=False, help_text="The number of the last change looked at for them.")
    last_digest = models.ForeignKey(Mail, models.PROTECT, null=True, blank=True, related_name="+", editable=False)

    objects = MailChoiceQuerySet.as_manager()

    def __str__(self) -> str:
        return f"What {self.user} is mailed of"


def wanting_reminders(people: Iterable[User]) -> set[int]:
    """Return the numbers of people who have not turned reminders off."""
    numbers = {person.pk for person in people}
    return numbers - set(MailChoice.objects.filter(user__in=numbers, reminders=False).values_list("user_id", flat=True))


def _address(path: str) -> str:
    """Return the full address of a path, which may have parameters or point to a place on the page."""
    address, place, fragment = path.partition("#")
    address, _, query = address.partition("?")
    return with_query(address, parse_qsl(query, keep_blank_values=True)) + place + fragment if address else ""
