"""Search everything a person may see at once, grouped by kind, with the best match first."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.db.models import QuerySet

from history.reading.prepared import prepared
from milestones.models import Milestone
from pages.counting import AT_A_GLANCE, EXACT_UP_TO
from pages.filters import Words
from pages.plain_words import plain
from pages.search import Sought, rank
from people.models import User
from spread.models import Product
from support.models import Enabler, SupportRequest
from support.queries import read_offers
from vanguards.models import Organisation, Vanguard
from vanguards.queries import read_parts, read_parts_of_organisations


class SearchForm(forms.Form):
    """The words typed into the search box of the page header."""

    q = Words(label="Search names, titles and references", max_length=100, error_messages={"required": "Enter what to search for"})


@dataclass(frozen=True)
class Kind:
    """A kind of record that can be found: the name to rank it by, and what reads the parts that a hit shows."""

    key: str
    heading: str
    name: str
    model: type[Any]
    read_parts: Callable[[list[Any]], None] = lambda records: None


KINDS = [
    Kind("vanguards", "Vanguards", "name", Vanguard, lambda vanguards: read_parts(vanguards, "aliases", "partnerships")),
    Kind("requests", "Support requests", "title", SupportRequest),
    Kind("enablers", "Enablers", "name", Enabler, read_offers),
    Kind("milestones", "Milestones", "title", Milestone),
    Kind("products", "Products", "name", Product),
    Kind("organisations", "Organisations", "name", Organisation, read_parts_of_organisations),
]
NAMES = {kind.model: kind.name for kind in KINDS}
BY_KEY = {kind.key: kind for kind in KINDS}


@dataclass(frozen=True)
class Group:
    """The best few hits of one kind, and whether there are more. Counting them all would mean searching again."""

    kind: Kind
    hits: list[Any]
    more: bool

    @property
    def best(self) -> int:
        rank: int = self.hits[0].rank
        return rank


def found(kind: Kind, words: str, user: User) -> list[tuple[int, str, int]]:
    """Return what this person may see of one kind with these words, best first: rank, name and number.

    Only the newest thousand are ranked, because ranking reads every one.
    """
    sought, in_plain = kind.model.sought(words), plain(words)
    newest = _newest(kind.model, sought.words, sought.short, sought.number, user)
    return sorted([(rank(in_plain, number, name), name, number) for number, name in [(number, plain(name)) for number, name in newest]])


@prepared
def _newest(model: Any, words: tuple[str, ...], short: tuple[str, ...], number: int | None, user: User) -> Any:
    hits = model.objects.visible_to(user).mentioning(Sought(words, short, number))
    return hits.order_by("-pk").values_list("pk", NAMES[model])[:EXACT_UP_TO]


def having(kind: Kind, words: str, user: User) -> QuerySet[Any]:
    """Return everything of one kind with these words, unordered."""
    hits: QuerySet[Any] = kind.model.objects.visible_to(user).mentioning(kind.model.sought(words))
    return hits


def shown(kind: Kind, ranked: list[tuple[int, str, int]], user: User) -> list[Any]:
    """Return these records in order, each with its `rank`."""
    records = {record.pk: record for record in _records(kind.model, [number for _, _, number in ranked], user)} if ranked else {}
    there = [(fits, records[number]) for fits, _, number in ranked if number in records]  # one may have been removed meanwhile
    for fits, record in there:
        record.rank = fits
    hits = [record for _, record in there]
    kind.read_parts(hits)
    return hits


@prepared
def _records(model: Any, numbers: list[int], user: User) -> Any:
    records = model.objects.visible_to(user).for_search()
    read = records.as_read_by(user) if model is SupportRequest else records
    return read.filter(pk__in=numbers).order_by()


def groups(words: str, user: User) -> list[Group]:
    """Return the best hits of each kind; the kind with the best hit comes first."""
    of_all = [(kind, found(kind, words, user)) for kind in KINDS]
    found_of = [Group(kind, shown(kind, hits[:AT_A_GLANCE], user), len(hits) > AT_A_GLANCE) for kind, hits in of_all]
    grouped = [group for group in found_of if group.hits]
    return sorted(grouped, key=lambda group: group.best)
