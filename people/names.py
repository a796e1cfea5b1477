"""Naming people by whole name, the start of a name, or e-mail address; and suggestions for a name."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from history.reading.remembered import until_the_next_change
from pages.plain_words import plain
from people.models import User

MOST_IN_A_BOX = 30  # in a select box; if there are more, the name is typed
MOST_OFFERED = 10  # suggestions while typing, or if several match


class Named(NamedTuple):
    """Somebody who can be named; `note` says more about them in suggestions."""

    number: int
    name: str
    address: str
    note: str = ""

    @property
    def in_full(self) -> str:
        return f"{self.name} ({self.address})"


class People:
    """The people a field can name, ordered by name. Names are compared in plain words, however they are typed."""

    def __init__(self, people: Iterable[Named]) -> None:
        self._people = sorted(people, key=lambda each: (plain(each.name), each.address))
        self._called = Counter(plain(each.name) for each in self._people)

    def __iter__(self) -> Iterator[Named]:
        return iter(self._people)

    def __len__(self) -> int:
        return len(self._people)

    def with_one_more(self, one: Named) -> "People":
        return self if any(each.number == one.number for each in self) else People([*self, one])

    def called(self, one: Named) -> str:
        """Return words that mean only this person: the name, with the address if others have the same name."""
        return one.name if self._called[plain(one.name)] == 1 else one.in_full

    def words_for(self, number: int | None) -> str:
        """Return the words for the person with this number; "" if they are not among these people."""
        return next((self.called(each) for each in self if each.number == number), "")

    def meant_by(self, words: str) -> list[Named]:
        """Return the person with this address, or those with this name, or else those whose name begins with the words."""
        sought = plain(words)
        exactly = [each for each in self if sought in (plain(each.address), plain(each.in_full))]
        return exactly or [each for each in self if plain(each.name) == sought] or self.beginning(words)

    def beginning(self, words: str) -> list[Named]:
        """Return the people with a name part that begins with each word, or an address that begins with them."""
        sought = plain(words)
        return [each for each in self if _begins(each, sought)]


def _begins(one: Named, sought: str) -> bool:
    whole = plain(one.name)
    parts = [*whole.split(), *re.split(r"[ '.-]+", whole)]
    return plain(one.address).startswith(sought) or all(any(part.startswith(word) for part in parts) for word in sought.split())


def named(user: User, note: str = "") -> Named:
    return Named(user.pk, user.name, user.email, note)


@until_the_next_change
def team() -> People:
    """Return the programme team: accounts that are open and not about to close."""
    return People(Named(*each) for each in User.objects.open().filter(is_programme_team=True).values_list("pk", "name", "email"))
