"""Error pages: each says in plain words what to do next, and repeats what was typed."""

import sys
from dataclasses import replace

from django.conf import settings
from django.contrib.sessions.exceptions import SessionInterrupted
from django.core.exceptions import BadRequest, PermissionDenied, RequestDataTooBig, TooManyFieldsSent
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.template import loader

from pages.typed import typed_in


class NotUnderstood(BadRequest):
    """A request that makes no sense; its words are a sentence for the person."""


class Refused(PermissionDenied):
    """An act this person may not do now; its words say why. `field` names the form field they are about, if one."""

    def __init__(self, why: str, field: str = "") -> None:
        super().__init__(why)
        self.field = field


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    words = str(exception) if isinstance(exception, NotUnderstood) else _why(exception)
    response = render(request, "errors/400.html", {"words": words, "typed": typed_in(request)}, status=400)
    response.headers["Cache-Control"] = "no-store, private"  # the middleware that sets this is not reached if a session has just ended
    return response


def _why(exception: Exception | None) -> str:
    """Return our words for what Django itself refuses."""
    if isinstance(exception, TooManyFieldsSent):
        return f"More than {settings.DATA_UPLOAD_MAX_NUMBER_FIELDS:,} fields were sent at once, so nothing was saved. Send fewer at a time."
    if isinstance(exception, RequestDataTooBig):
        return "More was sent at once than can be read, so nothing was saved. Go back: what you typed is still there. Send less of it."
    if isinstance(exception, SessionInterrupted):
        return "You were signed out while this was sent. Sign in, and check whether it was saved before you send it again."
    return ""


def permission_denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    words = str(exception) if isinstance(exception, Refused) else ""
    return render(request, "errors/403.html", {"words": words, "typed": typed_in(request)}, status=403)


def page_not_found(request: HttpRequest, exception: Exception | None = None, came_later: str = "") -> HttpResponse:
    """Show that the page was not found; `came_later` says that it exists now but did not at the moment shown."""
    return render(request, "errors/404.html", {"came_later": came_later, "typed": typed_in(request)}, status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """Show a defect of ours or a database that does not answer. It uses no layout: the layout may need what failed."""
    typed = typed_in(request, knows_reader=False)
    if isinstance(sys.exc_info()[1], OperationalError | InterfaceError):
        body: str = loader.get_template("errors/503.html").render({"typed": typed, "token": get_token(request)})
        return HttpResponse(body, status=503, headers={"Retry-After": "30"})
    copied = typed and replace(typed, is_whole=False)  # sent again, it would meet the same defect
    return HttpResponse(loader.get_template("errors/500.html").render({"typed": copied, "token": ""}), status=500)
