"""Remember results for the same arguments, the latest used first, up to a number of characters in all.

Counting entries would not be enough: an address may hold four thousand characters and a form two million. Each process has several threads.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from functools import wraps
from threading import Lock
from typing import Any, NamedTuple, TypeVar

T = TypeVar("T")

AN_ENTRY = 300  # characters that an entry takes besides its own
ONE_OF = 20  # a result that would fill more than a twentieth of the room is not kept

SHELVES: list["Shelf"] = []


class Shelf:
    """The results of one function, by its arguments."""

    def __init__(self, name: str, room: int) -> None:
        self.name, self.room, self.misses, self.filled = name, room, 0, 0
        self.results: OrderedDict[Any, tuple[Any, int]] = OrderedDict()
        self.lock = Lock()
        SHELVES.append(self)

    def take(self, given: Hashable) -> tuple[Any, int] | None:
        with self.lock:
            found = self.results.get(given)
            if found is not None:
                self.results.move_to_end(given)
            return found

    def put(self, given: Hashable, made: Any) -> None:
        size = AN_ENTRY + length(given) + length(made)
        with self.lock:
            self.misses += 1
            if size > self.room // ONE_OF or given in self.results:
                return
            self.results[given] = made, size
            self.filled += size
            while self.filled > self.room:
                _, (_, left) = self.results.popitem(last=False)
                self.filled -= left

    def clear(self) -> None:
        with self.lock:
            self.results.clear()
            self.filled = self.misses = 0


class Info(NamedTuple):
    misses: int
    entries: int
    filled: int


def kept(room: int) -> Callable[[Callable[..., T]], Callable[..., T]]:
    """Return a decorator like `lru_cache`, but with room for this many characters. Arguments must be given by position."""

    def decorate(work: Callable[..., T]) -> Callable[..., T]:
        shelf = Shelf(f"{work.__module__}.{work.__qualname__}", room)

        @wraps(work)
        def known(*given: Any) -> T:
            found = shelf.take(given)
            if found is not None:
                result: T = found[0]
                return result
            made = work(*given)
            shelf.put(given, made)
            return made

        known.cache_clear = shelf.clear  # type: ignore[attr-defined]  # named as lru_cache names them
        known.cache_info = lambda: Info(shelf.misses, len(shelf.results), shelf.filled)  # type: ignore[attr-defined]
        return known

    return decorate


def length(value: Any) -> int:
    """Return the number of characters in a value and its parts; a little for anything else."""
    if isinstance(value, str):
        return len(value)
    if isinstance(value, tuple | list | frozenset):
        return 20 + sum(map(length, value))
    return 30
