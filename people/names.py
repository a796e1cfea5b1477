"""Naming somebody as people do: by a whole name, by its beginning, or by an e-mail address; and who may be meant."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from history.reading.remembered import until_the_next_change
from pages.plain_words import plain
from people.models import User

MOST_IN_A_BOX = 30  # names a select box lists; of more people the field is typed in
MOST_OFFERED = 10  # as one types, and where several are meant


class Named(NamedTuple):
    """Somebody who can be named; `note`: what else is said of them where they are offered."""

    number: int
    name: str
    address: str
    note: str = ""

    @property
    def in_full(self) -> str:
        return f"{self.name} ({self.address})"


class People:
    """Those among whom somebody is named, in the order of their names. Compared in plain words, however they are typed."""

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
        """The words that mean nobody else: the name, with the address where somebody else has the same name."""
        return one.name if self._called[plain(one.name)] == 1 else one.in_full

    def words_for(self, number: int | None) -> str:
        """The words that mean the one with this number; none where they are not among these."""
        return next((self.called(each) for each in self if each.number == number), "")

    def meant_by(self, words: str) -> list[Named]:
        """The one with this address, or those with this name, or else those whose name begins so."""
        sought = plain(words)
        exactly = [each for each in self if sought in (plain(each.address), plain(each.in_full))]
        return exactly or [each for each in self if plain(each.name) == sought] or self.beginning(words)

    def beginning(self, words: str) -> list[Named]:
        """Those of whose name a part begins with each of these words, or whose address begins with them."""
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
    """The programme team: those whose accounts are open, and not about to be closed."""
    return People(Named(*each) for each in User.objects.open().filter(is_programme_team=True).values_list("pk", "name", "email"))
