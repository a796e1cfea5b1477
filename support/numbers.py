"""How support goes, per enabler and answering body: what is open, how long answers take, and whether it helped."""

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count

from history.reading.remembered import until_the_next_change
from people.models import User
from support.models import Enabler, MoveMade, Recipient, SupportRequest
from support.workflow import Helped, Move, Word
from vanguards.models import Organisation

UNDER_AN_ENABLER, ANSWERED_BY_A_BODY = "enabler_links__enabler", "answering_bodies__organisation"

GOT_SOMETHING = [Word.DELIVERED, Word.CONFIRMED, Word.DISPUTED, Word.NOT_CONFIRMED]

Histogram = dict[int, int]  # how often it took this many working days


@dataclass
class Numbers:
    """The numbers of one enabler or one body."""

    subject: Any
    open: int = 0
    days: dict[str, Histogram] = field(default_factory=lambda: {Move.ACCEPT.value: {}, Move.DELIVER.value: {}})
    said: dict[tuple[str, str], int] = field(default_factory=dict)  # by a recipient's word, and whether it helped

    def of(self, subject: Any) -> "Numbers":
        """Return these numbers for a subject."""
        self.subject = subject
        return self

    @property
    def to_accept(self) -> float | None:
        """Return the median in working days; None if no request was accepted."""
        return median(self.days[Move.ACCEPT])

    @property
    def to_deliver(self) -> float | None:
        return median(self.days[Move.DELIVER])

    @property
    def asked(self) -> int:
        """Return how many deliveries vanguards got, one for each vanguard on a request. Those that withdrew are not counted."""
        return sum(self.said.values())

    @property
    def helped(self) -> int:
        """Return how many of them helped, at least partly."""
        return self._of(Word.CONFIRMED, Helped.YES) + self.partly

    @property
    def partly(self) -> int:
        return self._of(Word.CONFIRMED, Helped.PARTLY)

    @property
    def did_not_help(self) -> int:
        return self._of(Word.CONFIRMED, Helped.NO)

    @property
    def disputed(self) -> int:
        return self._of(Word.DISPUTED)

    @property
    def unanswered(self) -> int:
        """Return how many vanguards have not said whether it helped."""
        return self.asked - self.helped - self.did_not_help - self.disputed

    @property
    def awaited(self) -> int:
        """Return how many of these still have time to answer."""
        return self._of(Word.DELIVERED)

    def _of(self, word: Word, helped: Helped | None = None) -> int:
        return sum(many for (said, how), many in self.said.items() if said == word and helped in (None, how))


def median(days: Histogram) -> float | None:
    """Return the middle of the counted values, or halfway between the middle two."""
    many = sum(days.values())
    if not many:
        return None
    places, passed, middle = {(many - 1) // 2, many // 2}, 0, []
    for value in sorted(days):
        middle += [value for place in places if passed <= place < passed + days[value]]
        passed += days[value]
    return sum(middle) / len(middle)


@until_the_next_change
def by_enabler(user: User) -> list[Numbers]:
    """Return the numbers of each enabler, in order, from requests this person may see."""
    counted = _count(UNDER_AN_ENABLER, user)
    return [counted[enabler.pk].of(enabler) for enabler in Enabler.objects.visible_to(user).order_by("order")]


@until_the_next_change
def of_enabler(enabler: Enabler, user: User) -> Numbers:
    """Return the numbers of one enabler, counting only its requests."""
    return _count(UNDER_AN_ENABLER, user, enabler.pk)[enabler.pk].of(enabler)


@until_the_next_change
def by_body(user: User) -> list[Numbers]:
    """Return the numbers of each body that answers a request this person may see, by name."""
    counted = _count(ANSWERED_BY_A_BODY, user)
    bodies = Organisation.objects.visible_to(user).filter(pk__in=list(counted)).order_by("name")
    return [counted[body.pk].of(body) for body in bodies]


def _count(path: str, user: User, only: int | None = None) -> dict[int, Numbers]:
    """Return numbers by what the request has at this path; with `only`, just for that one."""
    counted: dict[int, Numbers] = defaultdict(lambda: Numbers(None))

    def having(rows: Any, at: str) -> Any:
        return (rows.filter(**{f"{at}__isnull": False}) if only is None else rows.filter(**{at: only})).order_by()

    for key, many in having(SupportRequest.objects.visible_to(user).open(), path).values_list(path).annotate(Count("pk")):
        counted[key].open = many
    moves = MoveMade.objects.visible_to(user).filter(took__isnull=False, move__in=[Move.ACCEPT, Move.DELIVER])
    of_request = f"support_request__{path}"
    for key, move, days, many in having(moves, of_request).values_list(of_request, "move", "took").annotate(Count("pk")):
        counted[key].days[move][days] = many
    delivered = Recipient.objects.visible_to(user).filter(word__in=GOT_SOMETHING)
    for key, word, helped, many in having(delivered, of_request).values_list(of_request, "word", "helped").annotate(Count("pk")):
        counted[key].said[word, helped] = many
    return counted
