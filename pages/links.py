"""Addresses within the app. While a moment is set they keep it, so that people stay in the past."""

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
    """Add these parameters to every address made inside."""
    token = _kept.set(parameters)
    try:
        yield
    finally:
        _kept.reset(token)


def kept() -> Mapping[str, str]:
    """Return the parameters that every address has now."""
    return _kept.get()


def with_query(address: str, query: Mapping[str, Any] | list[tuple[str, Any]]) -> str:
    """Return the address with these parameters and the kept ones."""
    pairs = list(query.items()) if isinstance(query, Mapping) else list(query)
    pairs += [(name, value) for name, value in kept().items() if name not in dict(pairs)]
    return f"{address}?{urlencode(pairs, doseq=True)}" if pairs else address


@lru_cache(maxsize=10_000)
def path(name: str, *args: Any) -> str:
    """Return the path of a page by name. Remembered: a page has fifty records, and other people's pages mostly have the same."""
    return reverse(name, args=args)


@cache
def _around(name: str, example: str) -> tuple[str, str]:
    before, _, after = reverse(name, args=[example]).rpartition(example)
    return before, after


def path_of_one(name: str, word: str, *, like: str) -> str:
    """Return the path of a page whose address holds one word, such as a number; for files with thousands of them. `like` is another such
    word.
    """
    before, after = _around(name, like)
    return f"{before}{word}{after}"


def url(name: str, *args: Any, **query: Any) -> str:
    """Return the address of a page by name; keywords become its parameters."""
    return with_query(path(name, *args), query)


def link(record: Any, **query: Any) -> str:
    """Return the address of a record's page; keywords become its parameters."""
    return with_query(record.get_absolute_url(), query)


def remembering(room: int) -> Callable[[Callable[..., T]], Callable[..., T]]:
    """Return a decorator like `kept` for results with addresses: they are made anew if addresses carry other parameters."""

    def decorate(work: Callable[..., T]) -> Callable[..., T]:
        @bounded_cache.kept(room)
        @wraps(work)
        def known(carried: tuple[tuple[str, str], ...], *given: Any) -> T:
            return work(*given)

        return wraps(work)(lambda *given: known(tuple(kept().items()), *given))

    return decorate
