"""Count a page's statements, the rows it writes and the database's time; only if a request asks, so that it costs nothing otherwise."""

import re
import time
from collections import Counter
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.db import connection
from django.http import HttpRequest, HttpResponse

WRITTEN = re.compile(r'(INSERT INTO|UPDATE) "(\w+)"(?: \(([^)]*)\))?')


class Counting:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if "X-Count" not in request.headers:
            return self.get_response(request)
        spent: list[float] = []
        written: Counter[str] = Counter()

        def counted(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
            begin = time.perf_counter()
            try:
                return execute(sql, params, many, context)
            finally:
                spent.append(time.perf_counter() - begin)
                written.update(_rows(sql, params))

        with connection.execute_wrapper(counted):
            response = self.get_response(request)
        response.headers["X-Rows"] = urlencode(written)
        response.headers["X-Statements"], response.headers["X-Database-Ms"] = str(len(spent)), f"{1000 * sum(spent):.1f}"
        return response


def _rows(sql: str, params: Any) -> dict[str, int]:
    """Return how many rows a statement writes to which table: an UPDATE one, an INSERT as many as it has values for its columns."""
    found = WRITTEN.match(sql)
    if found is None:
        return {}
    _, table, columns = found.groups()
    if columns is None or not params:
        return {table: 1}
    in_lists = isinstance(params[0], list)  # PostgreSQL is sent many rows as one list a column
    return {table: len(params[0]) if in_lists else max(1, len(params) // len(columns.split(",")))}
