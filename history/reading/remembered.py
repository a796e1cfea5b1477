"""Remember results that follow from the record alone, until the next change.

Every tracked record is written in a change, and each change has a later moment. So what was read after one change is true until the next.
Each request asks once for the last change, together with the signed-in person. Each process remembers for itself and needs nothing from the
others.
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
MOST_OF_THE_PAST = 50  # results kept of earlier moments: they are fewer, because some are large

_asked: ContextVar[dict[str, datetime | None] | None] = ContextVar("last_change_asked", default=None)
_results: OrderedDict[Any, Any] = OrderedDict()
_results_of_the_past: OrderedDict[Any, Any] = OrderedDict()
_lock = Lock()  # a server has several threads


def until_the_next_change(work: Callable[P, T]) -> Callable[P, T]:
    """Return a function that remembers its results until the next change, for the same arguments and moment shown.

    Use it only if the result follows from tracked records and hashable arguments, and nobody alters it. A person among the arguments stands
    for what they may see: people who may see the same share results, so nothing else about them may matter.
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
    """Ask for the last change only once inside this block, so that one page shows the record after one change."""
    token = _asked.set({})
    try:
        yield
    finally:
        _asked.reset(token)


def last_change_was(made_at: datetime | None) -> None:
    """Set when the last change was made, for a caller that has just read it with something else."""
    asked = _asked.get()
    if asked is not None:
        asked.setdefault("last", made_at)


def ask_again() -> None:
    """Forget when the last change was made: this process has made another."""
    asked = _asked.get()
    if asked is not None:
        asked.clear()


def forget() -> None:
    """Forget all results. For tests, which take changes back and use their numbers again."""
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
