"""Remembering what follows from the record alone, until the next change.

Every write of a tracked record is in a change, so what was read after one change is true until the next: each request asks once for the
number of the last one. What a process remembers is its own; there is nothing to tell the others.
"""

from collections import OrderedDict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from threading import Lock
from typing import Any, ParamSpec, TypeVar

from django.db import connection

from history import as_at
from pages import links

P = ParamSpec("P")
T = TypeVar("T")

MOST = 500  # results kept: a walk through many moments does not fill the memory

_asked: ContextVar[dict[str, Any] | None] = ContextVar("last_change_asked", default=None)
_results: OrderedDict[Any, Any] = OrderedDict()
_lock = Lock()  # a server has several threads


def until_the_next_change(work: Callable[P, T]) -> Callable[P, T]:
    """`work` returns for the same arguments, at the same moment shown, what it returned since the last change.

    Only for what follows from tracked records and its arguments (which must be hashable), and for what nobody alters. A person among the
    arguments stands for what they may see: those who may see the same share it, so nothing else of them may matter.
    """

    @wraps(work)
    def remembering(*args: P.args, **kwargs: P.kwargs) -> T:
        whose = tuple(getattr(each, "may_see", each) for each in args)
        key = (work, _last_change(), as_at.moment(), tuple(links.kept().items()), whose, tuple(sorted(kwargs.items())))
        with _lock:
            if key in _results:
                _results.move_to_end(key)
                known: T = _results[key]
                return known
        found = work(*args, **kwargs)
        with _lock:
            _results[key] = found
            while len(_results) > MOST:
                _results.popitem(last=False)
        return found

    return remembering


@contextmanager
def asking_once() -> Iterator[None]:
    """Inside, the last change is asked for once: one page shows the record as of one change."""
    token = _asked.set({})
    try:
        yield
    finally:
        _asked.reset(token)


def ask_again() -> None:
    """A change has been made here."""
    asked = _asked.get()
    if asked is not None:
        asked.clear()


def forget() -> None:
    """For tests, whose changes are taken back: numbers are given again."""
    _results.clear()
    ask_again()


def _last_change() -> Any:
    asked = _asked.get()
    if asked is None:
        return _ask()
    if "last" not in asked:
        asked["last"] = _ask()
    return asked["last"]


def _ask() -> Any:
    """By hand, for every page asks it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT id, made_at FROM history_change ORDER BY id DESC LIMIT 1")
        return cursor.fetchone()
