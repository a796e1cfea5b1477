"""What prevents a deletion: the records that need it, what they belong to, and where to change them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import admin
from django.db import models
from django.urls import reverse
from django.utils.text import capfirst

SHOWN = 50  # records that need it


@dataclass(frozen=True, order=True)
class Needing:
    """A record that needs the one to be deleted. `name` is what people look for: for a part, the record it belongs to."""

    kind: str
    number: int
    name: str
    part: str
    address: str

    @classmethod
    def of(cls, record: Any, site: admin.AdminSite) -> "Needing":
        whole = whole_of(record)
        part = "" if whole is record else f"{_kind(record)}: {record}"
        return cls(
            _kind(whole), whole.pk, f"{capfirst(_kind(whole))} {_said(whole)}", part, _address(whole, site) or _address(record, site)
        )


def those_needing(records: Iterable[Any], site: admin.AdminSite) -> tuple[Sequence[Needing], int]:
    """Return the first of these records by kind and number, each once, and how many more there are."""
    found = sorted({Needing.of(record, site) for record in records})
    return found[:SHOWN], max(len(found) - SHOWN, 0)


def whole_of(record: Any) -> Any:
    """Return the record that this one belongs to and is deleted with; the record itself if it is not a part."""
    for field in record._meta.concrete_fields:
        if isinstance(field, models.ForeignKey) and field.remote_field.on_delete is models.CASCADE:
            whole = getattr(record, field.name)
            return record if whole is None else whole_of(whole)
    return record


def _kind(record: Any) -> str:
    return str(record._meta.verbose_name)


def _said(record: Any) -> str:
    """Return the record's name, with its number or reference if it has one."""
    known_by = getattr(record, "reference", None) or getattr(record, "number", None)
    name = str(record)
    return name if known_by is None or str(known_by) in name else f"{known_by}, {name}"


def _address(record: Any, site: admin.AdminSite) -> str:
    if not site.is_registered(type(record)):
        return ""
    return reverse(f"{site.name}:{record._meta.app_label}_{record._meta.model_name}_change", args=[record.pk])
