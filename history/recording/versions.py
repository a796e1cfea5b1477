"""Versions of every record people edit. django-simple-history keeps the tables; this module decides what goes into them.

Each version belongs to a change and has `valid_until` (empty while it is current). This module replaces four things of simple-history: its
user and reason (the change has them), its dates (the change's moment), its dropping of indexes and constraints, and its recording of fields
that were not saved.
"""

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any, ClassVar, Self

from django.db import models
from simple_history.models import HistoricalRecords

from history.reading import visibility
from history.reading.prepared import prepared
from history.reading.tracked import TRACKED
from history.recording.changes import CannotTrack, OpenChange, current_change
from history.recording.quick_writes import insert, update
from history.recording.search_words import COLUMN, PlainWords, is_kept
from pages.search import Sought


class Versions(HistoricalRecords):
    """Record versions on save and delete, in the open change. Raise NoOpenChange if there is none."""

    def __init__(self, **options: Any) -> None:
        super().__init__(
            inherit=True,
            custom_model_name=lambda name: f"{name}Version",
            history_id_field=models.BigAutoField(),
            **options,
        )

    def fields_included(self, model: type[models.Model]) -> list[models.Field]:
        untracked = getattr(model, "UNTRACKED", ())
        return [field for field in model._meta.fields if field.name not in untracked]

    def copy_fields(self, model: type[models.Model]) -> dict[str, models.Field]:
        """Return the record's fields, all allowed to be empty: versions older than a field have no value for it."""
        fields: dict[str, models.Field] = super().copy_fields(model)
        fields |= {name: field.of_a_version() for name, field in fields.items() if isinstance(field, PlainWords)}
        for name, field in fields.items():
            field.name = name
            if field.name != model._meta.pk.name:
                field.null = True
            field.db_index = False  # type: ignore[attr-defined]
        return fields

    def get_extra_fields(self, model: type[models.Model], fields: dict[str, models.Field]) -> dict[str, Any]:
        extra: dict[str, Any] = super().get_extra_fields(model, fields)
        for name in ("history_change_reason", "history_user", "revert_url", "get_default_history_user"):
            extra.pop(name, None)
        extra["change"] = models.ForeignKey("history.Change", models.PROTECT, related_name="+", db_index=False)
        extra["valid_until"] = models.DateTimeField(null=True, blank=True, editable=False)
        extra["__str__"] = lambda self: f"{model._meta.verbose_name} {self.pk}"
        return extra

    def get_meta_options(self, model: type[models.Model]) -> dict[str, Any]:
        options: dict[str, Any] = super().get_meta_options(model)
        key, name = model._meta.pk.name, model._meta.model_name
        options["verbose_name"] = f"version of {model._meta.verbose_name}"
        options["verbose_name_plural"] = f"versions of {model._meta.verbose_name_plural}"
        options["constraints"] = [
            models.UniqueConstraint(fields=[key], condition=models.Q(valid_until__isnull=True), name=f"{name}_one_standing"),
            models.UniqueConstraint(fields=["change", key], name=f"{name}_one_per_change"),
        ]
        options["indexes"] = [
            models.Index(fields=[*columns, "history_date", "valid_until"], name=f"{name}_v{number}")
            for number, columns in enumerate([[key], *getattr(model, "READ_BY", [])])
        ]
        return options

    def finalize(self, sender: type[models.Model], **kwargs: Any) -> None:
        ours: Any = sender if issubclass(sender, self.cls) and not sender._meta.abstract else None
        if ours is not None and ours.SEARCHED:
            PlainWords().contribute_to_class(sender, COLUMN)
        super().finalize(sender, **kwargs)
        if ours is not None:
            models.signals.pre_save.connect(self.pre_save, sender=sender, weak=False)

    def pre_save(self, instance: "TrackedModel", update_fields: Iterable[str] | None = None, **kwargs: Any) -> None:
        """Check before the row is written: afterwards it would be too late to refuse."""
        if kwargs.get("raw"):
            raise CannotTrack("Fixtures are loaded by load_programme, under a change; loaddata keeps no history.")
        if not _only_untracked(instance, update_fields):
            current_change(instance)
            tracked_values(instance)

    def pre_delete(self, instance: "TrackedModel", **kwargs: Any) -> None:
        current_change(instance)
        super().pre_delete(instance, **kwargs)

    def post_save(self, instance: "TrackedModel", created: bool, using: str | None = None, **kwargs: Any) -> None:
        saved = kwargs.get("update_fields")
        if not _only_untracked(instance, saved):
            record_version(instance, "+" if created else "~", saved)

    def post_delete(self, instance: "TrackedModel", using: str | None = None, **kwargs: Any) -> None:
        record_version(instance, "-")


