"""Words of many rows in one column: what something falls under, without a row and an object for each."""

from typing import Any

from django.db.models import F, Subquery, TextField


class Joined(Subquery):
    """What rows say in one field (or expression), in their order, with commas (or `between`) between; None where there are no rows.

    For what a list only says. Both databases keep the order of the rows they are given.
    """

    template = "(SELECT %(joining)s(%(called)s, '%(between)s') FROM (%(subquery)s) AS names)"
    output_field = TextField()

    def __init__(self, rows: Any, said: Any, between: str = ", ") -> None:
        super().__init__(rows.values(called=F(said) if isinstance(said, str) else said), between=between)

    def as_sql(self, compiler: Any, connection: Any, template: str | None = None, **extra: Any) -> Any:
        joining, called = ("STRING_AGG", "called::text") if connection.vendor == "postgresql" else ("GROUP_CONCAT", "called")
        return super().as_sql(compiler, connection, template, joining=joining, called=called, **extra)
