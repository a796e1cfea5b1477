"""Every page takes ?as_at=…: the moment is set around its view."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse

from history import moments
from history.as_at import as_at
from pages import links
from pages.errors import NotUnderstood, page_not_found


class AsAt:
    """Sets the moment an address asks for around the view, after today's rights of the person have been read.

    The admin and the pages of the account itself are always today's.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with links.keeping({}):
            return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Callable[..., HttpResponse], args: Any, kwargs: Any) -> HttpResponse | None:
        words = request.GET.get("as_at", "")
        if not words or not request.user.is_authenticated or _always_today(request):
            return None
        if request.method not in ("GET", "HEAD"):
            raise NotUnderstood("The past cannot be changed. Go back to today’s page and do it there.")
        then = moments.understand(words)
        request.user.read_rights()  # whoever may look is decided today
        with links.keeping({"as_at": words}), as_at(then):
            try:
                return view(request, *args, **kwargs)
            except Http404 as error:  # answered here, where the page still says which moment it shows
                return page_not_found(request, error)


def _always_today(request: HttpRequest) -> bool:
    match = request.resolver_match
    return match is None or "admin" in match.namespaces or (match.url_name or "").startswith("account_")