def _only_untracked(instance: "TrackedModel", saved: Iterable[str] | None) -> bool:
    return saved is not None and not set(saved) - set(instance.UNTRACKED)


def tracked_values(instance: "TrackedModel") -> dict[str, Any]:
    """Return the values that a version keeps, by column. Raise CannotTrack for a value that only the database can work out."""
    values = {}
    for field in instance.version_fields():
        value = getattr(instance, field.attname)
        if hasattr(value, "resolve_expression"):
            raise CannotTrack(f"{instance._meta.label}.{field.name} is an expression: its version would not say what was saved.")
        values[field.attname] = (field.target_field if isinstance(field, models.ForeignKey) else field).to_python(value)
    return values


def record_version(instance: "TrackedModel", history_type: str, saved: Iterable[str] | None = None) -> None:
    """Write the version of one record in the open change; `saved` names the saved fields if not all were.

    A save that changes nothing makes no version. A change keeps only the last version of each record.
    """
    change = current_change(instance)
    values = tracked_values(instance)
    standing = next(iter(_standing(type(instance), instance._meta.pk.to_python(instance.pk))), None)
    if standing is not None and saved is not None:
        kept = [field for field in instance.version_fields() if field.name not in saved and field.attname not in saved]
        values |= {field.attname: getattr(standing, field.attname) for field in kept}
    if standing is not None and history_type == "-":
        values = {field.attname: getattr(standing, field.attname) for field in instance.version_fields()}
    if standing is None:
        _write(instance, change, history_type, values)
    elif standing.change_id == change.row.pk:
        _amend(instance, standing, change, history_type, values)
    elif history_type != "~" or _differs(standing, values):
        update(standing, valid_until=change.moment)
        _write(instance, change, history_type, values)


@prepared
def _standing(model: Any, number: Any) -> Any:
    return model.version_model()._base_manager.filter(**{model._meta.pk.attname: number}, valid_until=None)


def _differs(standing: models.Model, values: dict[str, Any]) -> bool:
    return any(getattr(standing, name) != value for name, value in values.items() if name != COLUMN)


def _write(instance: "TrackedModel", change: OpenChange, history_type: str, values: dict[str, Any]) -> None:
    version = instance.version_model()(change_id=change.row.pk, history_date=change.moment, history_type=history_type, **values)
    insert(version)
    change.enter(instance, history_type)


def _amend(instance: "TrackedModel", standing: Any, change: OpenChange, history_type: str, values: dict[str, Any]) -> None:
    """The record was already written in this change: added and removed again leaves nothing, removed and added again is a change."""
    if standing.history_type == "+" and history_type == "-":
        type(standing)._base_manager.filter(pk=standing.pk).delete()
        change.strike(instance)
        return
    if standing.history_type == "+":
        history_type = "+"
    elif standing.history_type == "-" and history_type == "+":
        history_type = "~"
    update(standing, history_type=history_type, **values)
    change.enter(instance, history_type, again=True)


class TrackedQuerySet(models.QuerySet[Any]):
    """Refuses the writes that would leave no version; history/recording/bulk.py has those that do."""

    def update(self, **kwargs: Any) -> int:
        raise CannotTrack("update() leaves no version: use history.recording.bulk.change_all().")

    def bulk_create(self, *args: Any, **kwargs: Any) -> list[Any]:
        raise CannotTrack("bulk_create() leaves no version: use history.recording.bulk.create_all().")

    def bulk_update(self, *args: Any, **kwargs: Any) -> int:
        raise CannotTrack("bulk_update() leaves no version: use history.recording.bulk.change_all().")

    def _raw_delete(self, using: Any) -> int:
        raise CannotTrack("A raw deletion leaves no version: use delete().")

    def visible_to(self, user: Any) -> Self:
        """All of them: published facts are for everyone who is signed in. What is not so public overrides this."""
        return self if user.has_a_role else self.none()

    def for_search(self) -> Self:
        """As far as a search says of them."""
        return self

    def nameable_to(self, user: Any) -> Self:
        """Those whose names this person may read where another record points to them."""
        return self.visible_to(user)


