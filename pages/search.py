"""Searching by parts of words, on any database: every word must be found somewhere, and what is called so comes first.

What is sought and what it is sought in are compared in one plain form (plain_words.py). Three letters or more are found anywhere in a word;
fewer where a word begins with them, or "it" would be found in "with".
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import reduce
from operator import and_, or_

from django.db.models import Q
from markupsafe import Markup, escape

from pages.bounded_cache import kept
from pages.plain_words import folded, in_pieces, plain
from pages.typed_numbers import is_a_number

SHORTEST = 2  # letters: one alone is in no index
A_PART = 3  # letters that are found anywhere in a word: what an index is made of


@dataclass(frozen=True)
class Sought:
    """What is searched for: words in their plain form, those that are too short for an index by themselves, and the number of a record that
    they may mean. A word of fewer letters than a part has a space before it, as where a word begins (history/recording/search_words.py).
    """

    words: tuple[str, ...] = ()
    short: tuple[str, ...] = ()
    number: int | None = None

    @classmethod
    def of(cls, words: str, number: int | None = None) -> "Sought":
        apart = [word if len(word) >= A_PART else f" {word}" for word in plain(words).split()]
        long, short = (tuple(word for word in apart if (len(word) >= A_PART) is indexed) for indexed in (True, False))
        return cls(long, short, number)


def can_be_sought(words: str) -> bool:
    """Whether there is a word among them that an index has, or a number."""
    return any(len(word) >= SHORTEST or is_a_number(word) for word in plain(words).split())


def mentioning(sought: Sought, *conditions: Callable[[str, bool], Q]) -> Q:
    """That each of the words meets one of the conditions made of it and of whether an index has it; or that it is the number."""
    words = [*((word, True) for word in sought.words), *((word, False) for word in sought.short)]
    found = reduce(and_, (reduce(or_, [condition(*word) for condition in conditions]) for word in words), Q())
    return found if sought.number is None else found | Q(pk=sought.number)


def rank(words: str, number: int, name: str) -> int:
    """How well a record fits, best lowest: its number or name is the words, its name begins with them, has a word that does, has them in
    it, has none of these (they were found elsewhere in the record). Words and name in their plain form.
    """
    if name == words or words == str(number):
        return 0
    if name.startswith(words):
        return 1
    return 2 if f" {words}" in name else 3 if words in name else 4


def marked(text: str, words: str) -> Markup:
    """The text as it was typed, with each part of it that was searched for marked."""
    text, sought, done, said = str(text), _any_of(words), 0, Markup()
    for start, end in _where(sought, text) if sought else ():
        said += escape(text[done:start]) + Markup("<mark>{}</mark>").format(text[start:end])
        done = end
    return said + escape(text[done:])


def having(names: Iterable[str], words: str) -> list[str]:
    """Those of the names that have one of the words in them."""
    sought = _any_of(words)
    return [name for name in names if sought and sought.search(folded(name))]


@kept(60_000)
def _any_of(words: str) -> re.Pattern[str] | None:
    """What finds any of the words in a folded text, the longest first."""
    parts = sorted(set(plain(words).split()), key=lambda word: (-len(word), word))
    return re.compile("|".join(map(_part, parts))) if parts else None


def _part(word: str) -> str:
    if len(word) >= A_PART:
        return re.escape(word)
    return (r"(?<!\w)" if re.match(r"\w", word) else r"(?<!\S)") + re.escape(word)


def _where(sought: re.Pattern[str], text: str) -> Iterator[tuple[int, int]]:
    """From where to where the text has what is sought: folded it may be longer or shorter, so each letter remembers its piece."""
    if text.isascii():
        yield from (found.span() for found in sought.finditer(folded(text)))
        return
    of: list[tuple[int, int]] = []
    plain_text, at, done = "", 0, 0
    for piece in in_pieces(text):
        as_plain = folded(piece)
        plain_text += as_plain
        of += [(at, at + len(piece))] * len(as_plain)
        at += len(piece)
    for found in sought.finditer(plain_text):
        start, end = max(of[found.start()][0], done), of[found.end() - 1][1]
        if start < end:
            yield start, end
            done = end
