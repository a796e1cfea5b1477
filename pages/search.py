"""Searching by parts of words, on any database: every word must be found somewhere, and what is called so comes first."""

import re
from collections.abc import Callable, Iterable
from functools import reduce
from operator import and_, or_

from django.db.models import Q
from markupsafe import Markup, escape


def is_a_number(words: str) -> bool:
    """Whether a record can be meant by its number."""
    return words.isascii() and words.isdecimal() and len(words) < 10


def mentioning(words: str, *conditions: Callable[[str], Q]) -> Q:
    """The condition that each of the words meets one of the conditions made of it."""
    return reduce(and_, (reduce(or_, [condition(word) for condition in conditions]) for word in words.split()), Q())


def rank(words: str, number: int, name: str) -> int:
    """How well a record fits, best lowest: its number or name is the words, its name begins with them, has a word that does, has them in
    it, has none of these (they were found elsewhere in the record).
    """
    words, name = " ".join(words.split()).lower(), name.lower()
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
