"""Floors: what the same rows cost with a signed-in session, one statement and the smallest template.

Each page has one. Its template writes each row as people read it: a linked name, dates as dates, and other words as they are.
"""
# ruff: noqa: S608 - the table's name is our own

from collections.abc import Sequence
from datetime import date, datetime
from functools import cache
from typing import Any

from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import include, path
from django.utils.dateparse import parse_date
from django.views.decorators.csrf import csrf_exempt

from bench.floor_statements import STATEMENTS
from support.models import SupportRequest

TEMPLATE = """<!DOCTYPE html><html lang=en><title>Floor</title><table>{% for page, number, name, cells, dates in rows %}<tr><td>
{% if page %}<a href="{% url page number %}">{{ name }}</a>{% else %}{{ number }} {{ name }}{% endif %}</td>
{% for cell in cells %}<td>{{ cell|default:"Not known" }}</td>{% endfor %}{% for day in dates %}<td>{{ day|date:"j F Y" }}</td>{% endfor %}
</tr>{% endfor %}</table></html>"""


@cache
def _template() -> Any:
    return engines["django"].from_string(TEMPLATE)


def _row(row: Sequence[Any]) -> tuple[Any, ...]:
    """Return the address's parts, the words, and the dates among them as dates."""
    page, number, name, *cells = row
    dates = {place: _day(cell) for place, cell in enumerate(cells)}
    words = [cell for place, cell in enumerate(cells) if dates[place] is None]
    return page, f"SR-{number:04d}" if page == "request_detail" else number, name, words, [day for day in dates.values() if day]


def _day(cell: Any) -> date | None:
    if isinstance(cell, date | datetime):
        return cell
    return parse_date(cell[:10]) if isinstance(cell, str) and cell[4:5] == "-" == cell[7:8] else None


def floor(request: HttpRequest, name: str) -> HttpResponse:
    """Show a floor. Record numbers come as parameters: ?vanguard=20."""
    if not request.user.is_authenticated:
        return HttpResponse(status=403)
    statement, rows = STATEMENTS[name], []
    for key in request.GET:
        statement = statement.replace(f"{{{key}}}", str(int(request.GET[key])))
    if statement:
        with connection.cursor() as cursor:
            cursor.execute(statement, [])
            rows = [_row(row) for row in cursor.fetchall()]
    return HttpResponse(_template().render({"rows": rows}))


@csrf_exempt
def save(request: HttpRequest, number: int) -> HttpResponse:
    """Save with one UPDATE, and one INSERT of an equally wide row into its own table, in one transaction."""
    if not request.user.is_authenticated:
        return HttpResponse(status=403)
    table = f"bench_version_{len(SupportRequest.version_fields())}"  # a new table if the record's fields change
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"CREATE TABLE IF NOT EXISTS {table} AS SELECT * FROM support_supportrequestversion WHERE 1 = 0")
        cursor.execute("UPDATE support_supportrequest SET note = %s WHERE id = %s", [request.POST["note"], number])
        cursor.execute(f"INSERT INTO {table} SELECT * FROM support_supportrequestversion WHERE id = %s LIMIT 1", [number])
    return HttpResponse()


@csrf_exempt
def rows(request: HttpRequest) -> HttpResponse:
    """Put as many rows into tables like ours, without their indexes, as the query says of each, in one transaction."""
    if not request.user.is_authenticated:
        return HttpResponse(status=403)
    with transaction.atomic(), connection.cursor() as cursor:
        for table in sorted({*request.GET} & {*connection.introspection.table_names(cursor)}):
            cursor.execute(f"CREATE TABLE IF NOT EXISTS bench_of_{table} AS SELECT * FROM {table} WHERE 1 = 0")
            for _ in range(int(request.GET[table])):
                cursor.execute(f"INSERT INTO bench_of_{table} SELECT * FROM {table} LIMIT 1")
    return HttpResponse()


urlpatterns = [
    path("floor/rows/", rows),
    path("floor/save/<int:number>/", save),
    path("floor/<str:name>/", floor),
    path("", include("config.urls")),  # only for the addresses
]
