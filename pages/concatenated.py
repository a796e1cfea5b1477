"""Join words from many rows into one column, without a row and object for each."""

from typing import Any

from django.db.models import F, Subquery, TextField


class Joined(Subquery):
    """Values of one field or expression from many rows, in their order, joined by commas (or by `between`); None without rows.

    For words that a list only shows. Both databases keep the order of the rows.
    """

    template = "(SELECT %(joining)s(%(called)s, '%(between)s') FROM (%(subquery)s) AS names)"
    output_field = TextField()

    def __init__(self, rows: Any, said: Any, between: str = ", ") -> None:
        super().__init__(rows.values(called=F(said) if isinstance(said, str) else said), between=between)

    def as_sql(self, compiler: Any, connection: Any, template: str | None = None, **extra: Any) -> Any:
        joining, called = ("STRING_AGG", "called::text") if connection.vendor == "postgresql" else ("GROUP_CONCAT", "called")
        return super().as_sql(compiler, connection, template, joining=joining, called=called, **extra)