class TrackedModel(models.Model):
    """A record under history.

    `UNTRACKED` names fields that no version keeps; `NAME_IS_PUBLIC` is False where even the name is only for those who may see the record;
    `READ_BY` lists columns the lists sort or look up by, for the versions' indexes; `PART_OF` names the foreign keys to what it belongs to:
    a change to a part is a change to the whole. `BRINGS` says of a link what a change to its other end concerns: {"vanguard":
    "support_request"}, what is done to a request concerns its vanguards. `HAS_LEADS`: somebody leads such a record, and may read what
    concerns it; `TOLD_BY`: the columns by which `is_told_to` decides that. `ADDRESSED_BY`: what the address of its page needs besides its
    key. `SEARCHED`: the fields of words it is found by, what it is called first; `WORDS_INDEXED` is False where they are few, or only the
    back office looks for them. `SAID`: the fields that say what was said with a change, by which the change is found.
    """

    UNTRACKED: ClassVar[tuple[str, ...]] = ()
    NAME_IS_PUBLIC: ClassVar[bool] = True
    READ_BY: ClassVar[list[list[str]]] = []
    PART_OF: ClassVar[tuple[str, ...]] = ()
    BRINGS: ClassVar[dict[str, str]] = {}
    HAS_LEADS: ClassVar[bool] = False
    TOLD_BY: ClassVar[tuple[str, ...]] = ()
    ADDRESSED_BY: ClassVar[tuple[str, ...]] = ()
    SEARCHED: ClassVar[tuple[str, ...]] = ()
    WORDS_INDEXED: ClassVar[bool] = True
    SAID: ClassVar[tuple[str, ...]] = ()

    versions: ClassVar[Any] = Versions()
    objects: ClassVar[Any] = TrackedQuerySet.as_manager()

    class Meta:
        abstract = True

    @classmethod
    @cache
    def version_model(cls) -> type[models.Model]:
        model: type[models.Model] = cls.versions.model  # simple-history makes a manager for each who asks
        return model

    def save_base(self, *args: Any, **kwargs: Any) -> None:
        """With words that it is found by, the column is saved in which these are kept: so all of them have to be."""
        saved = kwargs.get("update_fields")
        if saved is not None and not set(self.SEARCHED).isdisjoint(saved):
            left = [name for name in self.SEARCHED if name in self.__dict__ and name not in saved]
            if left:
                raise CannotTrack(f"{self._meta.label} is found by {', '.join(self.SEARCHED)}: save {', '.join(left)} too.")
            kwargs["update_fields"] = frozenset([*saved, COLUMN])
        super().save_base(*args, **kwargs)

    @classmethod
    def version_fields(cls) -> list[models.Field]:
        return [field for field in cls._meta.concrete_fields if field.name not in cls.UNTRACKED]

    @classmethod
    def fields_of_facts(cls) -> list[models.Field]:
        """What a version says of the record."""
        return [field for field in cls.version_fields() if not is_kept(field)]

    @classmethod
    def sought(cls, words: str) -> Sought:
        """What somebody searches for who types these words."""
        return Sought.of(words)

    @classmethod
    def is_told_to(cls, values: Mapping[str, Any], number: int) -> bool:
        """Whether those who lead what such a version concerns, by its number, may read it; `values` is what the version keeps."""
        return True

    @classmethod
    def versions_visible_to(cls, user: Any) -> models.QuerySet[Any]:
        """The versions this person may see, whether the record still stands or not."""
        versions: models.QuerySet[Any] = cls.version_model()._base_manager.all()
        return versions.filter(visibility.is_told_of(user, cls._meta.label_lower, cls._meta.pk.attname))

    def _get_FIELD_display(self, field: models.Field) -> Any:  # noqa: N802 - Django's own, which puts all labels together for each record
        value = getattr(self, field.attname)
        return _labels(field).get(value, value)

    @property
    def version(self) -> int | None:
        """The number of the version that stands: what a form made from this record carries."""
        number: int | None = (
            self.version_model()
            ._base_manager.filter(**{self._meta.pk.attname: self.pk}, valid_until=None)
            .values_list("pk", flat=True)
            .first()
        )
        return number


@cache
def _labels(field: Any) -> dict[Any, str]:
    """The words for each value of a field with choices."""
    return {value: str(label) for value, label in field.flatchoices}


def _remember(sender: type[models.Model], **kwargs: Any) -> None:
    if issubclass(sender, TrackedModel) and not sender._meta.abstract:
        TRACKED[sender._meta.label_lower] = sender
        sender._meta.base_manager_name = "objects"  # what Django itself updates through, as for `salford.aliases.add(…)`, is refused too


models.signals.class_prepared.connect(_remember)
