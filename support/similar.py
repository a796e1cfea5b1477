"""Find requests and offers like a new request, to show before it is raised."""

from functools import reduce
from operator import add, or_
from typing import Any

from django.db.models import Case, Q, When

from history.recording import word_index
from pages.plain_words import plain
from people.models import User
from support.models import Enabler, Offer, SupportRequest

SHORTEST = 4  # letters; shorter words say little
AT_MOST = 5
MOST_WORDS = 12  # the longest words of a title say most
SAYS_NOTHING = {"with", "from", "that", "this", "have", "need", "needs", "help", "support", "about", "into", "more", "their", "which"}


def telling(words: str) -> list[str]:
    """Return the words that say what it is about."""
    cut = {word.strip(".,;:!?()“”\"'") for word in plain(words).split()}
    telling = [word for word in cut if len(word) >= SHORTEST and word not in SAYS_NOTHING]
    return sorted(telling, key=lambda word: (-len(word), word))[:MOST_WORDS]


def similar_requests(title: str, user: User) -> list[SupportRequest]:
    """Return open requests the person may see that share most words with this title: at least two, or its only one."""
    return _sharing(SupportRequest.objects.visible_to(user).open().as_read_by(user), title)


def similar_offers(title: str, enablers: list[Enabler], user: User) -> list[Offer]:
    """Return published offers with these words, under the chosen enablers if there are any."""
    offers = Offer.objects.visible_to(user).select_related("enabler")
    return _sharing(offers.filter(enabler__in=enablers) if enablers else offers, title)


def _sharing(records: Any, title: str) -> list[Any]:
    words = telling(title)
    if not words:
        return []
    having: Q = reduce(or_, (word_index.has(records.model, word) for word in words))
    shared = reduce(add, (Case(When(word_index.is_called(word), then=1), default=0) for word in words))
    hits = records.filter(having).annotate(words_shared=shared).filter(words_shared__gte=min(2, len(words)))
    return list(hits.order_by("-words_shared", "-pk")[:AT_MOST])
