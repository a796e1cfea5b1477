"""Changes and what they hold. The versions themselves stand beside each tracked record: see history/recording/versions.py."""

from datetime import datetime
from functools import partial
from typing import Any, ClassVar, Self

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import models
from django.db.models import Exists, OuterRef

from history.reading import as_at, visibility
from history.reading.tracked import TRACKED
from history.recording import search_words, word_index
from history.recording.search_words import PlainWords
from history.recording.versions import TrackedModel
from pages.links import path
from pages.plain_words import plain
from pages.search import Sought, mentioning

__all__ = ["Change", "ClockOffset", "Concern", "Entry", "NamedMoment", "TrackedModel"]


class ClockOffset(models.Model):
    """By how many whole days the clock is moved; no row in production."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1, editable=False)
    days = models.IntegerField()

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="one_clock")]

    def __str__(self) -> str:
        return f"{self.days} days"


class Source(models.TextChoices):
    """Where a change was made."""

    PAGE = "page", "Page"
    ADMIN = "admin", "Admin"
    IMPORT = "import", "Import"
    COMMAND = "command", "Command"


class ChangeQuerySet(models.QuerySet["Change"]):
    def visible_to(self, user: Any) -> Self:
        """The changes that hold at least one version this person may see; while a moment is set, those made by then."""
        moment = as_at.moment()
        changes = self if moment is None else self.filter(made_at__lte=moment)
        return changes.filter(visibility.holds_a_version_for(user))

    def saying_if_whole(self, user: Any) -> Self:
        """Of changes seen by `visible_to`, each with `is_whole`: whether they may read its reason, and who made it.

        For one change, or to filter by: it asks about every kind of record. The lines of a feed tell it from what they count.
        """
        whole = models.Value(True) if user.sees_everything else models.Q(visibility.is_wholly_for(user))
        return self.annotate(is_whole=models.ExpressionWrapper(whole, output_field=models.BooleanField()))

    def of_record(self, label: str, number: int, user: Any) -> Self:
        """Those that hold an entry which concerns one record, and which this person may see."""
        return self.filter(pk__in=visibility.of_record(label, number, user).values("change"))

    def last_of(self, concerns: Any, most: int) -> Self:
        """The last changes that these concerns are of, so many; for whoever may see the concerns.

        Found by the concerns, for changes are numbered in the order they were made in: otherwise PostgreSQL may look through all that was
        ever changed for the few changes of a record that is quiet.
        """
        moment = as_at.moment()
        concerns = concerns if moment is None else concerns.filter(change__made_at__lte=moment)
        return self.filter(pk__in=concerns.order_by("-change_id").values("change_id").distinct()[:most])

    def since(self, moment: datetime) -> Self:
        """Those made at a moment or later."""
        return self.filter(made_at__gte=moment)

    def made_by_somebody_called(self, words: str, user: Any) -> Self:
        """Of changes seen by `visible_to`, those made by people whose name or address has the words in it, as far as the person may read
        who made them; "me" is who asks.
        """
        if plain(words) == "me":
            return self.filter(made_by=user.pk)
        people: Any = get_user_model()._default_manager
        return self.filter(visibility.tells_who(user), made_by__in=people.called(words).order_by().values("pk"))

    def mentioning(self, words: str, user: Any) -> Self:
        """Of changes seen by `visible_to`, those with each of the words in the reason, if the person may read it, or in what was done and
        said, as far as they may see that.
        """
        done = Entry.objects.visible_to(user)

        def in_what_was_done(word: str, indexed: bool) -> models.Q:
            return models.Q(pk__in=done.filter(word_index.has(Entry, word, indexed)).order_by().values("change"))

        def in_the_reason(word: str, indexed: bool) -> models.Q:
            return word_index.has(Change, word, indexed) & models.Q(is_whole=True)

        return self.saying_if_whole(user).filter(mentioning(Sought.of(words), in_the_reason, in_what_was_done))

    def for_list(self, user: Any) -> Self:
        """Each with who made it: their name, and what it takes to know whether that may be told to whoever asks (`Change.tells_who`)."""
        own = [field.name for field in self.model._meta.concrete_fields if not search_words.is_kept(field)]
        person = [f"made_by__{name}" for name in ("name", "is_programme_team", "is_back_office", "is_administrator")]
        people: Any = get_user_model()._default_manager
        known = models.Value(True) if user.sees_everything else Exists(people.nameable_to(user).filter(pk=OuterRef("made_by")))
        is_known = models.ExpressionWrapper(known, output_field=models.BooleanField())
        return self.select_related("made_by").only(*own, *person).annotate(maker_is_nameable=is_known)


class Change(models.Model):
    """One act of one person (or command, or import) at one moment; it holds the versions it made, at most one of each record."""

    SEARCHED: ClassVar[tuple[str, ...]] = ("reason",)
    WORDS_INDEXED: ClassVar[bool] = True

    made_at = models.DateTimeField(unique=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="changes")
    source = models.CharField(max_length=10, choices=Source)
    reason = models.TextField(blank=True)
    invented = models.BooleanField(default=False, help_text="Made up for the demonstration.")
    plain_words = PlainWords()

    is_whole: (
        bool  # whether whoever asks sees all that it holds, and may read its reason: set by saying_if_whole(), and for the lines of a feed
    )
    maker_is_nameable: bool  # whether whoever asks may know the name of who made it: set by for_list()

    objects = ChangeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(source__in=Source.values), name="change_source_known"),
            models.CheckConstraint(
                condition=models.Q(made_by__isnull=False) | models.Q(source=Source.COMMAND), name="change_by_someone_or_a_command"
            ),
        ]

    def __str__(self) -> str:
        return f"Change {self.pk}"

    def get_absolute_url(self) -> str:
        return path("change_detail", self.pk)

    @property
    def tells_who(self) -> bool:
        """Whether whoever asks may read who made it: the same as the condition in history/reading/visibility.py."""
        maker: Any = self.made_by
        return maker is None or maker.sees_everything or (self.is_whole and self.maker_is_nameable)

    def visible_entries(self, user: Any) -> "EntryQuerySet":
        """What it holds that this person may see, in the order it was written."""
        return Entry.objects.filter(change=self).visible_to(user).order_by("pk")


class EntryQuerySet(models.QuerySet["Entry"]):
    def of_record(self, record: TrackedModel) -> Self:
        """Those that concern a record."""
        concerns = Concern.objects.filter(entry=OuterRef("pk"), record_type=record._meta.label_lower, record_id=record.pk)
        return self.filter(Exists(concerns))

    def visible_to(self, user: Any) -> Self:
        """Those whose version this person may see."""
        return self.filter(visibility.is_of_a_version_for(user))

    def hidden_from(self, user: Any) -> Self:
        """The others."""
        return self.none() if user.sees_everything else self.exclude(visibility.is_of_a_version_for(user))


ACTS = {"+": "Added", "~": "Changed", "-": "Removed"}


class Entry(models.Model):
    """One line of a change: the record it added, changed or removed, as it was called then; found by that, and by what was said."""

    WORDS_INDEXED: ClassVar[bool] = True

    change = models.ForeignKey(Change, models.PROTECT, related_name="entries")
    record_type = models.CharField(max_length=40)
    record_id = models.BigIntegerField()
    history_type = models.CharField(max_length=1, choices=list(ACTS.items()))
    name = models.CharField(max_length=200)
    plain_words = models.TextField(null=True, blank=True, editable=False)  # noqa: DJ001 - empty: not worked out yet

    objects = EntryQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "entries"
        constraints = [models.UniqueConstraint(fields=["change", "record_type", "record_id"], name="one_entry_per_record_per_change")]
        indexes = [models.Index(fields=["record_type", "record_id", "change"], name="entries_of_a_record")]

    def __str__(self) -> str:
        return f"{self.act}: {self.type_name} {self.name}"

    @classmethod
    def of(cls, record: Any, history_type: str, **fields: Any) -> "Entry":
        """The line for a record as it is now."""
        label, name = record._meta.label_lower, str(record)[:200]
        words = search_words.of_an_entry(type(record), name, partial(getattr, record))
        return cls(record_type=label, record_id=record.pk, history_type=history_type, name=name, plain_words=words, **fields)

    @property
    def act(self) -> str:
        """What was done to the record."""
        return ACTS[self.history_type]

    @property
    def model(self) -> type[TrackedModel]:
        return TRACKED[self.record_type]

    @property
    def type_name(self) -> str:
        return str(self.model._meta.verbose_name)


class Concern(models.Model):
    """A record that an entry concerns: its own, what that is part of, and what links bring there (history/recording/concerns.py)."""

    change = models.ForeignKey(Change, models.DO_NOTHING, related_name="+", db_index=False, db_constraint=False)  # the entry's
    entry = models.ForeignKey(Entry, models.CASCADE, related_name="concerns", db_index=False)
    record_type = models.CharField(max_length=40)
    record_id = models.BigIntegerField()
    told = models.BooleanField(help_text="Whether those who lead the record may read the entry.")

    class Meta:
        # all that a feed asks of them: what concerns a record was written over years, each row of it somewhere else
        indexes = [models.Index(fields=["record_type", "record_id", "change", "told", "entry"], name="concerns_of_a_record")]
        constraints = [models.UniqueConstraint(fields=["entry", "record_type", "record_id"], name="one_concern_per_record")]

    def __str__(self) -> str:
        return f"{self.entry} concerns {self.record_type} {self.record_id}"


class NamedMoment(TrackedModel):
    """A moment people come back to, by a short name: ?as_at=eight-enablers."""

    SEARCHED = ("name", "slug")
    WORDS_INDEXED = False

    slug = models.SlugField(unique=True)
    name = models.CharField(max_length=100)
    moment = models.DateTimeField()

    def __str__(self) -> str:
        return self.name
