"""Addresses within the app. While a moment is set they keep it, so that whoever walks through the past stays in it."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache, lru_cache, wraps
from typing import Any, TypeVar
from urllib.parse import urlencode

from django.urls import reverse

from pages import bounded_cache

T = TypeVar("T")

_kept: ContextVar[Mapping[str, str]] = ContextVar("kept_parameters", default={})  # noqa: B039 - never written to


@contextmanager
def keeping(parameters: Mapping[str, str]) -> Iterator[None]:
    """Every address made inside carries these parameters."""
    token = _kept.set(parameters)
    try:
        yield
    finally:
        _kept.reset(token)


def kept() -> Mapping[str, str]:
    """The parameters every address carries now."""
    return _kept.get()


def with_query(address: str, query: Mapping[str, Any] | list[tuple[str, Any]]) -> str:
    """The address with these parameters, and those that are kept."""
    pairs = list(query.items()) if isinstance(query, Mapping) else list(query)
    pairs += [(name, value) for name, value in kept().items() if name not in dict(pairs)]
    return f"{address}?{urlencode(pairs, doseq=True)}" if pairs else address


@lru_cache(maxsize=10_000)
def path(name: str, *args: Any) -> str:
    """The path of a page by its name. Remembered: a page names fifty records, mostly the ones that other people's pages name."""
    return reverse(name, args=args)


@cache
def _around(name: str, example: str) -> tuple[str, str]:
    before, _, after = reverse(name, args=[example]).rpartition(example)
    return before, after


def path_of_one(name: str, word: str, *, like: str) -> str:
    """The path of a page whose address holds one word, such as a number, for files that name thousands; `like`: another such word."""
    before, after = _around(name, like)
    return f"{before}{word}{after}"


def url(name: str, *args: Any, **query: Any) -> str:
    """The address of a page by its name; keywords become its parameters."""
    return with_query(path(name, *args), query)


def link(record: Any, **query: Any) -> str:
    """The address of a record's own page; keywords become its parameters."""
    return with_query(record.get_absolute_url(), query)


def remembering(room: int) -> Callable[[Callable[..., T]], Callable[..., T]]:
    """As `kept`, for what holds addresses: made anew where addresses carry other parameters."""

    def decorate(work: Callable[..., T]) -> Callable[..., T]:
        @bounded_cache.kept(room)
        @wraps(work)
        def known(carried: tuple[tuple[str, str], ...], *given: Any) -> T:
            return work(*given)

        return wraps(work)(lambda *given: known(tuple(kept().items()), *given))

    return decorate
