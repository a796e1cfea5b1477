"""Set the moment from ?as_at=… while a page is made."""

import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import datetime
from http import HTTPStatus
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse

from history import clock
from history.past import moments
from history.reading import remembered
from history.reading.as_at import as_at
from pages import dates, links
from pages.errors import NotUnderstood, page_not_found
from pages.middleware import Middleware

NO_CHANGES = "The past cannot be changed. Go back to today’s page and do it there."


class AsAt(Middleware):
    """Set the moment while the view runs, after reading the person's rights as they are today.

    The admin and account pages always show today.
    """

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with links.keeping({}), remembered.asking_once():
            return self.get_response(request)

    def process_view(self, request: Any, view: Callable[..., Any], args: Any, kwargs: Any) -> Any:
        words = request.GET.get("as_at", "")
        if not words or not request.user.is_authenticated or _always_today(request, view):
            return None
        if request.method not in ("GET", "HEAD"):
            raise NotUnderstood(NO_CHANGES)
        then = moments.understand(words)
        words = moments.in_addresses(words, then)
        request.user.read_rights()  # today's rights decide what they may see in the past, too
        request.named_moments = moments.named(request)  # every page offers today's named moments
        moments.wait_for_changes_before(then)
        response: Any = None
        with links.keeping({"as_at": words}), as_at(then), suppress(Http404):
            response = view(request, *args, **kwargs)
        if response is None:
            came_later = _came_later(request, view, args, kwargs, words, then)
            with links.keeping({"as_at": words}), as_at(then):  # links on the page keep the moment
                return page_not_found(request, came_later=came_later)
        if isinstance(response, StreamingHttpResponse):
            pieces: Any = response.streaming_content
            response.streaming_content = _in_the_past(iter(pieces), words, then)
        return response


def _came_later(request: Any, view: Callable[..., Any], args: Any, kwargs: Any, words: str, then: datetime) -> str:
    """Return a sentence if the page was missing at the moment but exists now for this person; otherwise ""."""
    name = request.resolver_match.url_name or ""
    if not name.endswith("_detail"):
        return ""
    try:
        if view(request, *args, **kwargs).status_code != HTTPStatus.OK:
            return ""
    except (Http404, NotUnderstood):
        return ""
    what = f"{name.removesuffix('_detail').capitalize()} {request.path.strip('/').rpartition('/')[2]}"
    yet = "yet on record" if request.user.sees_everything else "yet on record, or not yet one of those you can see,"
    is_a_day = re.fullmatch(r"\d{4}-\d{2}-\d{2}", words.strip())
    return f"{what} was not {yet} on {dates.on(clock.in_london(then).date()) if is_a_day else dates.at(then)}."


def _in_the_past(pieces: Iterator[bytes], words: str, then: datetime) -> Iterator[bytes]:
    """Yield each streamed piece at the moment shown: it is read after the view has returned. The moment is not set between the pieces."""
    while True:
        with links.keeping({"as_at": words}), as_at(then):
            piece = next(pieces, None)
        if piece is None:
            return
        yield piece


def _always_today(request: HttpRequest, view: Callable[..., Any]) -> bool:
    """Return whether a page always shows today: the admin, account pages, and views marked so."""
    match = request.resolver_match
    return match is None or hasattr(view, "always_today") or "admin" in match.namespaces or (match.url_name or "").startswith("account_")
