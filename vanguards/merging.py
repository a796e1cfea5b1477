"""Merge two organisations that are the same: everything that points to one then points to the other.

It follows every link to an organisation that any model has, also in the apps above.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from django.db import models

from history.recording.bulk import change_all
from history.recording.changes import change
from history.recording.version_field import standing_versions
from pages.errors import Refused
from people.models import User
from people.policies import may_use_admin
from people.verdict import Verdict
from vanguards.models import MergedOrganisation, Organisation, OrganisationAlias

CHANGED = "Something has changed since you opened this page. Look at what would happen now, and merge again."
CLASHES = "Nothing was merged: both have something on record that cannot be made one. Settle each of these first."


def may_merge(user: User) -> Verdict:
    return may_use_admin(user)


@dataclass
class Merger:
    """What would happen to everything that points to `gone`. Each record is moved to `kept`, left out because `kept` has the same, or in
    the way of merging, with the record of `kept` that it clashes with.
    """

    gone: Organisation
    kept: Organisation
    moved: list[tuple[Any, str]] = field(default_factory=list)
    left_out: list[Any] = field(default_factory=list)
    clashes: list[tuple[Any, str]] = field(default_factory=list)

    @property
    def is_named(self) -> bool:
        """Return whether the name of the merged one becomes an alias; not if it is one already."""
        return not self.kept.aliases.filter(name=self.gone.name).exists()

    @property
    def seen(self) -> str:
        """Return a value that changes with any of this, so that a form knows whether it is what the person saw."""
        rows: dict[Any, list[Any]] = {Organisation: [self.gone, self.kept]}
        for row in [*(row for row, _ in self.moved), *self.left_out, *(row for row, _ in self.clashes)]:
            rows.setdefault(type(row), []).append(row)
        versions = [(model._meta.label, sorted(standing_versions(model, those).items())) for model, those in rows.items()]
        return sha256(repr(versions).encode()).hexdigest()


def weigh(gone: Organisation, kept: Organisation) -> Merger:
    """Return what would happen if these two were merged. Nothing is changed."""
    merger = Merger(gone, kept)
    for relation in Organisation._meta.related_objects:
        name = relation.field.name
        places = [fields for fields in _places(relation.related_model) if name in fields]
        taken = {_place(row, fields, name): row for row in _pointing_to(kept, relation) for fields in places}
        for row in _pointing_to(gone, relation):
            twin = next((taken[place] for fields in places if (place := _place(row, fields, name)) in taken), None)
            _sort_in(merger, row, name, twin)
    return merger


def _sort_in(merger: Merger, row: Any, name: str, twin: Any) -> None:
    if _is_between(row, name, merger.kept):
        merger.clashes.append((row, "it says that one became the other: then they are two"))
    elif isinstance(row, OrganisationAlias) and (twin is not None or row.name == merger.kept.name):
        merger.left_out.append(row)
    elif twin is None:
        merger.moved.append((row, name))
    elif _facts(row, name) != _facts(twin, name):
        merger.clashes.append((row, "both have it, and do not say the same of it: change or remove one of them"))
    elif _is_needed(row):
        merger.clashes.append((row, "both have it, and something else was made from this one: let that come from the other first"))
    else:
        merger.left_out.append(row)


def merge(gone: Organisation, kept: Organisation, *, by: User, reason: str, seen: str) -> Merger:
    """Merge them in one change. Raise Refused if it cannot be done, or if it is not what was `seen`."""
    may_merge(by).enforce()
    with change(by=by, reason=reason, source="admin"):
        found = Organisation.objects.select_for_update().in_bulk([gone.pk, kept.pk])
        if len(found) < 2:
            raise Refused(CHANGED)
        merger = weigh(found[gone.pk], found[kept.pk])
        if merger.seen != seen:
            raise Refused(CHANGED)
        if merger.clashes:
            raise Refused(CLASHES)
        _make_one(merger)
    return merger


def _make_one(merger: Merger) -> None:
    is_named = merger.is_named
    for row in merger.left_out:
        row.delete()
    moved: dict[tuple[Any, str], list[Any]] = defaultdict(list)
    for row, name in merger.moved:
        moved[type(row), name].append(row)
    for (_, name), rows in moved.items():
        change_all(rows, **{name: merger.kept})
    if is_named and not merger.kept.aliases.filter(name=merger.gone.name).exists():
        merger.kept.aliases.create(name=merger.gone.name)
    gone = merger.gone
    MergedOrganisation.objects.create(organisation=merger.kept, old_number=gone.pk, old_code=gone.code, name=gone.name)
    gone.delete()


def _pointing_to(organisation: Organisation, relation: Any) -> Any:
    return relation.related_model._default_manager.filter(**{relation.field.name: organisation}).order_by("pk")


def _places(model: Any) -> list[tuple[str, ...]]:
    """Return the groups of fields that must be unique among records of this kind."""
    return [tuple(each.fields) for each in model._meta.constraints if isinstance(each, models.UniqueConstraint)]


def _place(row: Any, fields: tuple[str, ...], name: str) -> Any:
    """Return a row's values of these fields, except the organisation."""
    return fields, *(getattr(row, row._meta.get_field(each).attname) for each in fields if each != name)


def _is_between(row: Any, name: str, kept: Organisation) -> bool:
    """Return whether another link of the row points to `kept`."""
    links = [each for each in row._meta.concrete_fields if each.related_model is Organisation and each.name != name]
    return any(getattr(row, each.attname) == kept.pk for each in links)


def _is_needed(row: Any) -> bool:
    """Return whether a record points to this one that does not go with it, so that it cannot be left out."""
    held = [each for each in row._meta.related_objects if each.on_delete is models.PROTECT]
    return any(each.related_model._default_manager.filter(**{each.field.name: row.pk}).exists() for each in held)


def _facts(row: Any, name: str) -> dict[str, Any]:
    """Return everything a row says, except its organisation."""
    left = {row._meta.get_field(name).attname, row._meta.pk.attname}
    columns = (each.attname for each in row.fields_of_facts())
    return {column: getattr(row, column) for column in columns if column not in left}
