"""Remembering what follows from the record alone, until the next change.

Every write of a tracked record is in a change, so what was read after one change is true until the next, and the moments of changes grow:
each request asks once when the last one was made, with the person who is signed in. What a process remembers is its own; there is nothing
to tell the others.
"""

from collections import OrderedDict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime
from functools import wraps
from threading import Lock
from typing import Any, ParamSpec, TypeVar

from history.reading import as_at
from history.reading.last_change import last_made_at
from pages import links

P = ParamSpec("P")
T = TypeVar("T")

MOST = 500  # results kept
MOST_OF_THE_PAST = 50  # of moments: a walk through many of them does not fill the memory, the ledger of all slips is large

_asked: ContextVar[dict[str, datetime | None] | None] = ContextVar("last_change_asked", default=None)
_results: OrderedDict[Any, Any] = OrderedDict()
_results_of_the_past: OrderedDict[Any, Any] = OrderedDict()
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
        results, most = (_results, MOST) if as_at.moment() is None else (_results_of_the_past, MOST_OF_THE_PAST)
        with _lock:
            if key in results:
                results.move_to_end(key)
                known: T = results[key]
                return known
        found = work(*args, **kwargs)
        with _lock:
            results[key] = found
            while len(results) > most:
                results.popitem(last=False)
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


def last_change_was(made_at: datetime | None) -> None:
    """Whoever asked for something else has asked for this, too."""
    asked = _asked.get()
    if asked is not None:
        asked.setdefault("last", made_at)


def ask_again() -> None:
    """A change has been made here."""
    asked = _asked.get()
    if asked is not None:
        asked.clear()


def forget() -> None:
    """For tests, whose changes are taken back: numbers are given again."""
    _results.clear()
    _results_of_the_past.clear()
    ask_again()


def as_of() -> datetime | None:
    """When the last change was made of all that this page shows: for a form that is not to replace anything done since."""
    return _last_change()


def _last_change() -> datetime | None:
    asked = _asked.get()
    if asked is None:
        return last_made_at()
    if "last" not in asked:
        asked["last"] = last_made_at()
    return asked["last"]
