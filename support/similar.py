"""What may already be asked, or already be offered: shown before a request is raised, to join or to go on."""

from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Q

from history import word_index
from people.models import User
from support.models import Enabler, Offer, SupportRequest

SHORTEST = 4  # letters of a word that says something
AT_MOST, LOOKED_AT = 5, 200
SAYS_NOTHING = {"with", "from", "that", "this", "have", "need", "needs", "help", "support", "about", "into", "more", "their", "which"}


def telling(words: str) -> list[str]:
    """The words that say what it is about."""
    cut = {word.strip(".,;:!?()“”\"'").lower() for word in words.split()}
    return sorted(word for word in cut if len(word) >= SHORTEST and word not in SAYS_NOTHING)


def similar_requests(title: str, user: User) -> list[SupportRequest]:
    """Open requests the person may see that share most words with a title: at least two, or the only one."""
    return _sharing(SupportRequest.objects.visible_to(user).open(), "title", title)


def similar_offers(title: str, enablers: list[Enabler], user: User) -> list[Offer]:
    """What the published package promises with these words in it, under the enablers chosen where some are."""
    offers = Offer.objects.visible_to(user).select_related("enabler")
    return _sharing(offers.filter(enabler__in=enablers) if enablers else offers, "words", title)


def _sharing(records: Any, name: str, title: str) -> list[Any]:
    words = telling(title)
    if not words:
        return []
    having: Q = reduce(or_, (word_index.has(records.model, word) for word in words))
    hits = [(_shared(words, getattr(record, name)), record) for record in records.filter(having).order_by("-pk")[:LOOKED_AT]]
    enough = min(2, len(words))
    return [record for shared, record in sorted(hits, key=lambda hit: -hit[0]) if shared >= enough][:AT_MOST]


def _shared(words: list[str], text: str) -> int:
    return sum(word in text.lower() for word in words)
