"""The column of an amount of money."""

from decimal import Decimal
from typing import Any

from django.db import models

from pages.fields import MoneyField
from pages.money import PENCE


class Pounds(models.BigIntegerField):
    """Pounds, an exact Decimal in Python. The database keeps whole pence: SQLite would keep decimals as floats, and add them as such."""

    _pyi_private_set_type: Any  # for the checker of types
    _pyi_private_get_type: Any

    def deconstruct(self) -> Any:
        """Describe the column to migrations as the database sees it."""
        name, _, args, options = super().deconstruct()
        return name, "django.db.models.BigIntegerField", args, options

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Decimal | None:
        return None if value is None else Decimal(int(value)) * PENCE

    def to_python(self, value: Any) -> Any:
        return None if value is None else Decimal(value).quantize(PENCE)

    def get_prep_value(self, value: Any) -> Any:
        if value is None or hasattr(value, "resolve_expression"):
            return value
        pence = Decimal(value) / PENCE
        if pence != pence.to_integral_value():
            raise ValueError(f"{value} is not a whole number of pence")
        return int(pence)

    def formfield(self, **kwargs: Any) -> Any:
        label = str(self.verbose_name)
        return MoneyField(label[:1].upper() + label[1:], "Enter an amount", required=not self.blank)


def pounds(label: str, **options: Any) -> Any:
    """Return a column for an amount that may not be known; unknown is never 0."""
    return Pounds(label, null=True, blank=True, **options)
