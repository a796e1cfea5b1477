"""Helpers for views."""

from typing import Any, TypeVar

from django.core.exceptions import ObjectDoesNotExist
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

M = TypeVar("M", bound=models.Model)


def page(request: HttpRequest, template: str, *, status: int = 200, **context: Any) -> HttpResponse:
    """Render a page."""
    return render(request, template, context, status=status)


def find(records: models.QuerySet[M], **key: Any) -> M:
    """Return the one record of these that the person may see. Raise 404 if there is none, or it is not theirs."""
    try:
        return records.get(**key)
    except (ObjectDoesNotExist, ValueError, OverflowError) as error:
        raise Http404 from error


def the_one(rows: list[M]) -> M:
    """Return the only row. Raise 404 if there is none, as `find` does."""
    if not rows:
        raise Http404
    return rows[0]
