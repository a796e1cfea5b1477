"""Count a page's statements and the database's time; only if a request asks, so that it costs nothing otherwise."""

import time
from collections.abc import Callable
from typing import Any

from django.db import connection
from django.http import HttpRequest, HttpResponse


class Counting:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if "X-Count" not in request.headers:
            return self.get_response(request)
        spent: list[float] = []

        def counted(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
            begin = time.perf_counter()
            try:
                return execute(sql, params, many, context)
            finally:
                spent.append(time.perf_counter() - begin)

        with connection.execute_wrapper(counted):
            response = self.get_response(request)
        response.headers["X-Statements"], response.headers["X-Database-Ms"] = str(len(spent)), f"{1000 * sum(spent):.1f}"
        return response
