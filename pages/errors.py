"""The pages for what went wrong: each says in plain words what to do next."""

import sys

from django.core.exceptions import BadRequest, PermissionDenied
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template import loader


class NotUnderstood(BadRequest):
    """A request that makes no sense; its words are a sentence for the person."""


class Refused(PermissionDenied):
    """An act this person may not do now; its words say why, in a sentence. `field`: what of the form they are about, if it is one thing."""

    def __init__(self, why: str, field: str = "") -> None:
        super().__init__(why)
        self.field = field


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    words = str(exception) if isinstance(exception, NotUnderstood) else ""
    return render(request, "errors/400.html", {"words": words}, status=400)


def permission_denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    words = str(exception) if isinstance(exception, Refused) else ""
    return render(request, "errors/403.html", {"words": words}, status=403)


def form_expired(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Django's CSRF check refused a form: most often it was open across a sign-in, or cookies are off."""
    return render(request, "errors/form_expired.html", {}, status=403)


def page_not_found(request: HttpRequest, exception: Exception | None = None, came_later: str = "") -> HttpResponse:
    """`came_later`: the sentence for what is there now, but was not yet at the moment shown."""
    return render(request, "errors/404.html", {"came_later": came_later}, status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """A defect of ours, or a database that does not answer; rendered without the layout, for what failed may be what it needs."""
    if isinstance(sys.exc_info()[1], OperationalError | InterfaceError):
        return _unavailable(request)
    return HttpResponse(loader.get_template("errors/500.html").render({}), status=500)


def _unavailable(request: HttpRequest) -> HttpResponse:
    """What was typed is shown, so that it can be copied."""
    typed = [(name, str(value)) for name, value in request.POST.items() if "password" not in name and name != "csrfmiddlewaretoken"]
    body: str = loader.get_template("errors/503.html").render({"typed": typed})
    return HttpResponse(body, status=503, headers={"Retry-After": "30"})
