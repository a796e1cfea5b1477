"""Pages that change the record: GET asks, POST does, and neither in the past."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods

from history.past.middleware import NO_CHANGES
from history.reading import as_at
from pages.errors import NotUnderstood


def always_today(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A page whose reader is not whoever is signed in, so that their rights could not be read before a moment is set: it shows today."""
    view.always_today = True  # type: ignore[attr-defined]  # a mark on the view, as Django's own csrf_exempt is
    return view


def changes_the_record(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A page with a form of the record: as at a moment it is answered with the sentence that says why not (400)."""

    @wraps(view)
    def today(request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        if as_at.moment() is not None:
            raise NotUnderstood(NO_CHANGES)
        return view(request, *args, **kwargs)

    return require_http_methods(["GET", "POST"])(today)
