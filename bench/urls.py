"""Production's pages, and one that saves, to measure a change with its version until every page that saves has its own line."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import include, path
from django.views.decorators.csrf import csrf_exempt

from history.recording.changes import change
from support.actions import standing
from support.models import SupportRequest


@csrf_exempt
def save(request: HttpRequest, number: int) -> HttpResponse:
    user: Any = request.user
    with change(by=user, reason="Measured"):
        support_request = standing(SupportRequest(pk=number))  # as every move reads it
        support_request.note = request.POST["note"]
        support_request.save()
    return HttpResponse()


urlpatterns = [path("bench/save/<int:number>/", save), path("", include("config.urls"))]
