"""A record's code in addresses. It is made once from the record's first name and stays when the name changes."""

from collections.abc import Sequence
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.text import slugify

from history.recording.versions import TrackedModel

LONGEST = 210  # a name in small letters, and a number if another record has the same name


class GivenCode(models.CharField):
    """A code that the app gives and nobody edits. No two records share one, not even with a deleted record."""

    def deconstruct(self) -> Any:
        """Describe the column to migrations as the database sees it."""
        name, _, args, options = super().deconstruct()
        return name, "django.db.models.CharField", args, options

    def pre_save(self, instance: Any, add: bool) -> Any:
        if isinstance(instance, TrackedModel):
            self.give([instance])
        return super().pre_save(instance, add)

    def give(self, records: Sequence[Any]) -> None:
        """Give a code to each record that has none."""
        new = [record for record in records if not getattr(record, self.attname)]
        called = [slugify(record.name) or str(record._meta.model_name) for record in new]
        taken = self._taken(type(new[0]), called) if new else set()
        for record, base in zip(new, called, strict=True):
            code = next(code for code in (base, *(f"{base}-{number}" for number in range(2, len(taken) + 3))) if code not in taken)
            taken.add(code)
            setattr(record, self.attname, code)

    def _taken(self, model: type[TrackedModel], called: list[str]) -> set[str]:
        """Return the codes that any record has or had."""
        alike = Q(**{f"{self.name}__startswith": called[0]}) if len(called) == 1 else Q()
        of = (model._base_manager, model.version_model()._base_manager)
        return {code for each in of for code in each.filter(alike).values_list(self.name, flat=True) if code}
