"""Search by parts of words, on both databases: every word must be found, and records with that name come first.

Words are compared in their plain form (plain_words.py). Three letters or more match anywhere in a word; fewer only at its beginning, or
"it" would match "with".
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

SHORTEST = 2  # letters: a single one is in no index
A_PART = 3  # letters that match anywhere; an index is made of these


@dataclass(frozen=True)
class Sought:
    """What is searched for: plain words, words too short for an index, and a record number they may mean. A word shorter than an index part
    has a space before it, as at the beginning of a word (history/recording/search_words.py).
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
    """Return whether any of the words is long enough for an index, or a number."""
    return any(len(word) >= SHORTEST or is_a_number(word) for word in plain(words).split())


def mentioning(sought: Sought, *conditions: Callable[[str, bool], Q]) -> Q:
    """Return the condition that each word meets one of these, or that the record has the number. A condition gets the word and whether an
    index has it.
    """
    words = [*((word, True) for word in sought.words), *((word, False) for word in sought.short)]
    found = reduce(and_, (reduce(or_, [condition(*word) for condition in conditions]) for word in words), Q())
    return found if sought.number is None else found | Q(pk=sought.number)


def rank(words: str, number: int, name: str) -> int:
    """Return how well a record matches, best lowest: its number or name is the words, its name begins with them, one of its words does, its
    name contains them, or none of these. Give words and name in their plain form.
    """
    if name == words or words == str(number):
        return 0
    if name.startswith(words):
        return 1
    return 2 if f" {words}" in name else 3 if words in name else 4


def marked(text: str, words: str) -> Markup:
    """Return the text as typed, with the parts that match marked."""
    text, sought, done, said = str(text), _any_of(words), 0, Markup()
    for start, end in _where(sought, text) if sought else ():
        said += escape(text[done:start]) + Markup("<mark>{}</mark>").format(text[start:end])
        done = end
    return said + escape(text[done:])


def having(names: Iterable[str], words: str) -> list[str]:
    """Return the names that contain one of the words."""
    sought = _any_of(words)
    return [name for name in names if sought and sought.search(folded(name))]


@kept(60_000)
def _any_of(words: str) -> re.Pattern[str] | None:
    """Return a pattern for any of the words in folded text, longest first."""
    parts = sorted(set(plain(words).split()), key=lambda word: (-len(word), word))
    return re.compile("|".join(map(_part, parts))) if parts else None


def _part(word: str) -> str:
    if len(word) >= A_PART:
        return re.escape(word)
    return (r"(?<!\w)" if re.match(r"\w", word) else r"(?<!\S)") + re.escape(word)


def _where(sought: re.Pattern[str], text: str) -> Iterator[tuple[int, int]]:
    """Yield the start and end of each match in the text. Folding may change a text's length, so each letter remembers its piece."""
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
