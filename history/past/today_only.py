"""Pages that change the record: neither GET nor POST works in the past."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods

from history.past.middleware import NO_CHANGES
from history.reading import as_at
from pages.errors import NotUnderstood


def always_today(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Mark a view as always showing today: its reader is not the signed-in person, so their rights cannot be read beforehand."""
    view.always_today = True  # type: ignore[attr-defined]  # a mark on the view, as Django's own csrf_exempt is
    return view


def changes_the_record(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Mark a view that changes the record. In the past it answers 400, with a sentence that says why."""

    @wraps(view)
    def today(request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        if as_at.moment() is not None:
            raise NotUnderstood(NO_CHANGES)
        return view(request, *args, **kwargs)

    return require_http_methods(["GET", "POST"])(today)
