"""Changes and what they hold. The versions themselves stand beside each tracked record: see history/versions.py."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.functional import cached_property

from history import as_at, visibility
from history.versions import TRACKED, TrackedModel

__all__ = ["Change", "ClockOffset", "Entry", "NamedMoment", "TrackedModel"]


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


def concerning(whole: type[TrackedModel], keys: Any) -> Iterator[tuple[type[TrackedModel], models.Q]]:
    """What concerns such records: parts of them, parts of those, and what links bring; each model with the condition on its versions."""
    for model in TRACKED.values():
        for name in model.PART_OF:
            if model._meta.get_field(name).related_model is whole:
                of_it = models.Q(**{f"{name}_id__in": keys})
                yield model, of_it
                links_to_it = model.version_model()._base_manager.filter(of_it)
                yield from concerning(model, links_to_it.values(model._meta.pk.attname))
                if name in model.BRINGS:
                    yield from _brought(model, model.BRINGS[name], links_to_it)


def _brought(link: type[TrackedModel], name: str, versions: Any) -> Iterator[tuple[type[TrackedModel], models.Q]]:
    """The other end of some links, and what concerns it: but for its other links, which are somebody else's."""
    other: Any = link._meta.get_field(name).related_model
    keys = versions.values(f"{name}_id")
    yield other, models.Q(**{f"{other._meta.pk.attname}__in": keys})
    yield from ((model, of_it) for model, of_it in concerning(other, keys) if model is not link)


def _changes_of(versions: models.QuerySet[Any], of_it: models.Q) -> models.QuerySet[Any, Any]:
    """The numbers of the changes that made these versions of a record: found by the record, however many changes there are."""
    return versions.filter(of_it).order_by().values_list("change_id", flat=True)


class ChangeQuerySet(models.QuerySet["Change"]):
    def last_made_at(self) -> datetime | None:
        """When the last change was made."""
        return self.order_by("-made_at").values_list("made_at", flat=True).first()

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
        """Those that hold a version of one record, or of what concerns it, which this person may see."""
        whole = TRACKED[label]
        own = _changes_of(whole.versions_visible_to(user), models.Q(**{whole._meta.pk.attname: number}))
        others = [_changes_of(model.versions_visible_to(user), of_it) for model, of_it in concerning(whole, [number])]
        return self.filter(pk__in=own.union(*others))

    def since(self, moment: datetime) -> Self:
        """Those made at a moment or later."""
        return self.filter(made_at__gte=moment)

    def made_by_somebody_called(self, words: str, user: Any) -> Self:
        """Of changes seen by `visible_to`, those made by people whose name or address has the words in it; "me" is who asks."""
        if words == "me":
            return self.filter(made_by=user.pk)
        called = models.Q(made_by__name__icontains=words) | models.Q(made_by__email__icontains=words)
        return self.saying_if_whole(user).filter(called, is_whole=True)

    def mentioning(self, words: str, user: Any) -> Self:
        """Of changes seen by `visible_to`, those whose reason has the words in it, if the person may read it."""
        return self.saying_if_whole(user).filter(reason__icontains=words, is_whole=True)

    def for_list(self) -> Self:
        return self.select_related("made_by")


class Change(models.Model):
    """One act of one person (or command, or import) at one moment; it holds the versions it made, at most one of each record."""

    made_at = models.DateTimeField(unique=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="changes")
    source = models.CharField(max_length=10, choices=Source)
    reason = models.TextField(blank=True)
    invented = models.BooleanField(default=False, help_text="Made up for the demonstration.")

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
        return reverse("change_detail", args=[self.pk])

    def visible_entries(self, user: Any) -> "EntryQuerySet":
        """What it holds that this person may see, in the order it was written."""
        return Entry.objects.filter(change=self).visible_to(user).order_by("pk")


class EntryQuerySet(models.QuerySet["Entry"]):
    def of_record(self, record: TrackedModel) -> Self:
        """Those of a record and of what ever concerned it."""
        found = models.Q(record_type=record._meta.label_lower, record_id=record.pk)
        for model, of_it in concerning(type(record), [record.pk]):
            keys = model.version_model()._base_manager.filter(of_it).values(model._meta.pk.attname)
            found |= models.Q(record_type=model._meta.label_lower, record_id__in=keys)
        return self.filter(found)

    def visible_to(self, user: Any, among: set[str] | None = None) -> Self:
        """Those whose version this person may see; `among` the kinds of record there are, where that is known: it asks about no others."""
        return self.filter(visibility.is_of_a_version_for(user, among))


class Entry(models.Model):
    """One line of a change: the record it added, changed or removed, as it was called then."""

    change = models.ForeignKey(Change, models.PROTECT, related_name="entries")
    record_type = models.CharField(max_length=40)
    record_id = models.BigIntegerField()
    history_type = models.CharField(max_length=1, choices=[("+", "Added"), ("~", "Changed"), ("-", "Removed")])
    name = models.CharField(max_length=200)

    objects = EntryQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "entries"
        constraints = [models.UniqueConstraint(fields=["change", "record_type", "record_id"], name="one_entry_per_record_per_change")]
        indexes = [models.Index(fields=["record_type", "record_id", "change"], name="entries_of_a_record")]

    def __str__(self) -> str:
        return f"{self.get_history_type_display()}: {self.type_name} {self.name}"

    @cached_property
    def model(self) -> type[TrackedModel]:
        return TRACKED[self.record_type]

    @property
    def type_name(self) -> str:
        return str(self.model._meta.verbose_name)


class NamedMoment(TrackedModel):
    """A moment people come back to, by a short name: ?as_at=eight-enablers."""

    slug = models.SlugField(unique=True)
    name = models.CharField(max_length=100)
    moment = models.DateTimeField()

    def __str__(self) -> str:
        return self.name
