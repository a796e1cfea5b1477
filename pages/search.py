"""Searching by parts of words, on any database: every word must be found somewhere, and what is called so comes first."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import reduce
from operator import and_, or_

from django.db.models import Q
from markupsafe import Markup, escape

SHORTEST = 3  # letters: what is shorter is in no index


@dataclass(frozen=True)
class Sought:
    """What is searched for: words, those that are too short for an index by themselves, and the number of a record that they may mean."""

    words: tuple[str, ...] = ()
    short: tuple[str, ...] = ()
    number: int | None = None

    @classmethod
    def of(cls, words: str, number: int | None = None) -> "Sought":
        apart = words.split()
        long, short = ([word for word in apart if (len(word) >= SHORTEST) is indexed] for indexed in (True, False))
        return cls(tuple(long), tuple(short), number)


def mentioning(sought: Sought, *conditions: Callable[[str, bool], Q]) -> Q:
    """That each of the words meets one of the conditions made of it and of whether an index has it; or that it is the number."""
    words = [*((word, True) for word in sought.words), *((word, False) for word in sought.short)]
    found = reduce(and_, (reduce(or_, [condition(*word) for condition in conditions]) for word in words), Q())
    return found if sought.number is None else found | Q(pk=sought.number)


def rank(words: str, number: int, name: str) -> int:
    """How well a record fits, best lowest: its number or name is the words, its name begins with them, has a word that does, has them in
    it, has none of these (they were found elsewhere in the record). Words and name in small letters, the words one space apart.
    """
    if name == words or words == str(number):
        return 0
    if name.startswith(words):
        return 1
    return 2 if f" {words}" in name else 3 if words in name else 4


def marked(text: str, words: str) -> Markup:
    """The text with each part of it that was searched for marked."""
    parts = sorted({re.escape(word) for word in words.split()}, key=len, reverse=True)
    if not parts:
        return escape(text)
    pieces = re.split(f"({'|'.join(parts)})", str(text), flags=re.IGNORECASE)
    return Markup("").join(Markup("<mark>{}</mark>").format(piece) if number % 2 else escape(piece) for number, piece in enumerate(pieces))


def having(names: Iterable[str], words: str) -> list[str]:
    """Those of the names that have one of the words in them."""
    wanted = [word.lower() for word in words.split()]
    return [name for name in names if any(word in name.lower() for word in wanted)]
