"""Answer requests that cannot be served as they came."""

import secrets
from collections.abc import Callable
from gzip import GzipFile
from io import BytesIO
from typing import Any

from django.core.exceptions import TooManyFieldsSent
from django.http import HttpRequest, HttpResponse, QueryDict
from django.middleware.gzip import GZipMiddleware, re_accepts_gzip
from django.utils.cache import patch_vary_headers

from pages.errors import NotUnderstood


class Middleware:
    """A middleware that only has to say what it does besides: in `process_view`, or around `get_response` in `__call__`."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: Any) -> HttpResponse:
        return self.get_response(request)


class ReadableFormsOnly(Middleware):
    """Refuse a form in a character set other than UTF-8: Django 5.2 would answer with a 500. What can be read of it is repeated, as for any
    refused form.
    """

    WHY = "This was sent in other characters than this service reads, so nothing was saved. Send forms as UTF-8."

    def __call__(self, request: Any) -> HttpResponse:
        charset = (request.content_params or {}).get("charset", "utf-8")
        request.is_readable = charset.lower().strip("\"'") in ("utf-8", "utf8")
        if not request.is_readable:
            request.content_params, request.encoding = {}, "utf-8"
        return self.get_response(request)

    def process_view(self, request: Any, view: Callable[..., HttpResponse], args: Any, kwargs: Any) -> None:
        if not request.is_readable:
            raise NotUnderstood(self.WHY)


class ShortAddressesOnly(Middleware):
    """Refuse an address with too many parameters here: the error page reads the address too, and would fail."""

    def __call__(self, request: Any) -> HttpResponse:
        request.too_many = None
        try:
            request.GET  # noqa: B018 - reading it once is enough
        except TooManyFieldsSent as error:
            request.GET, request.too_many = QueryDict(), error
        return self.get_response(request)

    def process_view(self, request: Any, view: Callable[..., HttpResponse], args: Any, kwargs: Any) -> None:
        if request.too_many is not None:
            raise request.too_many


class NeverCached(Middleware):
    """Forbid caching: each page belongs to one person and one moment."""

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Cache-Control", "no-store, private")
        return response


class QuicklyCompressed(GZipMiddleware):
    """Compress pages at a low level: a fifth of the time of Django's level, for a sixth more bytes.

    Like Django, add a name of random length, so that the length of a page does not reveal a secret in it (BREACH).
    """

    LEVEL = 3

    def process_response(self, request: HttpRequest, response: Any) -> Any:
        is_plain = not response.streaming and len(response.content) >= 200 and not response.has_header("Content-Encoding")
        if not is_plain or response.has_header("ETag") or not re_accepts_gzip.search(request.META.get("HTTP_ACCEPT_ENCODING", "")):
            return super().process_response(request, response)
        patch_vary_headers(response, ["Accept-Encoding"])
        packed = BytesIO()
        name = "a" * secrets.randbelow(self.max_random_bytes)
        with GzipFile(filename=name, mode="wb", compresslevel=self.LEVEL, fileobj=packed, mtime=0) as pack:
            pack.write(response.content)
        response.content = packed.getvalue()
        response.headers["Content-Length"] = str(len(response.content))
        response.headers["Content-Encoding"] = "gzip"
        return response
