"""What views are written with."""

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
    """The one record of those a person may see; a 404, the same for what is not theirs as for what does not exist."""
    try:
        return records.get(**key)
    except (ObjectDoesNotExist, ValueError, OverflowError) as error:
        raise Http404 from error


def the_one(rows: list[M]) -> M:
    """The record asked for, where it is among those a person may see; a 404 otherwise, as `find` has it."""
    if not rows:
        raise Http404
    return rows[0]
