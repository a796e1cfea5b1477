"""The floors: what the same rows cost with a signed-in session, one statement and the smallest template, and nothing else."""

from typing import Any

from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import path

LISTED = (
    "SELECT r.id, r.title, r.state, r.target_on, u.name FROM support_supportrequest r LEFT JOIN people_user u ON u.id = r.owner_id {} "
    "ORDER BY r.id LIMIT 50"
)
STATEMENTS: dict[str, tuple[str, list[Any]]] = {
    "list": (LISTED.format(""), []),
    "filters": (
        LISTED.format(
            "WHERE r.state = %s AND EXISTS (SELECT 1 FROM support_requestenabler l JOIN support_enabler e ON e.id = l.enabler_id "
            "WHERE l.support_request_id = r.id AND e.slug = %s)"
        ),
        ["raised", "workforce-redesign"],
    ),
    "search": (LISTED.format("WHERE r.title LIKE %s"), ["%clinics%"]),
    "record": (
        "SELECT r.title, r.needed, v.history_date, v.state, v.valid_until FROM support_supportrequest r "
        "JOIN support_supportrequestversion v ON v.id = r.id WHERE r.id = %s ORDER BY v.history_date DESC",
        [3],
    ),
    "home": ("SELECT state, COUNT(*) FROM support_supportrequest GROUP BY state", []),
    "empty": ("", []),
}
TEMPLATE = (
    "<!DOCTYPE html><html lang=en><title>Floor</title><table>{% for row in rows %}<tr>{% for cell in row %}<td>{{ cell }}</td>"
    "{% endfor %}</tr>{% endfor %}</table></html>"
)


def floor(request: HttpRequest, name: str) -> HttpResponse:
    if not request.user.is_authenticated:
        return HttpResponse(status=403)
    statement, parameters = STATEMENTS[name]
    rows: list[Any] = []
    if statement:
        with connection.cursor() as cursor:
            cursor.execute(statement, parameters)
            rows = cursor.fetchall()
    return HttpResponse(engines["django"].from_string(TEMPLATE).render({"rows": rows}))


urlpatterns = [path("floor/<str:name>/", floor)]
