"""Where support falls behind: for each enabler, body or vanguard, how many requests are open, late, disputed or not answered in time, and
how many answers say it helped. Each number counts the rows at its address.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q

from history.reading.remembered import until_the_next_change
from pages.links import url
from people.models import User
from support.answers import ANSWERS
from support.filters import bodies, state_words
from support.models import AnsweringBody, Enabler, Recipient, RequestEnabler
from support.own_part import state_for
from support.workflow import OPEN_STATES, WITH_THE_TEAM
from vanguards.models import Organisation, Vanguard

OF_ANSWERS = ("disputed", "silent", "answered", "helped", "awaited")
LISTED_BY: dict[str, dict[str, Any]] = {
    "open": {"state": state_words(OPEN_STATES)},
    "late": {"queue": "late"},
    **{answer: {"answer": answer} for answer in OF_ANSWERS},
}
MOST = 50  # vanguards on the page of an enabler

Counts = dict[str, int]


@dataclass(frozen=True)
class Standing:
    """The counts of one subject. `listed` holds the list's filters for its requests; empty if no filter can select them."""

    subject: Any
    listed: Mapping[str, Any] | None
    counts: Counts

    @property
    def behind(self) -> int:
        """Return how much is wrong, to sort by."""
        return sum(self.counts[name] for name in ("late", "disputed", "silent"))

    def many(self, name: str) -> int:
        return self.counts[name]

    def address(self, name: str) -> str:
        """Return the address of exactly the requests counted; "" if there is none."""
        return url("request_list", **self.listed, **LISTED_BY[name]) if self.listed and self.counts[name] else ""


@until_the_next_change
def by_enabler(user: User, day: date) -> list[Standing]:
    """Return the counts of each enabler, in order."""
    found = _merged(
        _of_parts(RequestEnabler.objects.visible_to(user), "enabler", user, day),
        _of_answers(user, "support_request__enabler_links__enabler"),
    )
    enablers = Enabler.objects.visible_to(user).order_by("order")
    return [Standing(enabler, {"enabler": enabler.slug}, _all_of(found.get(enabler.pk))) for enabler in enablers]


@until_the_next_change
def by_body(user: User, day: date) -> list[Standing]:
    """Return the counts of bodies that answer a request this person may see, by name."""
    found = _merged(
        _of_parts(AnsweringBody.objects.visible_to(user), "organisation", user, day),
        _of_answers(user, "support_request__answering_bodies__organisation"),
    )
    codes = {number: code for code, (_, number) in bodies().items()}
    answering = Organisation.objects.visible_to(user).filter(pk__in=list(found)).order_by("name")
    return [Standing(body, {"body": codes[body.pk]} if body.pk in codes else None, _all_of(found[body.pk])) for body in answering]


@until_the_next_change
def by_vanguard(enabler: Enabler, user: User, day: date) -> list[Standing]:
    """Return the counts of vanguards under one enabler that this person may see, most problems first."""
    under = RequestEnabler.objects.filter(enabler=enabler).order_by().values("support_request")
    recipients = Recipient.objects.visible_to(user).filter(support_request__in=under)
    answers = {answer: Count("pk", filter=condition(answer, day)) for answer in OF_ANSWERS}
    found = _of_parts(recipients, "vanguard", user, day, **answers)
    vanguards = Vanguard.objects.visible_to(user).in_bulk(list(found))
    rows = [
        Standing(vanguard, {"enabler": enabler.slug, "vanguard": number}, _all_of(found[number])) for number, vanguard in vanguards.items()
    ]
    return sorted(rows, key=lambda row: (-row.behind, row.subject.pk))


def condition(name: str, day: date) -> Q:
    """Return the condition that a vanguard's part of a request is counted under this name; `stands` is the state the reader sees."""
    of_state = {"open": Q(stands__in=OPEN_STATES), "late": Q(stands__in=WITH_THE_TEAM, support_request__target_on__lt=day)}
    return of_state[name] if name in of_state else ANSWERS[name][1]


def counted_parts(name: str, user: User, day: date) -> Any:
    """Return the parts, of vanguards whose record this person may see, that are counted under this name."""
    parts = Recipient.objects.visible_to(user).order_by().alias(stands=state_for(user, "support_request__"))
    return parts.filter(condition(name, day))


def _of_parts(parts: Any, key: str, user: User, day: date, **more: Count) -> dict[int, Counts]:
    """Return by subject how many requests with these parts are open and late for this person."""
    counted = {**{name: Count("pk", filter=condition(name, day)) for name in ("open", "late")}, **more}
    standing = parts.order_by().alias(stands=state_for(user, "support_request__"))
    return _by_key(standing.values(key).annotate(**counted).values_list(key, *counted), counted)


def _of_answers(user: User, path: str) -> dict[int, Counts]:
    """Return by what is at this path how many requests have each answer from a vanguard this person may see."""
    counted = {answer: Count("support_request", distinct=True, filter=ANSWERS[answer][1]) for answer in OF_ANSWERS}
    recipients = Recipient.objects.visible_to(user).filter(**{f"{path}__isnull": False}).order_by()
    return _by_key(recipients.values(path).annotate(**counted).values_list(path, *counted), counted)


def _by_key(rows: Iterable[Any], names: Iterable[str]) -> dict[int, Counts]:
    return {key: dict(zip(names, counts, strict=True)) for key, *counts in rows}


def _merged(*several: dict[int, Counts]) -> dict[int, Counts]:
    """Return the counts of each subject from all of these."""
    found: dict[int, Counts] = {}
    for counts in several:
        for key, of_it in counts.items():
            found.setdefault(key, {}).update(of_it)
    return found


def _all_of(counts: Counts | None) -> Counts:
    return dict.fromkeys(LISTED_BY, 0) | (counts or {})
