"""Answers for requests that cannot be served as they came."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse


class ReadableFormsOnly:
    """A form in another character set than UTF-8 is refused here: Django 5.2 would answer it with a 500."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        charset = (request.content_params or {}).get("charset", "utf-8")
        if charset.lower().strip("\"'") not in ("utf-8", "utf8"):
            request.content_params = {}
            return HttpResponse("Send forms as UTF-8.", status=400, content_type="text/plain; charset=utf-8")
        return self.get_response(request)


class NeverCached:
    """Pages are one person's and one moment's: nothing on the way may keep them."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Cache-Control", "no-store, private")
        return response
