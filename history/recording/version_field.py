"""The versions that forms are made from."""

from collections.abc import Iterable
from typing import Any

from django import forms

from pages.typed_numbers import is_a_number

BIGGEST = 2**63 - 1  # the largest number a version can have


def standing_versions(model: Any, records: Iterable[Any]) -> dict[Any, int]:
    """Return the current version number of each of these records of a model, by its key."""
    key = model._meta.pk.attname
    versions = model.version_model()._base_manager.filter(valid_until=None, **{f"{key}__in": [record.pk for record in records]})
    return dict(versions.values_list(key, "pk"))


class VersionField(forms.Field):
    """The number of the version. It accepts anything: the form itself shows an error where people can see it."""

    widget = forms.HiddenInput

    def __init__(self) -> None:
        super().__init__(required=False)

    def clean(self, value: Any) -> int | None:
        words = str(value or "")
        return int(words) if is_a_number(words, most=19) and int(words) <= BIGGEST else None

    def has_changed(self, initial: Any, data: Any) -> bool:
        return False
