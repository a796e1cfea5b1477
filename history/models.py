"""Changes and what they hold. Versions have their own tables beside the records: see history/recording/versions.py."""

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
    ADMIN = "admin", "Back office"
    IMPORT = "import", "Import"
    COMMAND = "command", "Command"


class ChangeQuerySet(models.QuerySet["Change"]):
    def visible_to(self, user: Any) -> Self:
        """Return the changes with at least one version this person may see; while a moment is set, only those made by then."""
        moment = as_at.moment()
        changes = self if moment is None else self.filter(made_at__lte=moment)
        return changes.filter(visibility.holds_a_version_for(user))

    def saying_if_whole(self, user: Any) -> Self:
        """Add `is_whole` to changes from `visible_to`: whether the person may read the reason and who made the change.

        Use this for one change, or in a filter: it asks about every kind of record. A feed works it out from its entries instead.
        """
        whole = models.Value(True) if user.sees_everything else models.Q(visibility.is_wholly_for(user))
        return self.annotate(is_whole=models.ExpressionWrapper(whole, output_field=models.BooleanField()))

    def of_record(self, label: str, number: int, user: Any) -> Self:
        """Return the changes of one record that this person may see."""
        return self.filter(pk__in=visibility.of_record(label, number, user).values("change"))

    def last_of(self, concerns: Any, most: int) -> Self:
        """Return the latest changes for these concerns, `most` at most. The person must be allowed to see the concerns.

        Searching through concerns keeps this fast: PostgreSQL might otherwise read every change to find the few of a quiet record.
        """
        moment = as_at.moment()
        concerns = concerns if moment is None else concerns.filter(change__made_at__lte=moment)
        return self.filter(pk__in=concerns.order_by("-change_id").values("change_id").distinct()[:most])

    def since(self, moment: datetime) -> Self:
        """Return the changes made at this moment or later."""
        return self.filter(made_at__gte=moment)

    def made_by_somebody_called(self, words: str, user: Any) -> Self:
        """Return changes made by people whose name or address has these words, as far as this person may know who made them; "me" means the
        person. Only for changes from `visible_to`.
        """
        if plain(words) == "me":
            return self.filter(made_by=user.pk)
        people: Any = get_user_model()._default_manager
        return self.filter(visibility.tells_who(user), made_by__in=people.called(words).order_by().values("pk"))

    def mentioning(self, words: str, user: Any) -> Self:
        """Return changes that have each of these words in the reason, or in what was done and said, as far as this person may read them.
        Only for changes from `visible_to`.
        """
        done = Entry.objects.visible_to(user)

        def in_what_was_done(word: str, indexed: bool) -> models.Q:
            return models.Q(pk__in=done.filter(word_index.has(Entry, word, indexed)).order_by().values("change"))

        def in_the_reason(word: str, indexed: bool) -> models.Q:
            return word_index.has(Change, word, indexed) & models.Q(is_whole=True)

        return self.saying_if_whole(user).filter(mentioning(Sought.of(words), in_the_reason, in_what_was_done))

    def for_list(self, user: Any) -> Self:
        """Add who made each change: the name, and what `Change.tells_who` needs to decide whether the reader may know it."""
        own = [field.name for field in self.model._meta.concrete_fields if not search_words.is_kept(field)]
        person = [f"made_by__{name}" for name in ("name", "is_programme_team", "is_back_office", "is_administrator")]
        people: Any = get_user_model()._default_manager
        known = models.Value(True) if user.sees_everything else Exists(people.nameable_to(user).filter(pk=OuterRef("made_by")))
        is_known = models.ExpressionWrapper(known, output_field=models.BooleanField())
        return self.select_related("made_by").only(*own, *person).annotate(maker_is_nameable=is_known)


class Change(models.Model):
    """One act of one person, command or import at one moment. It holds the versions it made, one of each record at most."""

    SEARCHED: ClassVar[tuple[str, ...]] = ("reason",)
    WORDS_INDEXED: ClassVar[bool] = True

    made_at = models.DateTimeField(unique=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="changes")
    source = models.CharField(max_length=10, choices=Source)
    reason = models.TextField(blank=True)
    invented = models.BooleanField(default=False, help_text="Made up for the demonstration.")
    plain_words = PlainWords()

    is_whole: bool  # whether the reader sees everything in it and may read its reason; set by saying_if_whole() and by feeds
    maker_is_nameable: bool  # whether the reader may know the name of its maker; set by for_list()

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
        """Return whether the reader may know who made it. history/reading/visibility.py has the same rule for querysets."""
        maker: Any = self.made_by
        return maker is None or maker.sees_everything or (self.is_whole and self.maker_is_nameable)

    def visible_entries(self, user: Any) -> "EntryQuerySet":
        """Return the entries that this person may see, in the order they were written."""
        return Entry.objects.filter(change=self).visible_to(user).order_by("pk")


class EntryQuerySet(models.QuerySet["Entry"]):
    def of_record(self, record: TrackedModel) -> Self:
        """Return the entries that concern a record."""
        concerns = Concern.objects.filter(entry=OuterRef("pk"), record_type=record._meta.label_lower, record_id=record.pk)
        return self.filter(Exists(concerns))

    def visible_to(self, user: Any) -> Self:
        """Return the entries whose version this person may see."""
        return self.filter(visibility.is_of_a_version_for(user))

    def hidden_from(self, user: Any) -> Self:
        """Return the entries whose version this person may not see."""
        return self.none() if user.sees_everything else self.exclude(visibility.is_of_a_version_for(user))


ACTS = {"+": "Added", "~": "Changed", "-": "Removed"}


class Entry(models.Model):
    """One line of a change: a record that it added, changed or removed, with its name at the time. Searches find it by that name and by
    what was said.
    """

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
        """Return the line for a record as it is now."""
        label, name = record._meta.label_lower, str(record)[:200]
        words = search_words.of_an_entry(type(record), name, partial(getattr, record))
        return cls(record_type=label, record_id=record.pk, history_type=history_type, name=name, plain_words=words, **fields)

    @property
    def act(self) -> str:
        """Return "Added", "Changed" or "Removed"."""
        return ACTS[self.history_type]

    @property
    def model(self) -> type[TrackedModel]:
        return TRACKED[self.record_type]

    @property
    def type_name(self) -> str:
        return str(self.model._meta.verbose_name)


class Concern(models.Model):
    """A record that an entry concerns: its own record, what that is part of, and linked records (history/recording/concerns.py)."""

    change = models.ForeignKey(Change, models.DO_NOTHING, related_name="+", db_index=False, db_constraint=False)  # the same as the entry's
    entry = models.ForeignKey(Entry, models.CASCADE, related_name="concerns", db_index=False)
    record_type = models.CharField(max_length=40)
    record_id = models.BigIntegerField()
    told = models.BooleanField(help_text="Whether those who lead the record may read the entry.")

    class Meta:
        # holds all that a feed reads: the rows of one record were written over years and lie far apart
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
