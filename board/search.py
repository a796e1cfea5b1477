"""Searching everything at once: what a person may see, grouped by what it is, what is called so first."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.db.models import QuerySet

from milestones.models import Milestone
from pages.counting import AT_A_GLANCE, EXACT_UP_TO
from pages.filters import Words
from pages.search import rank
from people.models import User
from support.models import Enabler, SupportRequest
from vanguards.models import Organisation, Vanguard


class SearchForm(forms.Form):
    """What was typed into the search of the header."""

    q = Words(label="Search names, titles and references", max_length=100, error_messages={"required": "Enter what to search for"})


@dataclass(frozen=True)
class Kind:
    """A kind of record that can be found, and the name by which its records are ranked."""

    key: str
    heading: str
    name: str
    model: type[Any]


KINDS = [
    Kind("vanguards", "Vanguards", "name", Vanguard),
    Kind("requests", "Support requests", "title", SupportRequest),
    Kind("enablers", "Enablers", "name", Enabler),
    Kind("milestones", "Milestones", "title", Milestone),
    Kind("organisations", "Organisations", "name", Organisation),
]
BY_KEY = {kind.key: kind for kind in KINDS}


@dataclass(frozen=True)
class Group:
    """What was found of one kind: the best few, and whether there is more. How much more is not counted: that would search again."""

    kind: Kind
    hits: list[Any]
    more: bool

    @property
    def best(self) -> int:
        rank: int = self.hits[0].rank
        return rank


def found(kind: Kind, words: str, user: User) -> list[tuple[int, str, int]]:
    """What one kind has that the person may see and that has the words in it, best first, each as its rank, its name and its number.

    Of the newest thousand, for to tell which is the best is to read them all.
    """
    newest = having(kind, words, user).order_by("-pk").values_list("pk", kind.name)[:EXACT_UP_TO]
    return sorted((rank(words, number, name), name.lower(), number) for number, name in newest)


def having(kind: Kind, words: str, user: User) -> QuerySet[Any]:
    """Everything of one kind that has the words in it, in no order."""
    hits: QuerySet[Any] = kind.model.objects.visible_to(user).mentioning(words)
    return hits


def shown(kind: Kind, ranked: list[tuple[int, str, int]], user: User) -> list[Any]:
    """The records of these, in their order, each with its `rank`."""
    records: Any = kind.model.objects.visible_to(user).for_search().in_bulk([number for _, _, number in ranked]) if ranked else {}
    there = [(fits, records[number]) for fits, _, number in ranked if number in records]  # one may have been removed in between
    for fits, record in there:
        record.rank = fits
    return [record for _, record in there]


def groups(words: str, user: User) -> list[Group]:
    """The best of every kind; the kind with the best comes first."""
    of_all = [(kind, found(kind, words, user)) for kind in KINDS]
    found_of = [Group(kind, shown(kind, hits[:AT_A_GLANCE], user), len(hits) > AT_A_GLANCE) for kind, hits in of_all]
    grouped = [group for group in found_of if group.hits]
    return sorted(grouped, key=lambda group: group.best)
